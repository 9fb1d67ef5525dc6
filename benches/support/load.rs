//! Sends requests repeatedly, on several connections at once.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::task::JoinSet;

use super::connection::Connection;
use super::operations::Operation;
use super::service::Service;

/// The number of concurrent connections, to the service and to PostgreSQL.
pub(crate) const CONNECTIONS: usize = 8;

/// The durations of the measurement of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) warm_up: Duration,
    pub(crate) round: Duration,
    /// The number of rounds, of which the median is reported.
    pub(crate) rounds: usize,
}

/// The result of a round.
pub(crate) struct RoundResult {
    pub(crate) per_second: f64,
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
    /// The processor time of the service per request, without PostgreSQL and the client.
    pub(crate) cpu: Option<Duration>,
}

/// Measures one operation by sending its requests in turn.
pub(crate) async fn measure(service: &Service, operation: &Operation, pace: Pace) -> RoundResult {
    round(service, operation, pace.warm_up).await;
    let mut rounds = Vec::new();
    for _ in 0..pace.rounds {
        rounds.push(round(service, operation, pace.round).await);
    }
    rounds.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    rounds.swap_remove(pace.rounds / 2)
}

async fn round(service: &Service, operation: &Operation, length: Duration) -> RoundResult {
    let (before, begun) = (service.cpu(), Instant::now());
    let mut tasks = JoinSet::new();
    for nth in 0..CONNECTIONS {
        let (bodies, address) = (operation.bodies(), service.address);
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut times = Vec::new();
            for body in bodies.iter().cycle().skip(nth) {
                let sent_at = Instant::now();
                if sent_at - begun >= length {
                    break;
                }
                let (status, _) = connection.post(body, None).await;
                assert_eq!(status, StatusCode::OK);
                times.push(sent_at.elapsed());
            }
            times
        });
    }
    let mut times = tasks.join_all().await.concat();
    times.sort_unstable();
    let requests = u32::try_from(times.len()).unwrap();
    let cpu = service.cpu().zip(before).map(|(after, before)| after.saturating_sub(before) / requests);
    let per_second = f64::from(requests) / begun.elapsed().as_secs_f64();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    RoundResult { per_second, median: at(50), p99: at(99), cpu }
}
