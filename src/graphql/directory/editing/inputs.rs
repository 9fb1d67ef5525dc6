//! What editors send: parts that several kinds of records share.

use async_graphql::{ID, InputObject, InputType, MaybeUndefined};
use edtf::{Edtf, FuzzyDate};
use serde::Serialize;

use crate::app::{AppError, Refusal};
use crate::domain::directory::schedule::{Change as ScheduleChange, Exception, RecurrenceRule, Schedule};
use crate::domain::directory::{self as domain, Changes};
use crate::domain::ids::{Id, Kind};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::graphql::directory::kinds::ContactKind;
use crate::graphql::directory::schedule::{ScheduleExceptionInput, ScheduleInput};
use crate::graphql::scalars::EdtfText;

/// A record to make.
#[derive(InputObject)]
#[graphql(concrete(name = "CreateOrganizationInput", params(super::OrganizationInput)))]
#[graphql(concrete(name = "CreatePersonInput", params(super::PersonInput)))]
#[graphql(concrete(name = "CreatePostInput", params(super::PostInput)))]
#[graphql(concrete(name = "CreateMembershipInput", params(super::MembershipInput)))]
#[graphql(concrete(name = "CreateEventInput", params(super::EventInput)))]
#[graphql(concrete(name = "CreateIndicatorInput", params(super::IndicatorInput)))]
#[graphql(concrete(name = "CreateObservationInput", params(super::ObservationInput)))]
#[graphql(concrete(name = "CreateSourceInput", params(super::SourceInput)))]
pub struct CreateInput<T: InputType> {
    /// What it says.
    pub record: T,
    /// Whether all may see it at once; else it is a draft, which only editors see.
    #[graphql(default)]
    pub publish: bool,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// A record to change.
#[derive(InputObject)]
#[graphql(concrete(name = "UpdateOrganizationInput", params(super::OrganizationInput)))]
#[graphql(concrete(name = "UpdatePersonInput", params(super::PersonInput)))]
#[graphql(concrete(name = "UpdatePostInput", params(super::PostInput)))]
#[graphql(concrete(name = "UpdateMembershipInput", params(super::MembershipInput)))]
#[graphql(concrete(name = "UpdateEventInput", params(super::EventInput)))]
#[graphql(concrete(name = "UpdateIndicatorInput", params(super::IndicatorInput)))]
#[graphql(concrete(name = "CorrectObservationInput", params(super::ObservationInput)))]
#[graphql(concrete(name = "UpdateSourceInput", params(super::SourceInput)))]
pub struct UpdateInput<T: InputType> {
    /// The record.
    pub id: ID,
    /// The version that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// Its new values. What is not given stays; what is null is cleared; a list replaces the whole list.
    pub changes: T,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// A text in the languages of the institution.
#[derive(InputObject)]
pub struct TextInput {
    /// In Kazakh.
    pub kk: String,
    /// In Russian.
    pub ru: Option<String>,
    /// In English.
    pub en: Option<String>,
}

/// A source says so, and where in it.
#[derive(InputObject)]
pub struct CitationInput {
    /// The source.
    pub source_id: ID,
    /// Where in the source: a page, a section; at most 300 characters.
    pub locator: Option<String>,
    /// What the source says, word for word; at most 10,000 characters.
    pub quote: Option<String>,
}

/// A name, and when it was borne.
#[derive(InputObject)]
pub struct NameInput {
    /// The name, at most 300 characters.
    pub text: TextInput,
    /// From when; one date.
    pub since: Option<EdtfText>,
    /// Until when, that date included; one date.
    pub until: Option<EdtfText>,
    /// When the source saw it to be borne.
    pub attested: Option<EdtfText>,
    /// Which sources say so; one at least.
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A date, and which sources say so.
#[derive(InputObject)]
pub struct CitedDateInput {
    /// The date.
    pub date: EdtfText,
    /// Which sources say so; one at least.
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// An organization belongs to another for a time.
#[derive(InputObject)]
pub struct AffiliationInput {
    /// The other organization.
    pub organization_id: ID,
    /// From when; one date.
    pub since: Option<EdtfText>,
    /// Until when, that date included; one date.
    pub until: Option<EdtfText>,
    /// When the source saw it so.
    pub attested: Option<EdtfText>,
    /// Which sources say so; one at least.
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A way to reach an organization or a person.
#[derive(InputObject)]
pub struct ContactPointInput {
    /// What kind of contact it is.
    pub kind: ContactKind,
    /// The address, the number, the link (with `https://`).
    pub value: String,
    /// What is reached there, such as a reception desk.
    pub label: Option<TextInput>,
    /// Whether all may see it; else editors alone.
    pub is_public: bool,
    /// From when; one date.
    pub since: Option<EdtfText>,
    /// Until when, that date included; one date.
    pub until: Option<EdtfText>,
    /// When the source saw it to hold.
    pub attested: Option<EdtfText>,
    /// Which sources say so; one at least.
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// What another register knows a record by.
#[derive(InputObject)]
pub struct IdentifierInput {
    /// The register, as a slug: `wikidata`, `viaf`, `isni`, `bin`, or another.
    pub scheme: String,
    /// The identifier there, 1 to 100 characters of ASCII, without spaces.
    pub value: String,
}

/// A dated fact of an organization's history.
#[derive(InputObject)]
pub struct MilestoneInput {
    /// When it happened.
    pub date: EdtfText,
    /// What happened, at most 300 characters.
    pub text: TextInput,
    /// Which sources say so; one at least.
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// Gathers the new values of a record, and what is wrong with them.
#[derive(Default)]
pub(super) struct Gathering {
    changes: Changes,
    refusals: Vec<Refusal>,
    failure: Option<String>,
}

impl Gathering {
    /// A field that was given, or is to be cleared.
    pub(super) fn field<T, D: Serialize>(
        &mut self,
        field: &'static str,
        value: MaybeUndefined<T>,
        convert: impl FnOnce(T) -> Result<D, Problem>,
    ) {
        let value = match value {
            MaybeUndefined::Undefined => return,
            MaybeUndefined::Null => Ok(None),
            MaybeUndefined::Value(value) => convert(value).map(Some),
        };
        match value.map(|value| self.changes.set(field, value)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.failure = Some(error.to_string()),
            Err(problem) => self.refusals.push(Refusal { problem, path: vec![field] }),
        }
    }

