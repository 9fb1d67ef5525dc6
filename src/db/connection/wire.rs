//! The bytes between the service and PostgreSQL, watched below the driver.
//!
//! The driver hides three things that the pool needs: whether the server still owes an answer, how long it has been
//! silent, and the SQLSTATE of an error, of which diesel keeps only the message.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep};
use tokio_postgres::tls::{ChannelBinding, TlsStream};

use super::protocol::{Answers, Requests};
use super::wire_state::WireState;

/// The most bytes that are read at once.
const CHUNK: usize = 8 * 1024;
/// How often to check whether the server has been silent for too long. A statement that takes longer than this counts
/// as long.
const TICK: Duration = Duration::from_millis(500);
/// How long a server may be silent after another of its connections was closed for its silence.
const SUSPECT_LIMIT: Duration = Duration::from_secs(2);

/// A connection's bytes. Reading fails if the server owes an answer and sends nothing for the time limit.
pub(super) struct Wire<S> {
    stream: S,
    state: Arc<WireState>,
    requests: Requests,
    answers: Answers,
    limit: Duration,
    /// When the server last sent something, or was asked after a pause.
    since: Instant,
    /// When to check next whether the server has been silent for too long.
    tick: Pin<Box<Sleep>>,
    /// The permit of the current statement, if it takes long.
    permit: Option<OwnedSemaphorePermit>,
}

impl<S> Wire<S> {
    /// Watches a stream from its first byte on. TLS, if there is any, must be below.
    pub(super) fn new(stream: S, state: Arc<WireState>, limit: Duration) -> Self {
        let (requests, answers) = (Requests::default(), Answers::default());
        let tick = Box::pin(sleep(TICK));
        Self { stream, state, requests, answers, limit, since: Instant::now(), tick, permit: None }
    }

    fn restart_deadline(&mut self) {
        self.since = Instant::now();
        self.permit = None;
        self.tick.as_mut().reset(self.since + TICK);
    }

    /// Fails if the server owes an answer and has been silent for too long, or if its statement takes long, as many
    /// others do, and a request waits for a connection. Otherwise checks again later.
    fn check_deadline(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        while self.state.is_waiting() && self.tick.as_mut().poll(context).is_ready() {
            // If another connection has fallen silent, this one probably has, too.
            let is_suspect = self.state.silence.is_after(&self.state.heard);
            let limit = if is_suspect { self.limit.min(SUSPECT_LIMIT) } else { self.limit };
            if self.since.elapsed() >= limit {
                self.state.silence.set_to_now();
                return Err(io::Error::new(ErrorKind::TimedOut, "the database server is silent"));
            }
            self.permit = self.permit.take().or_else(|| self.state.long_statements.take());
            if self.permit.is_none() && self.state.long_statements.is_somebody_waiting() {
                self.state.give_up();
                return Err(io::Error::new(ErrorKind::TimedOut, "too many statements take long"));
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
            this.state.heard.set_to_now();
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
