//! How the service connects to a database: encrypted as libpq's `sslmode` says, to the primary among several hosts, and not
//! through a pooler that changes the session below it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dostyq::db::{DatabaseError, refuse_transaction_mode};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::{Mutex, MutexGuard};
use tokio_postgres::Config;
use tokio_postgres::config::Host;
use tokio_rustls::TlsAcceptor;

use crate::support::service::{Service, root};

/// What a client sends to ask for TLS, after the length of the message.
const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();
/// The process id that the pooler reports in place of that of the server process.
const POOLERS_PROCESS: i32 = 4711;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

async fn connect(database: &Config) -> Box<dyn Stream> {
    let port = database.get_ports().first().copied().unwrap_or(5432);
    match &database.get_hosts()[0] {
        Host::Unix(folder) => {
            Box::new(UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await.unwrap())
        }
        Host::Tcp(host) => Box::new(TcpStream::connect((host.as_str(), port)).await.unwrap()),
    }
}

/// A server between the service and the database: a TLS endpoint or a pooler.
struct Front {
    user: String,
    database: String,
    port: u16,
}

impl Front {
    /// Starts a front that calls a function for each client.
    async fn start<F: Future<Output = io::Result<()>> + Send + 'static>(
        url: &str,
        serve: impl Fn(TcpStream, Arc<Config>) -> F + Clone + Send + Sync + 'static,
    ) -> Self {
        let config: Arc<Config> = Arc::new(url.parse().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let front = Self {
            user: config.get_user().unwrap().to_owned(),
            database: config.get_dbname().unwrap().to_owned(),
            port: listener.local_addr().unwrap().port(),
        };
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (serve, config) = (serve.clone(), config.clone());
                // The test must not fail because a client is refused or closes its connection.
                tokio::spawn(async move { drop(serve(client, config).await) });
            }
        });
        front
    }

    fn url(&self, hosts: &str, options: &str) -> String {
        let Self { user, database, port } = self;
        format!("postgresql://{user}@{hosts}:{port}/{database}?{options}")
    }
}

fn tls_file(name: &str) -> String {
    root().join("tests/integration/bad_days/tls").join(name).to_str().unwrap().to_owned()
}

