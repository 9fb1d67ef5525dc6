//! What PostgreSQL alone makes of the statements of an operation.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::capture::Captured;
use super::cluster::Cluster;
use super::load::CONNECTIONS;

/// What pgbench told of requests' statements, each request's one transaction of its script; none: there is no pgbench,
/// or there are no statements.
pub(crate) struct Alone {
    pub(crate) per_second: f64,
    pub(crate) average: Duration,
}

/// The bytes of a parameter that an argument may have.
const LONGEST: usize = 100_000;

pub(crate) fn run(cluster: &Cluster, requests: &[Captured], length: Duration) -> Option<Alone> {
    if requests.iter().all(|request| request.statements.is_empty()) {
        return None;
    }
    let seconds = length.as_secs().to_string();
    let mut command = Command::new(cluster.program("pgbench"));
    command.args(["-M", "prepared", "-n", "-j", "2", "-T", &seconds, "-c", &CONNECTIONS.to_string()]);
    for (nth, request) in requests.iter().enumerate() {
        let mut script = String::new();
        for (at, statement) in request.statements.iter().enumerate() {
            // Parameters stay parameters, so that the plans are those of the service; but for those that are too long
            // for a command line, which are arrays of ids.
            let name = |place: usize| format!("r{nth}s{at}p{place}");
            script.push_str(&statement.with(|place| match &statement.parameters[place] {
                Some(value) if value.len() > LONGEST => format!("'{value}'"),
                _ => format!(":{}", name(place)),
            }));
            script.push_str(";\n");
            for (place, value) in statement.parameters.iter().enumerate() {
                if let Some(value) = value.as_ref().filter(|value| value.len() <= LONGEST) {
                    command.arg("-D").arg(format!("{}={value}", name(place)));
                }
            }
        }
        let file = cluster.folder.join(format!("request-{nth}.sql"));
        fs::write(&file, script).unwrap();
        command.arg("-f").arg(file);
    }
    let output = command.arg(&cluster.url).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let number = |label: &str| -> f64 {
        let (_, rest) = said.split_once(label).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    Some(Alone {
        per_second: number("\ntps = "),
        average: Duration::from_secs_f64(number("latency average = ") / 1000.0),
    })
}
