//! The observer of a connection, which counts and logs its SQL statements.

use std::fmt::{self, Write as _};
use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use tracing::{Level, Span};

/// Counts statements, except those that begin or end a transaction. At the level `debug`, each statement also has a span
/// of the target `statements`, with its text but without the values of its parameters, which may be personal. The span
/// ends with an event that says how long the statement took.
pub(super) struct StatementObserver {
    counters: [Arc<AtomicU64>; 2],
    /// Whether the next statement begins or ends a transaction.
    is_boundary: bool,
    running: Option<(Span, Instant)>,
}

impl StatementObserver {
    pub(super) fn new(counters: [Arc<AtomicU64>; 2]) -> Self {
        Self { counters, is_boundary: false, running: None }
    }
}

impl Instrumentation for StatementObserver {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            // The next statement is the BEGIN, COMMIT or ROLLBACK itself.
            InstrumentationEvent::BeginTransaction { .. }
            | InstrumentationEvent::CommitTransaction { .. }
            | InstrumentationEvent::RollbackTransaction { .. } => self.is_boundary = true,
            InstrumentationEvent::StartQuery { query, .. } => {
                if mem::take(&mut self.is_boundary) {
                    return;
                }
                for counter in &self.counters {
                    counter.fetch_add(1, Ordering::Relaxed);
                }
                // diesel would have to build the text again, which takes a tenth of a small request's time.
                if tracing::enabled!(target: "statements", Level::DEBUG) {
                    let mut text = Beginning(String::new());
                    // Fails on purpose, see `Beginning`.
                    let _ = write!(text, "{query}");
                    let span = tracing::debug_span!(target: "statements", "statement", text = text.0);
                    self.running = Some((span, Instant::now()));
                }
            }
            InstrumentationEvent::FinishQuery { error, .. } => {
                if let Some((span, started)) = self.running.take() {
                    let (milliseconds, failed) = (started.elapsed().as_secs_f64() * 1e3, error.is_some());
                    tracing::debug!(target: "statements", parent: &span, milliseconds, failed, "statement ended");
                }
            }
            _ => {}
        }
    }
}

/// The maximum number of characters of a logged statement.
const MAX_LOGGED: usize = 2_000;

/// The beginning of the first piece of a formatted query, which is the text of the statement. Formatting stops after it,
/// because the rest has the values of all parameters.
struct Beginning(String);

impl fmt::Write for Beginning {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0.extend(piece.chars().take(MAX_LOGGED));
        Err(fmt::Error)
    }
}
