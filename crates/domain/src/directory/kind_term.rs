//! The vocabulary of kinds: terms for organizations and posts, as editors use them. A term may have a broader one, as in
//! SKOS. Records name their kind by its slug.

use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, FieldProblem, Length, is_slug};
use super::record::{RecordContent, Reference, UsedKind};
use super::{KindScheme, RecordKind};
use crate::ids::{Id, kind};
use crate::problem::Problem;
use crate::text::Text;

/// A kind of organization or of post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KindTerm {
    /// The stable name, by which records and other terms refer to the term.
    pub slug: String,
    /// What the term is a kind of.
    pub scheme: KindScheme,
    /// The position in lists.
    #[serde(default)]
    pub position: i32,
    /// The label, as people read it: `club`.
    pub label: Text,
    /// The slug of the broader term.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub broader: Option<String>,
}

impl RecordContent for KindTerm {
    type Id = kind::KindTerm;
    const KIND: RecordKind = RecordKind::KindTerm;
    const REQUIRED: &'static [&'static str] = &["slug", "scheme", "label"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    fn used_kind(&self) -> Option<UsedKind<'_>> {
        let slug = self.broader.as_deref()?;
        Some(UsedKind { field: "broader", scheme: self.scheme, slug })
    }

    fn kind_term(&self) -> Option<&KindTerm> {
        Some(self)
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("label", Length::Line, [&self.label]);
        checks.ensure(self.broader.as_ref() != Some(&self.slug), Problem::KindCycle, "broader");
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::KindTerm>) {}
}

impl Checks {
    /// Checks the form of a record's kind. Whether the vocabulary has it is checked with other records.
    pub(super) fn kind(&mut self, slug: &str) {
        self.ensure(is_slug(slug), Problem::UnknownKind, "kind");
    }
}
