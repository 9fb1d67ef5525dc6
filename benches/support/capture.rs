//! The SQL statements that the service sends for a request, captured from PostgreSQL's log.

use std::fs;
use std::time::Duration;

use serde_json::Value;

use super::cluster::{Cluster, RECORD};
use super::operations::Operation;
use super::service::Service;

/// A statement with its parameters; `None` is a null parameter.
pub(crate) struct Statement {
    sql: String,
    pub(crate) parameters: Vec<Option<String>>,
}

/// The statements of one request.
pub(crate) struct CapturedRequest {
    pub(crate) statements: Vec<Statement>,
    /// The number of statements, as counted by the service.
    pub(crate) counted: u64,
}

/// Sends each request of an operation and captures its statements.
pub(crate) async fn capture(
    cluster: &Cluster,
    service: &Service,
    operation: &Operation,
) -> Vec<CapturedRequest> {
    let mut captured = Vec::new();
    for variables in &operation.variables {
        // The first run is not captured: it may prepare statements and query the catalog.
        service.query(operation.document, variables).await;
        let mut request = capture_one(cluster, service, operation, variables).await;
        if request.statements.len() as u64 != request.counted {
            // Once a minute the service runs its own background statements, possibly just now.
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
) -> CapturedRequest {
    let logged = usize::try_from(fs::metadata(cluster.log()).unwrap().len()).unwrap();
    let (_, counted) = service.query(operation.document, variables).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    let log = fs::read(cluster.log()).unwrap();
    CapturedRequest { statements: statements(&String::from_utf8_lossy(&log[logged..])), counted }
}

/// Parses log records such as `LOG:  execute s1: SELECT …`, and the following `DETAIL:  parameters: $1 = '…', …`.
fn statements(log: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for record in log.split(RECORD) {
        // The lines of a record after the first begin with a tab.
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
    /// Returns the statement with each parameter replaced by the result of `written` for its index, starting at 0. Null
    /// parameters become NULL. Arrays get an explicit type, which `unnest` needs; the service sends types separately.
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
