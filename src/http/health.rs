//! Whether the service lives, and whether it can serve.

use std::time::Duration;

use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Endpoint, Response, handler};

use crate::db::Database;

/// How long the database may take to answer before the service counts as not ready.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// The process lives.
#[handler]
pub(super) fn alive() -> &'static str {
    "ok"
}

/// 200 where the database answers, else 503 within three seconds.
pub(super) fn ready(database: Database) -> impl Endpoint<Output = Response> {
    make(move |_| {
        let database = database.clone();
        async move {
            let answer = tokio::time::timeout(PATIENCE, database.ping()).await;
            match answer {
                Ok(Ok(())) => Response::builder().body("ok"),
                Ok(Err(error)) => {
                    tracing::warn!(%error, "not ready");
                    unavailable()
                }
                Err(_) => unavailable(),
            }
        }
    })
}

fn unavailable() -> Response {
    Response::builder()
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .header("retry-after", "5")
        .body("the database does not answer")
}
