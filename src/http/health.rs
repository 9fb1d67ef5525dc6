//! The health checks: whether the service is running, and whether it can serve requests.

use std::time::Duration;

use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Endpoint, Response, handler};

use super::draining::Draining;
use crate::db::Database;

/// The time that the database may take to answer before the service counts as not ready.
const DATABASE_TIMEOUT: Duration = Duration::from_millis(2_500);

/// Responds with 200 as long as the process is running.
#[handler]
pub(super) fn alive() -> &'static str {
    "ok"
}

/// Responds with 200 if the database answers and the service is not about to end, otherwise with 503 within three
/// seconds.
pub(super) fn ready(database: Database, draining: Draining) -> impl Endpoint<Output = Response> {
    make(move |_| {
        let (database, draining) = (database.clone(), draining.clone());
        async move {
            if draining.has_begun() {
                return unavailable("the service is shutting down");
            }
            let result = tokio::time::timeout(DATABASE_TIMEOUT, database.ping()).await;
            match result {
                Ok(Ok(())) => Response::builder().body("ok"),
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the service is not ready");
                    unavailable(NO_ANSWER)
                }
                Err(_) => unavailable(NO_ANSWER),
            }
        }
    })
}

const NO_ANSWER: &str = "the database does not answer";

fn unavailable(reason: &'static str) -> Response {
    Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).header("retry-after", "5").body(reason)
}
