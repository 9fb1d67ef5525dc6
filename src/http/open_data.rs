//! The open data: files for anybody, streamed.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Asia::Almaty;
use poem::http::header::{CACHE_CONTROL, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use poem::http::{HeaderName, Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, oneshot};

use super::files::{begin, error, permit, streamed, too_many, untold};
use crate::app::directory::{Edition, Export, edition, export};
use crate::app::{AppError, Caller, Services};
use crate::open_data::File;

/// May be kept, and is to be asked for each time: what is no longer published is gone at once.
pub(super) const REVALIDATED: &str = "public, no-cache";
/// Goes into every `ETag`: to be raised whenever a file is written differently.
const FORMAT: u32 = 1;
/// As `Last-Modified` is written.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// `/data/FILE`, for `GET` and `HEAD`.
pub(super) fn files(services: Services, permits: Arc<Semaphore>) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits) = (services.clone(), permits.clone());
        async move {
            match asked(&request).await {
                Ok(what) => answer(&request, what, Caller::anonymous(&services), &permits).await,
                Err(refusal) => refusal,
            }
        }
    })
}

async fn asked(request: &Request) -> Result<Export, Response> {
    #[derive(serde::Deserialize)]
    struct Asked {
        since: Option<String>,
    }
    let name = Path::<String>::from_request_without_body(request).await.map(|Path(name)| name);
    let name = name.unwrap_or_default();
    if name == "changes.json" {
        let since = request.params::<Asked>().ok().and_then(|asked| asked.since);
        // A plus sign that was not escaped arrives as a space.
        let since = since.and_then(|since| DateTime::parse_from_rfc3339(&since.replace(' ', "+")).ok());
        let wrong = "`since` must be a moment as RFC 3339 has it, such as 2026-11-23T06:00:00Z";
        return since
            .map(|since| Export::ChangesSince(since.to_utc()))
            .ok_or_else(|| error(StatusCode::BAD_REQUEST, wrong));
    }
    let file = File::ALL.into_iter().find(|file| file.name() == name);
    file.map(Export::File).ok_or_else(|| error(StatusCode::NOT_FOUND, "there is no such file"))
}

fn failed(error: &AppError) -> Response {
    tracing::error!(%error, "open data could not be told");
    untold()
}

async fn answer(request: &Request, what: Export, caller: Caller, permits: &Arc<Semaphore>) -> Response {
    let now = match edition(&caller).await {
        Ok(edition) => edition,
        Err(error) => return failed(&error),
    };
    if is_known(request, what, now) {
        return head(what, now).status(StatusCode::NOT_MODIFIED).finish();
    }
    if request.method() == Method::HEAD {
        return head(what, now).content_type(media_type(what)).finish();
    }
    let Some(permit) = permit(permits) else { return too_many() };
    let (told, edition) = oneshot::channel();
    let body = begin(permit, |pieces| async move { export(&caller, what, told, &pieces).await });
    // The one that the snapshot shows: an edit may have come in between.
    match edition.await {
        Ok(edition) => head(what, edition).content_type(media_type(what)).body(streamed(None, body)),
        Err(_) => untold(),
    }
}

fn media_type(what: Export) -> &'static str {
    match what {
        Export::File(file) => file.media_type(),
        Export::ChangesSince(_) => "application/json",
    }
}

fn head(what: Export, edition: Edition) -> poem::ResponseBuilder {
    let response = Response::builder().header(ETAG, etag(what, edition)).header(CACHE_CONTROL, REVALIDATED);
    match modified(what, edition) {
        Some(modified) => response.header(LAST_MODIFIED, modified.format(HTTP_DATE).to_string()),
        None => response,
    }
}

fn is_of_today(what: Export) -> bool {
    !matches!(what, Export::File(file) if !file.is_of_today())
}

fn etag(what: Export, edition: Edition) -> String {
    let day = is_of_today(what).then_some(edition.day);
    let mut etag = String::from("\"");
    for byte in Sha256::digest(format!("{FORMAT} {what:?} {:?} {day:?}", edition.last_edit)).iter().take(16) {
        // Writing into a text can't fail.
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    etag
}

/// When it became what it is: with the last edit, or with the day.
fn modified(what: Export, edition: Edition) -> Option<DateTime<Utc>> {
    let (edited, _) = edition.last_edit?;
    let midnight = Almaty.from_local_datetime(&edition.day.and_time(NaiveTime::MIN)).earliest();
    let midnight = midnight.filter(|_| is_of_today(what)).map(|midnight| midnight.to_utc());
    Some(midnight.map_or(edited, |midnight| midnight.max(edited)))
}

fn is_known(request: &Request, what: Export, edition: Edition) -> bool {
    let header = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    // RFC 9110, 13.1.3: the date does not count beside tags.
    if let Some(tags) = header(IF_NONE_MATCH) {
        let etag = etag(what, edition);
        return tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag);
    }
    let since =
        header(IF_MODIFIED_SINCE).and_then(|since| NaiveDateTime::parse_from_str(since, HTTP_DATE).ok());
    since
        .zip(modified(what, edition))
        .is_some_and(|(since, modified)| modified.timestamp() <= since.and_utc().timestamp())
}
