//! Files that leaders export from their clubs: results as streamed files, and statements page by page. Callers who do
//! not lead the club get the same response as for an unknown club.

use chrono::NaiveDate;
use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, ResponseBuilder, endpoint::make};
use serde_json::json;

use super::export_permits::ExportPermits;
use super::files::{
    authenticate, error_response, file_response, private_file, separator, start_export, too_many_exports,
    unavailable, unknown_separator,
};
use super::session::request_language;
use crate::app::clubs::export::{
    ClubFile, Period, StatementsPlace, begin_export, check_leadership, export, statements,
};
use crate::app::{AppError, Caller, Services};
use crate::domain::ids::ClubId;

/// Creates the endpoint `/clubs/CLUB/FILE`, for `GET` and `HEAD`, with the bearer token of a leader of the club.
pub(super) fn files(
    services: Services,
    permits: ExportPermits,
    public_url: String,
) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits, public_url) = (services.clone(), permits.clone(), public_url.clone());
        async move {
            let caller = match authenticate(&request, &services).await {
                Ok(caller) => caller,
                Err(response) => return response,
            };
            let path = Path::<(String, String)>::from_request_without_body(&request).await;
            let Ok(Path((club, name))) = path else { return not_found() };
            let club = ClubId::from_global_or_nil(&club);
            match name.as_str() {
                "results.csv" => match separator(&request) {
                    Some(separator) => {
                        results_file(&request, caller, club, ClubFile::Results(separator), &permits).await
                    }
                    None => unknown_separator(),
                },
                "oneroster.zip" => results_file(&request, caller, club, ClubFile::OneRoster, &permits).await,
                "statements.json" => statements_page(&request, &caller, club, &public_url).await,
                _ => not_found(),
            }
        }
    })
}

fn not_found() -> Response {
    error_response(StatusCode::NOT_FOUND, "no such file")
}

/// Returns the response to a failed export: not found if it was refused, otherwise unavailable.
fn failure_response(error: &AppError) -> Response {
    match error {
        AppError::Refused(_) => not_found(),
        error => {
            tracing::error!(%error, "a club's data could not be loaded");
            unavailable()
        }
    }
}

/// Responds to `HEAD`, without an entry in the members' access logs.
async fn head_response(head: ResponseBuilder, caller: &Caller, club: ClubId) -> Response {
    match check_leadership(caller, club).await {
        Ok(()) => head.finish(),
        Err(error) => failure_response(&error),
    }
}

/// Responds with a file of results.
async fn results_file(
    request: &Request,
    caller: Caller,
    club: ClubId,
    file: ClubFile,
    permits: &ExportPermits,
) -> Response {
    let head = match file {
        ClubFile::Results(_) => private_file("text/csv; charset=utf-8; header=present", "results.csv"),
        ClubFile::OneRoster => private_file("application/zip", "oneroster.zip"),
    };
    if request.method() == Method::HEAD {
        return head_response(head, &caller, club).await;
    }
    let Some(permit) = permits.take_for_viewer(&caller).await else { return too_many_exports() };
    let begun_export = match begin_export(&caller, club).await {
        Ok(begun) => begun,
        Err(error) => return failure_response(&error),
    };
    let language = request_language(request);
    let write = |pieces| async move { export(&caller, begun_export, (file, language), &pieces).await };
    file_response(head, start_export(permit, write)).await
}

/// The query parameters of `statements.json`.
#[derive(serde::Deserialize)]
struct StatementsParameters {
    from: Option<String>,
    to: Option<String>,
    after: Option<String>,
}

impl StatementsParameters {
    /// Parses the parameters. `None` if any of them is invalid.
    fn parse(&self) -> Option<(Period, Option<StatementsPlace>)> {
        let day = |text: Option<&str>| text.map(str::parse::<NaiveDate>).transpose().ok();
        let period = Period { from: day(self.from.as_deref())?, to: day(self.to.as_deref())? };
        let after = self.after.as_deref().map(str::parse).transpose();
        Some((period, after.ok()?))
    }
}

/// Responds with a page of statements, and the path of the next page.
async fn statements_page(request: &Request, caller: &Caller, club: ClubId, public_url: &str) -> Response {
    let parameters = request.params::<StatementsParameters>().ok();
    let Some((period, after)) = parameters.as_ref().and_then(StatementsParameters::parse) else {
        let message =
            "`from` and `to` must be ISO 8601 dates such as 2026-11-23, and `after` must come from `more`";
        return error_response(StatusCode::BAD_REQUEST, message);
    };
    let head = private_file("application/json", "statements.json");
    if request.method() == Method::HEAD {
        return head_response(head, caller, club).await;
    }
    match statements(caller, club, period, after, public_url).await {
        Ok(page) => {
            let more = page.next.map_or_else(String::new, |next| next_page_path(caller, club, period, next));
            head.body(json!({"statements": page.statements, "more": more}).to_string())
        }
        Err(error) => failure_response(&error),
    }
}

/// Returns the path of the page of statements after a position.
fn next_page_path(caller: &Caller, club: ClubId, period: Period, next: StatementsPlace) -> String {
    let from = period.from.map_or_else(String::new, |day| format!("from={day}&"));
    let to = period.to.map_or_else(String::new, |day| format!("to={day}&"));
    let prefix = &caller.services.public_path;
    format!("{prefix}/clubs/{}/statements.json?{from}{to}after={next}", club.to_global())
}
