//! What is known about a connection from its bytes: whether the server owes an answer, and when it last sent something.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// The moment from which [`Moment`] counts.
static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A moment that threads share: the milliseconds from [`BEGIN`], plus one; 0 if it has not come yet.
#[derive(Debug, Default)]
pub(super) struct Moment(AtomicU64);

impl Moment {
    /// Sets the moment to the current time.
    pub(super) fn set_to_now(&self) {
        let milliseconds = u64::try_from(BEGIN.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.store(milliseconds.saturating_add(1), Ordering::Relaxed);
    }

    /// Returns the time since the moment.
    pub(super) fn elapsed(&self) -> Duration {
        BEGIN.elapsed().saturating_sub(Duration::from_millis(self.0.load(Ordering::Relaxed)))
    }

    pub(super) fn is_after(&self, other: &Self) -> bool {
        self.0.load(Ordering::Relaxed) > other.0.load(Ordering::Relaxed)
    }
}

/// The permits of a pool for statements that take long; clones share them. They are fewer than the pool's connections, so
/// that however many requests wait for locked tables, others get a connection.
#[derive(Debug, Clone)]
pub(super) struct LongStatements {
    permits: Arc<Semaphore>,
    /// The number of requests that wait for a connection. If there is none, no connection is missed.
    waiting: Arc<AtomicUsize>,
}

/// Without limit, as for a connection without a pool.
impl Default for LongStatements {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)), waiting: Arc::default() }
    }
}

impl LongStatements {
    /// Creates the permits of a pool, with the number of requests that wait for one of its connections.
    pub(super) fn new(permits: usize, waiting: Arc<AtomicUsize>) -> Self {
        Self { permits: Arc::new(Semaphore::new(permits)), waiting }
    }

    /// Takes a permit if one is free.
    pub(super) fn take(&self) -> Option<OwnedSemaphorePermit> {
        self.permits.clone().try_acquire_owned().ok()
    }

    /// Whether a request waits for a connection.
    pub(super) fn is_somebody_waiting(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }
}

/// What is known about a connection.
#[derive(Debug, Default)]
pub(super) struct WireState {
    /// The number of requests that the server has not finished answering.
    unanswered: AtomicUsize,
    /// Notified when `unanswered` falls to zero.
    quiet: Notify,
    /// The process that the server named for this connection when it began.
    process: AtomicI32,
    /// Whether the connection must not be used again.
    unusable: AtomicBool,
    /// Whether the connection was closed in favour of another request, because its statement took long.
    given_up: AtomicBool,
    /// When the server last sent something.
    pub(super) heard: Moment,
    /// When a connection of the pool was last closed because its server was silent.
    pub(super) silence: Arc<Moment>,
    pub(super) long_statements: LongStatements,
}

impl WireState {
    pub(super) fn new(silence: Arc<Moment>, long_statements: LongStatements) -> Arc<Self> {
        Arc::new(Self { silence, long_statements, ..Self::default() })
    }

    /// Whether the server still owes an answer.
    pub(super) fn is_waiting(&self) -> bool {
        self.unanswered.load(Ordering::Acquire) > 0
    }

    /// Returns once the server owes no answer.
    pub(super) async fn quiet(&self) {
        loop {
            let quiet = self.quiet.notified();
            if !self.is_waiting() {
                return;
            }
            quiet.await;
        }
    }

    /// Records that the connection would fail again.
    pub(super) fn mark_unusable(&self) {
        self.unusable.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_unusable(&self) -> bool {
        self.unusable.load(Ordering::Relaxed)
    }

    /// Records that the connection is closed in favour of another request.
    pub(super) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    pub(super) fn was_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    pub(super) fn set_process(&self, process: i32) {
        self.process.store(process, Ordering::Relaxed);
    }

    /// Returns the process that the server named for this connection. Behind a pooler, another process does the work.
    pub(super) fn process(&self) -> i32 {
        self.process.load(Ordering::Relaxed)
    }

    /// Returns a number that differs between connections and moments.
    pub(super) fn noise(&self) -> u32 {
        let address = u32::try_from(std::ptr::from_ref(self).addr() >> 4 & 0xffff).unwrap_or_default();
        self.heard.elapsed().subsec_micros().wrapping_add(address)
    }

    pub(super) fn asked(&self) {
        self.unanswered.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn answered(&self) {
        let before =
            self.unanswered.fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| count.checked_sub(1));
        if before == Ok(1) {
            self.quiet.notify_waiters();
        }
    }
}
