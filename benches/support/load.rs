//! Asking, again and again, on several connections at once.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::task::JoinSet;

use super::connection::Connection;
use super::operations::Operation;
use super::service::Service;

/// How many connections ask at once, of the service and of PostgreSQL.
pub(crate) const CONNECTIONS: usize = 8;

/// How long an operation is measured.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) warm_up: Duration,
    pub(crate) round: Duration,
    /// Of which the median counts.
    pub(crate) rounds: usize,
}

/// What came of a round.
pub(crate) struct Served {
    pub(crate) per_second: f64,
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
    /// Of the service, without PostgreSQL and whoever asks.
    pub(crate) cpu: Option<Duration>,
}

/// Measures one operation: its requests in turn.
pub(crate) async fn measure(service: &Service, operation: &Operation, pace: Pace) -> Served {
    round(service, operation, pace.warm_up).await;
    let mut rounds = Vec::new();
    for _ in 0..pace.rounds {
        rounds.push(round(service, operation, pace.round).await);
    }
    rounds.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    rounds.swap_remove(pace.rounds / 2)
}

async fn round(service: &Service, operation: &Operation, length: Duration) -> Served {
    let (before, begun) = (service.cpu(), Instant::now());
    let mut tasks = JoinSet::new();
    for nth in 0..CONNECTIONS {
        let (bodies, address) = (operation.bodies(), service.address);
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut times = Vec::new();
            for body in bodies.iter().cycle().skip(nth) {
                let asked = Instant::now();
                if asked - begun >= length {
                    break;
                }
                let (status, _) = connection.post(body, None).await;
                assert_eq!(status, StatusCode::OK);
                times.push(asked.elapsed());
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
    Served { per_second, median: at(50), p99: at(99), cpu }
}
