//! One line a request, and one for each operation of a stream or a websocket when it ends (target `dostyq::request`).
//!
//! A line never holds a document, a variable, a token or a part of an answer. What clients choose themselves (path,
//! operation name, request id) is cut short.

use std::time::Instant;

use async_graphql::parser::types::OperationType;
use poem::http::HeaderValue;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::Instrument;

use crate::graphql::context::RequestContext;
use crate::graphql::engine::Prepared;
use crate::random;

const HEADER: &str = "x-request-id";
/// The longest id, operation name or path in a line, in bytes; all of them are ASCII, or else cut at a character.
const LONGEST_ID: usize = 64;
const LONGEST_PATH: usize = 128;

/// The id of a request, in its data: made here, or taken over from the client or a proxy.
#[derive(Debug, Clone, Default)]
pub struct RequestId(pub String);

impl RequestId {
    fn of(request: &Request) -> Self {
        let given = request.header(HEADER).filter(|id| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
            (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(fits)
        });
        Self(given.map_or_else(made, ToOwned::to_owned))
    }
}

/// 128 random bits.
fn made() -> String {
    format!("{:032x}", u128::from_be_bytes(random::bytes()))
}

/// What an endpoint tells the line of its request; put into the response's data.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// The operation's name, or empty.
    pub operation: String,
    /// `query`, `mutation`, `subscription`, or empty.
    pub kind: &'static str,
    /// How many SQL statements it took.
    pub statements: u64,
    /// `extensions.code` of the first error, or empty.
    pub code: String,
}

impl Note {
    /// A note on an operation about to run.
    pub fn on(prepared: &Prepared) -> Self {
        let operation = short(prepared.name().unwrap_or_default(), LONGEST_ID).to_owned();
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

/// The start of a text, at most `most` bytes.
fn short(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or_default()
}

/// Milliseconds since then, to the microsecond.
fn millis(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

/// The middleware.
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
        let path = short(request.uri().path(), LONGEST_PATH).to_owned();
        request.set_data(id.clone());
        let span = tracing::info_span!("request", id = %id.0);
        let mut response = match self.inner.call(request).instrument(span).await {
            Ok(response) => response.into_response(),
            Err(error) => error.into_response(),
        };
        if let Ok(value) = HeaderValue::from_str(&id.0) {
            response.headers_mut().insert(HEADER, value);
        }
        let note = response.data::<Note>().cloned().unwrap_or_default();
        tracing::info!(
            target: "dostyq::request",
            method = method.as_str(),
            path,
            status = response.status().as_u16(),
            operation = note.operation,
            kind = note.kind,
            duration_ms = millis(started),
            statements = note.statements,
            code = note.code,
            request_id = id.0,
        );
        Ok(response)
    }
}

/// Writes the line of an operation that outlives its request's answer. Dropped, it writes it: whatever ends the operation.
pub struct OperationLog {
    transport: &'static str,
    request: RequestId,
    started: Instant,
    note: Note,
    context: Option<RequestContext>,
    end: &'static str,
}

impl OperationLog {
    /// Begins now. `transport` is `sse` or `ws`.
    pub fn begin(transport: &'static str, request: RequestId) -> Self {
        let note = Note::default();
        Self { transport, request, started: Instant::now(), note, context: None, end: "stopped" }
    }

    /// Tells which operation it is.
    pub fn operation(&mut self, prepared: &Prepared) {
        self.note = Note::on(prepared);
    }

    /// The context whose statements count.
    pub fn context(&mut self, context: &RequestContext) {
        self.context = Some(context.clone());
    }

    /// The operation failed, with this code. Without this call or the next one it was stopped by client or server.
    pub fn failed(&mut self, code: Option<&str>) {
        self.end = "error";
        code.unwrap_or_default().clone_into(&mut self.note.code);
    }

    /// The operation came to its end; if it had failed before, that stays.
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
            duration_ms = millis(self.started),
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
    fn an_incoming_id_is_taken_over_only_if_it_is_harmless() {
        let id = |given: &str| RequestId::of(&Request::builder().header(HEADER, given).finish()).0;
        assert_eq!(id("a-B_3.x"), "a-B_3.x");
        for bad in ["", "a b", "a\tb", "ä", &"x".repeat(65)] {
            let made = id(bad);
            assert!(made.len() == 32 && made != bad, "{bad}");
        }
    }

    #[test]
    fn a_text_is_cut_at_a_character() {
        assert_eq!(short("қазақ", 3), "қ");
        assert_eq!(short("abc", 64), "abc");
    }
}