fn acceptor() -> TlsAcceptor {
    let certificates = CertificateDer::pem_file_iter(tls_file("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(tls_file("server-key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates.map(Result::unwrap).collect(), key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Serves a client as PostgreSQL does, with TLS or without.
async fn serve(
    mut client: TcpStream,
    database: Arc<Config>,
    tls: Option<TlsAcceptor>,
    encrypted: Arc<AtomicUsize>,
) -> io::Result<()> {
    let mut server = connect(&database).await;
    let mut head = [0; 8];
    client.read_exact(&mut head).await?;
    if head[4..] != SSL_REQUEST {
        server.write_all(&head).await?;
    } else if let Some(tls) = tls {
        client.write_all(b"S").await?;
        let mut client = tls.accept(client).await?;
        encrypted.fetch_add(1, Ordering::Relaxed);
        return copy_bidirectional(&mut client, &mut server).await.map(drop);
    } else {
        client.write_all(b"N").await?;
    }
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

#[tokio::test]
async fn a_connection_is_encrypted_and_verified_as_sslmode_says() {
    let database = Service::database();
    let root_file = format!("sslrootcert={}", tls_file("authority.pem"));
    let with_root = |mode: &str| format!("sslmode={mode}&{root_file}");
    // The certificate is for `localhost`, and no authority of the machine has signed it.
    for (has_tls, host, options, expected) in [
        (true, "127.0.0.1", String::new(), Some(1)),
        (true, "127.0.0.1", "sslmode=disable".to_owned(), Some(0)),
        (true, "127.0.0.1", "sslmode=prefer".to_owned(), Some(1)),
        (true, "127.0.0.1", "sslmode=require".to_owned(), Some(1)),
        (true, "localhost", "sslmode=verify-ca".to_owned(), None),
        (true, "127.0.0.1", with_root("verify-ca"), Some(1)),
        (true, "127.0.0.1", with_root("require"), Some(1)),
        (true, "127.0.0.1", with_root("verify-full"), None),
        (true, "localhost", with_root("verify-full"), Some(1)),
        (false, "127.0.0.1", String::new(), Some(0)),
        (false, "127.0.0.1", "sslmode=require".to_owned(), None),
        (false, "localhost", with_root("verify-full"), None),
    ] {
        let (tls, encrypted) = (has_tls.then(acceptor), Arc::<AtomicUsize>::default());
        let counter = encrypted.clone();
        let front = Front::start(&database.url, move |client, database| {
            serve(client, database, tls.clone(), counter.clone())
        })
        .await;
        let connected = refuse_transaction_mode(&front.url(host, &options)).await;
        let found = connected.as_ref().ok().map(|()| encrypted.load(Ordering::Relaxed));
        assert_eq!(found, expected, "{host} {options}, TLS {has_tls}: {connected:?}");
    }
}

#[tokio::test]
async fn of_several_hosts_the_one_that_answers_is_used() {
    let database = Service::database();
    let front =
        Front::start(&database.url, |client, database| serve(client, database, None, Arc::default())).await;
    // Nobody listens on port 1.
    let url = front.url("127.0.0.1:1,127.0.0.1", "target_session_attrs=primary");
    refuse_transaction_mode(&url).await.unwrap();
}

/// Reads a message of the protocol.
async fn message(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut whole = vec![0; 5];
    from.read_exact(&mut whole).await?;
    let length = u32::from_be_bytes(*whole.last_chunk().unwrap());
    whole.resize(1 + length as usize, 0);
    from.read_exact(&mut whole[5..]).await?;
    Ok(whole)
}

/// Reads what the server sends until it is ready for the next query, and replaces its process id by that of the pooler.
/// Also returns whether no transaction is open.
async fn answer(from: &mut (impl AsyncRead + Unpin)) -> io::Result<(Vec<u8>, bool)> {
    let mut all = Vec::new();
    loop {
        let mut one = message(from).await?;
        if one[0] == b'K' {
            one[5..9].copy_from_slice(&POOLERS_PROCESS.to_be_bytes());
        }
        all.extend_from_slice(&one);
        if one[0] == b'Z' {
            return Ok((all, one[5] == b'I'));
        }
    }
}

/// The server connection that all clients of a pooler share, and the messages with which it greets a client.
type Shared = Arc<Mutex<Option<(Box<dyn Stream>, Vec<u8>)>>>;

/// Reads the first message of a client, which asks for TLS in vain, and then names the database.
async fn first_message(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    loop {
        let mut first = vec![0; 8];
        client.read_exact(&mut first).await?;
        if first[4..] == SSL_REQUEST {
            client.write_all(b"N").await?;
            continue;
        }
        let length = u32::from_be_bytes(*first.first_chunk().unwrap());
        first.resize(length as usize, 0);
        client.read_exact(&mut first[8..]).await?;
        return Ok(first);
    }
}

/// Serves a client as a pooler does in transaction mode: it has the server only while a transaction is open.
async fn pool_transactions(mut client: TcpStream, database: Arc<Config>, shared: Shared) -> io::Result<()> {
    let first = first_message(&mut client).await?;
    {
        let mut server = shared.lock().await;
        if server.is_none() {
            let mut stream = connect(&database).await;
            stream.write_all(&first).await?;
            let (greeting, _) = answer(&mut stream).await?;
            *server = Some((stream, greeting));
        }
        client.write_all(&server.as_ref().unwrap().1).await?;
    }
    let mut taken: Option<MutexGuard<'_, _>> = None;
    loop {
        let sent = message(&mut client).await?;
        if sent[0] == b'X' {
            return Ok(());
        }
        let mut server = match taken.take() {
            Some(server) => server,
            None => shared.lock().await,
        };
        let (stream, _) = server.as_mut().unwrap();
        stream.write_all(&sent).await?;
        let mut is_idle = false;
        if [b'Q', b'S'].contains(&sent[0]) {
            let (received, idle) = answer(stream).await?;
            client.write_all(&received).await?;
            is_idle = idle;
        }
        taken = (!is_idle).then_some(server);
    }
}

/// Serves a client as a pooler does in session mode: it has a server of its own.
async fn pool_sessions(mut client: TcpStream, database: Arc<Config>) -> io::Result<()> {
    let first = first_message(&mut client).await?;
    let mut server = connect(&database).await;
    server.write_all(&first).await?;
    client.write_all(&answer(&mut server).await?.0).await?;
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

#[tokio::test]
async fn a_pooler_in_transaction_mode_is_refused_and_one_in_session_mode_is_not() {
    let database = Service::database();
    let shared = Shared::default();
    let of_transactions = Front::start(&database.url, move |client, database| {
        pool_transactions(client, database, shared.clone())
    })
    .await;
    let refused = refuse_transaction_mode(&of_transactions.url("127.0.0.1", "")).await;
    assert!(matches!(refused, Err(DatabaseError::TransactionMode)), "{refused:?}");
    let of_sessions = Front::start(&database.url, pool_sessions).await;
    refuse_transaction_mode(&of_sessions.url("127.0.0.1", "")).await.unwrap();
}
