//! Sources, which support every statement.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, FieldProblem, Length};
use super::record::{RecordContent, Reference};
use super::{RecordKind, SourceKind};
use crate::ids::{Id, kind};
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
