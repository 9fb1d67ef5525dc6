//! Logs one line per request, and one line per operation of a stream or websocket when it ends (target
//! `dostyq::request`).
//!
//! A line never contains a GraphQL document, a variable, a token or part of a response. Values that clients choose
//! (path, operation name, request id) are truncated.

use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use graphql_engine::{EndedOperation, OperationEnd, OperationSummary, Transport};
use poem::http::HeaderValue;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::Instrument;

use crate::graphql::RequestContext;
use crate::random;

const REQUEST_ID_HEADER: &str = "x-request-id";
/// The maximum length of a request id or operation name, in bytes. Text is cut between characters.
const MAX_ID_BYTES: usize = 64;
/// The maximum length of a path, in bytes.
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

/// Returns the operation's name, truncated; empty if it has none.
fn name(summary: &OperationSummary) -> &str {
    truncate(summary.name.as_deref().unwrap_or_default(), MAX_ID_BYTES)
}

/// Returns the operation's kind; empty if the document was refused.
fn kind(summary: &OperationSummary) -> &'static str {
    match summary.kind {
        Some(OperationType::Query) => "query",
        Some(OperationType::Mutation) => "mutation",
        Some(OperationType::Subscription) => "subscription",
        None => "",
    }
}

/// Returns the start of a text, at most `limit` bytes.
fn truncate(text: &str, limit: usize) -> &str {
    text.get(..text.floor_char_boundary(limit)).unwrap_or_default()
}

/// Returns a duration in milliseconds, rounded to the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
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
        let summary = response.data::<OperationSummary>().cloned().unwrap_or_default();
        let statements = response.data::<RequestContext>().map_or(0, RequestContext::statements);
        tracing::info!(
            target: "dostyq::request",
            method = method.as_str(),
            path,
            status = response.status().as_u16(),
            operation = name(&summary),
            kind = kind(&summary),
            duration_ms = milliseconds(started.elapsed()),
            statements,
            code = summary.code.as_deref().unwrap_or_default(),
            request_id = id.0,
        );
        Ok(response)
    }
}

/// Logs the line of an operation of an event stream or a websocket when it ends.
pub(super) fn operation_ended<C>(operation: &EndedOperation<'_, C, RequestContext>, request_id: &RequestId) {
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
        duration_ms = milliseconds(operation.duration),
        statements = operation.context.map_or(0, RequestContext::statements),
        code = operation.summary.code.as_deref().unwrap_or_default(),
        request_id = request_id.0,
    );
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
