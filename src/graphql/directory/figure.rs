//! Indicators and their observations.

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use graphql_engine::ListOf;

use super::Organization;
use super::kinds::ValueQualifier;
use super::organization;
use super::record::RecordMetadata;
use super::source::Citation;
use crate::domain::directory as domain;
use crate::domain::ids::IndicatorId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::ObservationsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, ImpreciseDate, Language, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// A quantity that is counted for an organization or an area.
#[derive(Clone)]
pub struct Indicator(pub Arc<domain::Record<domain::Indicator>>);

/// A quantity that is counted for an organization or an area.
#[Object]
impl Indicator {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The indicator's stable name in URLs.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The name of the quantity that is counted.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.name, lang)
    }

    /// The name in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn name_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.name)
    }

    /// The unit, such as people, offices or tenge. Null if the name implies it.
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.unit.as_ref(), lang)
    }

    /// The unit in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn unit_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.unit.as_ref())
    }

    /// The organization that the indicator is about. Null if it is about an area.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, self.0.content.organization).await
    }

    /// The area that the indicator is about, as an ISO 3166 code. Null if it is about an organization.
    async fn area(&self) -> Option<&str> {
        self.0.content.area.as_deref()
    }

    /// The indicator's observations, earliest period first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn observations(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "Whether to include observations that were corrected.")]
        include_superseded: bool,
    ) -> Result<ListOf<Observation>, ApiError> {
        let mut found = observations(context, self.0.id).await?;
        if !include_superseded {
            drop_superseded(&mut found);
        }
        Ok(found.into_iter().map(Observation).collect())
    }

    /// The values as points of a chart, earliest first. Corrected observations, and periods with an open beginning or
    /// end, are left out.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn series(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only periods that end on this day or later.")] from: Option<Date>,
        #[graphql(desc = "Only periods that begin on this day or earlier.")] to: Option<Date>,
    ) -> Result<ListOf<SeriesPoint>, ApiError> {
        let mut found = observations(context, self.0.id).await?;
        drop_superseded(&mut found);
        let mut points: Vec<SeriesPoint> = found.iter().filter_map(SeriesPoint::of).collect();
        points.retain(|point| {
            from.is_none_or(|from| point.to.0 >= from.0) && to.is_none_or(|to| point.from.0 <= to.0)
        });
        points.sort_by_key(|point| (point.from.0, point.to.0));
        Ok(points.into())
    }

    /// The citations for the indicator's meaning. Empty if the name explains it.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

type Observations = Vec<Arc<domain::Record<domain::Observation>>>;

async fn observations(context: &Context<'_>, indicator: IndicatorId) -> Result<Observations, ApiError> {
    Ok(request(context).loader().load_one(ObservationsOf(indicator)).await?.unwrap_or_default())
}

/// Removes the superseded observations. A correction that is still a draft supersedes nothing yet.
fn drop_superseded(observations: &mut Observations) {
    let superseded: HashSet<_> = observations
        .iter()
        .filter(|observation| observation.published)
        .filter_map(|observation| observation.content.supersedes)
        .collect();
    observations.retain(|observation| !superseded.contains(&observation.id));
}

/// An indicator's value in a period.
pub struct Observation(pub Arc<domain::Record<domain::Observation>>);

/// An indicator's value in a period. An observation is never changed: a correction is a new observation that supersedes
/// it.
#[Object]
impl Observation {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The indicator. Null if it is a draft and the viewer is not an editor.
    async fn indicator(&self, context: &Context<'_>) -> Result<Option<Indicator>, ApiError> {
        Ok(request(context).loader().load_one(self.0.content.indicator).await?.map(Indicator))
    }

    /// The period that the value is for. For a value at a single moment, when the source observed it.
    async fn period(&self) -> ImpreciseDate {
        ImpreciseDate::from(&self.0.content.period)
    }

    /// The value, in the indicator's unit.
    async fn value(&self) -> f64 {
        self.0.content.value
    }

    /// How to read the value. Null if it is exact.
    async fn qualifier(&self) -> Option<ValueQualifier> {
        self.0.content.qualifier.map(Into::into)
    }

    /// The observation that this one corrects. Null if it corrects none.
    async fn supersedes(&self, context: &Context<'_>) -> Result<Option<Observation>, ApiError> {
        let Some(old) = self.0.content.supersedes else { return Ok(None) };
        Ok(request(context).loader().load_one(old).await?.map(Observation))
    }

    /// The observation that corrects this one. Null if this one is valid.
    async fn superseded_by(&self, context: &Context<'_>) -> Result<Option<Observation>, ApiError> {
        let all = observations(context, self.0.content.indicator).await?;
        let corrects = |other: &Arc<domain::Record<domain::Observation>>| {
            other.published && other.content.supersedes == Some(self.0.id)
        };
        Ok(all.into_iter().find(corrects).map(Observation))
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

/// A point of a chart: a period and its value.
#[derive(SimpleObject)]
pub struct SeriesPoint {
    /// The first day that the period can mean.
    from: Date,
    /// The last day that the period can mean.
    to: Date,
    /// The value, in the indicator's unit.
    value: f64,
    /// How to read the value. Null if it is exact.
    qualifier: Option<ValueQualifier>,
    /// The observation that the value comes from.
    observation: Observation,
}

impl SeriesPoint {
    fn of(row: &Arc<domain::Record<domain::Observation>>) -> Option<Self> {
        let content = &row.content;
        Some(Self {
            from: Date(content.period.earliest()?),
            to: Date(content.period.latest()?),
            value: content.value,
            qualifier: content.qualifier.map(Into::into),
            observation: Observation(row.clone()),
        })
    }
}
