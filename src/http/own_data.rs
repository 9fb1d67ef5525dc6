//! What is a learner's own, as files for them alone, streamed.

use std::sync::Arc;

use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use tokio::sync::Semaphore;

use super::files::{begin, begun, error, holder, permit, private, too_many};
use crate::app::learning::{OwnFile, export_own};
use crate::app::{Caller, Services};

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
    let head = private(file.media_type(), file.name());
    if method == Method::HEAD {
        return head.finish();
    }
    let Some(permit) = permit(permits) else { return too_many() };
    begun(head, begin(permit, |pieces| async move { export_own(&caller, file, &pieces).await })).await
}
