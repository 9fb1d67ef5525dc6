//! The stream to a host, before anything is known of PostgreSQL's protocol.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use rustix::net::sockopt;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::Config;

use super::url::Address;

/// The message that asks a server for TLS.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];
/// A connection ends if its host does not acknowledge data for this time.
const UNACKNOWLEDGED_LIMIT_MS: u32 = 6_000;
/// An idle connection is probed after this time, at this interval, this many times.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(15), Duration::from_secs(3), 3);

/// How one attempt to connect is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    Off,
    IfOffered,
    On,
}

/// A stream to a host.
pub(super) enum Stream {
    Tcp(TcpStream),
    Socket(UnixStream),
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Socket(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Socket(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_flush(context),
            Self::Socket(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Socket(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}

/// Opens the stream to a host.
pub(super) async fn open(address: &Address, port: u16, config: &Config) -> io::Result<Stream> {
    match address {
        Address::Tcp(_, host) => {
            let stream = TcpStream::connect((host.as_str(), port)).await?;
            stream.set_nodelay(true)?;
            if config.get_keepalives() {
                let (idle, interval, count) = KEEPALIVE;
                sockopt::set_socket_keepalive(&stream, true)?;
                sockopt::set_tcp_keepidle(&stream, idle)?;
                sockopt::set_tcp_keepintvl(&stream, interval)?;
                sockopt::set_tcp_keepcnt(&stream, count)?;
            }
            #[cfg(target_os = "linux")]
            sockopt::set_tcp_user_timeout(&stream, UNACKNOWLEDGED_LIMIT_MS)?;
            Ok(Stream::Tcp(stream))
        }
        Address::Socket(folder) => {
            Ok(Stream::Socket(UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await?))
        }
    }
}

/// Asks the server for TLS, and returns whether it agrees.
pub(super) async fn offers_tls(stream: &mut Stream, encryption: Encryption) -> io::Result<bool> {
    stream.write_all(&SSL_REQUEST).await?;
    let agrees = stream.read_u8().await? == b'S';
    if !agrees && encryption == Encryption::On {
        return Err(io::Error::other("the server does not support TLS, which sslmode requires"));
    }
    Ok(agrees)
}
