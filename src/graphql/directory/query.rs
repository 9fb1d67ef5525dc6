//! The queries on the directory.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use chrono::{DateTime, Utc};

use super::kinds::EventKind;
use super::schedule::{EventOccurrence, Occurrences};
use super::{Event, Indicator, Occurrence, Organization, Person, Source};
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::domain::ids::{Id, OrganizationId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::{LoadError, Rows};
use crate::graphql::pagination::{List, PageArguments, connection, counted_connection, page_cost};
use crate::graphql::scalars::Language;

/// Identifies one organization.
#[derive(OneofObject)]
pub enum OrganizationBy {
    /// By its global id.
    Id(ID),
    /// By its slug, such as `parasat`.
    Slug(String),
}

/// Identifies one person.
#[derive(OneofObject)]
pub enum PersonBy {
    /// By their global id.
    Id(ID),
    /// By their slug.
    Slug(String),
}

/// Identifies one event.
#[derive(OneofObject)]
pub enum EventBy {
    /// By its global id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Identifies one indicator.
#[derive(OneofObject)]
pub enum IndicatorBy {
    /// By its global id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Selects the organizations of a list. An organization must satisfy all conditions.
#[derive(InputObject, Default)]
pub struct OrganizationFilter {
    /// Only organizations of one of these kinds, by their slugs (`kindTerms`), or of a narrower one.
    pub kinds: Option<Vec<String>>,
    /// Only organizations that are directly part of this organization today (Asia/Almaty). `Organization.children`
    /// returns the same organizations ordered by `position`.
    pub parent: Option<OrganizationBy>,
    /// Only organizations with one of these slugs. As in `organization`, a former slug also counts, unless another
    /// organization has it now.
    pub slugs: Option<Vec<String>>,
    /// True: only organizations with at least one post that the viewer may see. False: only those without. Defaults to
    /// both.
    pub has_posts: Option<bool>,
    /// Only organizations with at least one text that lacks this language, to find texts to translate. Texts are names,
    /// descriptions, notes, parts of addresses, roles in memberships and the like, from any period.
    pub lacks_language: Option<Language>,
    /// True: only published records. False: only drafts, which only editors see. Defaults to both.
    pub published: Option<bool>,
}

/// Selects the people of a list. A person must satisfy all conditions.
#[derive(InputObject, Default)]
pub struct PersonFilter {
    /// Only people with at least one text that lacks this language, to find texts to translate. Texts are names,
    /// descriptions, notes, parts of addresses, roles in memberships and the like, from any period.
    pub lacks_language: Option<Language>,
    /// True: only published records. False: only drafts, which only editors see. Defaults to both.
    pub published: Option<bool>,
}

/// Selects the events of a list. An event must satisfy all conditions.
#[derive(InputObject, Default)]
pub struct EventFilter {
    /// Only events of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// Only events with at least one text that lacks this language, to find texts to translate. Texts are titles,
    /// descriptions, notes, parts of addresses and the like, from any period.
    pub lacks_language: Option<Language>,
    /// True: only published records. False: only drafts, which only editors see. Defaults to both.
    pub published: Option<bool>,
}

/// Selects the indicators of a list. An indicator must satisfy all conditions.
#[derive(InputObject, Default)]
pub struct IndicatorFilter {
    /// Only indicators about this area, an ISO 3166 code such as `KZ`.
    pub area: Option<String>,
    /// Only indicators with a name or unit that lacks this language, to find texts to translate.
    pub lacks_language: Option<Language>,
    /// True: only published records. False: only drafts, which only editors see. Defaults to both.
    pub published: Option<bool>,
}

/// The queries on the directory.
#[derive(Default)]
pub struct DirectoryQuery;

#[Object]
impl DirectoryQuery {
    /// One organization. Null if none has the id or slug.
    async fn organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: OrganizationBy,
    ) -> Result<Option<Organization>, ApiError> {
        let found = match by {
            OrganizationBy::Id(id) => by_id(context, &id).await?,
            OrganizationBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Organization))
    }

    /// Organizations, in alphabetical order of their current names in the request's language; quotation marks are
    /// ignored. A name that is not in this language is sorted as it is shown. Use a cursor only in the language of the
    /// request that returned it: in another language, the page begins elsewhere.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Selects the items of the list. Defaults to all.")] filter: Option<
            OrganizationFilter,
        >,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Organization>>, ApiError> {
        const LIST: &str = "organizations";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let OrganizationFilter { kinds, parent, slugs, has_posts, lacks_language, published } =
            filter.unwrap_or_default();
        let mut criteria = app::OrganizationFilter {
            kinds,
            slugs,
            has_posts,
            published,
            lacks_language: lacks_language.map(Into::into),
            ..app::OrganizationFilter::default()
        };
        match parent {
            Some(OrganizationBy::Id(id)) => {
                let id = OrganizationId::from_global(&id);
                criteria.parent_id =
                    Some(id.ok_or_else(|| {
                        ApiError::bad_input("«filter.parent.id» is not an organization's id.")
                    })?);
            }
            Some(OrganizationBy::Slug(slug)) => criteria.parent_slug = Some(slug),
            None => {}
        }
        let scope = request(context);
        let found = app::organizations_page(&scope.caller, &criteria, scope.language, &page).await?;
        Ok(Some(connection(LIST, found, |row| Organization(row.into()))))
    }

    /// One person. Null if none has the id or slug.
    async fn person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: PersonBy,
    ) -> Result<Option<Person>, ApiError> {
        let found = match by {
            PersonBy::Id(id) => by_id(context, &id).await?,
            PersonBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Person))
    }

    /// People, in alphabetical order of their `sortName` in the request's language. A name that is not in this language
    /// is sorted as it is shown. Use a cursor only in the language of the request that returned it: in another
    /// language, the page begins elsewhere.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Selects the items of the list. Defaults to all.")] filter: Option<PersonFilter>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Person>>, ApiError> {
        const LIST: &str = "people";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let PersonFilter { lacks_language, published } = filter.unwrap_or_default();
        let criteria = app::PersonFilter { published, lacks_language: lacks_language.map(Into::into) };
        let scope = request(context);
        let found = app::people_page(&scope.caller, &criteria, scope.language, &page).await?;
        Ok(Some(connection(LIST, found, |row| Person(row.into()))))
    }

    /// One event. Null if none has the id or slug.
    async fn event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: EventBy,
    ) -> Result<Option<Event>, ApiError> {
        let found = match by {
            EventBy::Id(id) => by_id(context, &id).await?,
            EventBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Event))
    }

    /// Events, in alphabetical order of their titles in the request's language; quotation marks are ignored. A title
    /// that is not in this language is sorted as it is shown. Use a cursor only in the language of the request that
    /// returned it: in another language, the page begins elsewhere.
    ///
    /// With `from` and `to`, only events that have an occurrence in that time range, not counting cancelled ones.
    /// `occurrences` returns the occurrences themselves.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Selects the items of the list. Defaults to all.")] filter: Option<EventFilter>,
        #[graphql(desc = "The start of the time range; requires `to`.")] from: Option<DateTime<Utc>>,
        #[graphql(
            desc = "The end of the time range, exclusive; at most 366 days after `from`, which it requires."
        )]
        to: Option<DateTime<Utc>>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Event>>, ApiError> {
        const LIST: &str = "events";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let EventFilter { kinds, lacks_language, published } = filter.unwrap_or_default();
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let scope = request(context);
        let ids = match (from, to) {
            (None, None) => None,
            (Some(from), Some(to)) => {
                Some(app::events_within(&scope.caller, app::Window { from, to }).await?)
            }
            _ => return Err(ApiError::bad_input("Give «from» and «to» together.")),
        };
        let lacks_language = lacks_language.map(Into::into);
        let criteria = app::EventFilter { kinds, published, ids, lacks_language };
        let found = app::events_page(&scope.caller, &criteria, scope.language, &page).await?;
        Ok(Some(connection(LIST, found, |row| Event(row.into()))))
    }

    /// The occurrences of all events in a time range, earliest first, including cancelled ones. If only the days of an
    /// event are known, its occurrences are whole days (`isAllDay`).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn occurrences(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The start of the time range.")] from: DateTime<Utc>,
        #[graphql(
            desc = "The end of the time range, exclusive; at most 366 days after `from`, which it requires."
        )]
        to: DateTime<Utc>,
        #[graphql(desc = "Only events that this organization holds, alone or with others.")]
        organizer_id: Option<ID>,
        #[graphql(
            default = false,
            desc = "Whether to omit events if more than 1,000 may have an occurrence in the time range. The omitted \
                    events are those that begin furthest from `from`. If false, the query fails with `BAD_USER_INPUT` \
                    in that case."
        )]
        allow_omissions: bool,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<Occurrences>, ApiError> {
        const LIST: &str = "occurrences";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let organizer = organizer_id.map(|id| {
            let invalid = || ApiError::bad_input("«organizerId» is not an organization's id.");
            OrganizationId::from_global(&id).ok_or_else(invalid)
        });
        let window = app::Window { from, to };
        let caller = &request(context).caller;
        let (found, omits_events) =
            app::occurrences(caller, window, organizer.transpose()?, allow_omissions, &page).await?;
        let occurrence = |(event, occurrence): (domain::Record<domain::Event>, _)| Occurrence {
            event: event.into(),
            occurrence,
        };
        Ok(Some(counted_connection(LIST, found, EventOccurrence { omits_events }, occurrence)))
    }

    /// The indicators of organizations and areas, in the order that editors set (`IndicatorInput.position`).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn indicators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Selects the items of the list. Defaults to all.")] filter: Option<IndicatorFilter>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Indicator>>, ApiError> {
        const LIST: &str = "indicators";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let IndicatorFilter { area, lacks_language, published } = filter.unwrap_or_default();
        let lacks_language = lacks_language.map(Into::into);
        let criteria = app::IndicatorFilter { area, lacks_language, published };
        let found = app::indicators_page(&request(context).caller, &criteria, &page).await?;
        Ok(Some(connection(LIST, found, |row| Indicator(row.into()))))
    }

    /// One indicator. Null if none has the id or slug.
    async fn indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: IndicatorBy,
    ) -> Result<Option<Indicator>, ApiError> {
        let found = match by {
            IndicatorBy::Id(id) => by_id(context, &id).await?,
            IndicatorBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Indicator))
    }

    /// The sources of the directory, in the order in which they were added.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn sources(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only sources whose title, author or publisher contains this text; case does not matter."
        )]
        text: Option<String>,
        #[graphql(desc = "Only sources with a title that lacks this language, to find texts to translate.")]
        lacks_language: Option<Language>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Source>>, ApiError> {
        const LIST: &str = "sources";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let criteria = app::SourceFilter { text, lacks_language: lacks_language.map(Into::into) };
        let found = app::sources_page(&request(context).caller, &criteria, &page).await?;
        Ok(Some(connection(LIST, found, |row| Source(row.into()))))
    }
}

/// Loads the record with a global id. `None` if the id belongs to another kind of object or to nothing.
async fn by_id<C: domain::RecordContent>(
    context: &Context<'_>,
    global: &ID,
) -> Result<Option<Arc<domain::Record<C>>>, ApiError>
where
    Rows: Loader<Id<C::Id>, Value = Arc<domain::Record<C>>, Error = LoadError>,
{
    match Id::from_global(global) {
        Some(id) => Ok(request(context).loader().load_one(id).await?),
        None => Ok(None),
    }
}

async fn by_slug<C: app::Slugged>(
    context: &Context<'_>,
    slug: &str,
) -> Result<Option<Arc<domain::Record<C>>>, ApiError> {
    Ok(app::by_slug(&request(context).caller, slug).await?.map(Arc::new))
}
