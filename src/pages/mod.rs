//! The public directory as web pages: addresses, templates, and what the templates need. These are pure functions from
//! the result of a page's GraphQL operation to HTML; `http::pages` runs the operations and serves the pages.
//!
//! A page is an [`Address`], an operation in `operations/` and a template in `templates/`. Everything that a template
//! writes is escaped unless it comes from a function here that returns HTML.

mod address;
mod assets;
mod dates;
mod footnotes;
mod links;
mod plot;
mod sitemap;
mod templates;
mod text;
mod tree;

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use minijinja::Value;
use minijinja::value::Serde;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value as Json;

pub use self::address::Address;
pub use self::assets::Asset;
pub use self::sitemap::{SITEMAP_KINDS, SitemapEntry, SitemapFile, sitemap, sitemap_index};
use crate::domain::text::Language;
use crate::messages::{OpenData, open_data_text};

/// The characters that are encoded in a query string.
const IN_QUERY: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The years whose months can be listed.
pub const EVENT_YEARS: RangeInclusive<i32> = 1900..=2199;

/// The distance of the months that the list of events leads to.
const ONE: Months = Months::new(1);

/// The path of the page that lists the open data.
const DATA_PATH: &str = "/data";

/// The day whose state a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Today.
    Today,
    /// The day that the reader chose.
    Chosen(NaiveDate),
    /// Today, because the reader's text was not a date.
    Invalid,
}

/// The parameters of a request for a page, besides its address.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    /// The language.
    pub language: Language,
    /// The URL at which readers reach the service, without a trailing slash.
    pub origin: &'a str,
    /// The current day in the institution's time zone.
    pub today: NaiveDate,
    /// The day whose state is shown.
    pub day: Day,
    /// The first day of the month whose events are listed. `None` if coming events are.
    pub month: Option<NaiveDate>,
    /// The search text; empty on other pages.
    pub query: &'a str,
    /// Whether the search text cannot be searched for: it is too long, or has no letter and no digit.
    pub is_invalid_query: bool,
    /// Whether the page is not the first one of a list.
    pub is_continued: bool,
}

impl<'a> Reader<'a> {
    /// Creates the parameters of a request for the first page of the current state, without a search.
    pub fn new(language: Language, origin: &'a str, today: NaiveDate) -> Self {
        let day = Day::Today;
        Self {
            language,
            origin,
            today,
            day,
            month: None,
            query: "",
            is_invalid_query: false,
            is_continued: false,
        }
    }

    /// Returns the path below which readers reach the service; empty if it has a host of its own. All links begin with
    /// it.
    fn base(&self) -> &str {
        let (_, rest) = self.origin.split_once("://").unwrap_or_default();
        rest.find('/').and_then(|start| rest.get(start..)).unwrap_or_default()
    }
}

/// The content of a page.
#[derive(Debug, Default)]
pub struct Content {
    /// The data of the page's operation. Null if the operation did not run.
    pub data: Json,
    /// The page's record as JSON-LD.
    pub json_ld: Option<Json>,
}

/// An error in a template, which is a bug.
pub type RenderError = minijinja::Error;

/// Returns the HTML of a page.
pub fn page(address: &Address, reader: &Reader<'_>, content: Content) -> Result<String, RenderError> {
    let frame = Frame::new(Some(address), reader, 200);
    // The id of the record is the address of its data.
    let data_url = content.json_ld.as_ref().and_then(|node| node.get("@id")?.as_str().map(str::to_owned));
    let json_ld = content.json_ld.map(|node| script_data(&node));
    templates::render(
        &format!("{}.html", address.template()),
        reader,
        &frame,
        [
            ("data", Value::from(Serde(content.data))),
            ("json_ld", Value::from(json_ld)),
            ("data_url", Value::from(data_url)),
        ],
    )
}

/// Returns the HTML of the page that explains an HTTP status.
pub fn problem_page(status: u16, reader: &Reader<'_>) -> Result<String, RenderError> {
    let frame = Frame::new(None, reader, status);
    templates::render("problem.html", reader, &frame, [("json_ld", Value::from(()))])
}

