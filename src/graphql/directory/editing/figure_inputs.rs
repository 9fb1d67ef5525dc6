//! Inputs of editors: the fields of indicators and observations.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::record_inputs::RecordInput;
use super::shared_inputs::{ChangesBuilder, CitationInput, TextInput, citation, date, id, text};
use crate::app::AppError;
use crate::domain::directory::{self as domain, Changes};
use crate::domain::ids::kind;
use crate::graphql::directory::kinds::ValueQualifier;
use crate::graphql::scalars::EdtfText;

/// The content of an indicator. A new one requires `slug`, `name`, and `organizationId` or `area`.
#[derive(InputObject)]
pub struct IndicatorInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The id of the organization that the indicator is about.
    organization_id: MaybeUndefined<ID>,
    /// The area that the indicator is about, an ISO 3166 code such as `KZ` or `KZ-19`.
    area: MaybeUndefined<String>,
    /// The position in lists, smallest first. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// The name of the quantity that is counted; at most 300 characters.
    name: MaybeUndefined<TextInput>,
    /// The unit, such as people, offices or tenge; at most 300 characters.
    unit: MaybeUndefined<TextInput>,
    /// The citations for the indicator's meaning; at most 20. Omit them if the name explains it.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for IndicatorInput {
    type Content = domain::Indicator;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        builder.plain("area", self.area);
        builder.plain("position", self.position);
        builder.field("name", self.name, text);
        builder.field("unit", self.unit, text);
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The content of an observation. A new one requires `indicatorId`, `period`, `value` and `citations`; a correction
/// requires only the fields that it corrects.
#[derive(InputObject)]
pub struct ObservationInput {
    /// The id of the indicator.
    indicator_id: MaybeUndefined<ID>,
    /// The period that the value is for. For a value at a single moment, when the source observed it.
    period: MaybeUndefined<EdtfText>,
    /// The value, in the indicator's unit.
    value: MaybeUndefined<f64>,
    /// How to read the value, if it is not exact.
    qualifier: MaybeUndefined<ValueQualifier>,
    /// The citations that support the record; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for ObservationInput {
    type Content = domain::Observation;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.field("indicator", self.indicator_id, |global| id::<kind::Indicator>(&global));
        builder.field("period", self.period, |period| date(&period));
        builder.plain("value", self.value);
        builder.field("qualifier", self.qualifier, |qualifier| Ok(domain::Qualifier::from(qualifier)));
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}
