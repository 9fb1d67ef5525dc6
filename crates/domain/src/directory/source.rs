//! Sources, and the citations that support every statement.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, Length};
use super::record::{FieldProblem, RecordContent, Reference};
use super::{RecordKind, SourceKind};
use crate::ids::{Id, SourceId, kind};
use crate::problem::Problem;
use crate::text::Text;

/// A source of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The stable name in URLs.
    pub slug: String,
    /// The kind of source.
    pub kind: SourceKind,
    /// The title.
    pub title: Text,
    /// The author.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub author: Option<String>,
    /// The publisher.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// The date of publication.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issued: Option<Edtf>,
    /// The link to the source's text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// The day on which the source was read at the link.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accessed: Option<NaiveDate>,
    /// The link to a copy of the source's text in a web archive.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub archived_url: Option<String>,
}

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

impl RecordContent for Source {
    type Id = kind::Source;
    const KIND: RecordKind = RecordKind::Source;
    const REQUIRED: &'static [&'static str] = &["slug", "kind", "title"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("title", Length::Line, [&self.title]);
        checks.lines("author", &self.author);
        checks.lines("publisher", &self.publisher);
        checks.link("url", self.url.as_deref());
        checks.link("archivedUrl", self.archived_url.as_deref());
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Source>) {}
}

/// Returns the references to the cited sources.
pub(super) fn cited<'a>(
    citations: impl IntoIterator<Item = &'a Citation>,
) -> impl Iterator<Item = Reference> {
    citations.into_iter().map(|citation| Reference::new("citations", RecordKind::Source, citation.source))
}

impl Checks {
    /// Checks a statement's citations: at least one, at most 20, with locators and quotes of allowed lengths.
    pub(super) fn citations(&mut self, field: &'static str, citations: &[Citation]) {
        self.ensure(!citations.is_empty(), Problem::CitationRequired, field);
        for citation in citations {
            self.lines(field, &citation.locator);
            self.paragraphs(field, &citation.quote);
        }
        self.at_most(20, citations.len(), field);
    }
}
