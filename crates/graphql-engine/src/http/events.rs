//! Server-sent events, by the protocol of graphql-sse in its mode of distinct connections: one request, one operation, an
//! event `next` for each result, `complete` at the end. Requests that HTTP itself refuses are answered without a stream.

use std::time::Duration;

use futures_util::stream::{self, BoxStream, StreamExt};
use poem::http::StatusCode;
use poem::{Body, Response};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Interval, interval_at};

use super::media::Media;
use super::reply;
use crate::operation_log::OperationLog;
use crate::shutdown::Shutdown;
use crate::{Application, Outcome};

/// A stream on its way. Dropped with the connection, it drops the subscription.
struct Events<A: Application> {
    outcomes: Option<BoxStream<'static, Outcome>>,
    beat: Interval,
    shutdown: Shutdown,
    log: OperationLog<A>,
    /// Its place among the streams open at once.
    _place: OwnedSemaphorePermit,
}

/// Streams the outcomes until they end, the client goes or the service stops. On a stop there is no `complete`: a client
/// takes that for a broken connection and connects again.
pub(super) fn respond<A: Application>(
    outcomes: BoxStream<'static, Outcome>,
    keep_alive: Duration,
    shutdown: Shutdown,
    log: OperationLog<A>,
    place: OwnedSemaphorePermit,
) -> Response {
    let beat = interval_at(Instant::now() + keep_alive, keep_alive);
    let events = Events { outcomes: Some(outcomes), beat, shutdown, log, _place: place };
    let texts = stream::unfold(events, |mut events| async move {
        let text = events.next().await?;
        Some((Ok::<_, std::io::Error>(text), events))
    });
    // nginx would gather events before it passes them on.
    reply::headed(StatusCode::OK, Media::Events)
        .header("x-accel-buffering", "no")
        .body(Body::from_bytes_stream(texts))
}

impl<A: Application> Events<A> {
    async fn next(&mut self) -> Option<String> {
        let outcomes = self.outcomes.as_mut()?;
        let outcome = tokio::select! {
            outcome = outcomes.next() => outcome,
            _ = self.beat.tick() => return Some(":\n\n".to_owned()),
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
        // JSON as it is written here holds no line break, which would end the data.
        Some(format!("event: next\ndata: {}\n\n", outcome.to_json()))
    }
}
