//! Events.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use super::Organization;
use super::kinds::{EventFormat, EventKind, Recurrence};
use super::organization;
use super::record::Standing;
use super::schedule::{Occurrence, Schedule};
use super::source::{Citation, Source, source};
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::graphql::contests::Contest;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::contests::ContestsOf;
use crate::graphql::pagination::{count, list_cost};
use crate::graphql::scalars::{ImpreciseDate, Language, LanguageTag, global_id};
use crate::graphql::texts::in_language;

/// What organizations hold: a seminar, a contest, a celebration.
#[derive(Clone)]
pub struct Event(pub Arc<domain::Record<domain::Event>>);

/// What organizations hold: a seminar, a contest, a celebration.
#[Object]
impl Event {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The contests that are held for it, the oldest first.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn contests(&self, context: &Context<'_>) -> Result<Vec<Contest>, ApiError> {
        let found = request(context).loader().load_one(ContestsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Contest).collect())
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// What kind of event it is.
    async fn kind(&self) -> EventKind {
        self.0.content.kind.into()
    }

    /// What it is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// What happens there; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// How often it is held, where no schedule is known; null: once, or not known.
    async fn recurrence(&self) -> Option<Recurrence> {
        self.0.content.recurrence.map(Into::into)
    }

    /// When it was held, where no schedule is known; null: not known.
    async fn held(&self) -> Option<ImpreciseDate> {
        self.0.content.held.as_ref().map(ImpreciseDate::from)
    }

    /// When it takes place; null: not known so exactly.
    async fn schedule(&self) -> Option<Schedule> {
        self.0.content.schedule.as_ref().map(Schedule::from)
    }

    /// The times that it takes place in a span of time, the earliest first; cancelled ones too. Empty: none, or no
    /// schedule is known.
    #[graphql(complexity = "list_cost(usize::try_from(first).unwrap_or(0).min(100), child_complexity)")]
    fn occurrences(
        &self,
        #[graphql(desc = "From this moment.")] from: DateTime<Utc>,
        #[graphql(desc = "To this moment, not included; at most 366 days later.")] to: DateTime<Utc>,
        #[graphql(desc = "How many at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<Occurrence>, ApiError> {
        let most = usize::try_from(count("first", first, 1)?).unwrap_or(0);
        let found = app::expand(&self.0, app::Window { from, to }, most)?;
        let occurrence = |occurrence| Occurrence { event: self.0.clone(), occurrence };
        Ok(found.into_iter().map(occurrence).collect())
    }

    /// Where it takes place; null: not known.
    async fn place(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.place.as_ref().map(|text| in_language(context, text, lang))
    }

    /// How it is taken part in; null: not known.
    async fn format(&self) -> Option<EventFormat> {
        self.0.content.format.map(Into::into)
    }

    /// The languages that are spoken there; empty: not known.
    async fn languages(&self) -> Vec<LanguageTag> {
        self.0.content.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// Who organizes it, the first organizer first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn organizers(&self, context: &Context<'_>) -> Result<Vec<Organization>, ApiError> {
        organization::by_ids(context, &self.0.content.organizers).await
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.content.citations)
    }

    /// Where this is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.content.citations).await
    }

    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing::of(&self.0)
    }
}
