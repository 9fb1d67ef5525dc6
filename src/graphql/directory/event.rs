//! Events.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::Organization;
use super::kinds::{EventKind, Recurrence};
use super::organization;
use super::source::{Source, source};
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::OrganizersOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// What organizations hold: a seminar, a contest, a celebration.
#[derive(Clone)]
pub struct Event(pub Arc<domain::Event>);

/// What organizations hold: a seminar, a contest, a celebration.
#[Object]
impl Event {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What kind of event it is.
    async fn kind(&self) -> EventKind {
        self.0.kind.into()
    }

    /// What it is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// What happens there; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// How often it is held; null: once, or not known.
    async fn recurrence(&self) -> Option<Recurrence> {
        self.0.recurrence.map(Into::into)
    }

    /// When it was held; null: not known.
    async fn held(&self) -> Option<ImpreciseDate> {
        self.0.held.as_ref().map(ImpreciseDate::from)
    }

    /// Who organizes it, the first organizer first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn organizers(&self, context: &Context<'_>) -> Result<Vec<Organization>, ApiError> {
        let ids = request(context).loader().load_one(OrganizersOf(self.0.id)).await?.unwrap_or_default();
        organization::by_ids(context, &ids).await
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}
