//! What visitors of an organization need to know.

use std::sync::Arc;

use async_graphql::{Context, Object};
use graphql_engine::ListOf;

use super::address::Location;
use super::kinds::{AccessibilityFeature, ServiceStatus, Weekday};
use super::source::Citation;
use super::statement::ValidityPeriod;
use crate::domain::directory::{self as domain, all_valid_on};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, Language, LanguageTag, LocalTime, day};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// What visitors of an organization need to know. Its fields are flattened into the organization's own type.
pub struct Visiting(pub(super) Arc<domain::Record<domain::Organization>>);

/// What visitors of an organization need to know.
#[Object]
impl Visiting {
    /// The places where the organization is on a day.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn locations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<Location> {
        all_valid_on(&self.0.content.locations, day(context, at)).cloned().map(Location).collect()
    }

    /// All places where the organization is or was, with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn all_locations(&self) -> ListOf<Location> {
        self.0.content.locations.iter().cloned().map(Location).collect()
    }

    /// The opening hours that are valid on a day.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn opening_hours(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<OpeningHours> {
        all_valid_on(&self.0.content.opening_hours, day(context, at)).cloned().map(OpeningHours).collect()
    }

    /// All opening hours with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn all_opening_hours(&self) -> ListOf<OpeningHours> {
        self.0.content.opening_hours.iter().cloned().map(OpeningHours).collect()
    }

    /// The accessibility features that the organization has or lacks on a day. Nothing is known about features that are
    /// not listed.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn accessibility(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<Accessibility> {
        all_valid_on(&self.0.content.accessibility, day(context, at)).cloned().map(Accessibility).collect()
    }

    /// All statements about accessibility with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn all_accessibility(&self) -> ListOf<Accessibility> {
        self.0.content.accessibility.iter().cloned().map(Accessibility).collect()
    }

    /// The services of the organization on a day, with any status.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn services(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<Service> {
        all_valid_on(&self.0.content.services, day(context, at)).cloned().map(Service).collect()
    }

    /// All services with their periods, in the editors' order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn all_services(&self) -> ListOf<Service> {
        self.0.content.services.iter().cloned().map(Service).collect()
    }
}

/// The opening hours of an organization on some days of the week, or the information that it is closed on them.
pub struct OpeningHours(domain::OpeningHours);

/// The opening hours of an organization on some days of the week, or the information that it is closed on them
/// (`OpeningHoursSpecification` of schema.org). Times are local to the organization.
#[Object]
impl OpeningHours {
    /// The days of the week.
    async fn days(&self) -> ListOf<Weekday> {
        self.0.days.iter().map(|day| Weekday::from(*day)).collect()
    }

    /// When the organization opens. Null if it is closed on these days.
    async fn opens(&self) -> Option<LocalTime> {
        self.0.opens.map(LocalTime)
    }

    /// When the organization closes. A time earlier than `opens` is on the next day. Null if the organization is closed
    /// on these days.
    async fn closes(&self) -> Option<LocalTime> {
        self.0.closes.map(LocalTime)
    }

    /// A note, such as when there is a break. Null if there is none.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.note.as_ref(), lang)
    }

    /// The note in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn note_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.note.as_ref())
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

/// An accessibility feature that an organization has or lacks.
pub struct Accessibility(domain::Accessibility);

/// An accessibility feature that an organization has or lacks.
#[Object]
impl Accessibility {
    /// The feature.
    async fn feature(&self) -> AccessibilityFeature {
        self.0.feature.into()
    }

    /// Whether the organization has it.
    async fn is_available(&self) -> bool {
        self.0.available
    }

    /// A note, such as where the feature is. Null if there is none.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.note.as_ref(), lang)
    }

    /// The note in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn note_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.note.as_ref())
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

/// A service that an organization offers.
pub struct Service(domain::Service);

/// A service that an organization offers (`service` of HSDS, `Service` of schema.org).
#[Object]
impl Service {
    /// The name.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.name, lang)
    }

    /// The name in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn name_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.name)
    }

    /// What the service consists of. Null if there is no description.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.description.as_ref(), lang)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.description.as_ref())
    }

    /// Whom the service is for. Null if not given.
    async fn audience(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.audience.as_ref(), lang)
    }

    /// Whom the service is for, in all languages of the text. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn audience_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.audience.as_ref())
    }

    /// What the service costs. Null if not given.
    async fn fees(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.fees.as_ref(), lang)
    }

    /// What the service costs, in all languages of the text. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn fees_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.fees.as_ref())
    }

    /// The languages in which the service is offered. Empty if unknown.
    async fn languages(&self) -> ListOf<LanguageTag> {
        self.0.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// Whether the service is offered at present.
    async fn status(&self) -> ServiceStatus {
        self.0.status.into()
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