/// A file of the open data, as the page of open data lists it.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// The path.
    pub path: String,
    /// What the file contains, in the reader's language.
    pub title: String,
    /// The size in bytes. `None` if it depends on the request.
    pub bytes: Option<u64>,
    /// When the file last changed.
    pub modified: Option<DateTime<Utc>>,
}

/// Returns the HTML of the page that lists the open data, with examples of requests. `licences` are addresses, and `modified`
/// is the time of the last change. Each language has the same address, with its tag in the query string.
pub fn data_page(
    reader: &Reader<'_>,
    (files, examples): (&[DataFile], &[DataFile]),
    licences: &[&str],
    modified: Option<DateTime<Utc>>,
) -> Result<String, RenderError> {
    let mut frame = Frame::new(None, reader, 200);
    let url = format!("{}{DATA_PATH}", reader.origin);
    for other in &mut frame.languages {
        other.path = format!("{}{DATA_PATH}?lang={}", reader.base(), other.lang);
        other.url = format!("{url}?lang={}", other.lang);
    }
    frame.url = Some(format!("{url}?lang={}", frame.lang));
    frame.default_url = url;
    templates::render(
        "data.html",
        reader,
        &frame,
        [
            ("json_ld", Value::from(())),
            ("title", Value::from(open_data_text(OpenData::Title, reader.language))),
            ("files", Value::from(Serde(files))),
            ("examples", Value::from(Serde(examples))),
            ("licences", Value::from(Serde(licences))),
            ("modified", Value::from(modified.map(|at| at.to_rfc3339()))),
        ],
    )
}

/// The GraphQL operation of the feed of changes. Its variable `after` is the cursor after which the feed goes on.
pub const CHANGES_OPERATION: &str = include_str!("operations/changes.graphql");

/// Returns the feed of public changes in Atom (RFC 4287). `data` is that of [`CHANGES_OPERATION`], and `after` its
/// variable; empty for the beginning.
pub fn changes_feed(reader: &Reader<'_>, data: Json, after: &str) -> Result<String, RenderError> {
    let newest = data.pointer("/list/edges/0/node/changedAt").and_then(Json::as_str);
    let updated = newest.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), str::to_owned);
    // The paths of pages begin with that of the service.
    let host = reader.origin.strip_suffix(reader.base()).unwrap_or(reader.origin);
    let content = [
        ("origin", Value::from(reader.origin)),
        ("host", Value::from(host)),
        ("updated", Value::from(updated)),
        ("after", Value::from(after)),
        ("data", Value::from(Serde(data))),
    ];
    templates::render("changes.xml", reader, &Frame::new(None, reader, 200), content)
}

/// The parts of a page that do not depend on its content; `page` in the templates.
#[derive(Debug, Serialize)]
struct Frame {
    lang: &'static str,
    /// What the path of each link begins with.
    base: String,
    /// The locale of Open Graph.
    locale: &'static str,
    section: &'static str,
    /// What the page is of its section, for `aria-current`: the section itself, or one of its records.
    current: &'static str,
    /// The canonical address. `None` if search engines should not list the page.
    url: Option<String>,
    /// The address that leads each reader to their language.
    default_url: String,
    /// The page in all languages.
    languages: Vec<Alternate>,
    /// The chosen day, in ISO 8601.
    at: Option<String>,
    at_text: Option<String>,
    today: String,
    is_invalid_day: bool,
    /// The month whose events are listed.
    month: Option<Month>,
    /// The months that the list of events leads to.
    months: Vec<Month>,
    query: String,
    is_invalid_query: bool,
    /// Whether the page is not the first one of a list.
    is_continued: bool,
    query_parameter: String,
    status: u16,
    style: String,
    icon: String,
}

/// A month of the list of events.
#[derive(Debug, Serialize)]
struct Month {
    /// The month in ISO 8601.
    value: String,
    text: String,
}

impl Month {
    fn of(day: NaiveDate, language: Language) -> Self {
        Self { value: day.format("%Y-%m").to_string(), text: dates::month(day, language) }
    }
}

