//! The subscription `serverTime`.

use std::time::Duration;

use async_graphql::{Context, Subscription};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use futures_util::stream;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::context::request;
use super::errors::ApiError;

/// The subscription `serverTime`.
#[derive(Default)]
pub struct ServerTimeSubscription;

/// The allowed intervals, in milliseconds.
const INTERVALS_MS: std::ops::RangeInclusive<i32> = 20..=60_000;

#[Subscription]
impl ServerTimeSubscription {
    /// The service's time, at once and then at regular intervals. A client can use it to measure the error of its own
    /// clock before it dates reviews offline.
    #[expect(clippy::unused_async, reason = "async-graphql requires it")]
    async fn server_time(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The time between two events, 20 to 60,000 milliseconds.", default = 1000)]
        interval_ms: i32,
        #[graphql(desc = "The number of events, at least 1. Defaults to no limit.")] count: Option<i32>,
    ) -> Result<impl Stream<Item = DateTime<Utc>> + use<>, ApiError> {
        let clock = request(ctx).caller.services.clock.clone();
        let interval = u64::try_from(interval_ms).ok().filter(|_| INTERVALS_MS.contains(&interval_ms));
        let Some(interval) = interval.map(Duration::from_millis) else {
            return Err(ApiError::bad_input("«intervalMs» must be 20 to 60000."));
        };
        let count = match count {
            None => usize::MAX,
            Some(count) => match usize::try_from(count) {
                Ok(count) if count > 0 => count,
                _ => return Err(ApiError::bad_input("«count» must be at least 1.")),
            },
        };
        let mut ticks = interval_at(Instant::now(), interval);
        // A client that reads slowly needs the current time, not the ticks that it missed.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(stream::unfold((ticks, count), move |(mut ticks, left)| {
            let clock = clock.clone();
            async move {
                let left = left.checked_sub(1)?;
                ticks.tick().await;
                Some((clock.now(), (ticks, left)))
            }
        }))
    }
}
