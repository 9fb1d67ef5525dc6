//! What is a learner's own, as files for them alone, streamed.

use std::sync::Arc;

use poem::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, WWW_AUTHENTICATE};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use tokio::sync::{Semaphore, mpsc};

use super::bearer;
use super::files::{busy, error, streamed};
use crate::app::learning::{OwnFile, export_own};
use crate::app::{Caller, Services, accounts};

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
            match caller(&request, &services).await {
                Ok(caller) => answer(request.method(), file, caller, &permits).await,
                Err(refusal) => refusal,
            }
        }
    })
}

/// Whoever the token belongs to.
async fn caller(request: &Request, services: &Services) -> Result<Caller, Response> {
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
            Err(busy("the data cannot be told for now: try again later"))
        }
    }
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
