//! One line a request, and one for each operation of a stream or a websocket when it ends (target `dostyq::request`).
//!
//! A line never holds a document, a variable, a token or a part of an answer. What clients choose themselves (path,
//! operation name, request id) is cut short.

use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use graphql_engine::{EndedOperation, OperationEnd, OperationSummary, Transport};
use poem::http::HeaderValue;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::Instrument;

use super::application::Client;
use crate::graphql::RequestContext;
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

/// The operation's name, cut short; empty if it has none.
fn name(summary: &OperationSummary) -> &str {
    short(summary.name.as_deref().unwrap_or_default(), LONGEST_ID)
}

/// The operation's kind; empty if the document was refused.
fn kind(summary: &OperationSummary) -> &'static str {
    match summary.kind {
        Some(OperationType::Query) => "query",
        Some(OperationType::Mutation) => "mutation",
        Some(OperationType::Subscription) => "subscription",
        None => "",
    }
}

/// The start of a text, at most `most` bytes.
fn short(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or_default()
}

/// A duration in milliseconds, to the microsecond.
fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
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
        let summary = response.data::<OperationSummary>().cloned().unwrap_or_default();
        let statements = response.data::<RequestContext>().map_or(0, RequestContext::statements);
        tracing::info!(
            target: "dostyq::request",
            method = method.as_str(),
            path,
            status = response.status().as_u16(),
            operation = name(&summary),
            kind = kind(&summary),
            duration_ms = millis(started.elapsed()),
            statements,
            code = summary.code.as_deref().unwrap_or_default(),
            request_id = id.0,
        );
        Ok(response)
    }
}

/// Writes the line of an operation of an event stream or a websocket.
pub(super) fn operation_ended(operation: &EndedOperation<'_, Client, RequestContext>) {
    tracing::info!(
        target: "dostyq::request",
        method = match operation.transport {
            Transport::ServerSentEvents => "sse",
            Transport::WebSocket => "ws",
        },
        end = match operation.end {
            OperationEnd::Complete => "complete",
            OperationEnd::Error => "error",
            OperationEnd::Stopped => "stopped",
        },
        operation = name(operation.summary),
        kind = kind(operation.summary),
        duration_ms = millis(operation.duration),
        statements = operation.context.map_or(0, RequestContext::statements),
        code = operation.summary.code.as_deref().unwrap_or_default(),
        request_id = operation.client.request_id.0,
    );
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
