//! Statements with citations, most with a period: names, dates, affiliations, contacts.

use async_graphql::{Context, Object, SimpleObject};
use graphql_engine::ListOf;

use super::kinds::ContactKind;
use super::source::Citation;
use crate::domain::directory::{self as domain, all_valid_on};
use crate::graphql::context::request;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, EdtfText, ImpreciseDate, Language, day};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// The period in which a statement holds. Its fields are flattened into the statement's own type.
pub struct ValidityPeriod(pub(super) domain::ValidityPeriod);

/// The period in which a statement holds.
#[Object]
impl ValidityPeriod {
    /// The first date of the period. Null if unknown.
    async fn since(&self) -> Option<ImpreciseDate> {
        self.0.since.map(ImpreciseDate::from)
    }

    /// The last date of the period, inclusive. Null if the statement still holds or the date is unknown.
    async fn until(&self) -> Option<ImpreciseDate> {
        self.0.until.map(ImpreciseDate::from)
    }

    /// When the source observed that the statement held. Null if not given.
    async fn attested(&self) -> Option<ImpreciseDate> {
        self.0.attested.as_ref().map(ImpreciseDate::from)
    }
}

/// A name, and the period in which it was used.
pub struct Name(pub(super) domain::Name);

/// A name, and the period in which it was used.
#[Object]
impl Name {
    /// The name.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    /// The text in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.text)
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

/// A date as precise as its source, with citations.
#[derive(SimpleObject)]
pub struct CitedDate {
    /// The date itself, as EDTF.
    edtf: EdtfText,
    /// The first day that the date can mean. Null if its beginning is open.
    earliest: Option<Date>,
    /// The last day that the date can mean. Null if its end is open.
    latest: Option<Date>,
    /// The citations that support the statement.
    citations: ListOf<Citation>,
}

impl From<&domain::CitedDate> for CitedDate {
    fn from(cited: &domain::CitedDate) -> Self {
        let ImpreciseDate { edtf, earliest, latest } = ImpreciseDate::from(&cited.date);
        Self { edtf, earliest, latest, citations: Citation::all(&cited.citations) }
    }
}

/// A picture, with the terms under which it may be used.
#[derive(SimpleObject)]
pub struct Image {
    /// The web address of the picture.
    url: String,
    /// The web address of the licence.
    licence: String,
    /// Who made the picture, as they want to be named. Null if unknown.
    creator: Option<String>,
    /// The citations that support the statement.
    citations: ListOf<Citation>,
}

impl From<&domain::Image> for Image {
    fn from(image: &domain::Image) -> Self {
        let domain::Image { url, licence, creator, citations } = image;
        Self {
            url: url.clone(),
            licence: licence.clone(),
            creator: creator.clone(),
            citations: Citation::all(citations),
        }
    }
}

/// A way to contact an organization or a person.
pub struct ContactPoint(pub(super) domain::ContactPoint);

/// A way to contact an organization or a person.
#[Object]
impl ContactPoint {
    /// The kind of contact.
    async fn kind(&self) -> ContactKind {
        self.0.kind.into()
    }

    /// The address, number or link.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// What the contact reaches, such as a reception desk. Null if that is obvious.
    async fn label(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.label.as_ref(), lang)
    }

    /// The label in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn label_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.label.as_ref())
    }

    /// Whether everyone may see the contact. If false, only editors see it.
    async fn is_public(&self) -> bool {
        self.0.public
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

/// Returns the contacts that are valid on a day and visible to the viewer.
pub(super) fn contact_points(
    context: &Context<'_>,
    all: &[domain::ContactPoint],
    at: Option<Date>,
) -> ListOf<ContactPoint> {
    visible(context, all_valid_on(all, day(context, at)))
}

/// Returns the contacts that are visible to the viewer, whenever they are valid.
pub(super) fn all_contact_points(
    context: &Context<'_>,
    all: &[domain::ContactPoint],
) -> ListOf<ContactPoint> {
    visible(context, all.iter())
}

fn visible<'a>(
    context: &Context<'_>,
    contacts: impl Iterator<Item = &'a domain::ContactPoint>,
) -> ListOf<ContactPoint> {
    let sees_all = request(context).caller.audience().sees_drafts();
    contacts.filter(|contact| contact.public || sees_all).cloned().map(ContactPoint).collect()
}

/// A record's identifier in another register.
#[derive(SimpleObject)]
pub struct Identifier {
    /// The register: `wikidata`, `viaf`, `isni`, `orcid`, `ror`, `bin` (the business identification number of Kazakhstan), or
    /// another.
    scheme: String,
    /// The identifier in the register, such as `Q42`.
    value: String,
    /// The register's page for the identifier. Null if its address is unknown.
    url: Option<String>,
}

impl From<&domain::Identifier> for Identifier {
    fn from(identifier: &domain::Identifier) -> Self {
        Self { scheme: identifier.scheme.clone(), value: identifier.value.clone(), url: identifier.link() }
    }
}

/// A dated event in an organization's history.
pub struct Milestone(pub(super) domain::Milestone);

/// A dated event in an organization's history.
#[Object]
impl Milestone {
    /// The date of the event.
    async fn date(&self) -> ImpreciseDate {
        ImpreciseDate::from(&self.0.date)
    }

    /// A description of the event.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    /// The text in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.text)
    }

    /// The citations that support the statement.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.citations)
    }
}
