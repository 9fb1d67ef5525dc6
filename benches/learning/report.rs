//! The table.

use std::time::Duration;

use super::club::{Answer, Club};
use super::measure::{Row, Served, Side};

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// Prints the rows: for few learners, for many, and how the two compare.
pub(crate) fn print(sides: &[Side; 2], rows: &[Row]) {
    let [few, many] = sides.each_ref().map(|side| side.learners);
    println!("| operation | SQL statements | learners | requests/s | p50 ms | p95 ms | p99 ms |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        for (served, learners) in row.sides.iter().zip([few, many]) {
            let Served { per_second, p50, p95, p99 } = served;
            let [p50, p95, p99] = [p50, p95, p99].map(|time| milliseconds(*time));
            println!(
                "| {} | {} | {learners} | {per_second:.0} | {p50} | {p95} | {p99} |",
                row.name, row.statements
            );
        }
    }
    println!("\nWith {many} learners : with {few}, the time that half of the requests take:");
    for row in rows {
        let [few, many] = row.sides.map(|served| served.p50.as_secs_f64());
        println!("- {}: {:.2}", row.name, many / few);
    }
}

/// Prints how long the questions of a club's leader take: with few learners around the club, and with many.
pub(crate) fn print_club(clubs: [Club; 2], answers: &[Answer]) {
    let [few, many] = clubs;
    println!("\nA club of {} members with 500 words each:\n", few.members);
    println!(
        "| question | SQL statements | ms, of {} learners | ms, of {} learners | many : few |",
        few.learners, many.learners
    );
    println!("|---|---:|---:|---:|---:|");
    for Answer { name, statements, times } in answers {
        let [few, many] = times.map(milliseconds);
        let ratio = times[1].as_secs_f64() / times[0].as_secs_f64();
        println!("| {name} | {statements} | {few} | {many} | {ratio:.2} |");
    }
}
