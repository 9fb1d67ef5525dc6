//! The organizations that an organization is or was part of, and those in whose buildings it works or worked.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use graphql_engine::ListOf;

use super::organization::{Organization, by_id, by_ids};
use super::source::Citation;
use super::statement::ValidityPeriod;
use crate::app::directory as app;
use crate::domain::directory::{self as domain, affiliation_on};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::{AncestorsOf, ChildrenOf, DescendantsOf, HostedBy};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, day, global_id};

/// The maximum number of organizations of a tree that one query returns.
const MAX_TREE: usize = 5_000;

/// The affiliations of an organization. Its fields are flattened into the organization's own type.
pub struct Affiliations(pub(super) Arc<domain::Record<domain::Organization>>);

/// The affiliations of an organization.
#[Object]
impl Affiliations {
    /// The organization that this one is part of on a day. Null if there is none or it is unknown.
    async fn parent(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
    ) -> Result<Option<Organization>, ApiError> {
        let parent = affiliation_on(&self.0.content.parents, day(context, at));
        by_id(context, parent.map(|parent| parent.organization)).await
    }

    /// All organizations that this one is or was part of, with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn parents(&self) -> ListOf<Affiliation> {
        self.0.content.parents.iter().cloned().map(Affiliation).collect()
    }

    /// The organizations that this one is part of on a day, from its parent up to the root.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn ancestors(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<ListOf<Organization>, ApiError> {
        let key = AncestorsOf((self.0.id, day(context, at)));
        let ids = request(context).loader().load_one(key).await?.unwrap_or_default();
        by_ids(context, &ids).await
    }

    /// The organizations that are directly part of this one on a day, ordered by `position`.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn children(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
    ) -> Result<ListOf<Organization>, ApiError> {
        let day = day(context, at);
        let found = request(context).loader().load_one(ChildrenOf(self.0.id)).await?.unwrap_or_default();
        let is_part = |child: &Arc<domain::Record<domain::Organization>>| {
            let parent = affiliation_on(&child.content.parents, day);
            parent.is_some_and(|parent| parent.organization == self.0.id)
        };
        Ok(found.into_iter().filter(is_part).map(Organization).collect())
    }

    /// The tree below the organization on a day: all organizations that are directly or indirectly part of it. Each
    /// organization is followed by its own parts, ordered by `position`.
    #[graphql(complexity = "list_cost(usize::try_from(first).unwrap_or(0).min(MAX_TREE), child_complexity)")]
    async fn descendants(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
        #[graphql(desc = "The maximum number of organizations, 1 to 5,000.", default = 100)] first: i32,
    ) -> Result<ListOf<Descendant>, ApiError> {
        let limit = usize::try_from(first).ok().filter(|limit| (1..=MAX_TREE).contains(limit));
        let limit =
            limit.ok_or_else(|| ApiError::bad_input(format!("«first» is 1 to {MAX_TREE}, not {first}.")))?;
        let request = request(context);
        let places = request.loader().load_one(DescendantsOf((self.0.id, day(context, at)))).await?;
        let mut places = places.unwrap_or_default();
        places.truncate(limit);
        let found = request.loader().load_many(places.iter().map(|place| place.id)).await?;
        let descendant = |place: app::Descendant| {
            let organization = Organization(found.get(&place.id)?.clone());
            Some(Descendant { organization, parent_id: global_id(place.parent_id), depth: place.depth })
        };
        Ok(places.into_iter().filter_map(descendant).collect())
    }

    /// The host on a day: the organization whose building this one works in. Null if there is none or it is unknown.
    async fn host(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<Option<Organization>, ApiError> {
        let host = affiliation_on(&self.0.content.hosts, day(context, at));
        by_id(context, host.map(|host| host.organization)).await
    }

    /// All present and former hosts with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn hosts(&self) -> ListOf<Affiliation> {
        self.0.content.hosts.iter().cloned().map(Affiliation).collect()
    }

    /// The organizations that work in this one's building on a day, ordered by `position`.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn hosted_organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> Result<ListOf<Organization>, ApiError> {
        let day = day(context, at);
        let found = request(context).loader().load_one(HostedBy(self.0.id)).await?.unwrap_or_default();
        let is_hosted = |hosted: &Arc<domain::Record<domain::Organization>>| {
            affiliation_on(&hosted.content.hosts, day).is_some_and(|host| host.organization == self.0.id)
        };
        Ok(found.into_iter().filter(is_hosted).map(Organization).collect())
    }
}

/// An organization's place in the tree below another organization.
#[derive(SimpleObject)]
pub struct Descendant {
    /// The organization.
    organization: Organization,
    /// The id of the organization's parent in the tree.
    parent_id: ID,
    /// The number of levels below the root of this tree; 1 for a child.
    depth: i32,
}

/// An organization's affiliation with another organization in a period.
pub struct Affiliation(domain::Affiliation);

/// An organization's affiliation with another organization in a period.
#[Object]
impl Affiliation {
    /// The other organization. Null if it is a draft and the viewer is not an editor.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        by_id(context, Some(self.0.organization)).await
    }

    #[graphql(flatten)]
    fn period(&self) -> ValidityPeriod {
        ValidityPeriod(self.0.period.clone())
    }

    /// The citations that support the statement.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.citations)
    }
}
