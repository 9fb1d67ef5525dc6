//! The calendars of organizations, to which calendar programs can subscribe.

use chrono::{DateTime, Utc};
use poem::http::StatusCode;
use poem::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, VARY};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};

use super::etag::{etag, is_known};
use super::open_data::REVALIDATED;
use super::public_files::reader;
use super::session::request_language;
use crate::app::directory::{calendar, calendar_of_all};
use crate::app::{AppError, Services};
use crate::domain::text::Language;
use crate::messages::{calendar_of_all_name, calendar_of_all_omits, organization_calendar_name};

/// Returns the endpoint of `/calendars/SLUG.ics`. It responds with 200 and the calendar of a published organization,
/// with 304 if the client already has the current one, or with 404.
pub(super) fn of_organization(services: Services) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let services = services.clone();
        async move {
            let language = request_language(&request);
            let file = Path::<String>::from_request_without_body(&request).await;
            let Some(slug) = file.as_ref().ok().and_then(|Path(file)| file.strip_suffix(".ics")) else {
                return not_found();
            };
            match calendar(&reader(&services, &request), slug, language).await {
                Ok(Some((mut calendar, changed))) => {
                    calendar.name = organization_calendar_name(&calendar.name, language);
                    calendar_response(calendar.to_ics(language), changed, language, &request)
                }
                Ok(None) | Err(AppError::Refused(_)) => not_found(),
                Err(error) => unavailable(&error),
            }
        }
    })
}

/// Returns the endpoint of `/calendar.ics`, the calendar of all published events.
pub(super) fn of_all(services: Services) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let services = services.clone();
        async move {
            let language = request_language(&request);
            match calendar_of_all(&reader(&services, &request), language).await {
                Ok((mut calendar, changed, omits_events)) => {
                    calendar.name = calendar_of_all_name(language);
                    calendar.description =
                        omits_events.then(|| calendar_of_all_omits(calendar.events.len(), language));
                    calendar_response(calendar.to_ics(language), changed, language, &request)
                }
                Err(error) => unavailable(&error),
            }
        }
    })
}

fn unavailable(error: &AppError) -> Response {
    tracing::error!(%error, "a calendar could not be loaded");
    Response::builder()
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .header("retry-after", "60")
        .body("the calendar is unavailable for now: try again later")
}

fn calendar_response(
    text: String,
    changed: DateTime<Utc>,
    language: Language,
    request: &Request,
) -> Response {
    let etag = etag(&text);
    let response = Response::builder()
        .header(ETAG, &etag)
        .header(LAST_MODIFIED, changed.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .header(CACHE_CONTROL, REVALIDATED)
        .header(VARY, "Accept-Language");
    if is_known(request, &etag) {
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
