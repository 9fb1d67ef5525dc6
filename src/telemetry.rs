//! Logging.

use std::io::{self, BufWriter, Stderr, Write};
use std::thread;
use std::time::Duration;

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// The number of lines that wait for standard error. While so many wait, further lines are lost.
const MAX_WAITING_LINES: usize = 16_384;

/// The capacity of the buffer in which lines are gathered, in bytes.
const BUFFER_BYTES: usize = 64 * 1024;

/// How long the log's thread rests after it has written the waiting lines. If it waited for each line instead, each
/// line would have to wake it, which costs a busy service more than the line itself.
const REST: Duration = Duration::from_millis(20);

/// Standard error, written in batches.
struct BatchedStderr(BufWriter<Stderr>);

impl Write for BatchedStderr {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write(line)
    }

    /// Called by the log's thread when no more lines wait.
    fn flush(&mut self) -> io::Result<()> {
        let written = self.0.flush();
        thread::sleep(REST);
        written
    }
}

/// The running log. When it is dropped, the waiting lines are written, and the number of lost lines.
pub struct Logging {
    guard: Option<WorkerGuard>,
    lost: ErrorCounter,
}

impl Drop for Logging {
    #[expect(clippy::print_stderr, reason = "the log has ended")]
    fn drop(&mut self) {
        drop(self.guard.take());
        let lost = self.lost.dropped_lines();
        if lost > 0 {
            eprintln!(
                "dostyq: {lost} lines of the log were lost, because standard error was read too slowly"
            );
        }
    }
}

/// Starts logging to standard error. A thread of its own writes the lines, so that no request waits for standard error.
/// Fails if the filter is invalid.
pub fn init(filter: &str, format: LogFormat) -> Result<Logging, String> {
    let filter =
        EnvFilter::try_new(filter).map_err(|error| format!("invalid log filter «{filter}»: {error}"))?;
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(MAX_WAITING_LINES)
        .thread_name("log")
        .finish(BatchedStderr(BufWriter::with_capacity(BUFFER_BYTES, io::stderr())));
    let lost = writer.error_counter();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match format {
        LogFormat::Text => builder.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    Ok(Logging { guard: Some(guard), lost })
}
