//! Benchmark of the main operations, compared with the committed budgets.
//!
//! The benchmark fills a throwaway database with a directory and with learners, and starts the service twice: once
//! without shared results, so that every query is executed, and once as by default. It measures the operations in
//! turns, round by round, and prints a table. The speed of the machine matters little, because the processor time of
//! the service is compared with what `{ __typename }` takes in the same round. The exit status is 1 if an operation
//! takes more than `benches/budgets.txt` allows, or another number of SQL statements.
//!
//! Run `cargo bench --bench operations`. With `UPDATE_BUDGETS=1` in the environment, the measured values become the
//! budgets. Options after `--`: `--organizations 20000` and `--learners 2000` replace the sizes that the budgets are
//! for; `--quick` measures for a moment, and compares only the numbers of statements.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot continue has failed"
)]

mod budgets;
mod measurement;
mod operations;

#[expect(dead_code, reason = "the benchmark of learners uses the rest")]
#[path = "../learning"]
mod learning {
    pub(crate) mod club;
    pub(crate) mod course;
    pub(crate) mod fill;
    mod history;
    mod learner;
    pub(crate) mod operations;
    pub(crate) mod random;
    mod rows;
    pub(crate) mod students;
}

#[expect(dead_code, reason = "the other benchmarks use the rest")]
#[path = "../support"]
mod support {
    pub(crate) mod cluster;
    pub(crate) mod connection;
    pub(crate) mod data;
    pub(crate) mod load;
    pub(crate) mod service;
    mod words;
}

use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use dostyq::domain::clock::Clock;

use learning::club::Club;
use learning::course::Courses;
use learning::fill::fill;
use measurement::Measurement;
use support::cluster::Cluster;
use support::data;
use support::load::Pace;
use support::service::Service;

/// The number of members of the club, whose roster is measured.
const MEMBERS: u32 = 30;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let is_quick = env::args().any(|argument| argument == "--quick");
    let pace = if is_quick {
        Pace { warm_up: Duration::from_millis(100), round: Duration::from_millis(200), rounds: 1 }
    } else {
        Pace { warm_up: Duration::from_secs(1), round: Duration::from_secs(2), rounds: 3 }
    };
    let cluster = Cluster::start("operations");
    fill_cluster(&cluster, size("--organizations", 2_000), size("--learners", 200)).await;
    let executing = Service::start(&cluster, &["--shared-result-mib", "0"]);
    let sharing = Service::start(&cluster, &[]);
    let operations = operations::all(&cluster, &executing).await;

    let mut measurements = Vec::new();
    for operation in &operations {
        measurements.push(Measurement::begin(operation, &executing, operation.name.to_owned()).await);
        if operation.is_public {
            let name = format!("{}, shared", operation.name);
            measurements.push(Measurement::begin(operation, &sharing, name).await);
        }
    }
    for measurement in &measurements {
        measurement.warm_up(pace.warm_up);
    }
    for nth in 1..=pace.rounds {
        eprintln!("round {nth} of {}", pace.rounds);
        for measurement in &mut measurements {
            measurement.add_round(pace.round);
        }
    }
    let results = measurement::results(&measurements);
    let tolerance = if is_quick { f64::INFINITY } else { budgets::TOLERANCE };
    if budgets::print_and_compare(&results, tolerance) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns the number after an option, or a default.
fn size(option: &str, default: u32) -> u32 {
    let given = env::args().skip_while(|argument| *argument != option).nth(1);
    given.map_or(default, |number| number.parse().expect("a number"))
}

/// Fills the database with a directory, with learners, and with a club of some of them.
async fn fill_cluster(cluster: &Cluster, organizations: u32, learners: u32) {
    Service::migrate(cluster);
    data::fill(cluster, organizations).await;
    let courses = Arc::new(Courses::import(cluster).await);
    let club = Club { learners, members: MEMBERS };
    let filled = fill(cluster, &courses, club, Clock::system().now()).await;
    club.create(cluster).await;
    eprintln!("{organizations} organizations, {learners} learners: {filled}");
}
