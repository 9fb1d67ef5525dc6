//! Entry points into the directory.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::kinds::{EventKind, OrganizationKind};
use super::{Event, Indicator, Organization, Person};
use crate::app::AppError;
use crate::db::directory as db;
use crate::domain::ids::{EventId, OrganizationId, PersonId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
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

/// Which organizations a list holds: those that fit all that is given.
#[derive(InputObject, Default)]
pub struct OrganizationFilter {
    /// Only of one of these kinds.
    pub kinds: Option<Vec<OrganizationKind>>,
    /// Only the children of this organization.
    pub parent: Option<OrganizationBy>,
    /// Only those with one of these slugs.
    pub slugs: Option<Vec<String>>,
}

/// Which events a list holds.
#[derive(InputObject, Default)]
pub struct EventFilter {
    /// Only of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
}

/// Which indicators a list holds.
#[derive(InputObject, Default)]
pub struct IndicatorFilter {
    /// Only of this area, an ISO 3166 code such as `KZ`.
    pub area: Option<String>,
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
        let scope = request(context);
        let loader = scope.loader();
        let found = match by {
            OrganizationBy::Id(id) => match OrganizationId::from_global(&id) {
                Some(id) => loader.load_one(id).await?,
                None => None,
            },
            OrganizationBy::Slug(slug) => {
                let mut connection = request(context).caller.connection().await?;
                let found =
                    db::organizations_by_slugs(&mut connection, &[slug]).await.map_err(AppError::from)?;
                found.into_iter().next().map(Into::into)
            }
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
        let OrganizationFilter { kinds, parent, slugs } = filter.unwrap_or_default();
        let mut wanted = db::OrganizationFilter {
            kinds: kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()),
            slugs,
            ..db::OrganizationFilter::default()
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
        let mut rows = request(context).caller.connection().await?;
        let found = db::organizations_page(&mut rows, &wanted, &page).await.map_err(AppError::from)?;
        Ok(Some(connection(LIST, found, |row| Organization(row.into()))))
    }

    /// One person; null: there is none under this id or slug.
    async fn person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PersonBy,
    ) -> Result<Option<Person>, ApiError> {
        let scope = request(context);
        let loader = scope.loader();
        let found = match by {
            PersonBy::Id(id) => match PersonId::from_global(&id) {
                Some(id) => loader.load_one(id).await?,
                None => None,
            },
            PersonBy::Slug(slug) => {
                let mut connection = request(context).caller.connection().await?;
                let found = db::people_by_slugs(&mut connection, &[slug]).await.map_err(AppError::from)?;
                found.into_iter().next().map(Into::into)
            }
        };
        Ok(found.map(Person))
    }

    /// People, in Kazakh alphabetical order of their names.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Person>>, ApiError> {
        const LIST: &str = "people";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let mut rows = request(context).caller.connection().await?;
        let found = db::people_page(&mut rows, &page).await.map_err(AppError::from)?;
        Ok(Some(connection(LIST, found, |row| Person(row.into()))))
    }

    /// One event; null: there is none under this id or slug.
    async fn event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: EventBy,
    ) -> Result<Option<Event>, ApiError> {
        let scope = request(context);
        let loader = scope.loader();
        let found = match by {
            EventBy::Id(id) => match EventId::from_global(&id) {
                Some(id) => loader.load_one(id).await?,
                None => None,
            },
            EventBy::Slug(slug) => {
                let mut connection = request(context).caller.connection().await?;
                let found = db::events_by_slugs(&mut connection, &[slug]).await.map_err(AppError::from)?;
                found.into_iter().next().map(Into::into)
            }
        };
        Ok(found.map(Event))
    }

    /// Events, in Kazakh alphabetical order of their titles.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones; without it, all.")] filter: Option<EventFilter>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Event>>, ApiError> {
        const LIST: &str = "events";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let kinds = filter.unwrap_or_default().kinds;
        let wanted =
            db::EventFilter { kinds: kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()) };
        let mut rows = request(context).caller.connection().await?;
        let found = db::events_page(&mut rows, &wanted, &page).await.map_err(AppError::from)?;
        Ok(Some(connection(LIST, found, |row| Event(row.into()))))
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
        let wanted = db::IndicatorFilter { area: filter.unwrap_or_default().area };
        let mut rows = request(context).caller.connection().await?;
        let found = db::indicators_page(&mut rows, &wanted, &page).await.map_err(AppError::from)?;
        Ok(Some(connection(LIST, found, |row| Indicator(row.into()))))
    }
}
