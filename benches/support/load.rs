//! Sends requests repeatedly, on several connections at once.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use hyper::body::Bytes;

use super::connection::{Connection, OK};
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
#[derive(Clone, Copy)]
pub(crate) struct RoundResult {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p95: Duration,
    pub(crate) p99: Duration,
    /// The processor time of the service per request, without PostgreSQL and the client.
    pub(crate) cpu: Option<Duration>,
}

/// Sends requests for some time. Each connection has a thread, on which it sends what its sender returns.
pub(crate) fn round<S>(service: &Service, length: Duration, sender: impl Fn(usize) -> S) -> RoundResult
where
    S: FnMut() -> Bytes + Send,
{
    let senders: Vec<S> = (0..CONNECTIONS).map(sender).collect();
    let (address, before, begun) = (service.address, service.cpu(), Instant::now());
    let mut times = thread::scope(|scope| {
        let send = |next| scope.spawn(move || send_until(begun + length, address, next));
        let threads: Vec<_> = senders.into_iter().map(send).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>().concat()
    });
    let elapsed = begun.elapsed();
    times.sort_unstable();
    let requests = u32::try_from(times.len()).unwrap();
    let cpu = service.cpu().zip(before).map(|(after, before)| after.saturating_sub(before) / requests);
    let per_second = f64::from(requests) / elapsed.as_secs_f64();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    RoundResult { per_second, p50: at(50), p95: at(95), p99: at(99), cpu }
}

/// Sends requests until a time, at least one. Returns the time that each took.
fn send_until(end: Instant, address: SocketAddr, mut next: impl FnMut() -> Bytes) -> Vec<Duration> {
    let mut connection = Connection::open(address);
    let mut times = Vec::new();
    loop {
        let request = next();
        let sent_at = Instant::now();
        let (status, body) = connection.send(&request);
        times.push(sent_at.elapsed());
        let has_failed = status != OK || body.starts_with(b"{\"errors\"");
        assert!(!has_failed, "{status} {}", String::from_utf8_lossy(body));
        if sent_at >= end {
            return times;
        }
    }
}
