//! Events.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Organization;
use super::address::Address;
use super::kinds::{EventFormat, EventKind, Recurrence};
use super::organization;
use super::record::RecordMetadata;
use super::schedule::{Occurrence, Schedule};
use super::source::Citation;
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::graphql::contests::Contest;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::contests::ContestsOf;
use crate::graphql::pagination::{list_cost, page_size};
use crate::graphql::scalars::{ImpreciseDate, Language, LanguageTag, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// An event that organizations hold, such as a seminar, contest or celebration.
#[derive(Clone)]
pub struct Event(pub Arc<domain::Record<domain::Event>>);

/// An event that organizations hold, such as a seminar, contest or celebration.
#[Object]
impl Event {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The contests that belong to the event, oldest first.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn contests(&self, context: &Context<'_>) -> Result<ListOf<Contest>, ApiError> {
        let found = request(context).loader().load_one(ContestsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Contest).collect())
    }

    /// The event's stable name in URLs.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The kind of event.
    async fn kind(&self) -> EventKind {
        self.0.content.kind.into()
    }

    /// The position in the events of an organization, smallest first.
    async fn position(&self) -> i32 {
        self.0.content.position
    }

    /// The title of the event.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// What happens at the event. Null if there is no description.
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

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.title)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.description.as_ref())
    }

    /// How often the event is held, if no schedule is known. Null if it is held once or this is unknown.
    async fn recurrence(&self) -> Option<Recurrence> {
        self.0.content.recurrence.map(Into::into)
    }

    /// When the event was held, if no schedule is known. Null if unknown. `occurrences` and calendars contain these
    /// days as whole days if the date is a day or an interval of at most 31 days, is neither approximate nor uncertain,
    /// and lies within the years 1900 to 2199.
    async fn held_on(&self) -> Option<ImpreciseDate> {
        self.0.content.held.as_ref().map(ImpreciseDate::from)
    }

    /// The exact times of the event. Null if they are unknown.
    async fn schedule(&self) -> Option<Schedule> {
        self.0.content.schedule.as_ref().map(Schedule::from)
    }

    /// The event's occurrences in a time range, earliest first, including cancelled ones. If there is no `schedule`,
    /// they are the whole days of `heldOn`, as described there; these recur every year if `recurrence` is YEARLY. Empty
    /// if there are none.
    #[graphql(complexity = "list_cost(usize::try_from(first).unwrap_or(0).min(100), child_complexity)")]
    fn occurrences(
        &self,
        #[graphql(desc = "The start of the time range.")] from: DateTime<Utc>,
        #[graphql(desc = "The end of the time range, exclusive; at most 366 days after `from`.")]
        to: DateTime<Utc>,
        #[graphql(desc = "The maximum number of occurrences, 1 to 100.", default = 20)] first: i32,
    ) -> Result<ListOf<Occurrence>, ApiError> {
        let limit = usize::try_from(page_size("first", first, 1)?).unwrap_or(0);
        let found = app::expand(&self.0, app::Window { from, to }, limit)?;
        let occurrence = |occurrence| Occurrence { event: self.0.clone(), occurrence };
        Ok(found.into_iter().map(occurrence).collect())
    }

    /// Where the event takes place. Null if unknown.
    async fn place(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.place.as_ref(), lang)
    }

    /// The place in all its languages. Empty if unknown.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn place_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.place.as_ref())
    }

    /// The address of the place. Null if unknown. It does not apply to occurrences that were moved to another place.
    async fn address(&self) -> Option<Address> {
        self.0.content.address.clone().map(Address)
    }

    /// How people take part in the event. Null if unknown.
    async fn format(&self) -> Option<EventFormat> {
        self.0.content.format.map(Into::into)
    }

    /// The languages spoken at the event. Empty if unknown.
    async fn languages(&self) -> ListOf<LanguageTag> {
        self.0.content.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// The organizers of the event, in the order that the editors chose.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn organizers(&self, context: &Context<'_>) -> Result<ListOf<Organization>, ApiError> {
        organization::by_ids(context, &self.0.content.organizers).await
    }

    /// The citations that support the record.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}
