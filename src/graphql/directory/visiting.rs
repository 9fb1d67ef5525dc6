//! What visitors of an organization need to know.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::address::Location;
use crate::domain::directory as domain;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, day};

/// What visitors of an organization need to know. Its fields are flattened into the organization's own type.
pub struct Visiting(pub(super) Arc<domain::Record<domain::Organization>>);

/// What visitors of an organization need to know.
#[Object]
impl Visiting {
    /// Where the organization is on a day; several places if it works in several.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn locations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> Vec<Location> {
        let day = day(context, at);
        let locations = self.0.content.locations.iter().filter(|location| location.period.covers(day));
        locations.cloned().map(Location).collect()
    }

    /// All places where the organization is or was, with their periods, as editors list them.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn all_locations(&self) -> Vec<Location> {
        self.0.content.locations.iter().cloned().map(Location).collect()
    }
}
