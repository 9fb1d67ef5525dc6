//! What leaders take out of their clubs, as files, streamed. Who does not lead a club is answered as if there were none.

use std::sync::Arc;

use chrono::NaiveDate;
use poem::http::header::HOST;
use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use serde_json::json;
use tokio::sync::Semaphore;

use super::files::{begin, begun, error, holder, permit, private, too_many, untold};
use super::session::wanted_language;
use crate::app::clubs::export::{
    ClubFile, Period, StatementsPlace, begin_export, check_leads, export, statements,
};
use crate::app::{AppError, Caller, Services};
use crate::domain::ids::ClubId;
use crate::spreadsheet::Separator;

/// `/clubs/CLUB/FILE`, for `GET` and `HEAD`, with the bearer token of somebody who leads the club.
pub(super) fn files(
    services: Services,
    permits: Arc<Semaphore>,
    public_url: Option<String>,
) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits, public_url) = (services.clone(), permits.clone(), public_url.clone());
        async move {
            let caller = match holder(&request, &services).await {
                Ok(caller) => caller,
                Err(refusal) => return refusal,
            };
            let path = Path::<(String, String)>::from_request_without_body(&request).await;
            let Ok(Path((club, name))) = path else { return missing() };
            let club = ClubId::from_global_or_nil(&club);
            match name.as_str() {
                "results.csv" => match separator(&request) {
                    Some(separator) => {
                        file(&request, caller, club, ClubFile::Results(separator), &permits).await
                    }
                    None => error(StatusCode::BAD_REQUEST, "`separator` is comma or semicolon"),
                },
                "oneroster.zip" => file(&request, caller, club, ClubFile::OneRoster, &permits).await,
                "statements.json" => answers(&request, &caller, club, public_url).await,
                _ => missing(),
            }
        }
    })
}

fn missing() -> Response {
    error(StatusCode::NOT_FOUND, "there is no such file")
}

/// What somebody gets who may not have it, or when it cannot be told.
fn refusal(error: &AppError) -> Response {
    match error {
        AppError::Refused(_) => missing(),
        error => {
            tracing::error!(%error, "a club's data could not be told");
            untold()
        }
    }
}

fn separator(request: &Request) -> Option<Separator> {
    #[derive(serde::Deserialize)]
    struct Asked {
        separator: Option<String>,
    }
    match request.params::<Asked>().ok()?.separator.as_deref() {
        None | Some("comma") => Some(Separator::Comma),
        Some("semicolon") => Some(Separator::Semicolon),
        Some(_) => None,
    }
}

/// A file about results.
async fn file(
    request: &Request,
    caller: Caller,
    club: ClubId,
    file: ClubFile,
    permits: &Arc<Semaphore>,
) -> Response {
    let head = match file {
        ClubFile::Results(_) => private("text/csv; charset=utf-8; header=present", "results.csv"),
        ClubFile::OneRoster => private("application/zip", "oneroster.zip"),
    };
    if request.method() == Method::HEAD {
        return match check_leads(&caller, club).await {
            Ok(()) => head.finish(),
            Err(error) => refusal(&error),
        };
    }
    let Some(permit) = permit(permits) else { return too_many() };
    let noted = match begin_export(&caller, club).await {
        Ok(noted) => noted,
        Err(error) => return refusal(&error),
    };
    let language = wanted_language(request);
    let write = |pieces| async move { export(&caller, noted, (file, language), &pieces).await };
    begun(head, begin(permit, write)).await
}

/// What is asked of the statements, as it is written.
#[derive(serde::Deserialize)]
struct Asked {
    from: Option<String>,
    to: Option<String>,
    after: Option<String>,
}

impl Asked {
    fn read(&self) -> Option<(Period, Option<StatementsPlace>)> {
        let day = |text: Option<&str>| text.map(str::parse::<NaiveDate>).transpose().ok();
        let period = Period { from: day(self.from.as_deref())?, to: day(self.to.as_deref())? };
        let after = self.after.as_deref().map(str::parse).transpose();
        Some((period, after.ok()?))
    }
}

/// The answers: a page of statements, and the path of the next.
async fn answers(request: &Request, caller: &Caller, club: ClubId, public_url: Option<String>) -> Response {
    let asked = request.params::<Asked>().ok();
    let Some((period, after)) = asked.as_ref().and_then(Asked::read) else {
        let wrong =
            "`from` and `to` are dates as ISO 8601 has them, such as 2026-11-23, and `after` is from `more`";
        return error(StatusCode::BAD_REQUEST, wrong);
    };
    let head = private("application/json", "statements.json");
    if request.method() == Method::HEAD {
        return match check_leads(caller, club).await {
            Ok(()) => head.finish(),
            Err(error) => refusal(&error),
        };
    }
    let home = public_url.unwrap_or_else(|| {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
        format!("http://{}", host.unwrap_or("localhost"))
    });
    match statements(caller, club, period, after, &home).await {
        Ok(page) => {
            let more = page.next.map_or_else(String::new, |next| more(club, period, next));
            head.body(json!({"statements": page.statements, "more": more}).to_string())
        }
        Err(error) => refusal(&error),
    }
}

/// Where the statements after a place are.
fn more(club: ClubId, period: Period, next: StatementsPlace) -> String {
    let from = period.from.map_or_else(String::new, |day| format!("from={day}&"));
    let to = period.to.map_or_else(String::new, |day| format!("to={day}&"));
    format!("/clubs/{}/statements.json?{from}{to}after={next}", club.to_global())
}
