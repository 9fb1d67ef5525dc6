//! Benchmark of learners' requests, with few learners and with many.
//!
//! The benchmark fills two throwaway databases with learners and their histories, and starts the service on each. It
//! sends the most frequent operations of learners, and the queries of the leader of a large club, to both in turns over
//! HTTP. The printed tables compare the two: response times must not depend on the number of other learners.
//!
//! Run `cargo bench --bench learning`. Options after `--`: `--learners 20000` replaces the default of 100,000;
//! `--quick` only tests that the benchmark runs; `--explain` prints PostgreSQL's plans of the leader's queries.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot continue has failed"
)]

mod club;
mod course;
mod fill;
mod history;
mod learner;
mod measure;
mod operations;
mod random;
mod replay;
mod report;
mod rows;
mod students;
mod verify;

#[expect(dead_code, reason = "the directory's benchmark uses the rest")]
#[path = "../support"]
mod support {
    pub(crate) mod cluster;
    pub(crate) mod connection;
    pub(crate) mod load;
    pub(crate) mod service;
}

use std::sync::Arc;
use std::time::Duration;

use dostyq::domain::clock::Clock;

use club::Club;
use course::Courses;
use measure::Target;
use support::cluster::Cluster;
use support::load::Pace;
use support::service::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let learners_argument = arguments.iter().skip_while(|argument| *argument != "--learners").nth(1);
    let default = if quick { 1_000 } else { 100_000 };
    let many = learners_argument.map_or(default, |number| number.parse().expect("a number"));
    let few = if quick { 200 } else { 1_000 };
    let pace = if quick {
        Pace { warm_up: Duration::from_millis(300), round: Duration::from_millis(700), rounds: 1 }
    } else {
        Pace { warm_up: Duration::from_secs(2), round: Duration::from_secs(4), rounds: 3 }
    };
    replay::measure();
    let members = if quick { 60 } else { 500 };
    let [few, many] = [few, many].map(|learners| Club { learners, members });
    let clusters = [prepare("few", few).await, prepare("many", many).await];
    let targets =
        [Target::open(&clusters[0], few.learners).await, Target::open(&clusters[1], many.learners).await];
    let mut rows = Vec::new();
    for operation in operations::ALL {
        eprintln!("measuring: {}", operation.name);
        rows.push(measure::measure(&targets, &operation, pace).await);
    }
    report::print(&targets, &rows);
    drop(targets);
    let timings = club::measure(&clusters, pace.rounds * 2 - 1).await;
    report::print_club([few, many], &timings);
    if arguments.iter().any(|argument| argument == "--explain") {
        club::explain(&clusters[1]).await;
    }
}

/// Prepares a database with a club and other learners.
async fn prepare(name: &str, club: Club) -> Cluster {
    let cluster = Cluster::start(name);
    Service::migrate(&cluster);
    let courses = Arc::new(Courses::import(&cluster).await);
    let now = Clock::system().now();
    let filled = fill::fill(&cluster, &courses, club, now).await;
    eprintln!("{} learners: {filled}", club.learners);
    club.create(&cluster).await;
    verify::verify(&cluster).await;
    cluster
}
