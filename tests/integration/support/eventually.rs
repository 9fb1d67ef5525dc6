//! Waiting for what another process does.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// Far more than anything takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(10);

/// Waits until there is an answer, and fails with `what` if none comes. It blocks.
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
