//! Server-sent events, by the protocol graphql-sse in its mode of distinct connections. Each request has one operation, whose
//! stream has an event `next` for each result and ends with `complete`. Wrong HTTP requests get a response without a stream.

use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt};
use poem::http::StatusCode;
use poem::{Body, Response};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Interval, interval_at};

use super::media_type::MediaType;
use super::response::response_with_headers;
use crate::operation_log::OperationLog;
use crate::shutdown::Shutdown;
use crate::{Application, Outcome};

/// Counts a stream among those of its client, if it is known, and among all open ones.
pub(super) type Permits = (Option<OwnedSemaphorePermit>, OwnedSemaphorePermit);

/// An open stream. It is dropped with the connection, and drops the subscription.
struct EventStream<A: Application> {
    outcomes: Option<BoxStream<'static, Outcome>>,
    keep_alive: Interval,
    /// The end of the client's credentials.
    credentials_end: BoxFuture<'static, ()>,
    shutdown: Shutdown,
    log: OperationLog<A>,
    _permits: Permits,
}

/// Streams the outcomes until they end, the client leaves, its credentials end or the service shuts down. After the last two
/// there is no `complete`: clients then consider the connection broken and connect again.
pub(super) fn respond<A: Application>(
    outcomes: BoxStream<'static, Outcome>,
    keep_alive: Duration,
    (credentials_end, shutdown): (BoxFuture<'static, ()>, Shutdown),
    log: OperationLog<A>,
    permits: Permits,
) -> Response {
    let keep_alive = interval_at(Instant::now() + keep_alive, keep_alive);
    let stream = EventStream {
        outcomes: Some(outcomes),
        keep_alive,
        credentials_end,
        shutdown,
        log,
        _permits: permits,
    };
    let events = stream::unfold(stream, |mut stream| async move {
        let event = stream.next().await?;
        Some((Ok::<_, std::io::Error>(event), stream))
    });
    // Without this header, nginx buffers events.
    response_with_headers(StatusCode::OK, MediaType::EventStream)
        .header("x-accel-buffering", "no")
        .body(Body::from_bytes_stream(events))
}

impl<A: Application> EventStream<A> {
    async fn next(&mut self) -> Option<String> {
        let outcomes = self.outcomes.as_mut()?;
        let outcome = tokio::select! {
            outcome = outcomes.next() => outcome,
            _ = self.keep_alive.tick() => return Some(":\n\n".to_owned()),
            () = &mut self.credentials_end => return None,
            () = self.shutdown.requested() => return None,
        };
        let Some(outcome) = outcome else {
            self.outcomes = None;
            self.log.completed();
            return Some("event: complete\ndata:\n\n".to_owned());
        };
        if outcome.code().is_some() {
            self.log.failed(outcome.code());
        }
        // The JSON has no line breaks, which would end the data.
        Some(format!("event: next\ndata: {}\n\n", outcome.to_json()))
    }
}
