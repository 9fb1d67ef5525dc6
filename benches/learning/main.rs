//! How fast learners are served, when there are few of them and when there are many.
//!
//! It fills two throwaway databases with learners and their histories, starts the program over each, and asks of both in
//! turns, over HTTP, for what learners ask for all the time, and what the leader of a large club asks. The tables that are
//! printed set one beside the other: what anybody waits for must not depend on how many others there are.
//!
//! `cargo bench --bench learning`; behind `--`, `--learners 20000` takes another number than 100,000, `--quick` sees that
//! it all runs, and `--explain` prints how PostgreSQL comes by what the leader asks.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on has failed"
)]

mod chance;
mod club;
mod course;
mod fill;
mod fold;
mod history;
mod learner;
mod measure;
mod operations;
mod report;
mod rows;
mod verify;

#[expect(dead_code, reason = "the directory's benchmark uses the rest")]
#[path = "../support"]
mod support {
    pub(crate) mod cluster;
    pub(crate) mod connection;
    pub(crate) mod service;
}

use std::sync::Arc;
use std::time::Duration;

use dostyq::domain::clock::Clock;

use club::Club;
use course::Courses;
use measure::{Pace, Side};
use support::cluster::Cluster;
use support::service::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let asked = arguments.iter().skip_while(|argument| *argument != "--learners").nth(1);
    let many = asked.map_or(if quick { 1_000 } else { 100_000 }, |number| number.parse().expect("a number"));
    let few = if quick { 200 } else { 1_000 };
    let pace = if quick {
        Pace { warm_up: Duration::from_millis(300), round: Duration::from_millis(700), rounds: 1 }
    } else {
        Pace { warm_up: Duration::from_secs(2), round: Duration::from_secs(4), rounds: 3 }
    };
    fold::measure();
    let members = if quick { 60 } else { 500 };
    let [few, many] = [few, many].map(|learners| Club { learners, members });
    let clusters = [prepare("few", few).await, prepare("many", many).await];
    let sides = [Side::open(&clusters[0], few.learners).await, Side::open(&clusters[1], many.learners).await];
    let mut rows = Vec::new();
    for operation in operations::ALL {
        eprintln!("measuring: {}", operation.name);
        rows.push(measure::measure(&sides, &operation, pace).await);
    }
    report::print(&sides, &rows);
    drop(sides);
    let answers = club::ask(&clusters, pace.rounds * 2 - 1).await;
    report::print_club([few, many], &answers);
    if arguments.iter().any(|argument| argument == "--explain") {
        club::explain(&clusters[1]).await;
    }
}

/// A database with so many learners.
async fn prepare(name: &str, club: Club) -> Cluster {
    let cluster = Cluster::start(name);
    Service::migrate(&cluster);
    let courses = Arc::new(Courses::load(&cluster).await);
    let now = Clock::system().now();
    let filled = fill::fill(&cluster, &courses, club, now).await;
    eprintln!("{} learners: {filled}", club.learners);
    club.found(&cluster).await;
    verify::verify(&cluster).await;
    cluster
}
