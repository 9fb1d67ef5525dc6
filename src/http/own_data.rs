//! What is a learner's own, as files for them alone, streamed.

use std::sync::Arc;

use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use tokio::sync::{Semaphore, mpsc};

use super::files::{busy, error, holder, streamed};
use crate::app::learning::{OwnFile, export_own};
use crate::app::{Caller, Services};

/// How many pieces wait for a slow reader.
const WAITING: usize = 2;

/// `/me/FILE`, for `GET` and `HEAD`, with the bearer token of whoever's it is.
pub(super) fn files(services: Services, permits: Arc<Semaphore>) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits) = (services.clone(), permits.clone());
        async move {
            let name = Path::<String>::from_request_without_body(&request).await.map(|Path(name)| name);
            let name = name.unwrap_or_default();
            let Some(file) = OwnFile::ALL.into_iter().find(|file| file.name() == name) else {
                return error(StatusCode::NOT_FOUND, "there is no such file");
            };
            match holder(&request, &services).await {
                Ok(caller) => answer(request.method(), file, caller, &permits).await,
                Err(refusal) => refusal,
            }
        }
    })
}

async fn answer(method: &Method, file: OwnFile, caller: Caller, permits: &Arc<Semaphore>) -> Response {
    let head = Response::builder()
        .content_type(file.media_type())
        .header(CACHE_CONTROL, "private, no-store")
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"dostyq-{}\"", file.name()));
    if method == Method::HEAD {
        return head.finish();
    }
    let Ok(permit) = permits.clone().try_acquire_owned() else {
        return busy("too many exports at once: try again later");
    };
    let (pieces, mut body) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = export_own(&caller, file, &pieces).await {
            tracing::warn!(%error, "an export ended before its end");
        }
    });
    // Where not even a beginning comes, that can still be told.
    match body.recv().await {
        first @ Some(_) => head.body(streamed(first, body)),
        None => busy("the data cannot be told for now: try again later"),
    }
}
