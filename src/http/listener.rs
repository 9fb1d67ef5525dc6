//! The connections of clients: idle connections are closed, and the request of a client that has left is dropped.
//!
//! A connection is idle if it is silent, or if its client sends an endless request byte by byte. poem's own timeout
//! does not cover the latter, since it does not apply once a request has begun. Nor does poem drop a request when its
//! client closes the connection: the request runs to its end, although nobody receives the response.

use std::collections::HashMap;
use std::future::Future as _;
use std::io::{self, ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use poem::http::StatusCode;
use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep};

/// The status in the log of a request whose client has gone, as in nginx's. Nobody receives it.
const CLIENT_CLOSED_REQUEST: u16 = 499;

/// The clients whose connections are open, by their address and port. Clones share them. As a middleware, it drops the
/// requests of clients that have left.
#[derive(Debug, Clone, Default)]
pub struct ConnectedClients(Arc<Mutex<HashMap<SocketAddr, watch::Receiver<()>>>>);

impl ConnectedClients {
    fn clients(&self) -> MutexGuard<'_, HashMap<SocketAddr, watch::Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, address: SocketAddr) -> Presence {
        let (sender, receiver) = watch::channel(());
        self.clients().insert(address, receiver.clone());
        Presence { address, clients: self.clone(), receiver, _sender: sender }
    }

    /// Waits until a client has gone; forever if its connection is unknown.
    async fn departure(&self, address: Option<SocketAddr>) {
        let client = address.and_then(|address| self.clients().get(&address).cloned());
        match client {
            // The only change is the end of the sender.
            Some(mut client) => drop(client.changed().await),
            None => std::future::pending().await,
        }
    }
}

/// The presence of a client, which ends when it is dropped.
struct Presence {
    address: SocketAddr,
    clients: ConnectedClients,
    receiver: watch::Receiver<()>,
    _sender: watch::Sender<()>,
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut clients = self.clients.clients();
        // Another connection may already have the same address and port.
        if clients.get(&self.address).is_some_and(|client| client.same_channel(&self.receiver)) {
            clients.remove(&self.address);
        }
    }
}

impl<E: Endpoint> Middleware<E> for ConnectedClients {
    type Output = WhileConnected<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WhileConnected { inner, clients: self.clone() }
    }
}

/// An endpoint whose requests are dropped when their client has left.
pub struct WhileConnected<E> {
    inner: E,
    clients: ConnectedClients,
}

impl<E: Endpoint> Endpoint for WhileConnected<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let address = request.remote_addr().as_socket_addr().copied();
        tokio::select! {
            biased;
            response = self.inner.call(request) => response.map(IntoResponse::into_response),
            () = self.clients.departure(address) => {
                let status = StatusCode::from_u16(CLIENT_CLOSED_REQUEST).unwrap_or(StatusCode::BAD_REQUEST);
                Ok(Response::builder().status(status).finish())
            }
        }
    }
}

/// Accepts connections. It closes a connection if the service writes nothing to it for the length of the timeout.
/// Responses, events and pings all count as writes. So the timeout must be longer than any request may take, and longer
/// than the interval between two pings.
pub struct Listener<A> {
    acceptor: A,
    timeout: Duration,
    clients: ConnectedClients,
}

impl<A> Listener<A> {
    /// Wraps an acceptor so that its connections are closed after this time without a write, and that their clients are
    /// among the connected ones.
    pub fn new(acceptor: A, timeout: Duration, clients: ConnectedClients) -> Self {
        Self { acceptor, timeout, clients }
    }
}

impl<A: Acceptor> Acceptor for Listener<A> {
    type Io = Connection<A::Io>;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.acceptor.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(Self::Io, LocalAddr, RemoteAddr, Scheme)> {
        let (io, local, remote, scheme) = self.acceptor.accept().await?;
        let deadline = Box::pin(sleep(self.timeout));
        let presence = remote.as_socket_addr().map(|address| self.clients.add(*address));
        Ok((Connection { io, timeout: self.timeout, deadline, presence }, local, remote, scheme))
    }
}

/// A connection with a deadline for the next write.
pub struct Connection<Io> {
    io: Io,
    timeout: Duration,
    deadline: Pin<Box<Sleep>>,
    presence: Option<Presence>,
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
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut self.io).poll_read(context, buffer));
        if read.is_err() || buffer.filled().len() == before {
            self.presence = None;
        }
        Poll::Ready(read)
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
        let acceptor = Listener::new(
            TcpAcceptor::from_tokio(socket).unwrap(),
            Duration::from_millis(300),
            ConnectedClients::default(),
        );
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
