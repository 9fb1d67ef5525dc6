//! Organizations.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};

use super::kinds::OrganizationKind;
use super::post::{Membership, Post};
use super::record::Standing;
use super::source::{Citation, Source, source};
use super::statement::{Affiliation, CitedDate, ContactPoint, FormerName, Identifier, Milestone, Name};
use super::{Event, Indicator};
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::domain::directory::{affiliation_on, name_on, others};
use crate::domain::ids::OrganizationId;
use crate::graphql::clubs::OpenClub;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::clubs::OpenClubsOf;
use crate::graphql::loaders::directory::{
    AncestorsOf, ChildrenOf, DescendantsOf, EventsOf, HostedBy, IndicatorsOf, MembersOf, PostsOf,
};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, ImpreciseDate, Language, day, global_id};
use crate::graphql::texts::in_language;

/// A public body: an assembly, a council, a club, a department.
#[derive(Clone)]
pub struct Organization(pub Arc<domain::Record<domain::Organization>>);

/// A public body: an assembly, a council, a club, a department (`org:Organization` of the W3C Organization
/// ontology, `Organization` of Popolo).
#[Object]
impl Organization {
    /// Opaque, globally unique id. Of an organization that was merged into another, the other's.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses, such as `parasat`.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// What kind of body it is.
    async fn kind(&self) -> OrganizationKind {
        self.0.content.kind.into()
    }

