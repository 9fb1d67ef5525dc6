//! The calendars of organizations, to which calendar programs can subscribe.

use chrono::{DateTime, Utc};
use poem::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, VARY};
use poem::http::{HeaderMap, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};

use super::etag;
use super::open_data::REVALIDATED;
use super::session::request_language;
use crate::app::directory::calendar;
use crate::app::{AppError, Caller, Services};
use crate::domain::text::Language;

/// Returns the endpoint of `/calendars/SLUG.ics`. It responds with 200 and the calendar of a published organization,
/// with 304 if the client already has the current one, or with 404.
pub(super) fn feed(services: Services) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let services = services.clone();
        async move {
            let language = request_language(&request);
            let Ok(Path(file)) = Path::<String>::from_request_without_body(&request).await else {
                return not_found();
            };
            let Some(slug) = file.strip_suffix(".ics") else { return not_found() };
            match calendar(&Caller::anonymous(&services), slug, language).await {
                Ok(Some((calendar, changed))) => {
                    calendar_response(calendar.to_ics(language), changed, language, request.headers())
                }
                Ok(None) | Err(AppError::Refused(_)) => not_found(),
                Err(error) => {
                    tracing::error!(%error, "a calendar could not be loaded");
                    Response::builder()
                        .status(StatusCode::SERVICE_UNAVAILABLE)
                        .header("retry-after", "60")
                        .body("the calendar is unavailable for now: try again later")
                }
            }
        }
    })
}

fn calendar_response(
    text: String,
    changed: DateTime<Utc>,
    language: Language,
    headers: &HeaderMap,
) -> Response {
    let etag = etag::of(text.as_bytes());
    let response = Response::builder()
        .header(ETAG, &etag)
        .header(LAST_MODIFIED, changed.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .header(CACHE_CONTROL, REVALIDATED)
        .header(VARY, "Accept-Language");
    if etag::is_known(headers, &etag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response
        .header(CONTENT_TYPE, "text/calendar; charset=utf-8")
        .header(CONTENT_LANGUAGE, language.tag())
        .body(text)
}

fn not_found() -> Response {
    Response::builder().status(StatusCode::NOT_FOUND).body("no organization has this calendar")
}
