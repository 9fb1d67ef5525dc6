//! Closes idle connections: silent ones, and those whose client sends an endless request byte by byte. poem's own
//! timeout does not cover the latter, since it does not apply once a request has begun.

use std::future::Future as _;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Accepts connections, and closes a connection if the service writes nothing to it for the length of the timeout.
/// Responses, events and pings all count as writes. So the timeout must be longer than any request may take, and longer
/// than the interval between two pings.
pub struct IdleTimeout<A> {
    acceptor: A,
    timeout: Duration,
}

impl<A> IdleTimeout<A> {
    /// Wraps an acceptor so that its connections are closed after this time without a write.
    pub fn new(acceptor: A, timeout: Duration) -> Self {
        Self { acceptor, timeout }
    }
}

impl<A: Acceptor> Acceptor for IdleTimeout<A> {
    type Io = Connection<A::Io>;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.acceptor.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(Self::Io, LocalAddr, RemoteAddr, Scheme)> {
        let (io, local, remote, scheme) = self.acceptor.accept().await?;
        let deadline = Box::pin(sleep(self.timeout));
        Ok((Connection { io, timeout: self.timeout, deadline }, local, remote, scheme))
    }
}

/// A connection with a deadline for the next write.
pub struct Connection<Io> {
    io: Io,
    timeout: Duration,
    deadline: Pin<Box<Sleep>>,
}

impl<Io> Connection<Io> {
    fn written(&mut self, bytes: usize) -> usize {
        if bytes > 0 {
            self.deadline.as_mut().reset(Instant::now() + self.timeout);
        }
        bytes
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Connection<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // Checked before reading, since a client that sends slowly always has a byte to read.
        if self.deadline.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Connection<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.io).poll_write(context, bytes))?;
        Poll::Ready(Ok(self.written(written)))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.io).poll_write_vectored(context, slices))?;
        Poll::Ready(Ok(self.written(written)))
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use poem::listener::TcpAcceptor;
    use poem::{Route, Server, get, handler};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    #[handler]
    fn hello() -> &'static str {
        "hello"
    }

    async fn connect() -> TcpStream {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let acceptor = IdleTimeout::new(TcpAcceptor::from_tokio(socket).unwrap(), Duration::from_millis(300));
        tokio::spawn(Server::new_with_acceptor(acceptor).run(Route::new().at("/", get(hello))));
        TcpStream::connect(address).await.unwrap()
    }

    async fn is_closed(client: &mut TcpStream, bytes: &[u8]) -> bool {
        let mut buffer = [0; 1024];
        for _ in 0..100 {
            if client.write_all(bytes).await.is_err() {
                return true;
            }
            let read = tokio::time::timeout(Duration::from_millis(50), client.read(&mut buffer)).await;
            if matches!(read, Ok(Ok(0) | Err(_))) {
                return true;
            }
        }
        false
    }

    #[tokio::test]
    async fn silent_connections_and_endless_requests_are_closed() {
        assert!(is_closed(&mut connect().await, b"").await, "silent");
        let mut slow = connect().await;
        slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
        assert!(is_closed(&mut slow, b"y").await, "slow");
    }

    #[tokio::test]
    async fn connections_with_responses_stay_open() {
        let mut client = connect().await;
        let mut buffer = [0; 1024];
        for _ in 0..8 {
            client.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
            assert!(client.read(&mut buffer).await.unwrap() > 0);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
