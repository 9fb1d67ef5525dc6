//! The citations that support every statement.

use serde::{Deserialize, Serialize};

use super::field_checks::Checks;
use crate::ids::SourceId;
use crate::problem::Problem;

/// The maximum number of citations of a statement.
pub(super) const MAX_CITATIONS: usize = 20;

/// A citation: a source that supports a statement, and the place in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The place in the source: a page, a section.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locator: Option<String>,
    /// A literal quotation from the source.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quote: Option<String>,
}

impl Checks {
    /// Checks a statement's citations: at least one, at most [`MAX_CITATIONS`], with locators and quotes of allowed lengths.
    pub(super) fn citations(&mut self, field: &'static str, citations: &[Citation]) {
        self.ensure(!citations.is_empty(), Problem::CitationRequired, field);
        for citation in citations {
            self.lines(field, &citation.locator);
            self.paragraphs(field, &citation.quote);
        }
        self.at_most(MAX_CITATIONS, citations.len(), field);
    }
}