    /// Its official name on a day; where none is known of that day, its last one.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
        #[graphql(
            desc = "On this day; without it, today (Asia/Almaty). A change in a year holds for all of it."
        )]
        at: Option<Date>,
    ) -> &str {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map_or("", |name| in_language(context, &name.text, lang))
    }

    /// All its names, with their times, as its editors list them: the oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn names(&self) -> Vec<Name> {
        self.0.content.names.iter().cloned().map(Name).collect()
    }

    /// What it is called for short; null: nothing shorter is usual.
    async fn short_name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.short_name.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Since when it bears its present name; null: not known.
    async fn name_since(&self, context: &Context<'_>) -> Option<ImpreciseDate> {
        let name = name_on(&self.0.content.names, request(context).today())?;
        name.term.since.map(ImpreciseDate::from)
    }

    /// The names other than its present one, the oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn former_names(&self, context: &Context<'_>) -> Vec<FormerName> {
        let names = &self.0.content.names;
        let present = name_on(names, request(context).today());
        others(names, present).cloned().map(FormerName).collect()
    }

    /// What it is and does; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// When it was founded; null: not known.
    async fn founded(&self) -> Option<CitedDate> {
        self.0.content.founded.as_ref().map(CitedDate::from)
    }

    /// When it ceased to be; null: it is still there, or nothing is known.
    async fn dissolved(&self) -> Option<CitedDate> {
        self.0.content.dissolved.as_ref().map(CitedDate::from)
    }

    /// Dated facts of its history, the oldest first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn milestones(&self) -> Vec<Milestone> {
        self.0.content.milestones.iter().cloned().map(Milestone).collect()
    }

    /// The organization that it is part of on a day; null: none, or not known.
    async fn parent(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "On this day; without it, today (Asia/Almaty). A change in a year holds for all of it."
        )]
        at: Option<Date>,
    ) -> Result<Option<Self>, ApiError> {
        let parent = affiliation_on(&self.0.content.parents, day(context, at));
        by_id(context, parent.map(|parent| parent.organization)).await
    }

    /// All organizations that it is and was part of, with their times, as its editors list them.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn parents(&self) -> Vec<Affiliation> {
        self.0.content.parents.iter().cloned().map(Affiliation).collect()
    }

    /// The organizations that it is part of on a day, from its parent up to the root.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn ancestors(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<Vec<Self>, ApiError> {
        let key = AncestorsOf(self.0.id, day(context, at));
        let ids = request(context).loader().load_one(key).await?.unwrap_or_default();
        by_ids(context, &ids).await
    }

    /// The organizations that are part of it on a day, in the institution's own order.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn children(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "On this day; without it, today (Asia/Almaty). A change in a year holds for all of it."
        )]
        at: Option<Date>,
    ) -> Result<Vec<Self>, ApiError> {
        let day = day(context, at);
        let found = request(context).loader().load_one(ChildrenOf(self.0.id)).await?.unwrap_or_default();
        let is_part = |child: &Arc<domain::Record<domain::Organization>>| {
            let parent = affiliation_on(&child.content.parents, day);
            parent.is_some_and(|parent| parent.organization == self.0.id)
        };
        Ok(found.into_iter().filter(is_part).map(Self).collect())
    }

    /// The tree below it on a day: all organizations that are part of it, however distantly, each followed by its own
    /// parts, in the institution's own order. It takes as many statements as its children alone.
    #[graphql(complexity = "list_cost(usize::try_from(first).unwrap_or(0).min(MAX_TREE), child_complexity)")]
    async fn descendants(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "On this day; without it, today (Asia/Almaty). A change in a year holds for all of it."
        )]
        at: Option<Date>,
        #[graphql(desc = "How many at most, from the beginning, 1 to 5,000.", default = 100)] first: i32,
    ) -> Result<Vec<Descendant>, ApiError> {
        let most = usize::try_from(first).ok().filter(|most| (1..=MAX_TREE).contains(most));
        let most =
            most.ok_or_else(|| ApiError::bad_input(format!("«first» is 1 to {MAX_TREE}, not {first}.")))?;
        let request = request(context);
        let places = request.loader().load_one(DescendantsOf(self.0.id, day(context, at))).await?;
        let mut places = places.unwrap_or_default();
        places.truncate(most);
        let found = request.loader().load_many(places.iter().map(|place| place.id)).await?;
        let descendant = |place: app::Descendant| {
            let organization = Self(found.get(&place.id)?.clone());
            Some(Descendant { organization, parent_id: global_id(place.parent_id), depth: place.depth })
        };
        Ok(places.into_iter().filter_map(descendant).collect())
    }

    /// The organization in whose building it works on a day; null: none, or not known.
    async fn host(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<Option<Self>, ApiError> {
        let host = affiliation_on(&self.0.content.hosts, day(context, at));
        by_id(context, host.map(|host| host.organization)).await
    }

    /// All organizations in whose buildings it works and worked, with their times, as its editors list them.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn hosts(&self) -> Vec<Affiliation> {
        self.0.content.hosts.iter().cloned().map(Affiliation).collect()
    }

    /// The organizations that work in its building on a day, in the institution's own order.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn hosted_organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<Vec<Self>, ApiError> {
        let day = day(context, at);
        let found = request(context).loader().load_one(HostedBy(self.0.id)).await?.unwrap_or_default();
        let is_guest = |guest: &Arc<domain::Record<domain::Organization>>| {
            affiliation_on(&guest.content.hosts, day).is_some_and(|host| host.organization == self.0.id)
        };
        Ok(found.into_iter().filter(is_guest).map(Self).collect())
    }

    /// How it is reached on a day; what is not public is there for editors alone.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn contact_points(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> Vec<ContactPoint> {
        contact_points(context, &self.0.content.contact_points, at)
    }

    /// What other registers know it by.
    async fn identifiers(&self) -> Vec<Identifier> {
        self.0.content.identifiers.iter().map(Identifier::from).collect()
    }

    /// Its posts, in the institution's own order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn posts(&self, context: &Context<'_>) -> Result<Vec<Post>, ApiError> {
        let found = request(context).loader().load_one(PostsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Post).collect())
    }

    /// Its known members that are not in a post.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn members(&self, context: &Context<'_>) -> Result<Vec<Membership>, ApiError> {
        let found = request(context).loader().load_one(MembersOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// The events that it organizes, alone or with others.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn events(&self, context: &Context<'_>) -> Result<Vec<Event>, ApiError> {
        let found = request(context).loader().load_one(EventsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Event).collect())
    }

    /// The clubs that belong to it and that anyone may ask to join, by their names.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn open_clubs(&self, context: &Context<'_>) -> Result<Vec<OpenClub>, ApiError> {
        let found = request(context).loader().load_one(OpenClubsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(OpenClub::from).collect())
    }

    /// Where the calendar of its events is, for calendar programs to subscribe to (iCalendar): a path of this service. The
    /// language of the texts is that of `Accept-Language`, or of `?lang=ru` behind the path.
    async fn calendar_path(&self) -> String {
        format!("/calendars/{}.ics", self.0.content.slug)
    }

    /// What is counted for it.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn indicators(&self, context: &Context<'_>) -> Result<Vec<Indicator>, ApiError> {
        let found = request(context).loader().load_one(IndicatorsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Indicator).collect())
    }

    /// Which sources its description, and whatever has no citations of its own, is taken from.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.content.citations)
    }

    /// Where its description is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.content.citations).await
    }

    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing::of(&self.0)
    }
}

/// How many places of a tree one question gets.
const MAX_TREE: usize = 5_000;

/// A place in the tree below an organization.
#[derive(SimpleObject)]
pub struct Descendant {
    /// The organization.
    organization: Organization,
    /// The id of what it is part of.
    parent_id: ID,
    /// How far below it stands, a child 1.
    depth: i32,
}

/// Those of the contacts that hold on a day and that the viewer may see.
pub(super) fn contact_points(
    context: &Context<'_>,
    all: &[domain::ContactPoint],
    at: Option<Date>,
) -> Vec<ContactPoint> {
    let day = day(context, at);
    let sees_all = request(context).caller.audience().sees_drafts();
    all.iter()
        .filter(|contact| contact.term.covers(day) && (contact.public || sees_all))
        .cloned()
        .map(ContactPoint)
        .collect()
}

/// The organization with an id, where there is one.
pub async fn by_id(
    context: &Context<'_>,
    id: Option<OrganizationId>,
) -> Result<Option<Organization>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Organization))
}

/// Organizations in the order of the ids.
pub(super) async fn by_ids(
    context: &Context<'_>,
    ids: &[OrganizationId],
) -> Result<Vec<Organization>, ApiError> {
    let found = request(context).loader().load_many(ids.iter().copied()).await?;
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).map(Organization).collect())
}
