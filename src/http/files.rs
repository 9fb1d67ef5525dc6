//! Files that are streamed, and what stands for one that can't be.

use std::io;
use std::sync::Arc;

use futures_util::stream;
use poem::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use poem::http::{HeaderValue, StatusCode};
use poem::{Body, Request, Response, ResponseBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::bearer;
use crate::app::pieces::Piece;
use crate::app::{AppError, Caller, Services, accounts};

/// How many exports run at once at most: each holds a database connection.
const AT_ONCE: usize = 4;

/// Who may export now. Half of the connections are left to everybody else.
pub(super) fn permits(services: &Services) -> Arc<Semaphore> {
    Arc::new(Semaphore::new((services.database.connections() / 2).clamp(1, AT_ONCE)))
}

/// How many pieces wait for a slow reader.
const WAITING: usize = 2;

/// What begins the answer with a file that is for one person alone.
pub(super) fn private(media_type: &str, name: &str) -> ResponseBuilder {
    Response::builder()
        .content_type(media_type)
        .header(CACHE_CONTROL, "private, no-store")
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"dostyq-{name}\""))
}

/// One of the permits; none: all are taken.
pub(super) fn permit(permits: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    permits.clone().try_acquire_owned().ok()
}

/// Says that all permits are taken.
pub(super) fn too_many() -> Response {
    busy("too many exports at once: try again later")
}

/// Begins to write a file beside the request; the pieces as they come.
pub(super) fn begin<F>(
    permit: OwnedSemaphorePermit,
    write: impl FnOnce(mpsc::Sender<Piece>) -> F,
) -> mpsc::Receiver<Piece>
where
    F: Future<Output = Result<(), AppError>> + Send + 'static,
{
    let (pieces, body) = mpsc::channel(WAITING);
    let written = write(pieces);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = written.await {
            tracing::warn!(%error, "an export ended before its end");
        }
    });
    body
}

/// The file, once its first piece is there: where not even that comes, it can still be told.
pub(super) async fn begun(head: ResponseBuilder, mut body: mpsc::Receiver<Piece>) -> Response {
    match body.recv().await {
        first @ Some(_) => head.body(streamed(first, body)),
        None => untold(),
    }
}

/// The pieces as they come, after a first one that came already. Where the end is missing, the connection is cut, so that nobody takes a part for the whole.
///
/// An error of the stream would not do: poem goes on with a connection that failed, so as to shut it down gracefully, and
/// then hyper ends the body as if that had been all. So the task of the connection is unwound, which poem expects and
/// closes the socket at; the hook for panics, which would log it as a bug, is passed by.
pub(super) fn streamed(first: Option<Piece>, pieces: mpsc::Receiver<Piece>) -> Body {
    Body::from_bytes_stream(stream::unfold((first, pieces), async |(mut first, mut pieces)| {
        let next = match first.take() {
            Some(first) => Some(first),
            None => pieces.recv().await,
        };
        match next {
            Some(Piece::Bytes(bytes)) => Some((Ok::<_, io::Error>(bytes), (None, pieces))),
            Some(Piece::End) => None,
            None => std::panic::resume_unwind(Box::new("an export was broken off")),
        }
    }))
}

/// Whoever the token of a request for a file belongs to, or what is answered where it is nobody's.
pub(super) async fn holder(request: &Request, services: &Services) -> Result<Caller, Response> {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| bearer(value.to_str().ok()?));
    let found = match token {
        Some(token) => accounts::authenticate(Caller::anonymous(services), &token.to_owned().into()).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(caller)) => Ok(caller),
        Ok(None) => {
            let mut refusal = error(StatusCode::UNAUTHORIZED, "send your token as Authorization: Bearer");
            refusal.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            Err(refusal)
        }
        Err(error) => {
            tracing::error!(%error, "a session could not be opened");
            Err(untold())
        }
    }
}

/// Says what is wrong.
pub(super) fn error(status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({"error": message}).to_string();
    Response::builder().status(status).header(CONTENT_TYPE, "application/json").body(body)
}

/// Says that it went wrong, and may go right later.
pub(super) fn untold() -> Response {
    busy("the data cannot be told for now: try again later")
}

/// Says that it may be better later.
fn busy(message: &str) -> Response {
    let mut response = error(StatusCode::SERVICE_UNAVAILABLE, message);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    response
}
