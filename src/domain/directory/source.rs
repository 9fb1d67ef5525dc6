//! Sources, and the citations of them that stand with every statement.

use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::check::{Checks, Length};
use super::record::{Content, Flaw, Reference};
use super::{RecordKind, SourceKind};
use crate::domain::ids::{Id, SourceId, kind};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Where a fact is taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Its stable name in addresses.
    pub slug: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it is.
    pub title: Text,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub author: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issued: Option<Edtf>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
}

/// A source says so, and where in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// Where in the source: a page, a section.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locator: Option<String>,
    /// What the source says, word for word.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quote: Option<String>,
}

impl Content for Source {
    type Id = kind::Source;
    const KIND: RecordKind = RecordKind::Source;
    const REQUIRED: &'static [&'static str] = &["slug", "kind", "title"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("title", Length::Line, [&self.title]);
        checks.lines("author", &self.author);
        checks.lines("publisher", &self.publisher);
        checks.link("url", self.url.as_deref());
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Source>) {}
}

/// The sources that citations refer to.
pub(super) fn cited<'a>(
    citations: impl IntoIterator<Item = &'a Citation>,
) -> impl Iterator<Item = Reference> {
    citations.into_iter().map(|citation| Reference::new("citations", RecordKind::Source, citation.source))
}

impl Checks {
    /// A statement without a source is not published; a citation says where, and quotes, in so many words.
    pub(super) fn citations(&mut self, field: &'static str, citations: &[Citation]) {
        self.ensure(!citations.is_empty(), Problem::CitationRequired, field);
        for citation in citations {
            self.lines(field, &citation.locator);
            self.paragraphs(field, &citation.quote);
        }
        self.at_most(20, citations.len(), field);
    }
}
