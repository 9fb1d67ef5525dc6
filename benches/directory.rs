//! Benchmark of queries on a large directory, compared with the time that PostgreSQL alone needs.
//!
//! The benchmark fills a throwaway database, starts the service on it, and sends each [operation](support::operations)
//! over HTTP on several connections at once. Then pgbench sends the same SQL statements that the service sent. The
//! printed table compares the two.
//!
//! Run `cargo bench --bench directory`. Options after `--`: `--quick` measures for one second each, to test the
//! benchmark; `--explain` first prints the plans of all statements; `--serve` measures nothing, and keeps service and
//! database running for manual queries until a line is entered.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot continue has failed"
)]

mod support;

use std::time::Duration;

use support::capture::capture;
use support::cluster::Cluster;
use support::load::{Pace, RoundResult, round};
use support::operations::{Operation, operations};
use support::report::{Measurement, print};
use support::service::Service;
use support::{data, explain, pgbench};

/// The number of organizations.
const ORGANIZATIONS: u32 = 20_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let has_option = |option| std::env::args().any(|argument| argument == option);
    let pace = if has_option("--quick") {
        Pace { warm_up: Duration::from_millis(500), round: Duration::from_secs(1), rounds: 1 }
    } else {
        Pace { warm_up: Duration::from_secs(3), round: Duration::from_secs(5), rounds: 3 }
    };
    let cluster = Cluster::start("directory");
    Service::migrate(&cluster);
    data::fill(&cluster, ORGANIZATIONS).await;
    let service = Service::start(&cluster, &[]);
    if has_option("--serve") {
        eprintln!("http://{}/graphql\n{}", service.address, cluster.url);
        std::io::stdin().read_line(&mut String::new()).unwrap();
        return;
    }
    let operations = operations(&service).await;

    let mut captured = Vec::new();
    cluster.log_statements(true).await;
    for operation in &operations {
        eprintln!("recording: {}", operation.name);
        captured.push(capture(&cluster, &service, operation).await);
    }
    cluster.log_statements(false).await;
    if has_option("--explain") {
        for (operation, requests) in operations.iter().zip(&captured) {
            println!("## {}\n", operation.name);
            explain::print(&cluster, &requests[0]).await;
        }
    }

    let mut measurements = Vec::new();
    for (operation, requests) in operations.iter().zip(&captured) {
        eprintln!("measuring: {}", operation.name);
        let service_result = measure(&service, operation, pace);
        let pgbench_result = pgbench::run(&cluster, requests, pace.round);
        let request_count = u64::try_from(requests.len()).unwrap();
        let statements = requests.iter().map(|request| request.counted).sum::<u64>() / request_count;
        let name = operation.name;
        measurements.push(Measurement { name, service: service_result, statements, pgbench: pgbench_result });
    }
    print(&measurements);
}

/// Measures one operation by sending its requests in turn. Returns the median round.
fn measure(service: &Service, operation: &Operation, pace: Pace) -> RoundResult {
    let requests = operation.requests();
    let sender = |nth: usize| {
        let mut requests = requests.iter().cycle().skip(nth % requests.len());
        move || requests.next().unwrap().clone()
    };
    round(service, pace.warm_up, sender);
    let mut rounds: Vec<_> = (0..pace.rounds).map(|_| round(service, pace.round, sender)).collect();
    rounds.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    rounds.swap_remove(pace.rounds / 2)
}
