//! Inputs of editors: the parts that several kinds of records share, and their conversion.

use async_graphql::{ID, InputObject, MaybeUndefined};
use edtf::{Edtf, FuzzyDate};
use serde::Serialize;

use crate::app::{AppError, InputProblem};
use crate::domain::directory::schedule::{Change as ScheduleChange, Exception, RecurrenceRule, Schedule};
use crate::domain::directory::{self as domain, Changes};
use crate::domain::ids::{Id, Kind};
use crate::domain::problem::Problem;
use crate::domain::text::{Text, with_plain_blanks};
use crate::graphql::directory::kinds::ContactKind;
use crate::graphql::directory::schedule::{ScheduleExceptionInput, ScheduleInput};
use crate::graphql::scalars::EdtfText;

/// A text in at least one of the three languages. In a change, an omitted language keeps its text, and null removes it.
///
/// In a list, the service first looks for the stored item that each new item continues, and keeps the omitted languages
/// of that item:
///
/// 1. the stored item with which it has the most texts in common;
/// 2. otherwise, if the list keeps its length, the stored item at the same place, provided that both are evidently the
///    same statement: they have the same dates, original start, days of the week, feature or contact value; or, if they
///    have none of these, they have no language in common or are the only name in the list.
///
/// An item that continues none is new, and keeps nothing. To be sure, send all languages of each item.
#[derive(InputObject)]
pub struct TextInput {
    /// The Kazakh text.
    pub kk: MaybeUndefined<String>,
    /// The Russian text.
    pub ru: MaybeUndefined<String>,
    /// The English text.
    pub en: MaybeUndefined<String>,
}

/// A source and the place in it that support a statement.
#[derive(InputObject)]
pub struct CitationInput {
    /// The id of the source.
    pub source_id: ID,
    /// The place in the source, such as a page or section; at most 300 characters.
    pub locator: Option<String>,
    /// The words of the source, quoted verbatim; at most 10,000 characters.
    pub quote: Option<String>,
}

/// A name, and the period in which it was used.
#[derive(InputObject)]
pub struct NameInput {
    /// The name, at most 300 characters.
    pub text: TextInput,
    /// The first date of the period; not an interval.
    pub since: Option<EdtfText>,
    /// The last date of the period, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the name was used.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A date with citations.
#[derive(InputObject)]
pub struct CitedDateInput {
    /// The date.
    pub date: EdtfText,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// An organization's affiliation with another organization in a period.
#[derive(InputObject)]
pub struct AffiliationInput {
    /// The id of the other organization.
    pub organization_id: ID,
    /// The first date of the period; not an interval.
    pub since: Option<EdtfText>,
    /// The last date of the period, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed the affiliation.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A way to contact an organization or a person.
#[derive(InputObject)]
pub struct ContactPointInput {
    /// The kind of contact.
    pub kind: ContactKind,
    /// The address, number or link, 1 to 300 characters. The value of a `WEBSITE` or `SOCIAL_MEDIA` contact begins with
    /// `https://` or `http://`.
    pub value: String,
    /// What the contact reaches, such as a reception desk.
    pub label: Option<TextInput>,
    /// Whether everyone may see the contact. If false, only editors see it.
    pub is_public: bool,
    /// The first date of the period; not an interval.
    pub since: Option<EdtfText>,
    /// The last date of the period, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the contact was valid.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A record's identifier in another register.
#[derive(InputObject)]
pub struct IdentifierInput {
    /// The register, as a slug: `wikidata`, `viaf`, `isni`, `orcid`, `ror`, `bin`, or another.
    pub scheme: String,
    /// The identifier in the register: `Q42` for `wikidata`, 16 characters with the check digit for `isni`,
    /// `0000-0002-1825-0097` for `orcid`, `05dxps055` for `ror`, digits for `viaf`, 12 digits for `bin`; otherwise 1 to
    /// 100 ASCII characters without spaces.
    pub value: String,
}

/// A picture, with the terms under which it may be used.
#[derive(InputObject)]
pub struct ImageInput {
    /// The web address of the picture, which begins with `https://` or `http://`; at most 2,000 bytes.
    pub url: String,
    /// The web address of the licence; the same rules apply as for `url`.
    pub licence: String,
    /// Who made the picture, as they want to be named; at most 300 characters.
    pub creator: Option<String>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A dated event in an organization's history.
#[derive(InputObject)]
pub struct MilestoneInput {
    /// The date of the event; may be an interval.
    pub date: EdtfText,
    /// A description of the event; at most 300 characters.
    pub text: TextInput,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// Collects the new values of a record, and their problems.
#[derive(Default)]
pub(super) struct ChangesBuilder {
    changes: Changes,
    problems: Vec<InputProblem>,
    failure: Option<String>,
}

impl ChangesBuilder {
    /// Adds a field that was given or is to be cleared.
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
            Err(problem) => self.problems.push(InputProblem::new(problem, vec![field])),
        }
    }

    /// Adds a field that is stored as it is given.
    pub(super) fn plain<T: Serialize>(&mut self, field: &'static str, value: MaybeUndefined<T>) {
        self.field(field, value, Ok);
    }

    /// Adds a field that is a list.
    pub(super) fn list<T, D: Serialize>(
        &mut self,
        field: &'static str,
        value: MaybeUndefined<Vec<T>>,
        convert: impl FnMut(T) -> Result<D, Problem>,
    ) {
        self.field(field, value, |elements| elements.into_iter().map(convert).collect::<Result<Vec<D>, _>>());
    }