/// A page in one language.
#[derive(Debug, Serialize)]
struct Alternate {
    lang: &'static str,
    /// The name of the language in the language itself.
    name: &'static str,
    /// The path, with the same query string as the current page.
    path: String,
    /// The canonical address.
    url: String,
}

impl Frame {
    fn new(address: Option<&Address>, reader: &Reader<'_>, status: u16) -> Self {
        let language = reader.language;
        let chosen = if let Day::Chosen(day) = reader.day { Some(day) } else { None };
        let listed = address
            .filter(|address| **address != Address::Search && !reader.is_continued && reader.month.is_none());
        let query_parameter = if reader.query.is_empty() {
            String::new()
        } else {
            format!("q={}", utf8_percent_encode(reader.query, &IN_QUERY))
        };
        let month = reader.month.map(|month| Month::of(month, language));
        let parameters = match (chosen, &month, query_parameter.as_str()) {
            (Some(day), ..) => format!("?at={day}"),
            (None, Some(month), _) => format!("?month={}", month.value),
            (None, None, "") => String::new(),
            (None, None, query) => format!("?{query}"),
        };
        // The months before and after the chosen one, or else the last one and this one.
        let (earlier, later) = match reader.month {
            Some(month) => (month.checked_sub_months(ONE), month.checked_add_months(ONE)),
            None => (reader.today.checked_sub_months(ONE), Some(reader.today)),
        };
        let months =
            [earlier, later].into_iter().flatten().filter(|month| EVENT_YEARS.contains(&month.year()));
        let default_url = match listed {
            Some(Address::Home) | None => format!("{}/", reader.origin),
            Some(other) => format!("{}{}", reader.origin, other.path(Language::default())),
        };
        let base = reader.base();
        Self {
            lang: language.tag(),
            base: base.to_owned(),
            locale: match language {
                Language::Kk => "kk_KZ",
                Language::Ru => "ru_KZ",
                Language::En => "en_GB",
            },
            section: address.map_or("", Address::section),
            current: if address.is_some_and(|address| address.slug().is_none()) { "page" } else { "true" },
            url: listed.map(|address| format!("{}{}", reader.origin, address.path(language))),
            default_url,
            languages: alternates(address, (reader.origin, base), &parameters),
            at: chosen.map(|day| day.to_string()),
            at_text: chosen.map(|day| dates::day(day, language)),
            today: reader.today.to_string(),
            is_invalid_day: reader.day == Day::Invalid,
            month,
            months: months.map(|month| Month::of(month, language)).collect(),
            query: reader.query.to_owned(),
            is_invalid_query: reader.is_invalid_query,
            is_continued: reader.is_continued,
            query_parameter,
            status,
            style: format!("{base}{}", assets::STYLE.path),
            icon: format!("{base}{}", assets::ICON.path),
        }
    }
}

/// Returns a page in all languages. Its URLs begin with `origin`, and its paths with `base`.
fn alternates(address: Option<&Address>, (origin, base): (&str, &str), parameters: &str) -> Vec<Alternate> {
    let address = address.unwrap_or(&Address::Home);
    let alternate = |language: Language| {
        let path = address.path(language);
        Alternate {
            lang: language.tag(),
            name: match language {
                Language::Kk => "Қазақша",
                Language::Ru => "Русский",
                Language::En => "English",
            },
            url: format!("{origin}{path}"),
            path: format!("{base}{path}{parameters}"),
        }
    };
    Language::ALL.map(alternate).into()
}

/// Returns JSON in which nothing can end the script element that contains it.
fn script_data(json: &Json) -> String {
    let mut text = json.to_string();
    for (character, escape) in [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")] {
        text = text.replace(character, escape);
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_cannot_end_its_script() {
        let hostile = json!({"name": "</script><script>alert(1)</script><!-- & -->"});
        let text = script_data(&hostile);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), hostile);
    }

    #[test]
    fn a_query_is_encoded_as_utf_8() {
        assert_eq!(utf8_percent_encode("а b&c=\"<", &IN_QUERY).to_string(), "%D0%B0%20b%26c%3D%22%3C");
    }
}
