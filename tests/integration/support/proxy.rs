//! A TCP proxy in front of a database, whose connections can fall silent.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// A proxy that runs until its test ends.
pub(crate) struct Proxy {
    /// The database's address through the proxy.
    pub(crate) url: String,
    connections: Arc<Numbers>,
}

#[derive(Default)]
struct Numbers {
    accepted: AtomicUsize,
    /// Connections with lower numbers are silent.
    first_loud: AtomicUsize,
}

impl Proxy {
    pub(crate) async fn start(database: &str) -> Self {
        let config: Config = database.parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (user, name) = (config.get_user().unwrap(), config.get_dbname().unwrap());
        let url = format!("postgresql://{user}@127.0.0.1:{port}/{name}");
        let connections = Arc::<Numbers>::default();
        tokio::spawn(accept(listener, config, connections.clone()));
        Self { url, connections }
    }

    /// Makes the existing connections silent: they stay open, but nothing arrives any more. New ones work.
    pub(crate) fn silence(&self) {
        let accepted = self.connections.accepted.load(Ordering::Relaxed);
        self.connections.first_loud.store(accepted, Ordering::Relaxed);
    }

    /// Returns how many connections there have been.
    pub(crate) fn accepted(&self) -> usize {
        self.connections.accepted.load(Ordering::Relaxed)
    }
}

async fn accept(listener: TcpListener, config: Config, connections: Arc<Numbers>) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        let number = connections.accepted.fetch_add(1, Ordering::Relaxed);
        let port = config.get_ports().first().copied().unwrap_or(5432);
        let (from_client, to_client) = client.into_split();
        match &config.get_hosts()[0] {
            Host::Unix(folder) => {
                let server = UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await.unwrap();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(pump(from_client, to_server, number, connections.clone()));
                tokio::spawn(pump(from_server, to_client, number, connections.clone()));
            }
            Host::Tcp(host) => {
                let server = TcpStream::connect((host.as_str(), port)).await.unwrap();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(pump(from_client, to_server, number, connections.clone()));
                tokio::spawn(pump(from_server, to_client, number, connections.clone()));
            }
        }
    }
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    number: usize,
    connections: Arc<Numbers>,
) {
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if number < connections.first_loud.load(Ordering::Relaxed) {
            pending::<()>().await;
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            break;
        }
    }
}
