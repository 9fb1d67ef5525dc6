//! The table.

use std::time::Duration;

use super::load::Served;
use super::pgbench::Alone;

/// What was measured of an operation.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) served: Served,
    pub(crate) statements: u64,
    pub(crate) alone: Option<Alone>,
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// Prints the rows, and how the last page compares with the first.
pub(crate) fn print(rows: &[Row]) {
    println!(
        "| operation | requests/s | p50 ms | p99 ms | SQL statements | CPU ms | pgbench/s | pgbench ms | service : pgbench |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for Row { name, served, statements, alone } in rows {
        let nothing = if *statements == 0 { "no SQL" } else { "no pgbench" };
        let told = |tell: &dyn Fn(&Alone) -> String| alone.as_ref().map_or(nothing.to_owned(), tell);
        println!(
            "| {name} | {:.0} | {} | {} | {statements} | {} | {} | {} | {} |",
            served.per_second,
            milliseconds(served.median),
            milliseconds(served.p99),
            served.cpu.map_or("?".to_owned(), milliseconds),
            told(&|alone| format!("{:.0}", alone.per_second)),
            told(&|alone| milliseconds(alone.average)),
            told(&|alone| format!("{:.2}", served.per_second / alone.per_second)),
        );
    }
    let find = |name| rows.iter().find(|row| row.name == name);
    if let Some((first, last)) = find("page 1").zip(find("page 1,000")) {
        let served = last.served.per_second / first.served.per_second;
        println!("\nPage 1,000 : page 1, in requests per second: service {served:.2}");
        if let Some((first, last)) = first.alone.as_ref().zip(last.alone.as_ref()) {
            println!("and pgbench {:.2}.", last.per_second / first.per_second);
        }
    }
}
