//! Logs one line per request, and one line per operation of a stream or websocket when it ends (target
//! `dostyq::request`).
//!
//! A line never contains a GraphQL document, a variable, a token or part of a response. Values that clients choose
//! (path, operation name, request id) are truncated.

use std::time::Instant;

use async_graphql::parser::types::OperationType;
use poem::http::HeaderValue;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::Instrument;

use crate::graphql::context::RequestContext;
use crate::graphql::engine::Prepared;
use crate::random;

const REQUEST_ID_HEADER: &str = "x-request-id";
/// The maximum lengths in bytes: of an id or operation name, and of a path. Text is cut between characters.
const MAX_ID_BYTES: usize = 64;
const MAX_PATH_BYTES: usize = 128;

/// The id of a request, stored in its data: generated here, or adopted from the client or a proxy.
#[derive(Debug, Clone, Default)]
pub struct RequestId(pub String);

impl RequestId {
    fn of(request: &Request) -> Self {
        let given = request.header(REQUEST_ID_HEADER).filter(|id| {
            let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
            (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(is_allowed)
        });
        Self(given.map_or_else(random_id, ToOwned::to_owned))
    }
}

/// Generates an id of 128 random bits.
fn random_id() -> String {
    format!("{:032x}", u128::from_be_bytes(random::bytes()))
}

/// An endpoint's contribution to the log line of its request, stored in the response's data.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// The operation's name, or empty.
    pub operation: String,
    /// `query`, `mutation`, `subscription`, or empty.
    pub kind: &'static str,
    /// The number of SQL statements.
    pub statements: u64,
    /// `extensions.code` of the first error, or empty.
    pub code: String,
}

impl Note {
    /// Creates the note for an operation that is about to run.
    pub fn on(prepared: &Prepared) -> Self {
        let operation = truncate(prepared.name().unwrap_or_default(), MAX_ID_BYTES).to_owned();
        Self { operation, kind: kind(prepared.kind()), ..Self::default() }
    }
}

fn kind(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

/// Returns the start of a text, at most `limit` bytes.
fn truncate(text: &str, limit: usize) -> &str {
    text.get(..text.floor_char_boundary(limit)).unwrap_or_default()
}

/// Returns the milliseconds since a time, to the microsecond.
fn elapsed_milliseconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

/// The middleware that logs requests.
pub struct AccessLog;

impl<E: Endpoint> Middleware<E> for AccessLog {
    type Output = Logged<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Logged { inner }
    }
}

/// An endpoint whose requests are logged.
pub struct Logged<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for Logged<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let started = Instant::now();
        let id = RequestId::of(&request);
        let method = request.method().clone();
        let path = truncate(request.uri().path(), MAX_PATH_BYTES).to_owned();
        request.set_data(id.clone());
        let span = tracing::info_span!("request", id = %id.0);
        let mut response = match self.inner.call(request).instrument(span).await {
            Ok(response) => response.into_response(),
            Err(error) => error.into_response(),
        };
        if let Ok(value) = HeaderValue::from_str(&id.0) {
            response.headers_mut().insert(REQUEST_ID_HEADER, value);
        }
        let note = response.data::<Note>().cloned().unwrap_or_default();
        tracing::info!(
            target: "dostyq::request",
            method = method.as_str(),
            path,
            status = response.status().as_u16(),
            operation = note.operation,
            kind = note.kind,
            duration_ms = elapsed_milliseconds(started),
            statements = note.statements,
            code = note.code,
            request_id = id.0,
        );
        Ok(response)
    }
}

/// The log line of an operation that outlives the response to its request. It is written on drop, whatever ends the
/// operation.
pub struct OperationLog {
    transport: &'static str,
    request: RequestId,
    started: Instant,
    note: Note,
    context: Option<RequestContext>,
    end: &'static str,
}

impl OperationLog {
    /// Starts the log line of an operation that begins now. `transport` is `sse` or `ws`.
    pub fn begin(transport: &'static str, request: RequestId) -> Self {
        let note = Note::default();
        Self { transport, request, started: Instant::now(), note, context: None, end: "stopped" }
    }

    /// Sets the operation.
    pub fn operation(&mut self, prepared: &Prepared) {
        self.note = Note::on(prepared);
    }

    /// Sets the context whose SQL statements are counted.
    pub fn context(&mut self, context: &RequestContext) {
        self.context = Some(context.clone());
    }

    /// Records that the operation failed with a code. Without a call of this or the next function, the operation counts
    /// as stopped by client or server.
    pub fn failed(&mut self, code: Option<&str>) {
        self.end = "error";
        code.unwrap_or_default().clone_into(&mut self.note.code);
    }

    /// Records that the operation completed, unless it has already failed.
    pub fn completed(&mut self) {
        if self.end != "error" {
            self.end = "complete";
        }
    }
}

impl Drop for OperationLog {
    fn drop(&mut self) {
        tracing::info!(
            target: "dostyq::request",
            method = self.transport,
            end = self.end,
            operation = self.note.operation,
            kind = self.note.kind,
            duration_ms = elapsed_milliseconds(self.started),
            statements = self.context.as_ref().map_or(0, RequestContext::statements),
            code = self.note.code,
            request_id = self.request.0,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incoming_id_is_adopted_only_if_it_is_harmless() {
        let id = |given: &str| RequestId::of(&Request::builder().header(REQUEST_ID_HEADER, given).finish()).0;
        assert_eq!(id("a-B_3.x"), "a-B_3.x");
        for bad in ["", "a b", "a\tb", "ä", &"x".repeat(65)] {
            let generated = id(bad);
            assert!(generated.len() == 32 && generated != bad, "{bad}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(truncate("қазақ", 3), "қ");
        assert_eq!(truncate("abc", 64), "abc");
    }
}
