//! The printed table.

use std::time::Duration;

use super::load::RoundResult;
use super::pgbench::PgbenchResult;

/// The measurement of an operation.
pub(crate) struct Measurement {
    pub(crate) name: &'static str,
    pub(crate) service: RoundResult,
    pub(crate) statements: u64,
    pub(crate) pgbench: Option<PgbenchResult>,
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// Prints the measurements, and the ratio of the last page to the first.
pub(crate) fn print(rows: &[Measurement]) {
    println!(
        "| operation | requests/s | p50 ms | p95 ms | p99 ms | SQL statements | CPU ms | pgbench/s | pgbench ms | service : pgbench |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for Measurement { name, service, statements, pgbench } in rows {
        let nothing = if *statements == 0 { "no SQL" } else { "no pgbench" };
        let cell =
            |format: &dyn Fn(&PgbenchResult) -> String| pgbench.as_ref().map_or(nothing.to_owned(), format);
        println!(
            "| {name} | {:.0} | {} | {} | {} | {statements} | {} | {} | {} | {} |",
            service.per_second,
            milliseconds(service.p50),
            milliseconds(service.p95),
            milliseconds(service.p99),
            service.cpu.map_or("?".to_owned(), milliseconds),
            cell(&|pgbench| format!("{:.0}", pgbench.per_second)),
            cell(&|pgbench| milliseconds(pgbench.average)),
            cell(&|pgbench| format!("{:.2}", service.per_second / pgbench.per_second)),
        );
    }
    let find = |name| rows.iter().find(|row| row.name == name);
    if let Some((first, last)) = find("page 1").zip(find("page 1,000")) {
        let service = last.service.per_second / first.service.per_second;
        println!("\nRatio of requests per second, page 1,000 to page 1: service {service:.2}");
        if let Some((first, last)) = first.pgbench.as_ref().zip(last.pgbench.as_ref()) {
            println!("and pgbench {:.2}.", last.per_second / first.per_second);
        }
    }
}
