//! Statements: names, dates, affiliations, contacts, each with its time and its sources.

use async_graphql::{Context, Object, SimpleObject};

use super::kinds::ContactKind;
use super::organization::{self, Organization};
use super::source::{Citation, Source, source};
use crate::domain::directory as domain;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{Date, EdtfText, ImpreciseDate, Language};
use crate::graphql::texts::in_language;

/// From when until when something holds. Its fields are fields of what holds.
pub struct Term(pub(super) domain::Term);

/// From when until when something holds.
#[Object]
impl Term {
    /// From when; null: not known.
    async fn since(&self) -> Option<ImpreciseDate> {
        self.0.since.map(ImpreciseDate::from)
    }

    /// Until when, that date included; null: not over, or not known.
    async fn until(&self) -> Option<ImpreciseDate> {
        self.0.until.map(ImpreciseDate::from)
    }

    /// When the source saw it to hold, where it tells no more; null: it tells more.
    async fn attested(&self) -> Option<ImpreciseDate> {
        self.0.attested.as_ref().map(ImpreciseDate::from)
    }
}

/// A name, and when it was borne.
pub struct Name(pub(super) domain::Name);

/// A name, and when it was borne.
#[Object]
impl Name {
    /// The name.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    #[graphql(flatten)]
    fn term(&self) -> Term {
        Term(self.0.term.clone())
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.citations)
    }
}

/// A name that an organization bore before.
pub struct FormerName(pub(super) domain::Name);

/// A name that an organization bore before.
#[Object]
impl FormerName {
    /// The name.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    #[graphql(flatten)]
    fn term(&self) -> Term {
        Term(self.0.term.clone())
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.citations)
    }

    /// Where this is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.citations).await
    }
}

/// A date as precise as its source, and which sources say so.
#[derive(SimpleObject)]
pub struct CitedDate {
    /// The date itself.
    edtf: EdtfText,
    /// The first day that it can mean; null: its beginning is open.
    earliest: Option<Date>,
    /// The last day that it can mean; null: its end is open.
    latest: Option<Date>,
    /// Which sources say so.
    citations: Vec<Citation>,
}

impl From<&domain::Dated> for CitedDate {
    fn from(dated: &domain::Dated) -> Self {
        let ImpreciseDate { edtf, earliest, latest } = ImpreciseDate::from(&dated.date);
        Self { edtf, earliest, latest, citations: Citation::all(&dated.citations) }
    }
}

/// An organization belongs to another for a time.
pub struct Affiliation(pub(super) domain::Affiliation);

/// An organization belongs to another for a time.
#[Object]
impl Affiliation {
    /// The other organization; null: it was withdrawn.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.organization)).await
    }

    #[graphql(flatten)]
    fn term(&self) -> Term {
        Term(self.0.term.clone())
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.citations)
    }
}

/// A way to reach an organization or a person.
pub struct ContactPoint(pub(super) domain::ContactPoint);

/// A way to reach an organization or a person.
#[Object]
impl ContactPoint {
    /// What kind of contact it is.
    async fn kind(&self) -> ContactKind {
        self.0.kind.into()
    }

    /// The address, the number, the link.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// What is reached there, such as a reception desk; null: it goes without saying.
    async fn label(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.label.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Whether all may see it; else editors alone.
    async fn is_public(&self) -> bool {
        self.0.public
    }

    #[graphql(flatten)]
    fn term(&self) -> Term {
        Term(self.0.term.clone())
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.citations)
    }
}

/// What another register knows a record by.
#[derive(SimpleObject)]
pub struct Identifier {
    /// The register: `wikidata`, `viaf`, `isni`, `bin` (the business identification number of Kazakhstan), or another.
    scheme: String,
    /// The identifier there, such as `Q42`.
    value: String,
    /// Where the register shows it; null: it is not known where.
    url: Option<String>,
}

impl From<&domain::Identifier> for Identifier {
    fn from(identifier: &domain::Identifier) -> Self {
        Self { scheme: identifier.scheme.clone(), value: identifier.value.clone(), url: identifier.link() }
    }
}

/// A dated fact of an organization's history.
pub struct Milestone(pub(super) domain::Milestone);

/// A dated fact of an organization's history.
#[Object]
impl Milestone {
    /// When it happened.
    async fn date(&self) -> ImpreciseDate {
        ImpreciseDate::from(&self.0.date)
    }

    /// What happened.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.citations)
    }

    /// Where this is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.citations).await
    }
}
