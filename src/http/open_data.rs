//! The open data: streamed files for everyone.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use poem::http::header::{CACHE_CONTROL, ETAG, LAST_MODIFIED};
use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use tokio::sync::oneshot;

use super::etag::{etag, is_known};
use super::export_permits::ExportPermits;
use super::files::{
    error_response, separator, start_export, streamed_body, too_many_exports, unavailable, unknown_separator,
};
use crate::app::directory::{Edition, Export, edition, export};
use crate::app::{AppError, Caller, Services};
use crate::domain::directory::first_moment;
use crate::open_data::{File, GUIDE, GUIDE_PATH, csv_metadata};

/// Caches may store the file but must revalidate it for each use, so that unpublished records disappear at once.
pub(super) const REVALIDATED: &str = "public, no-cache";
/// Part of every `ETag`: the fingerprint of this program's sources (`build.rs`), since another version may write other
/// files.
pub(super) const PROGRAM: &str = env!("DOSTYQ_SOURCES");
/// The date format of `Last-Modified`.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Returns the endpoint of `/data/FILE`, for `GET` and `HEAD`.
pub(super) fn files(
    services: Services,
    permits: ExportPermits,
    base: Arc<str>,
) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits, base) = (services.clone(), permits.clone(), base.clone());
        async move {
            if request.uri().path().ends_with("/csv-metadata.json") {
                return named_file(&request, "application/csvm+json", csv_metadata().to_string());
            }
            if request.uri().path().ends_with(GUIDE_PATH) {
                return named_file(&request, "text/markdown; charset=utf-8", GUIDE.to_owned());
            }
            match requested_export(&request).await {
                Ok(requested) => answer(&request, requested, &services, (&permits, &base)).await,
                Err(response) => response,
            }
        }
    })
}

async fn requested_export(request: &Request) -> Result<Export, Response> {
    #[derive(serde::Deserialize)]
    struct ChangesQuery {
        since: Option<String>,
    }
    let name = Path::<String>::from_request_without_body(request).await.map(|Path(name)| name);
    let name = name.unwrap_or_default();
    if name == "changes.json" {
        let since = request.params::<ChangesQuery>().ok().and_then(|query| query.since);
        // An unescaped plus sign arrives as a space.
        let since = since.and_then(|since| DateTime::parse_from_rfc3339(&since.replace(' ', "+")).ok());
        let invalid = "`since` must be a time in the format of RFC 3339, such as 2026-11-23T06:00:00Z";
        return since
            .map(|since| Export::ChangesSince(since.to_utc()))
            .ok_or_else(|| error_response(StatusCode::BAD_REQUEST, invalid));
    }
    let Some(file) = File::ALL.into_iter().find(|file| file.name() == name) else {
        return Err(error_response(StatusCode::NOT_FOUND, "no such file"));
    };
    Ok(Export::File(file, separator(request).ok_or_else(unknown_separator)?))
}

/// Responds with a short file, or with 304 if the client has it.
pub(super) fn named_file(request: &Request, media_type: &str, body: String) -> Response {
    let tag = etag(&body);
    let response = Response::builder().header(ETAG, &tag).header(CACHE_CONTROL, REVALIDATED);
    if is_known(request, &tag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let response = response.content_type(media_type);
    if request.method() == Method::HEAD { response.finish() } else { response.body(body) }
}

pub(super) fn failed(error: &AppError) -> Response {
    tracing::error!(%error, "open data could not be loaded");
    unavailable()
}

async fn answer(
    request: &Request,
    requested: Export,
    services: &Services,
    (permits, base): (&ExportPermits, &Arc<str>),
) -> Response {
    let current = match edition(&Caller::anonymous(services)).await {
        Ok(edition) => edition,
        Err(error) => return failed(&error),
    };
    if is_known(request, &etag_of(requested, current, base)) {
        return head(requested, current, base).status(StatusCode::NOT_MODIFIED).finish();
    }
    if request.method() == Method::HEAD {
        return head(requested, current, base).content_type(media_type(requested)).finish();
    }
    let Some(permit) = permits.take_for_address(request).await else { return too_many_exports() };
    let (edition_sender, edition) = oneshot::channel();
    // Not the caller that has read the edition from the primary: the export may be written from the replica.
    let (caller, exported_base) = (Caller::anonymous(services), base.clone());
    let body = start_export(permit, |pieces| async move {
        export(&caller, (requested, current), &exported_base, edition_sender, &pieces).await
    });
    // The edition of the snapshot may be newer, since an edit may have happened in between.
    match edition.await {
        Ok(edition) => {
            head(requested, edition, base).content_type(media_type(requested)).body(streamed_body(None, body))
        }
        Err(_) => unavailable(),
    }
}

fn media_type(requested: Export) -> &'static str {
    match requested {
        Export::File(file, _) => file.media_type(),
        Export::ChangesSince(_) => "application/json",
    }
}

fn head(requested: Export, edition: Edition, base: &str) -> poem::ResponseBuilder {
    let tag = etag_of(requested, edition, base);
    let response = Response::builder().header(ETAG, tag).header(CACHE_CONTROL, REVALIDATED);
    match modified(requested, edition) {
        Some(modified) => response.header(LAST_MODIFIED, modified.format(HTTP_DATE).to_string()),
        None => response,
    }
}

fn depends_on_day(requested: Export) -> bool {
    !matches!(requested, Export::File(file, _) if !file.depends_on_day())
}

/// Returns the tag of an export from the service at this address. No two edits have the same time, to the microsecond.
fn etag_of(requested: Export, edition: Edition, base: &str) -> String {
    let day = depends_on_day(requested).then_some(edition.day);
    etag(format!("{PROGRAM} {base} {requested:?} {:?} {day:?}", edition.last_edit))
}

/// Returns when the file last changed: at the last edit, or at the beginning of the day.
pub(super) fn modified(requested: Export, edition: Edition) -> Option<DateTime<Utc>> {
    let edited_at = edition.last_edit?;
    Some(if depends_on_day(requested) { edited_at.max(first_moment(edition.day)) } else { edited_at })
}
