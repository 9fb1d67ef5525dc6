//! The bytes between the service and PostgreSQL, watched below the driver.
//!
//! The driver hides three things that the pool needs: whether the server still owes an answer, how long it has been
//! silent, and the SQLSTATE of an error, of which diesel keeps only the message.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, Sleep, sleep};
use tokio_postgres::tls::{ChannelBinding, TlsStream};

use super::protocol::{Answers, Requests};

/// The most bytes that are read at once.
const CHUNK: usize = 8 * 1024;
/// How often to look whether the server has been silent for too long.
const TICK: Duration = Duration::from_millis(500);
/// How long a server may be silent after another of its connections was given up.
const SUSPECT_LIMIT: Duration = Duration::from_secs(2);

/// The moment from which [`Moment`] counts.
static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A moment that threads share, in milliseconds since the first one; 0 if there was none yet.
#[derive(Debug, Default)]
pub(super) struct Moment(AtomicU64);

impl Moment {
    pub(super) fn is_now(&self) {
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
    /// When the server last sent something.
    pub(super) heard: Moment,
    /// When any connection of the pool was last given up because of its server's silence.
    silence: Arc<Moment>,
}

impl WireState {
    pub(super) fn new(silence: Arc<Moment>) -> Arc<Self> {
        Arc::new(Self { silence, ..Self::default() })
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
    pub(super) fn must_not_be_used_again(&self) {
        self.unusable.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_unusable(&self) -> bool {
        self.unusable.load(Ordering::Relaxed)
    }

    pub(super) fn set_process(&self, process: i32) {
        self.process.store(process, Ordering::Relaxed);
    }

    /// Returns the process that the server named for this connection. A pooler names another than the one that works.
    pub(super) fn process(&self) -> i32 {
        self.process.load(Ordering::Relaxed)
    }

    /// Returns a number that differs between connections and moments.
    pub(super) fn noise(&self) -> u32 {
        let place = u32::try_from(std::ptr::from_ref(self).addr() >> 4 & 0xffff).unwrap_or_default();
        self.heard.elapsed().subsec_micros().wrapping_add(place)
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

/// A connection's bytes. Reading fails if the server owes an answer and sends nothing for the time limit.
pub(super) struct Wire<S> {
    stream: S,
    state: Arc<WireState>,
    requests: Requests,
    answers: Answers,
    limit: Duration,
    /// When the server last sent something, or was asked after a pause.
    since: Instant,
    /// The next time to look whether the server has been silent for too long.
    tick: Pin<Box<Sleep>>,
}

impl<S> Wire<S> {
    /// Watches a stream from its first byte on. TLS, if there is any, must be below.
    pub(super) fn new(stream: S, state: Arc<WireState>, limit: Duration) -> Self {
        let (requests, answers) = (Requests::default(), Answers::default());
        Self { stream, state, requests, answers, limit, since: Instant::now(), tick: Box::pin(sleep(TICK)) }
    }

    fn restart_deadline(&mut self) {
        self.since = Instant::now();
        self.tick.as_mut().reset(self.since + TICK);
    }

    /// Fails if the server owes an answer and has been silent for too long. Otherwise looks again later.
    fn check_deadline(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        while self.state.is_waiting() && self.tick.as_mut().poll(context).is_ready() {
            // When another connection has fallen silent, this one has probably, too.
            let is_suspect = self.state.silence.is_after(&self.state.heard);
            let limit = if is_suspect { self.limit.min(SUSPECT_LIMIT) } else { self.limit };
            if self.since.elapsed() >= limit {
                self.state.silence.is_now();
                return Err(io::Error::new(ErrorKind::TimedOut, "the database server is silent"));
            }
            self.tick.as_mut().reset(Instant::now() + TICK);
        }
        Ok(())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        while this.answers.checked.is_empty() {
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            match Pin::new(&mut this.stream).poll_read(context, &mut chunk) {
                Poll::Pending => {
                    this.check_deadline(context)?;
                    return Poll::Pending;
                }
                Poll::Ready(read) => read?,
            }
            if chunk.filled().is_empty() {
                return Poll::Ready(Ok(())); // the end of the stream
            }
            this.answers.read(chunk.filled(), &this.state);
            this.state.heard.is_now();
            this.restart_deadline();
        }
        let (next, _) = this.answers.checked.as_slices();
        let length = next.len().min(buffer.remaining());
        buffer.put_slice(next.get(..length).unwrap_or_default());
        this.answers.checked.drain(..length);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let written = ready!(Pin::new(&mut this.stream).poll_write(context, bytes))?;
        if !this.state.is_waiting() {
            this.restart_deadline();
        }
        this.requests.read(bytes.get(..written).unwrap_or_default(), &this.state);
        // Registers the task for the deadline.
        this.check_deadline(context)?;
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<S: TlsStream + Unpin> TlsStream for Wire<S> {
    fn channel_binding(&self) -> ChannelBinding {
        self.stream.channel_binding()
    }
}
