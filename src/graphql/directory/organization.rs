//! Organizations.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use graphql_engine::ListOf;

use super::affiliation::Affiliations;
use super::kind_term::{self, KindTerm};
use super::post::{self, Membership, Post};
use super::record::RecordMetadata;
use super::source::Citation;
use super::statement::{
    CitedDate, ContactPoint, Identifier, Milestone, Name, all_contact_points, contact_points,
};
use super::visiting::Visiting;
use super::{Event, Indicator};
use crate::domain::directory as domain;
use crate::domain::directory::{name_on, other_names};
use crate::domain::ids::OrganizationId;
use crate::graphql::clubs::OpenClub;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::clubs::OpenClubsOf;
use crate::graphql::loaders::directory::{EventsOf, IndicatorsOf, MembersOf, PostsOf, PostsOfKind};
use crate::graphql::pagination::{list_cost, page_size};
use crate::graphql::scalars::{Date, ImpreciseDate, Language, day, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// A public body: an assembly, a council, a club, a department.
#[derive(Clone)]
pub struct Organization(pub Arc<domain::Record<domain::Organization>>);

/// A public body: an assembly, a council, a club, a department (`org:Organization` of the W3C Organization Ontology,
/// Popolo's `Organization`).
#[Object]
impl Organization {
    /// Opaque, globally unique id. For an organization that was merged into another: the id of the other organization.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The organization's stable name in URLs, such as `parasat`.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The kind of organization: the slug of a kind of the vocabulary (`kindTerms`), such as `club`.
    async fn kind(&self) -> &str {
        &self.0.content.kind
    }

    /// The term for the kind of organization, with its label. Null if the term is a draft and the viewer is not an
    /// editor.
    async fn kind_term(&self, context: &Context<'_>) -> Result<Option<KindTerm>, ApiError> {
        kind_term::by_slug(context, &self.0.content.kind).await
    }

    /// The position among its siblings, smallest first.
    async fn position(&self) -> i32 {
        self.0.content.position
    }

    /// The official name on a day. If no name is known for the day, the most recent name.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
    ) -> &str {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map_or("", |name| in_language(context, &name.text, lang))
    }

    /// All names of the organization with their periods, oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn names(&self) -> ListOf<Name> {
        self.0.content.names.iter().cloned().map(Name).collect()
    }

    /// The short name. Null if no shorter name is usual.
    async fn short_name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.short_name.as_ref(), lang)
    }

    /// When the organization began to use its current name. Null if unknown.
    async fn name_since(&self, context: &Context<'_>) -> Option<ImpreciseDate> {
        let name = name_on(&self.0.content.names, request(context).today())?;
        name.period.since.map(ImpreciseDate::from)
    }

    /// Further names with their periods: other spellings, and the names of records that were merged into this one.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn other_names(&self) -> ListOf<Name> {
        self.0.content.other_names.iter().cloned().map(Name).collect()
    }

    /// The name on a day in all its languages, each with its language. See `name`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn name_texts(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<TextInLanguage> {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map(|name| all_languages(&name.text)).unwrap_or_default()
    }

    /// The short name in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn short_name_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.short_name.as_ref())
    }

    /// The entries of `names` other than the current name, oldest first. Alternative spellings are in `otherNames`.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn former_names(&self, context: &Context<'_>) -> ListOf<Name> {
        let names = &self.0.content.names;
        let present = name_on(names, request(context).today());
        other_names(names, present).cloned().map(Name).collect()
    }

    /// A description of the organization and its work. Null if there is none.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.description.as_ref(), lang)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.description.as_ref())
    }

    /// When the organization was founded. Null if unknown.
    async fn founded(&self) -> Option<CitedDate> {
        self.0.content.founded.as_ref().map(CitedDate::from)
    }

    /// When the organization was dissolved. Null if it still exists or this is unknown.
    async fn dissolved(&self) -> Option<CitedDate> {
        self.0.content.dissolved.as_ref().map(CitedDate::from)
    }

    /// Dated events in the organization's history, oldest first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn milestones(&self) -> ListOf<Milestone> {
        self.0.content.milestones.iter().cloned().map(Milestone).collect()
    }

    #[graphql(flatten)]
    fn affiliations(&self) -> Affiliations {
        Affiliations(self.0.clone())
    }

    /// The contacts that are valid on a day. Only editors see contacts that are not public.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn contact_points(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<ContactPoint> {
        contact_points(context, &self.0.content.contact_points, at)
    }

    /// All contacts with their periods, in the editors' order. Only editors see contacts that are not public.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn all_contact_points(&self, context: &Context<'_>) -> ListOf<ContactPoint> {
        all_contact_points(context, &self.0.content.contact_points)
    }

    /// The organization's identifiers in other registers.
    async fn identifiers(&self) -> ListOf<Identifier> {
        self.0.content.identifiers.iter().map(Identifier::from).collect()
    }

    /// The posts of the organization, ordered by `position`.
    #[graphql(
        complexity = "list_cost(first.map_or(3, |first| first.try_into().unwrap_or(0)), child_complexity)"
    )]
    async fn posts(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns only posts of these kinds, such as `chair`, and of narrower kinds. Defaults to all kinds."
        )]
        kinds: Option<Vec<String>>,
        #[graphql(desc = "Returns the first n posts; 0 to 100. Defaults to all posts.")] first: Option<i32>,
    ) -> Result<ListOf<Post>, ApiError> {
        let first = first.map(|first| page_size("first", first, 0)).transpose()?;
        let first = first.and_then(|first| usize::try_from(first).ok()).unwrap_or(usize::MAX);
        let request = request(context);
        let loader = request.loader();
        let mut found = match kinds {
            None => loader.load_one(PostsOf(self.0.id)).await?.unwrap_or_default(),
            Some(kinds) => {
                let keys = kinds.into_iter().map(|kind| PostsOfKind((self.0.id, kind)));
                let found = loader.load_many(keys).await?;
                // A post of a narrower kind may be of several of the kinds.
                let by_id: BTreeMap<_, _> =
                    found.into_values().flatten().map(|post| (post.id, post)).collect();
                by_id.into_values().collect()
            }
        };
        found.sort_by_key(|post| (post.content.position, post.id));
        Ok(found.into_iter().take(first).map(Post).collect())
    }

    /// The membership of the organization's chair on a day: the holder of its post of the kind `chair`, as
    /// `Post.holder` finds it. If the organization has several such posts, the first one with a holder counts. Null if
    /// there is none.
    #[graphql(complexity = "1 + child_complexity")]
    async fn chair(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
        #[graphql(
            desc = "Only a holder with evidence (`Membership.lastEvidence`) from this day or later. Defaults to three \
                    years before the day."
        )]
        evident_since: Option<Date>,
    ) -> Result<Option<Membership>, ApiError> {
        let day = day(context, at);
        for post in self.chairs(context).await? {
            if let Some(holder) = post::holder_on(context, post.id, day, evident_since).await? {
                return Ok(Some(holder));
            }
        }
        Ok(None)
    }

    /// The membership of the organization's last known chair on a day, as `Post.lastKnownHolder` finds it, however old
    /// the evidence is. If the organization has several posts of the kind `chair`, the first one with a known holder
    /// counts. Null if there is none.
    #[graphql(complexity = "1 + child_complexity")]
    async fn last_known_chair(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
    ) -> Result<Option<Membership>, ApiError> {
        let day = day(context, at);
        for post in self.chairs(context).await? {
            if let Some(holder) = post::last_known_holder(context, post.id, day).await? {
                return Ok(Some(holder));
            }
        }
        Ok(None)
    }

    /// The known memberships without a post, ordered by `position`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only the members on this day, however old the evidence is. Defaults to all, including former members."
        )]
        at: Option<Date>,
    ) -> Result<ListOf<Membership>, ApiError> {
        let found = request(context).loader().load_one(MembersOf(self.0.id)).await?.unwrap_or_default();
        let is_member =
            |membership: &domain::Membership| at.is_none_or(|Date(day)| membership.period.covers(day));
        Ok(found.into_iter().filter(|found| is_member(&found.content)).map(Membership).collect())
    }

    /// The events that the organization holds, alone or with others, ordered by `position`.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn events(&self, context: &Context<'_>) -> Result<ListOf<Event>, ApiError> {
        let found = request(context).loader().load_one(EventsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Event).collect())
    }

    /// The organization's clubs that anyone may ask to join, ordered by name. A club is left out if it has no leader
    /// whose account is neither disabled nor awaiting deletion.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn open_clubs(&self, context: &Context<'_>) -> Result<ListOf<OpenClub>, ApiError> {
        let found = request(context).loader().load_one(OpenClubsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(OpenClub::from).collect())
    }

    /// The path of the organization's event calendar on this service. Calendar programs can subscribe to it
    /// (iCalendar). `Accept-Language`, or a query parameter such as `?lang=ru`, sets the language of its texts.
    /// `/calendar.ics` is the calendar of all organizations. It leaves out events that ended more than 366 days ago,
    /// and has at most 1,000 events: those that end last; then its description says that it
    /// omits some.
    async fn calendar_path(&self, context: &Context<'_>) -> String {
        format!("{}/calendars/{}.ics", request(context).caller.services.public_path, self.0.content.slug)
    }

    /// The indicators about the organization.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn indicators(&self, context: &Context<'_>) -> Result<ListOf<Indicator>, ApiError> {
        let found = request(context).loader().load_one(IndicatorsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Indicator).collect())
    }

    /// The citations for the description, and for the other statements that have none of their own.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn visiting(&self) -> Visiting {
        Visiting(self.0.clone())
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

impl Organization {
    /// Loads the organization's posts of the kind `chair`.
    async fn chairs(
        &self,
        context: &Context<'_>,
    ) -> Result<Vec<Arc<domain::Record<domain::Post>>>, ApiError> {
        let key = PostsOfKind((self.0.id, CHAIR.to_owned()));
        Ok(request(context).loader().load_one(key).await?.unwrap_or_default())
    }
}

/// The kind of the posts whose holders lead organizations.
const CHAIR: &str = "chair";

/// Loads the organization with an id. `None` without an id or if the organization is not found.
pub async fn by_id(
    context: &Context<'_>,
    id: Option<OrganizationId>,
) -> Result<Option<Organization>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Organization))
}

/// Loads organizations in the order of `ids`. Organizations that are not found are left out.
pub(super) async fn by_ids(
    context: &Context<'_>,
    ids: &[OrganizationId],
) -> Result<ListOf<Organization>, ApiError> {
    let found = request(context).loader().load_many(ids.iter().copied()).await?;
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).map(Organization).collect())
}
