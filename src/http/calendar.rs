//! The calendars of organizations, for calendar programs to subscribe to.

use chrono::{DateTime, Utc};
use poem::http::StatusCode;
use poem::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LAST_MODIFIED, VARY,
};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use sha2::{Digest as _, Sha256};

use super::open_data::REVALIDATED;
use super::session::wanted_language;
use crate::app::directory::calendar;
use crate::app::{AppError, Caller, Services};
use crate::domain::text::Language;

/// `/calendars/SLUG.ics`: 200 with the calendar of a published organization, 304 if the client has it already, 404.
pub(super) fn feed(services: Services) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let services = services.clone();
        async move {
            let language = wanted_language(&request);
            let Ok(Path(file)) = Path::<String>::from_request_without_body(&request).await else {
                return missing();
            };
            let Some(slug) = file.strip_suffix(".ics") else { return missing() };
            match calendar(&Caller::anonymous(&services), slug, language).await {
                Ok(Some((calendar, changed))) => {
                    let etag = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
                    answer(calendar.to_ics(language), changed, language, etag)
                }
                Ok(None) | Err(AppError::Refused(_)) => missing(),
                Err(error) => {
                    tracing::error!(%error, "a calendar could not be told");
                    Response::builder()
                        .status(StatusCode::SERVICE_UNAVAILABLE)
                        .header("retry-after", "60")
                        .body("the calendar cannot be told for now: try again later")
                }
            }
        }
    })
}

fn answer(text: String, changed: DateTime<Utc>, language: Language, known: Option<&str>) -> Response {
    use std::fmt::Write as _;
    let mut etag = String::from("\"");
    for byte in Sha256::digest(&text).iter().take(16) {
        // Writing into a text can't fail.
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    let is_known =
        known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag));
    let response = Response::builder()
        .header(ETAG, &etag)
        .header(LAST_MODIFIED, changed.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .header(CACHE_CONTROL, REVALIDATED)
        .header(VARY, "Accept-Language");
    if is_known {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response
        .header(CONTENT_TYPE, "text/calendar; charset=utf-8")
        .header(CONTENT_LANGUAGE, language.tag())
        .body(text)
}

fn missing() -> Response {
    Response::builder().status(StatusCode::NOT_FOUND).body("no organization has this calendar")
}
