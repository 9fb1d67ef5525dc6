//! What is counted, and the values.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::Organization;
use super::kinds::ValueQualifier;
use super::organization;
use super::source::{Source, source};
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::ObservationsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// Something that is counted, of an organization or of an area.
#[derive(Clone)]
pub struct Indicator(pub Arc<domain::Indicator>);

/// Something that is counted, of an organization or of an area.
#[Object]
impl Indicator {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What is counted.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.name, lang)
    }

    /// The organization it is counted for; null: it is counted for an area.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, self.0.organization_id).await
    }

    /// The area it is counted for, as an ISO 3166 code; null: it is counted for an organization.
    async fn area(&self) -> Option<&str> {
        self.0.area.as_deref()
    }

    /// The values, period by period.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn observations(&self, context: &Context<'_>) -> Result<Vec<Observation>, ApiError> {
        let found = request(context).loader().load_one(ObservationsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Observation).collect())
    }
}

/// An indicator's value in a period.
pub struct Observation(Arc<domain::Observation>);

/// An indicator's value in a period.
#[Object]
impl Observation {
    /// The period; for a value at a moment, when the source saw it.
    async fn period(&self) -> ImpreciseDate {
        ImpreciseDate::from(&self.0.period)
    }

    /// The value, a whole number of what is counted.
    #[expect(clippy::cast_precision_loss, reason = "counts of people and offices are far below 2^53")]
    async fn value(&self) -> f64 {
        self.0.value as f64
    }

    /// How the value is meant; null: exactly.
    async fn qualifier(&self) -> Option<ValueQualifier> {
        self.0.qualifier.map(Into::into)
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}
