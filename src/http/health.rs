//! The health checks: whether the service is running, and whether it can serve requests.

use std::time::Duration;

use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Endpoint, Response, handler};

use super::draining::Draining;
use crate::db::{Database, ReplicaState};

/// The time that the database may take to answer before the service counts as not ready.
const DATABASE_TIMEOUT: Duration = Duration::from_millis(2_500);

/// Responds with 200 as long as the process is running.
#[handler]
pub(super) fn alive() -> &'static str {
    "ok"
}

/// Responds with 200 if the database answers and the service is not about to stop, otherwise with 503 within three
/// seconds. A second line says whether the replica is read, if there is one: the service is ready without it.
pub(super) fn ready(database: Database, draining: Draining) -> impl Endpoint<Output = Response> {
    make(move |_| {
        let (database, draining) = (database.clone(), draining.clone());
        async move {
            if draining.has_begun() {
                return unavailable("the service is shutting down");
            }
            let result = tokio::time::timeout(DATABASE_TIMEOUT, database.ping()).await;
            match result {
                Ok(Ok(())) => Response::builder().body(match database.replica_state() {
                    Some(replica) => format!("ok\nreplica: {}", describe(replica)),
                    None => "ok".to_owned(),
                }),
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

fn describe(ReplicaState { is_read, lag, problem }: ReplicaState) -> String {
    let is_read = if is_read { "read" } else { "not read" };
    let lag = lag.map_or_else(
        || "its lag is not known".to_owned(),
        |lag| format!("lags at most {:.1} s", lag.as_secs_f64()),
    );
    match problem {
        Some(problem) => format!("{is_read}, {problem}"),
        None => format!("{is_read}, {lag}"),
    }
}

fn unavailable(reason: &'static str) -> Response {
    Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).header("retry-after", "5").body(reason)
}