    /// A field that is stored as it is given.
    pub(super) fn plain<T: Serialize>(&mut self, field: &'static str, value: MaybeUndefined<T>) {
        self.field(field, value, Ok);
    }

    /// A field that is a list.
    pub(super) fn list<T, D: Serialize>(
        &mut self,
        field: &'static str,
        value: MaybeUndefined<Vec<T>>,
        convert: impl FnMut(T) -> Result<D, Problem>,
    ) {
        self.field(field, value, |elements| elements.into_iter().map(convert).collect::<Result<Vec<D>, _>>());
    }

    pub(super) fn finish(self) -> Result<Changes, AppError> {
        match (self.failure, self.refusals.is_empty()) {
            (Some(why), _) => Err(AppError::Internal(why)),
            (None, false) => Err(AppError::Refused(self.refusals)),
            (None, true) => Ok(self.changes),
        }
    }
}

/// The id that a global id stands for. One of another kind is of nothing that is there.
pub(super) fn id<K: Kind>(global: &ID) -> Result<Id<K>, Problem> {
    Id::from_global(global).ok_or(Problem::NotFound)
}

#[expect(clippy::unnecessary_wraps, reason = "what converts a field may refuse it")]
pub(super) fn text(input: TextInput) -> Result<Text, Problem> {
    Ok(Text { kk: input.kk, ru: input.ru, en: input.en })
}

/// The scalar has read it already.
pub(super) fn date(input: &EdtfText) -> Result<Edtf, Problem> {
    input.0.parse().map_err(|_| Problem::InvalidDate)
}

/// A date that is no interval.
pub(super) fn single_date(input: &EdtfText) -> Result<FuzzyDate, Problem> {
    input.0.parse().map_err(|_| Problem::InvalidDate)
}

pub(super) fn term(
    since: Option<&EdtfText>,
    until: Option<&EdtfText>,
    attested: Option<&EdtfText>,
) -> Result<domain::Term, Problem> {
    Ok(domain::Term {
        since: since.map(single_date).transpose()?,
        until: until.map(single_date).transpose()?,
        attested: attested.map(date).transpose()?,
    })
}

pub(super) fn citation(input: CitationInput) -> Result<domain::Citation, Problem> {
    Ok(domain::Citation { source: id(&input.source_id)?, locator: input.locator, quote: input.quote })
}

fn citations(inputs: Vec<CitationInput>) -> Result<Vec<domain::Citation>, Problem> {
    inputs.into_iter().map(citation).collect()
}

pub(super) fn name(input: NameInput) -> Result<domain::Name, Problem> {
    let term = term(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?;
    Ok(domain::Name { text: text(input.text)?, term, citations: citations(input.citations)? })
}

pub(super) fn dated(input: CitedDateInput) -> Result<domain::Dated, Problem> {
    Ok(domain::Dated { date: date(&input.date)?, citations: citations(input.citations)? })
}

pub(super) fn affiliation(input: AffiliationInput) -> Result<domain::Affiliation, Problem> {
    Ok(domain::Affiliation {
        organization: id(&input.organization_id)?,
        term: term(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn contact_point(input: ContactPointInput) -> Result<domain::ContactPoint, Problem> {
    Ok(domain::ContactPoint {
        kind: input.kind.into(),
        term: term(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        value: input.value,
        label: input.label.map(text).transpose()?,
        public: input.is_public,
        citations: citations(input.citations)?,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "what converts a field may refuse it")]
pub(super) fn identifier(input: IdentifierInput) -> Result<domain::Identifier, Problem> {
    Ok(domain::Identifier { scheme: input.scheme, value: input.value })
}

pub(super) fn milestone(input: MilestoneInput) -> Result<domain::Milestone, Problem> {
    Ok(domain::Milestone {
        date: date(&input.date)?,
        text: text(input.text)?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn schedule(input: ScheduleInput) -> Result<Schedule, Problem> {
    let rule = input.rule.map(|rule| rule.parse::<RecurrenceRule>()).transpose();
    Ok(Schedule {
        starts: input.starts.0,
        zone: input.time_zone.parse().map_err(|_| Problem::UnknownTimeZone)?,
        minutes: input.duration_minutes,
        rule: rule.map_err(Problem::InvalidSchedule)?,
        additional: input.additional.into_iter().map(|start| start.0).collect(),
        exceptions: input.exceptions.into_iter().map(exception).collect::<Result<_, _>>()?,
    })
}

fn exception(input: ScheduleExceptionInput) -> Result<Exception, Problem> {
    let change = match input.moved {
        None => ScheduleChange::Cancelled,
        Some(moved) => ScheduleChange::Moved {
            starts: moved.starts.0,
            minutes: moved.duration_minutes,
            place: moved.place.map(text).transpose()?,
            note: moved.note.map(text).transpose()?,
        },
    };
    Ok(Exception { original: input.original_start.0, change })
}
