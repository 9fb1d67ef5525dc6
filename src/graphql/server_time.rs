//! The subscription `serverTime`.

use std::time::Duration;

use async_graphql::{Context, Subscription};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use futures_util::stream;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::context::request;
use super::errors::ApiError;

/// Root of the time's subscription.
#[derive(Default)]
pub struct ServerTimeSubscription;

/// The shortest and the longest interval, in milliseconds.
const INTERVALS_MS: std::ops::RangeInclusive<i32> = 20..=60_000;

#[Subscription]
impl ServerTimeSubscription {
    /// The server's time, at once and then again and again. It lets a client measure how far its clock is off before it
    /// dates reviews offline.
    #[expect(clippy::unused_async, reason = "async-graphql wants it")]
    async fn server_time(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Time between two events, in milliseconds: 20 to 60000.", default = 1000)]
        interval_ms: i32,
        #[graphql(desc = "Ends after so many events, at least 1; without it the events go on.")]
        count: Option<i32>,
    ) -> Result<impl Stream<Item = DateTime<Utc>> + use<>, ApiError> {
        let clock = request(ctx).caller.services.clock.clone();
        let interval = u64::try_from(interval_ms).ok().filter(|_| INTERVALS_MS.contains(&interval_ms));
        let Some(interval) = interval.map(Duration::from_millis) else {
            return Err(ApiError::bad_input("«intervalMs» is 20 to 60000."));
        };
        let count = match count {
            None => usize::MAX,
            Some(count) => match usize::try_from(count) {
                Ok(count) if count > 0 => count,
                _ => return Err(ApiError::bad_input("«count» is at least 1.")),
            },
        };
        let mut ticks = interval_at(Instant::now(), interval);
        // A client that was slow to read wants the time as it is, not the ticks it missed.
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
