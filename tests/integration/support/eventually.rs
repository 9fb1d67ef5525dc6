//! Waiting for what happens elsewhere, such as in another process.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// Far longer than anything takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(10);

/// Waits until there is an answer, and panics with `what` if none comes in time. Blocks.
pub(crate) fn eventually<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + LIMIT;
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(Instant::now() < deadline, "still not after {LIMIT:?}: {what}");
        sleep(POLL);
    }
}

/// Waits until something is true, and panics with `what` if it does not become true in time.
pub(crate) async fn until(what: &str, is_true: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + LIMIT;
    while !is_true().await {
        assert!(Instant::now() < deadline, "still not after {LIMIT:?}: {what}");
        tokio::time::sleep(POLL).await;
    }
}