    pub(super) fn finish(self) -> Result<Changes, AppError> {
        match (self.failure, self.problems.is_empty()) {
            (Some(error), _) => Err(AppError::Internal(error)),
            (None, false) => Err(AppError::Refused(self.problems)),
            (None, true) => Ok(self.changes),
        }
    }
}

/// Converts a global id. An id of another kind counts as not found.
pub(super) fn id<K: Kind>(global: &ID) -> Result<Id<K>, Problem> {
    Id::from_global(global).ok_or(Problem::NotFound)
}

/// Converts a text, which may be pasted, to the languages that change. An empty text stands for a language that is removed.
pub(super) fn text(input: TextInput) -> Result<Text, Problem> {
    let language = |text: MaybeUndefined<String>| match text {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => Ok(Some(String::new())),
        MaybeUndefined::Value(text) if text.is_empty() => Err(Problem::InvalidDirectoryText),
        MaybeUndefined::Value(text) => Ok(Some(with_plain_blanks(&text))),
    };
    Ok(Text { kk: language(input.kk)?, ru: language(input.ru)?, en: language(input.en)? })
}

/// Converts a date or an interval.
pub(super) fn date(input: &EdtfText) -> Result<Edtf, Problem> {
    input.0.parse().map_err(|_| date_problem(&input.0))
}

/// Converts a date that must not be an interval.
pub(super) fn single_date(input: &EdtfText) -> Result<FuzzyDate, Problem> {
    input.0.parse().map_err(|_| match input.0.parse::<Edtf>() {
        Ok(_) => Problem::IntervalNotAllowed,
        Err(_) => date_problem(&input.0),
    })
}

/// Returns why a text is not a date.
fn date_problem(text: &str) -> Problem {
    let parts = || text.split('/');
    let is_well_formed = |part: &str| {
        let digits = part.trim_end_matches(['~', '?', '%']);
        [4, 7, 10].contains(&digits.len())
            && digits
                .char_indices()
                .all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
    };
    if parts().all(|part| part.parse::<FuzzyDate>().is_ok()) && parts().count() == 2 {
        Problem::ReversedInterval
    } else if parts().any(|part| is_well_formed(part) && part.parse::<FuzzyDate>().is_err()) {
        Problem::NoSuchDate
    } else {
        Problem::InvalidDate
    }
}

pub(super) fn period(
    since: Option<&EdtfText>,
    until: Option<&EdtfText>,
    attested: Option<&EdtfText>,
) -> Result<domain::ValidityPeriod, Problem> {
    Ok(domain::ValidityPeriod {
        since: since.map(single_date).transpose()?,
        until: until.map(single_date).transpose()?,
        attested: attested.map(date).transpose()?,
    })
}

pub(super) fn citation(input: CitationInput) -> Result<domain::Citation, Problem> {
    Ok(domain::Citation {
        source: id(&input.source_id)?,
        locator: input.locator,
        quote: input.quote.map(|quote| with_plain_blanks(&quote)),
    })
}

pub(super) fn citations(inputs: Vec<CitationInput>) -> Result<Vec<domain::Citation>, Problem> {
    inputs.into_iter().map(citation).collect()
}

pub(super) fn name(input: NameInput) -> Result<domain::Name, Problem> {
    let period = period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?;
    Ok(domain::Name { text: text(input.text)?, period, citations: citations(input.citations)? })
}

pub(super) fn cited_date(input: CitedDateInput) -> Result<domain::CitedDate, Problem> {
    Ok(domain::CitedDate { date: date(&input.date)?, citations: citations(input.citations)? })
}

pub(super) fn affiliation(input: AffiliationInput) -> Result<domain::Affiliation, Problem> {
    Ok(domain::Affiliation {
        organization: id(&input.organization_id)?,
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn contact_point(input: ContactPointInput) -> Result<domain::ContactPoint, Problem> {
    Ok(domain::ContactPoint {
        kind: input.kind.into(),
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        value: input.value,
        label: input.label.map(text).transpose()?,
        public: input.is_public,
        citations: citations(input.citations)?,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "functions that convert fields can fail")]
pub(super) fn identifier(input: IdentifierInput) -> Result<domain::Identifier, Problem> {
    Ok(domain::Identifier { scheme: input.scheme, value: input.value })
}

pub(super) fn image(input: ImageInput) -> Result<domain::Image, Problem> {
    Ok(domain::Image {
        url: input.url,
        licence: input.licence,
        creator: input.creator,
        citations: citations(input.citations)?,
    })
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
        starts: input.first_start.read()?.0,
        zone: input.time_zone.parse().map_err(|_| Problem::UnknownTimeZone)?,
        minutes: input.duration_minutes,
        rule: rule.map_err(Problem::InvalidSchedule)?,
        additional: (input.additional_starts.iter())
            .map(|start| start.read().map(|start| start.0))
            .collect::<Result<_, _>>()?,
        exceptions: input.exceptions.into_iter().map(exception).collect::<Result<_, _>>()?,
        all_day: false,
    })
}

fn exception(input: ScheduleExceptionInput) -> Result<Exception, Problem> {
    let change = match input.moved {
        None => ScheduleChange::Cancelled,
        Some(moved) => ScheduleChange::Moved {
            starts: moved.starts.read()?.0,
            minutes: moved.duration_minutes,
            place: moved.place.map(text).transpose()?,
            note: moved.note.map(text).transpose()?,
        },
    };
    Ok(Exception { original: input.original_start.read()?.0, change })
}
