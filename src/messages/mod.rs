//! The sentences for people, in Kazakh, Russian and English.
//!
//! They are in `kk.ftl`, `ru.ftl` and `en.ftl`, and those of the public pages in the folder `pages`, so that translators
//! need no Rust. The syntax is [Fluent](https://projectfluent.org). The files are compiled in, and parsed at their first
//! use. Tests check that they have all messages that the code uses and no others, with the same variables. A message that
//! is missing nevertheless is logged, and its key is shown.

mod email;
mod explanation;
mod noun_form;
mod pages;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use self::email::{email_link_note, email_notice_note, email_subject, email_text};
pub use self::explanation::explanation_sentence;
pub use self::noun_form::noun_form_name;
pub use self::pages::{Variable, page_sentence};
use crate::domain::directory::schedule::ScheduleProblem;
use crate::domain::problem::Problem;
use crate::domain::text::Language;

/// The key of the verb in exported statements.
const EXPORTED_VERB: &str = "export-answered";

/// The key of the name of the calendar of all events.
const CALENDAR_OF_ALL: &str = "calendar-of-all";

/// Returns the sentence that says what to do about a problem.
pub fn problem_sentence(problem: Problem, language: Language) -> String {
    Message::new(problem.message_key()).text(language)
}

/// Returns the sentence that says what to do about a problem of a schedule.
pub fn schedule_problem_sentence(problem: ScheduleProblem, language: Language) -> String {
    Message::new(problem.message_key()).text(language)
}

/// Returns the verb of exported statements: a member *answered* an exercise.
pub fn exported_verb(language: Language) -> String {
    Message::new(EXPORTED_VERB).text(language)
}

/// Returns the title and the text of a reminder that a number of cards are due.
pub fn reminder_texts(cards: u32, language: Language) -> (String, String) {
    let [title, body] = reminder(cards).map(|message| message.text(language));
    (title, body)
}

fn reminder(cards: u32) -> [Message; 2] {
    [Message::new("reminder-title"), Message::new("reminder-body").with("cards", cards)]
}

/// Returns the name of the calendar of an organization.
pub fn organization_calendar_name(organization: &str, language: Language) -> String {
    organization_calendar(organization.to_owned()).text(language)
}

fn organization_calendar(organization: String) -> Message {
    Message::new("calendar-of-organization").with("organization", organization)
}

/// Returns the name of the calendar of all events.
pub fn calendar_of_all_name(language: Language) -> String {
    Message::new(CALENDAR_OF_ALL).text(language)
}

/// Returns the sentence that the calendar of all events has only this many of them.
pub fn calendar_of_all_omits(events: usize, language: Language) -> String {
    omitted_events(events).text(language)
}

fn omitted_events(events: usize) -> Message {
    Message::new("calendar-of-all-omits").with("events", events)
}

/// A text about the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenData {
    /// The title of all of it.
    Title,
    /// The file in the format of Popolo.
    Popolo,
    /// The file in the vocabulary of schema.org.
    JsonLd,
    /// The table of organizations.
    Organizations,
    /// The table of people.
    People,
    /// The table of posts.
    Posts,
    /// The table of memberships.
    Memberships,
    /// The table of events.
    Events,
    /// The table of figures.
    Figures,
    /// The table of sources.
    Sources,
    /// The changes since a moment.
    Changes,
    /// The feed of changes.
    Feed,
    /// The description of the tables.
    Tables,
    /// The calendar of all events.
    Calendar,
    /// One record in the vocabulary of schema.org.
    Record,
    /// One record as in the changes.
    RecordAsChanged,
    /// The calendar of one organization.
    OrganizationCalendar,
    /// A table for spreadsheets in Kazakh and Russian.
    Semicolons,
}

