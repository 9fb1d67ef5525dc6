//! Measures the statements of an operation with pgbench, without the service.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::capture::CapturedRequest;
use super::cluster::Cluster;
use super::load::CONNECTIONS;

/// The result of pgbench, with one script for each request; `None` if pgbench is missing or there are no statements.
pub(crate) struct PgbenchResult {
    pub(crate) per_second: f64,
    pub(crate) average: Duration,
}

/// The maximum length of a parameter on the command line, in bytes.
const MAX_ARGUMENT: usize = 100_000;

pub(crate) fn run(
    cluster: &Cluster,
    requests: &[CapturedRequest],
    length: Duration,
) -> Option<PgbenchResult> {
    if requests.iter().all(|request| request.statements.is_empty()) {
        return None;
    }
    let seconds = length.as_secs().to_string();
    let mut command = Command::new(cluster.program("pgbench"));
    command.args(["-M", "prepared", "-n", "-j", "2", "-T", &seconds, "-c", &CONNECTIONS.to_string()]);
    for (nth, request) in requests.iter().enumerate() {
        let mut script = String::new();
        for (at, statement) in request.statements.iter().enumerate() {
            // Parameters remain parameters, so that the plans are those of the service. Only arrays of ids that are too
            // long for the command line are written into the statement.
            let name = |place: usize| format!("r{nth}s{at}p{place}");
            script.push_str(&statement.with(|place| match &statement.parameters[place] {
                Some(value) if value.len() > MAX_ARGUMENT => format!("'{value}'"),
                _ => format!(":{}", name(place)),
            }));
            script.push_str(";\n");
            for (place, value) in statement.parameters.iter().enumerate() {
                if let Some(value) = value.as_ref().filter(|value| value.len() <= MAX_ARGUMENT) {
                    command.arg("-D").arg(format!("{}={value}", name(place)));
                }
            }
        }
        let file = cluster.folder.join(format!("request-{nth}.sql"));
        fs::write(&file, script).unwrap();
        command.arg("-f").arg(file);
    }
    let output = command.arg(&cluster.url).output().ok()?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let number = |label: &str| -> f64 {
        let (_, rest) = stdout.split_once(label).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    Some(PgbenchResult {
        per_second: number("\ntps = "),
        average: Duration::from_secs_f64(number("latency average = ") / 1000.0),
    })
}
