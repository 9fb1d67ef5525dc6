//! Streamed files: responses and authentication.

use std::io;

use futures_util::stream;
use poem::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use poem::http::{HeaderValue, StatusCode};
use poem::{Body, Request, Response, ResponseBuilder};
use tokio::sync::mpsc;

use super::export_permits::ExportPermit;
use super::session::bearer;
use crate::app::file_pieces::Piece;
use crate::app::{AppError, Caller, Services, accounts};
use crate::spreadsheet::Separator;

/// The maximum number of written pieces that wait for a slow client.
const BUFFERED_PIECES: usize = 2;

/// Returns a response with the headers of a file for one person only, without a body.
pub(super) fn private_file(media_type: &str, name: &str) -> ResponseBuilder {
    Response::builder()
        .content_type(media_type)
        .header(CACHE_CONTROL, "private, no-store")
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"dostyq-{name}\""))
}

/// Returns the separator that the query parameter `separator` requests. `None` if it is unknown.
pub(super) fn separator(request: &Request) -> Option<Separator> {
    #[derive(serde::Deserialize)]
    struct TableParameters {
        separator: Option<String>,
    }
    let parameters = request.params::<TableParameters>().ok();
    match parameters.map(|parameters| parameters.separator).as_ref().map(Option::as_deref) {
        Some(None | Some("comma")) => Some(Separator::Comma),
        Some(Some("semicolon")) => Some(Separator::Semicolon),
        _ => None,
    }
}

/// Returns the response for a request with an unknown separator.
pub(super) fn unknown_separator() -> Response {
    error_response(StatusCode::BAD_REQUEST, "`separator` must be comma or semicolon, given once")
}

/// Returns the response for a request that gets no permit for its export.
pub(super) fn too_many_exports() -> Response {
    retry_later("too many exports at once: try again later")
}

/// Starts to write a file in a task of its own, and returns its pieces as they are written.
pub(super) fn start_export<F>(
    permit: ExportPermit,
    write: impl FnOnce(mpsc::Sender<Piece>) -> F,
) -> mpsc::Receiver<Piece>
where
    F: Future<Output = Result<(), AppError>> + Send + 'static,
{
    let (pieces, body) = mpsc::channel(BUFFERED_PIECES);
    let written = write(pieces);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = written.await {
            tracing::warn!(%error, "an export was not completed");
        }
    });
    body
}

/// Returns the response with a file once its first piece is ready. If the export fails before that, the response is an
/// error instead.
pub(super) async fn file_response(head: ResponseBuilder, mut body: mpsc::Receiver<Piece>) -> Response {
    match body.recv().await {
        first @ Some(_) => head.body(streamed_body(first, body)),
        None => unavailable(),
    }
}

/// Returns a body that streams the pieces, after a first one that has already been received. If [`Piece::End`] never
/// comes, the connection is closed abruptly, so that no client takes a partial file for a complete one.
///
/// An error from the stream would not suffice: poem would shut the failed connection down gracefully, and hyper would
/// end the body as if it were complete. So the connection's task is unwound instead: poem expects that and closes the
/// socket. `resume_unwind` bypasses the panic hook, which would log a bug.
pub(super) fn streamed_body(first: Option<Piece>, pieces: mpsc::Receiver<Piece>) -> Body {
    Body::from_bytes_stream(stream::unfold((first, pieces), async |(mut first, mut pieces)| {
        let next = match first.take() {
            Some(first) => Some(first),
            None => pieces.recv().await,
        };
        match next {
            Some(Piece::Bytes(bytes)) => Some((Ok::<_, io::Error>(bytes), (None, pieces))),
            Some(Piece::End) => None,
            None => std::panic::resume_unwind(Box::new("an export was not completed")),
        }
    }))
}

/// Returns the caller that the request's token belongs to, or the response if it is missing or invalid.
pub(super) async fn authenticate(request: &Request, services: &Services) -> Result<Caller, Response> {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| bearer(value.to_str().ok()?));
    let found = match token {
        Some(token) => accounts::authenticate(Caller::anonymous(services), &token.to_owned().into()).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(caller)) => Ok(caller),
        Ok(None) => {
            let mut response = error_response(
                StatusCode::UNAUTHORIZED,
                "send your token in the header `Authorization: Bearer TOKEN`",
            );
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            Err(response)
        }
        Err(error) => {
            tracing::error!(%error, "a session could not be loaded");
            Err(unavailable())
        }
    }
}

/// Returns a response with an error message in JSON.
pub(super) fn error_response(status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({"error": message}).to_string();
    Response::builder().status(status).header(CONTENT_TYPE, "application/json").body(body)
}

/// Returns the response for data that cannot be loaded now.
pub(super) fn unavailable() -> Response {
    retry_later("the data is temporarily unavailable: try again later")
}

/// Returns a response that asks the client to try again later.
fn retry_later(message: &str) -> Response {
    let mut response = error_response(StatusCode::SERVICE_UNAVAILABLE, message);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    response
}
