//! A learner's own data as streamed files, for that learner only.

use poem::http::{Method, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};

use super::export_permits::ExportPermits;
use super::files::{
    authenticate, error_response, file_response, private_file, start_export, too_many_exports,
};
use crate::app::learning::{LearnerExportFile, export_learner_data, may_export_learner_data};
use crate::app::{Caller, Services};

/// Creates the endpoint `/me/FILE`, for `GET` and `HEAD`, with the learner's bearer token, within
/// 15 minutes after a login or `reauthenticate`.
pub(super) fn files(services: Services, permits: ExportPermits) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, permits) = (services.clone(), permits.clone());
        async move {
            let name = Path::<String>::from_request_without_body(&request).await.map(|Path(name)| name);
            let name = name.unwrap_or_default();
            let Some(file) = LearnerExportFile::ALL.into_iter().find(|file| file.name() == name) else {
                return error_response(StatusCode::NOT_FOUND, "no such file");
            };
            match authenticate(&request, &services).await {
                Ok(caller) if may_export_learner_data(&caller) => {
                    respond(request.method(), file, caller, &permits).await
                }
                Ok(_) => error_response(
                    StatusCode::FORBIDDEN,
                    "REAUTHENTICATION_REQUIRED: enter the password again, by the mutation `reauthenticate`",
                ),
                Err(response) => response,
            }
        }
    })
}

async fn respond(
    method: &Method,
    file: LearnerExportFile,
    caller: Caller,
    permits: &ExportPermits,
) -> Response {
    let head = private_file(file.media_type(), file.name());
    if method == Method::HEAD {
        return head.finish();
    }
    let Some(permit) = permits.take_for_viewer(&caller).await else { return too_many_exports() };
    file_response(
        head,
        start_export(permit, |pieces| async move { export_learner_data(&caller, file, &pieces).await }),
    )
    .await
}
