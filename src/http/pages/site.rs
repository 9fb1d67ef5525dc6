//! Runs the operation of a page, and renders the result.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use graphql_engine::{Code, Params};
use poem::http::StatusCode;
use poem::{Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::respond::{self, Failed};
use crate::app::directory::{Represented, representation};
use crate::app::{AppError, Services};
use crate::domain::directory::{day_of, first_moment};
use crate::domain::search::{ParsedQuery, SearchKind};
use crate::domain::text::Language;
use crate::graphql::{Engine, RequestContext};
use crate::http::public_files::reader;
use crate::http::session::request_language;
use crate::pages::{self, Address, Content, Day, EVENT_YEARS, Reader};

/// The number of days for which coming events are listed.
const COMING: Days = Days::new(366);

/// The endpoint of the pages.
pub(in crate::http) struct Site {
    /// The engine that runs the operations.
    pub engine: Engine,
    /// The services.
    pub services: Services,
    /// The URL at which readers reach the service, without a trailing slash.
    pub public_url: String,
}

/// The parameters that pages have.
#[derive(Debug, Deserialize)]
struct Parameters {
    /// The day whose state is shown.
    at: Option<String>,
    /// The cursor after which a list goes on.
    after: Option<String>,
    /// The cursor after which the list of coming events goes on.
    later: Option<String>,
    /// The month whose events are listed.
    month: Option<String>,
    /// The text of a search.
    q: Option<String>,
}

impl Parameters {
    /// Reads the parameters of a request. A parameter that is there twice names no page.
    fn of(request: &Request) -> Result<Self, Failed> {
        request.params().map_err(|_| Failed::NotFound)
    }

    /// Returns the first day of the chosen month.
    fn month(&self) -> Result<Option<NaiveDate>, Failed> {
        let Some(text) = self.month.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
        let first: Option<NaiveDate> = format!("{text}-01").parse().ok();
        let first = first.filter(|first| EVENT_YEARS.contains(&first.year()));
        first.map(Some).ok_or(Failed::NotFound)
    }

    /// Returns the names and values of the cursors.
    fn cursors(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let cursors = [("after", &self.after), ("later", &self.later)];
        cursors
            .into_iter()
            .filter_map(|(name, cursor)| Some((name, cursor.as_deref().filter(|c| !c.is_empty())?)))
    }

    /// Returns the chosen day. Nothing is known of the future, and years have four digits.
    fn day(&self, today: NaiveDate) -> Day {
        match self.at.as_deref().map(str::trim) {
            None | Some("") => Day::Today,
            Some(text) => match text.parse::<NaiveDate>() {
                Ok(day) if day.year() > 0 && day <= today => Day::Chosen(day),
                _ => Day::Invalid,
            },
        }
    }
}

impl Site {
    /// Creates the context of operations for readers without an account.
    pub(super) fn context(&self, request: &Request, language: Language) -> RequestContext {
        RequestContext::new(reader(&self.services, request), language)
    }

    /// Returns a page, or the redirect to its present address.
    pub(super) async fn page(
        &self,
        request: &Request,
        language: Language,
        address: &Address,
    ) -> Result<Response, Failed> {
        let parameters = Parameters::of(request)?;
        let context = self.context(request, language);
        let today = context.scope().today();
        let query = parameters.q.as_deref().filter(|_| *address == Address::Search);
        let query = query.unwrap_or_default().trim();
        let day = if address.has_day() { parameters.day(today) } else { Day::Today };
        let is_searchable = ParsedQuery::new(query, &SearchKind::ALL).is_ok();
        let is_invalid_query = !query.is_empty() && !is_searchable;
        let is_list = |cursor: &str| address.operation().contains(&format!("${cursor}:"));
        let is_continued = parameters.cursors().any(|(cursor, _)| is_list(cursor));
        let reader = Reader {
            day,
            month: if *address == Address::Events { parameters.month()? } else { None },
            query,
            is_invalid_query,
            is_continued,
            ..Reader::new(language, &self.public_url, today)
        };
        let data = if *address == Address::Search && !is_searchable {
            Value::Null
        } else {
            self.execute(address.operation(), variables(address, &parameters, &reader)?, &context).await?
        };
        let mut page = Content { data, json_ld: None };
        if let Some(slug) = address.slug() {
            let record = record(&page.data).ok_or(Failed::NotFound)?;
            let present = record.get("slug").and_then(Value::as_str).unwrap_or(slug);
            if present != slug {
                return Ok(self.redirect_with_query(request, &address.with_slug(present).path(language)));
            }
        }
        page.json_ld = json_ld(address, &page.data, &reader, &context).await?;
        let html = pages::page(address, &reader, page).map_err(|error| template_failed(&error))?;
        let is_bad = day == Day::Invalid || is_invalid_query;
        let status = if is_bad { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        let mut response = respond::page(request, status, html, language);
        // The access log reads the number of the page's SQL statements from it.
        response.set_data(context);
        Ok(response)
    }

    /// Executes an operation, and returns its data. Any error in it fails the page: a page with gaps would present
    /// known facts as unknown.
    pub(super) async fn execute(
        &self,
        document: &str,
        variables: Value,
        context: &RequestContext,
    ) -> Result<Value, Failed> {
        let body = json!({"query": document, "variables": variables}).to_string();
        let prepared = Params::from_json(body.as_bytes()).and_then(|params| self.engine.prepare(&params));
        let prepared = prepared.map_err(|failure| {
            tracing::error!(?failure, "the operation of a page was refused");
            Failed::Internal
        })?;
        let outcome = self.engine.execute(prepared, context.clone()).await;
        if outcome.has_code(Code::Unavailable) || outcome.has_code(Code::Timeout) {
            return Err(Failed::Unavailable);
        }
        match outcome.code() {
            None => {}
            // The only input that an operation may refuse is a cursor, which is part of the address.
            Some("BAD_USER_INPUT") => return Err(Failed::NotFound),
            Some(code) => {
                tracing::error!(code, "the operation of a page failed");
                return Err(Failed::Internal);
            }
        }
        let mut result: Value = serde_json::from_str(&outcome.to_json()).unwrap_or_default();
        Ok(result.get_mut("data").map(Value::take).unwrap_or_default())
    }

    /// Returns the page that explains a failure, in the language of the path or else of the reader.
    pub(super) fn problem(&self, request: &Request, failed: Failed) -> Response {
        let path = request.uri().path();
        let of_path = Language::ALL.into_iter().find(|language| {
            path.strip_prefix('/').and_then(|path| path.split('/').next()) == Some(language.tag())
        });
        let language = of_path.unwrap_or_else(|| request_language(request));
        let today = day_of(self.services.clock.now());
        let reader = Reader::new(language, &self.public_url, today);
        let status = failed.status();
        match pages::problem_page(status.as_u16(), &reader) {
            Ok(html) => respond::problem(request, failed, html, language),
            Err(error) => {
                template_failed(&error);
                status.into()
            }
        }
    }
}

/// Returns why a page is not shown, if data besides that of its operation cannot be loaded.
pub(super) fn load_failed(error: &AppError) -> Failed {
    if matches!(error, AppError::Unavailable(_)) {
        return Failed::Unavailable;
    }
    tracing::error!(%error, "the data of a page could not be loaded");
    Failed::Internal
}

pub(super) fn template_failed(error: &pages::RenderError) -> Failed {
    tracing::error!(error = format!("{error:#}"), "a page cannot be rendered");
    Failed::Internal
}

/// Returns the variables of a page's operation.
fn variables(address: &Address, parameters: &Parameters, reader: &Reader<'_>) -> Result<Value, Failed> {
    let mut variables = serde_json::Map::new();
    let mut set = |name: &str, value: Value| _ = variables.insert(name.to_owned(), value);
    if let Some(slug) = address.slug() {
        set("slug", slug.into());
    }
    if address.has_day() {
        // `Post.holders` without a day means all holders.
        let day = if let Day::Chosen(day) = reader.day { day } else { reader.today };
        set("at", day.to_string().into());
    }
    for (name, cursor) in parameters.cursors() {
        set(name, cursor.into());
    }
    if matches!(address, Address::Home | Address::Events | Address::Event(_)) {
        // From the beginning of the day, so that the page stays the same for the whole day.
        let (from, to) = match reader.month {
            Some(first) => (first, first.checked_add_months(Months::new(1))),
            None => (reader.today, reader.today.checked_add_days(COMING)),
        };
        set("from", first_moment(from).to_rfc3339().into());
        set("to", first_moment(to.ok_or(Failed::Internal)?).to_rfc3339().into());
    }
    if *address == Address::Search {
        set("text", reader.query.into());
    }
    Ok(variables.into())
}

/// Returns the record of a page that is about one, which is the only field of its operation.
fn record(data: &Value) -> Option<&Value> {
    data.as_object()?.values().next().filter(|record| !record.is_null())
}

/// Returns the record of a page as JSON-LD: that of the open data, with the address of the page.
async fn json_ld(
    address: &Address,
    data: &Value,
    reader: &Reader<'_>,
    context: &RequestContext,
) -> Result<Option<Value>, Failed> {
    let (kind, record) = match address {
        Address::Organization(_) => (Represented::Organization, record(data)),
        Address::Person(_) => (Represented::Person, record(data)),
        Address::Event(_) => (Represented::Event, record(data)),
        Address::Home => (Represented::Organization, data.pointer("/organizations/edges/0/node")),
        _ => return Ok(None),
    };
    let Some(id) = record.and_then(|record| record.get("id")?.as_str()) else { return Ok(None) };
    let found = representation(&context.scope().caller, kind, id, reader.origin).await;
    let mut node = found.map_err(|error| load_failed(&error))?;
    if let Some(node) = node.as_mut().and_then(Value::as_object_mut) {
        let url = format!("{}{}", reader.origin, address.path(reader.language));
        node.insert("mainEntityOfPage".to_owned(), url.into());
    }
    Ok(node)
}
