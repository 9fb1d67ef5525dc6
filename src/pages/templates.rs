//! The templates, and the functions and filters that they use.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use edtf::{Edtf, FuzzyDate};
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde::Deserialize;
use serde_json::Value as Json;

use super::footnotes::Footnotes;
use super::plot::Point;
use super::{Address, Frame, Reader, dates, links, plot, text, tree};
use crate::domain::directory::day_of;
use crate::domain::text::Language;
use crate::messages::{Variable, page_sentence};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("templates/", $name)))),+]
    };
}

const TEMPLATES: [(&str, &str); 19] = templates![
    "layout.html",
    "parts.html",
    "home.html",
    "organizations.html",
    "organization.html",
    "posts.html",
    "people.html",
    "person.html",
    "events.html",
    "event.html",
    "figures.html",
    "sources.html",
    "lessons.html",
    "search.html",
    "data.html",
    "problem.html",
    "sitemap.xml",
    "sitemap_index.xml",
    "changes.xml",
];

/// The environment with what does not depend on the page. A template that cannot be parsed is logged and missing; tests
/// render all of them.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // A misspelled name is an error, not an empty text.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, source) in TEMPLATES {
        if let Err(error) = environment.add_template(name, source) {
            tracing::error!(name, %error, "a template cannot be parsed");
        }
    }
    environment.add_filter("shortened", |text: &str| text::shortened(text));
    environment.add_filter("nested", |Serde(list): Serde<Vec<Json>>| Value::from(Serde(tree::nested(list))));
    environment
        .add_filter("by_parent", |Serde(list): Serde<Vec<Json>>| Value::from(Serde(tree::by_parent(list))));
    environment.add_function("web_link", |url: Option<&str>| url.and_then(links::web));
    environment.add_function("contact_link", |kind: &str, value: &str| links::contact(kind, value));
    environment
});

/// A date as the operations request it.
#[derive(Deserialize)]
struct Imprecise {
    edtf: Edtf,
    #[serde(default)]
    latest: Option<NaiveDate>,
}

/// The dates of a statement.
#[derive(Deserialize)]
struct Period {
    since: Option<Limit>,
    until: Option<Limit>,
}

#[derive(Deserialize)]
struct Limit {
    edtf: FuzzyDate,
}

/// The time of an occurrence as the operations request it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Occurring {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    is_all_day: bool,
    local_start: NaiveDateTime,
}

/// A value as the operations request it.
#[derive(Deserialize)]
struct Measured {
    value: f64,
    qualifier: Option<String>,
}

/// A point of a series as the operations request it.
#[derive(Deserialize)]
struct SeriesPoint {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(flatten)]
    measured: Measured,
    observation: Observed,
}

#[derive(Deserialize)]
struct Observed {
    period: Imprecise,
}

/// Renders the page of a template.
pub(super) fn render<const N: usize>(
    template: &str,
    reader: &Reader<'_>,
    frame: &Frame,
    content: [(&str, Value); N],
) -> Result<String, Error> {
    let language = reader.language;
    let mut environment = ENVIRONMENT.clone();
    environment.add_global("page", Serde(frame));
    environment.add_global("notes", Value::from_object(Footnotes::new(language)));
    add_words(&mut environment, language, frame.base.clone());
    add_dates(&mut environment, language, reader.today);
    environment.get_template(template)?.render(Value::from_pairs(content))
}

/// Renders a file for search engines, which is in no language.
pub(super) fn xml<const N: usize>(template: &str, content: [(&str, Value); N]) -> Result<String, Error> {
    ENVIRONMENT.get_template(template)?.render(Value::from_pairs(content))
}

/// Adds the functions and filters for texts, numbers and links in a language.
fn add_words(environment: &mut Environment<'_>, language: Language, base: String) {
    environment.add_function("t", move |key: &str, variables: Kwargs| sentence(key, &variables, language));
    environment.add_function("path", move |name: &str, slug: Option<&str>| {
        let unknown = || Error::new(ErrorKind::InvalidOperation, format!("no address has the name {name}"));
        Address::named(name, slug.unwrap_or_default())
            .map(|address| format!("{base}{}", address.path(language)))
            .ok_or_else(unknown)
    });
    environment.add_filter("text", move |text: &str, versions: Option<Serde<Vec<text::Version>>>| {
        let versions = versions.map(|Serde(versions)| versions).unwrap_or_default();
        Value::from_safe_string(text::marked(text, &versions, language))
    });
    environment.add_filter("language_name", move |tag: &str| {
        page_sentence("page-language-name", [("tag".to_owned(), Variable::Text(tag.to_owned()))], language)
    });
    environment
        .add_filter("weekdays", move |Serde(days): Serde<Vec<String>>| text::weekdays(&days, language));
    environment.add_filter("value", move |Serde(measured): Serde<Measured>| value(&measured, language));
}

/// Adds the filters for dates in a language.
fn add_dates(environment: &mut Environment<'_>, language: Language, today: NaiveDate) {
    environment
        .add_filter("date", move |Serde(date): Serde<Imprecise>| dates::in_words(&date.edtf, language));
    environment.add_filter("age", move |Serde(date): Serde<Imprecise>| {
        date.latest.and_then(|latest| dates::age(latest, today, language))
    });
    environment.add_filter("period", move |Serde(period): Serde<Period>| {
        let limit = |limit: Option<Limit>| limit.map(|limit| limit.edtf);
        dates::range(limit(period.since), limit(period.until), language)
    });
    environment.add_filter("duration", move |minutes: u32| dates::duration(minutes, language));
    environment.add_filter("moment", move |Serde(time): Serde<NaiveDateTime>| dates::moment(time, language));
    environment.add_filter("occurs", move |Serde(time): Serde<Occurring>| occurs(&time, language));
    environment.add_filter("calendar_day", move |Serde(day): Serde<NaiveDate>| dates::day(day, language));
    environment
        .add_filter("day", move |Serde(time): Serde<DateTime<Utc>>| dates::day(day_of(time), language));
    environment.add_filter("plot", move |Serde(series): Serde<Vec<SeriesPoint>>| {
        let points: Vec<Point> = series
            .into_iter()
            .map(|point| Point {
                value: point.measured.value,
                label: text::number(point.measured.value, language),
                period: dates::in_words(&point.observation.period.edtf, language),
                year: dates::whole_year(point.from, point.to),
            })
            .collect();
        Value::from(Serde(plot::plot(&points)))
    });
}

/// Returns when an event occurs, in words: without an hour if only the days are known.
fn occurs(time: &Occurring, language: Language) -> String {
    if time.is_all_day {
        let first = time.local_start.date();
        dates::days(first, time.ends_at - time.starts_at, language)
    } else {
        dates::moment(time.local_start, language)
    }
}

/// Returns a message with its variables.
fn sentence(key: &str, variables: &Kwargs, language: Language) -> Result<String, Error> {
    let mut values = Vec::new();
    for name in variables.args() {
        let value: Value = variables.get(name)?;
        let variable = match value.kind() {
            ValueKind::Number => Variable::Number(f64::try_from(value)?),
            _ => Variable::Text(value.to_string()),
        };
        values.push((name.to_owned(), variable));
    }
    Ok(page_sentence(key, values, language))
}

/// Returns the value of an observation, with its qualifier in words.
fn value(measured: &Measured, language: Language) -> String {
    let number = text::number(measured.value, language);
    match measured.qualifier.as_deref() {
        Some("MORE_THAN") => {
            page_sentence("page-more-than", [("value".to_owned(), Variable::Text(number))], language)
        }
        _ => number,
    }
}
