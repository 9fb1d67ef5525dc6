//! The permits that a connection takes in lanes, and for how long they stay taken after its use.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, sleep};

/// The time for which a use case has one permit fewer after one of its statements was cut off in favour of other
/// requests.
const REST: Duration = Duration::from_secs(5);
/// In a crowded lane, a permit stays taken for as long as it was used, times this factor.
const PAUSE_FACTOR: u32 = 2;
/// The longest pause.
const MAX_PAUSE: Duration = Duration::from_millis(200);

/// The permits of a connection.
pub(super) struct Permits {
    pub(super) of_client: Option<OwnedSemaphorePermit>,
    pub(super) _of_network: Option<OwnedSemaphorePermit>,
    pub(super) of_use_case: Option<OwnedSemaphorePermit>,
    /// The width of the client's lane. `None` if it is not the lane of an account.
    pub(super) account_width: Option<usize>,
    pub(super) taken_at: Instant,
}

impl Permits {
    /// Keeps the permit of an account for a while if more of its requests wait. So an account that sends more than it may
    /// have at a time leaves most of the processors' time to the others.
    pub(super) fn pause_account(&mut self) {
        if let (Some(permit), Some(width)) = (self.of_client.take(), self.account_width)
            && let Some(pause) = pause(&permit, width, self.taken_at.elapsed())
        {
            keep(permit, pause);
        }
    }

    /// Keeps the permit of a use case whose statement was cut off: its next statements would probably take as long.
    pub(super) fn rest_use_case(&mut self) {
        if let Some(permit) = self.of_use_case.take() {
            keep(permit, REST);
        }
    }
}

/// Keeps a permit for some time.
fn keep(permit: OwnedSemaphorePermit, time: Duration) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(async move {
            sleep(time).await;
            drop(permit);
        });
    }
}

/// Returns for how long a permit stays taken after its use, if others wait for a permit of its lane.
fn pause(permit: &OwnedSemaphorePermit, width: usize, used: Duration) -> Option<Duration> {
    // Each permit that is taken or awaited holds the semaphore.
    let is_crowded = Arc::strong_count(permit.semaphore()) > width;
    is_crowded.then(|| used.saturating_mul(PAUSE_FACTOR).min(MAX_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::connection::lanes::Lanes;

    #[tokio::test]
    async fn a_permit_pauses_only_while_others_wait() {
        let lanes = Arc::new(Lanes::default());
        let (first, _second) = (lanes.enter(1, 2).await.unwrap(), lanes.enter(1, 2).await.unwrap());
        let used = Duration::from_millis(30);
        assert_eq!(pause(&first, 2, used), None);
        let waiting = tokio::spawn({
            let lanes = lanes.clone();
            async move { lanes.enter(1, 2).await }
        });
        tokio::task::yield_now().await;
        assert_eq!(pause(&first, 2, used), Some(Duration::from_millis(60)));
        assert_eq!(pause(&first, 2, Duration::from_secs(9)), Some(MAX_PAUSE));
        drop(first);
        let third = waiting.await.unwrap().unwrap();
        assert_eq!(pause(&third, 2, used), None);
    }
}
