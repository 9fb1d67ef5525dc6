//! Which statements the service sends for a request: as PostgreSQL wrote them down.

use std::fs;
use std::time::Duration;

use serde_json::Value;

use super::cluster::{Cluster, RECORD};
use super::operations::Operation;
use super::service::Service;

/// A statement with its parameters; none stands for null.
pub(crate) struct Statement {
    sql: String,
    pub(crate) parameters: Vec<Option<String>>,
}

/// What one request sent.
pub(crate) struct Captured {
    pub(crate) statements: Vec<Statement>,
    /// How many there were, as the service counts them.
    pub(crate) counted: u64,
}

/// Sends each request of an operation once.
pub(crate) async fn capture(cluster: &Cluster, service: &Service, operation: &Operation) -> Vec<Captured> {
    let mut captured = Vec::new();
    for variables in &operation.variables {
        // What the service prepares once, or asks of the catalogue, is not the operation's.
        service.query(operation.document, variables).await;
        let mut request = capture_one(cluster, service, operation, variables).await;
        if request.statements.len() as u64 != request.counted {
            // Once a minute the service looks for work of its own, perhaps just then.
            request = capture_one(cluster, service, operation, variables).await;
        }
        assert_eq!(request.statements.len() as u64, request.counted, "{}", operation.name);
        captured.push(request);
    }
    captured
}

async fn capture_one(
    cluster: &Cluster,
    service: &Service,
    operation: &Operation,
    variables: &Value,
) -> Captured {
    let logged = usize::try_from(fs::metadata(cluster.log()).unwrap().len()).unwrap();
    let (_, counted) = service.query(operation.document, variables).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    let log = fs::read(cluster.log()).unwrap();
    Captured { statements: statements(&String::from_utf8_lossy(&log[logged..])), counted }
}

/// Reads `LOG:  execute s1: SELECT …` and the `DETAIL:  parameters: $1 = '…', …` that follows it.
fn statements(log: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for record in log.split(RECORD) {
        // Lines after a record's first one begin with a tab.
        let record = record.replace("\n\t", "\n");
        if let Some((_, rest)) = record.split_once("LOG:  execute ") {
            let (_, sql) = rest.split_once(": ").unwrap();
            found.push(Statement { sql: sql.trim().to_owned(), parameters: Vec::new() });
        } else if let Some((_, rest)) = record.split_once("DETAIL:  ")
            && let Some((_, rest)) = rest.split_once("arameters: ")
            && let Some(statement) = found.last_mut()
        {
            statement.parameters = parameters(rest.trim());
        }
    }
    found
}

fn parameters(mut rest: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    while let Some((_, value)) = rest.split_once(" = ") {
        let Some(mut quoted) = value.strip_prefix('\'') else {
            values.push(None);
            rest = value.strip_prefix("NULL").unwrap();
            continue;
        };
        let mut text = String::new();
        loop {
            let (part, after) = quoted.split_once('\'').unwrap();
            text.push_str(part);
            rest = after;
            match after.strip_prefix('\'') {
                Some(after) => quoted = after,
                None => break,
            }
            text.push('\'');
        }
        values.push(Some(text));
    }
    values
}

impl Statement {
    /// The statement with each parameter written by a function of its place (the first 0); null as it is. Of arrays the
    /// type is told, which `unnest` can't do without: the service tells all types beside the statement.
    pub(crate) fn with(&self, written: impl Fn(usize) -> String) -> String {
        let mut parts = self.sql.split('$');
        let mut sql = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let place = part[..digits].parse::<usize>().unwrap() - 1;
            match &self.parameters[place] {
                Some(value) => {
                    sql.push_str(&written(place));
                    sql.push_str(array_type(value));
                }
                None => sql.push_str("NULL"),
            }
            sql.push_str(&part[digits..]);
        }
        sql
    }
}

fn array_type(value: &str) -> &'static str {
    let Some(elements) = value.strip_prefix('{') else { return "" };
    let first = elements.split([',', '}']).next().unwrap_or_default();
    if uuid::Uuid::try_parse(first).is_ok() {
        "::uuid[]"
    } else if first.parse::<chrono::NaiveDate>().is_ok() {
        "::date[]"
    } else {
        ""
    }
}
