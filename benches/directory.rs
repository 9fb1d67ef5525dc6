//! How fast the directory answers when it is large, and how much of that PostgreSQL alone would take.
//!
//! It fills a throwaway database, starts the program over it, and asks for each [operation](support::operations) on
//! some connections at once, over HTTP. Then pgbench sends the very statements that the service sends for it. The table
//! that is printed sets one beside the other.
//!
//! `cargo bench --bench directory`; behind `--`, `--quick` measures for a second each (to see that it runs), and
//! `--explain` prints the plans of all statements first; `--serve` measures nothing, and lets service and database be asked
//! by hand until a line is typed.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use support::capture::capture;
use support::cluster::Cluster;
use support::load::{Pace, measure};
use support::operations::operations;
use support::report::{Row, print};
use support::service::Service;
use support::{data, explain, pgbench};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let asked = |option| std::env::args().any(|argument| argument == option);
    let pace = if asked("--quick") {
        Pace { warm_up: Duration::from_millis(500), round: Duration::from_secs(1), rounds: 1 }
    } else {
        Pace { warm_up: Duration::from_secs(3), round: Duration::from_secs(5), rounds: 3 }
    };
    let cluster = Cluster::start("directory");
    Service::migrate(&cluster);
    data::fill(&cluster).await;
    let service = Service::start(&cluster);
    if asked("--serve") {
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
    if asked("--explain") {
        for (operation, requests) in operations.iter().zip(&captured) {
            println!("## {}\n", operation.name);
            explain::print(&cluster, &requests[0]).await;
        }
    }

    let mut rows = Vec::new();
    for (operation, requests) in operations.iter().zip(&captured) {
        eprintln!("measuring: {}", operation.name);
        let served = measure(&service, operation, pace).await;
        let alone = pgbench::run(&cluster, requests, pace.round);
        let requests_counted = u64::try_from(requests.len()).unwrap();
        let statements = requests.iter().map(|request| request.counted).sum::<u64>() / requests_counted;
        rows.push(Row { name: operation.name, served, statements, alone });
    }
    print(&rows);
}
