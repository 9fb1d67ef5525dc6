//! Entry points into the directory.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use chrono::{DateTime, Utc};

use super::kinds::{EventKind, OrganizationKind};
use super::{Event, Indicator, Occurrence, Organization, Person, Source};
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::domain::ids::{Id, OrganizationId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::{LoadError, Rows};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// Names one organization.
#[derive(OneofObject)]
pub enum OrganizationBy {
    /// By its global id.
    Id(ID),
    /// By its slug, such as `parasat`.
    Slug(String),
}

/// Names one person.
#[derive(OneofObject)]
pub enum PersonBy {
    /// By their global id.
    Id(ID),
    /// By their slug.
    Slug(String),
}

/// Names one event.
#[derive(OneofObject)]
pub enum EventBy {
    /// By its global id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Names one indicator.
#[derive(OneofObject)]
pub enum IndicatorBy {
    /// By its global id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Which organizations a list holds: those that fit all that is given.
#[derive(InputObject, Default)]
pub struct OrganizationFilter {
    /// Only of one of these kinds.
    pub kinds: Option<Vec<OrganizationKind>>,
    /// Only those that are part of this organization today (Asia/Almaty).
    pub parent: Option<OrganizationBy>,
    /// Only those with one of these slugs.
    pub slugs: Option<Vec<String>>,
    /// Only those that are published, or only drafts; drafts are there for editors alone.
    pub published: Option<bool>,
}

/// Which people a list holds.
#[derive(InputObject, Default)]
pub struct PersonFilter {
    /// Only those that are published, or only drafts; drafts are there for editors alone.
    pub published: Option<bool>,
}

/// Which events a list holds.
#[derive(InputObject, Default)]
pub struct EventFilter {
    /// Only of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// Only those that are published, or only drafts; drafts are there for editors alone.
    pub published: Option<bool>,
}

/// Which indicators a list holds.
#[derive(InputObject, Default)]
pub struct IndicatorFilter {
    /// Only of this area, an ISO 3166 code such as `KZ`.
    pub area: Option<String>,
    /// Only those that are published, or only drafts; drafts are there for editors alone.
    pub published: Option<bool>,
}

/// Entry points into the directory.
#[derive(Default)]
pub struct DirectoryQuery;

#[Object]
impl DirectoryQuery {
    /// One organization; null: there is none under this id or slug.
    async fn organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: OrganizationBy,
    ) -> Result<Option<Organization>, ApiError> {
        let found = match by {
            OrganizationBy::Id(id) => by_id(context, &id).await?,
            OrganizationBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Organization))
    }

    /// Organizations, in Kazakh alphabetical order of their names (quotation marks ignored).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones; without it, all.")] filter: Option<OrganizationFilter>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Organization>>, ApiError> {
        const LIST: &str = "organizations";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let OrganizationFilter { kinds, parent, slugs, published } = filter.unwrap_or_default();
        let mut wanted = app::OrganizationFilter {
            kinds: kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()),
            slugs,
            published,
            ..app::OrganizationFilter::default()
        };
        match parent {
            Some(OrganizationBy::Id(id)) => {
                let id = OrganizationId::from_global(&id);
                wanted.parent_id =
                    Some(id.ok_or_else(|| {
                        ApiError::bad_input("«filter.parent.id» is not an organization's id.")
                    })?);
            }
            Some(OrganizationBy::Slug(slug)) => wanted.parent_slug = Some(slug),
            None => {}
        }
        let found = app::organizations_page(&request(context).caller, &wanted, &page).await?;
        Ok(Some(connection(LIST, found, |row| Organization(row.into()))))
    }

    /// One person; null: there is none under this id or slug.
    async fn person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PersonBy,
    ) -> Result<Option<Person>, ApiError> {
        let found = match by {
            PersonBy::Id(id) => by_id(context, &id).await?,
            PersonBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Person))
    }

    /// People, in Kazakh alphabetical order of their names.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones; without it, all.")] filter: Option<PersonFilter>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Person>>, ApiError> {
        const LIST: &str = "people";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let published = filter.unwrap_or_default().published;
        let found = app::people_page(&request(context).caller, published, &page).await?;
        Ok(Some(connection(LIST, found, |row| Person(row.into()))))
    }

    /// One event; null: there is none under this id or slug.
    async fn event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: EventBy,
    ) -> Result<Option<Event>, ApiError> {
        let found = match by {
            EventBy::Id(id) => by_id(context, &id).await?,
            EventBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Event))
    }

    /// Events, in Kazakh alphabetical order of their titles. With `from` and `to`, those whose schedule has something
    /// between them; `occurrences` tells what and when.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones; without it, all.")] filter: Option<EventFilter>,
        #[graphql(desc = "Only what takes place from this moment on; with `to`.")] from: Option<
            DateTime<Utc>,
        >,
        #[graphql(desc = "Only what takes place before this moment, at most 366 days after `from`.")]
        to: Option<DateTime<Utc>>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Event>>, ApiError> {
        const LIST: &str = "events";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let EventFilter { kinds, published } = filter.unwrap_or_default();
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let caller = &request(context).caller;
        let ids = match (from, to) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(app::events_within(caller, app::Window { from, to }).await?),
            _ => return Err(ApiError::bad_input("Give «from» and «to» together.")),
        };
        let wanted = app::EventFilter { kinds, published, ids };
        let found = app::events_page(caller, &wanted, &page).await?;
        Ok(Some(connection(LIST, found, |row| Event(row.into()))))
    }

    /// What takes place between two moments, over all events with a schedule, the earliest first; cancelled occurrences
    /// too.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn occurrences(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "From this moment.")] from: DateTime<Utc>,
        #[graphql(desc = "To this moment, not included; at most 366 days later.")] to: DateTime<Utc>,
        #[graphql(desc = "Only what this organization holds, alone or with others.")] organizer_id: Option<
            ID,
        >,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Occurrence>>, ApiError> {
        const LIST: &str = "occurrences";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let organizer = organizer_id.map(|id| {
            let wrong = || ApiError::bad_input("«organizerId» is not an organization's id.");
            OrganizationId::from_global(&id).ok_or_else(wrong)
        });
        let window = app::Window { from, to };
        let found = app::occurrences(&request(context).caller, window, organizer.transpose()?, &page).await?;
        let occurrence = |(event, occurrence): (domain::Record<domain::Event>, _)| Occurrence {
            event: event.into(),
            occurrence,
        };
        Ok(Some(connection(LIST, found, occurrence)))
    }

    /// What is counted, of organizations and of areas, in the institution's own order.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn indicators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones; without it, all.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Indicator>>, ApiError> {
        const LIST: &str = "indicators";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let IndicatorFilter { area, published } = filter.unwrap_or_default();
        let wanted = app::IndicatorFilter { area, published };
        let found = app::indicators_page(&request(context).caller, &wanted, &page).await?;
        Ok(Some(connection(LIST, found, |row| Indicator(row.into()))))
    }

    /// One indicator; null: there is none under this id or slug.
    async fn indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: IndicatorBy,
    ) -> Result<Option<Indicator>, ApiError> {
        let found = match by {
            IndicatorBy::Id(id) => by_id(context, &id).await?,
            IndicatorBy::Slug(slug) => by_slug(context, &slug).await?,
        };
        Ok(found.map(Indicator))
    }

    /// The sources that facts are taken from, in the order in which they came into the directory.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn sources(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Source>>, ApiError> {
        const LIST: &str = "sources";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::sources_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Source(row.into()))))
    }
}

/// The record with a global id; none: it is of something else, or of nothing.
async fn by_id<C: domain::Content>(
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