impl OpenData {
    /// All texts.
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Popolo,
        Self::JsonLd,
        Self::Organizations,
        Self::People,
        Self::Posts,
        Self::Memberships,
        Self::Events,
        Self::Figures,
        Self::Sources,
        Self::Changes,
        Self::Feed,
        Self::Tables,
        Self::Calendar,
        Self::Record,
        Self::RecordAsChanged,
        Self::OrganizationCalendar,
        Self::Semicolons,
    ];

    const fn message_key(self) -> &'static str {
        match self {
            Self::Title => "data-title",
            Self::Popolo => "data-popolo",
            Self::JsonLd => "data-json-ld",
            Self::Organizations => "data-organizations",
            Self::People => "data-people",
            Self::Posts => "data-posts",
            Self::Memberships => "data-memberships",
            Self::Events => "data-events",
            Self::Figures => "data-figures",
            Self::Sources => "data-sources",
            Self::Changes => "data-changes",
            Self::Feed => "data-feed",
            Self::Tables => "data-tables",
            Self::Calendar => "data-calendar",
            Self::Record => "data-record",
            Self::RecordAsChanged => "data-record-as-changed",
            Self::OrganizationCalendar => "data-organization-calendar",
            Self::Semicolons => "data-semicolons",
        }
    }
}

/// Returns a text about the open data.
pub fn open_data_text(text: OpenData, language: Language) -> String {
    Message::new(text.message_key()).text(language)
}

/// A score of an assignment in exported gradebooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportedScore {
    /// The share of words that were answered, rightly or not.
    Answered,
    /// The share of words that were remembered at the last answer.
    Remembered,
}

impl ExportedScore {
    /// Both scores.
    pub const ALL: [Self; 2] = [Self::Answered, Self::Remembered];

    const fn message_key(self) -> &'static str {
        match self {
            Self::Answered => "export-score-answered",
            Self::Remembered => "export-score-remembered",
        }
    }
}

/// Returns what a score counts, as a title.
pub fn exported_score_title(score: ExportedScore, language: Language) -> String {
    Message::new(score.message_key()).text(language)
}

/// A message, with the values of its variables.
struct Message {
    key: &'static str,
    values: FluentArgs<'static>,
}

impl Message {
    fn new(key: &'static str) -> Self {
        Self { key, values: FluentArgs::new() }
    }

    /// Sets a variable. A number is rounded to the decimal that is shown, so that the plural form fits it.
    fn with(mut self, variable: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        let value = match value.into() {
            FluentValue::Number(number) => FluentValue::from((number.value * 10.0).round() / 10.0),
            other => other,
        };
        self.values.set(variable, value);
        self
    }

    /// Returns the text in a language.
    fn text(&self, language: Language) -> String {
        text_of(self.key, &self.values, language)
    }
}

/// Returns a message's text in a language.
fn text_of(key: &str, values: &FluentArgs<'_>, language: Language) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, language = language.tag(), "a message is missing");
        return key.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(key, language = language.tag(), ?errors, "a message cannot be formatted");
    }
    text
}

type Bundle = FluentBundle<FluentResource>;

/// Returns the text of the files of a language.
fn source(language: Language) -> &'static str {
    match language {
        Language::Kk => concat!(include_str!("kk.ftl"), include_str!("pages/kk.ftl")),
        Language::Ru => concat!(include_str!("ru.ftl"), include_str!("pages/ru.ftl")),
        Language::En => concat!(include_str!("en.ftl"), include_str!("pages/en.ftl")),
    }
}

/// Returns the messages of a language.
fn bundle(language: Language) -> &'static Bundle {
    static KAZAKH: LazyLock<Bundle> = LazyLock::new(|| parse(Language::Kk));
    static RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| parse(Language::Ru));
    static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| parse(Language::En));
    match language {
        Language::Kk => &KAZAKH,
        Language::Ru => &RUSSIAN,
        Language::En => &ENGLISH,
    }
}

/// Parses the messages of a language. Entries that cannot be parsed are logged and omitted.
fn parse(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Variables would be surrounded by invisible characters that keep the writing direction.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Kk | Language::Ru => number_with_comma,
        Language::En => number_with_point,
    }));
    let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(rest, errors)| {
        tracing::error!(language = language.tag(), ?errors, "messages cannot be parsed");
        rest
    });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(language = language.tag(), ?errors, "messages are defined twice");
    }
    bundle
}

fn number_with_comma<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value).map(|text| text.replace('.', ","))
}

fn number_with_point<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value)
}

/// Formats a number with one decimal, or without decimals if that one is 0. `None` if the value is a text.
fn number(value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = format!("{:.1}", number.value);
    Some(text.strip_suffix(".0").map_or_else(|| text.clone(), ToOwned::to_owned))
}
