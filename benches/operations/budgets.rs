//! The committed budgets, and the comparison with them.

use std::env;
use std::fs;

use super::measurement::Measured;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/budgets.txt");
/// By how much a multiple may exceed its budget: on a busy machine it varies.
pub(crate) const TOLERANCE: f64 = 0.3;

/// A line of the file.
struct Budget {
    name: String,
    multiple: f64,
    statements: u64,
}

/// Prints the measured values beside the budgets. Returns whether they are within the budgets; with `UPDATE_BUDGETS`,
/// writes them as the new budgets.
pub(crate) fn print_and_compare(measured: &[Measured], tolerance: f64) -> bool {
    let text = fs::read_to_string(FILE).unwrap();
    let budgets: Vec<Budget> = text.lines().filter(|line| !is_comment(line)).map(parse).collect();
    print(measured, &budgets);
    if env::var_os("UPDATE_BUDGETS").is_some() {
        let comments: String =
            text.lines().filter(|line| is_comment(line)).map(|line| line.to_owned() + "\n").collect();
        fs::write(FILE, comments + &measured.iter().map(write).collect::<String>()).unwrap();
        return true;
    }
    let faults = faults(measured, &budgets, tolerance);
    for fault in &faults {
        println!("{fault}");
    }
    faults.is_empty()
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#')
}

fn parse(line: &str) -> Budget {
    let (rest, statements) = line.rsplit_once(' ').expect("a number of statements");
    let (name, multiple) = rest.trim_end().rsplit_once(' ').expect("a multiple");
    Budget {
        name: name.trim_end().to_owned(),
        multiple: multiple.parse().expect("a multiple"),
        statements: statements.parse().expect("a number of statements"),
    }
}

fn write(measured: &Measured) -> String {
    format!("{:<50} {:>8.1} {:>10}\n", measured.name, measured.multiple, measured.statements)
}

fn print(measured: &[Measured], budgets: &[Budget]) {
    println!(
        "| operation | requests/s | p50 ms | p99 ms | server µs | × `{{ __typename }}` | budget | SQL statements | budget |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for Measured { name, per_second, p50_ms, p99_ms, cpu_us, multiple, statements } in measured {
        let budget = budgets.iter().find(|budget| budget.name == *name);
        let cell = |of: fn(&Budget) -> String| budget.map_or("none".to_owned(), of);
        println!(
            "| {name} | {per_second:.0} | {p50_ms:.2} | {p99_ms:.2} | {cpu_us:.0} | {multiple:.1} | {} | {statements} | {} |",
            cell(|budget| format!("{:.1}", budget.multiple)),
            cell(|budget| budget.statements.to_string()),
        );
    }
    println!();
}

/// Returns a line for each measured value that is outside its budget.
fn faults(measured: &[Measured], budgets: &[Budget], tolerance: f64) -> Vec<String> {
    let mut faults = Vec::new();
    for Measured { name, multiple, statements, .. } in measured {
        let Some(budget) = budgets.iter().find(|budget| budget.name == *name) else {
            faults.push(format!("{name}: has no budget"));
            continue;
        };
        if *multiple > budget.multiple * (1.0 + tolerance) {
            faults
                .push(format!("{name}: {multiple:.1} × `{{ __typename }}`; budget: {:.1}", budget.multiple));
        }
        if *statements != budget.statements {
            faults.push(format!("{name}: {statements} SQL statements; budget: {}", budget.statements));
        }
    }
    let is_measured = |budget: &&Budget| measured.iter().any(|measured| measured.name == budget.name);
    let unused = budgets.iter().filter(|budget| !is_measured(budget));
    faults.extend(unused.map(|budget| format!("{}: has a budget, but is not measured", budget.name)));
    faults
}
