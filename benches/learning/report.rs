//! The printed tables.

use std::time::Duration;

use super::club::{Club, QueryTiming};
use super::measure::{Measurement, Target};
use crate::support::load::RoundResult;

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// Prints the measurements with few learners and with many, and the ratios of the two.
pub(crate) fn print(targets: &[Target; 2], rows: &[Measurement]) {
    let [few, many] = targets.each_ref().map(|target| target.learners);
    println!("| operation | SQL statements | learners | requests/s | p50 ms | p95 ms | p99 ms |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        for (result, learners) in row.targets.iter().zip([few, many]) {
            let RoundResult { per_second, p50, p95, p99, .. } = result;
            let [p50, p95, p99] = [p50, p95, p99].map(|time| milliseconds(*time));
            println!(
                "| {} | {} | {learners} | {per_second:.0} | {p50} | {p95} | {p99} |",
                row.name, row.statements
            );
        }
    }
    println!("\nRatio of the median times, {many} learners to {few} learners:");
    for row in rows {
        let [few, many] = row.targets.map(|result| result.p50.as_secs_f64());
        println!("- {}: {:.2}", row.name, many / few);
    }
}

/// Prints the durations of the queries of a club's leader, with few learners besides the club and with many.
pub(crate) fn print_club(clubs: [Club; 2], timings: &[QueryTiming]) {
    let [few, many] = clubs;
    println!("\nA club of {} members with 500 words each:\n", few.members);
    println!(
        "| query | SQL statements | ms, {} learners | ms, {} learners | many : few |",
        few.learners, many.learners
    );
    println!("|---|---:|---:|---:|---:|");
    for QueryTiming { name, statements, times } in timings {
        let [few, many] = times.map(milliseconds);
        let ratio = times[1].as_secs_f64() / times[0].as_secs_f64();
        println!("| {name} | {statements} | {few} | {many} | {ratio:.2} |");
    }
}
