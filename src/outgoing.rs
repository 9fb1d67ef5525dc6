//! The client for requests to addresses that others have chosen. It reaches only public addresses, so that nobody can
//! make the service talk to the machines beside it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, RETRY_AFTER};
use hyper::http::uri::PathAndQuery;
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::domain::network::is_public;
use crate::machine_roots::machine_roots;

/// The time for a whole request, from the look-up of the name to the head of the response.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// The maximum length of an address, in bytes.
const MAX_URL: usize = 2_000;
/// The maximum length of the head of a response, in bytes. Bodies are not read.
const MAX_HEAD: usize = 16 * 1024;

/// The longest pause after a failure.
const LONGEST_PAUSE_SECONDS: i64 = 6 * 3_600;

/// Returns the pause after a failure that follows `earlier_failures` others: a minute after the first, and twice as
/// long after each further one; longer if the receiver wants so; six hours at most.
pub fn retry_pause(earlier_failures: i16, wanted_seconds: Option<u32>) -> TimeDelta {
    let doubled = 60_i64 << earlier_failures.clamp(0, 9);
    let wanted = wanted_seconds.map_or(0, i64::from);
    TimeDelta::seconds(doubled.max(wanted).min(LONGEST_PAUSE_SECONDS))
}

/// Sends requests. Does not follow redirects.
#[derive(Clone)]
pub struct Outgoing {
    tls: TlsConnector,
    reaches_local: bool,
}

/// The answer to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// After how many seconds the receiver wants another request, if it says so.
    pub retry_after_seconds: Option<u32>,
}

/// The reason why a request was not answered.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// The address is malformed, not HTTPS, or not public.
    #[error("the address must be public, and begin with https://")]
    Forbidden,
    /// The receiver cannot be reached, or breaks the protocol.
    #[error("{0}")]
    Failed(String),
    /// The receiver did not answer in time.
    #[error("no answer within {} seconds", TIME_LIMIT.as_secs())]
    TimedOut,
}

impl From<io::Error> for OutgoingError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<hyper::Error> for OutgoingError {
    fn from(error: hyper::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// A receiver, as its address names it.
struct Receiver {
    uri: Uri,
    host: String,
    port: u16,
    is_encrypted: bool,
}

impl Outgoing {
    /// Creates the client.
    pub fn new() -> Result<Self, rustls::Error> {
        // The provider is explicit: with two in the dependency tree, rustls would panic.
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(machine_roots())
            .with_no_client_auth();
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), reaches_local: false })
    }

    /// Returns the same client, which also reaches addresses that are not public, and without TLS. For tests, whose
    /// receivers are on this machine.
    #[must_use]
    pub fn reaching_local(self) -> Self {
        Self { reaches_local: true, ..self }
    }

    /// Returns whether requests may be sent to an address, as far as that is known without looking up its name.
    pub fn accepts(&self, url: &str) -> bool {
        self.receiver(url).is_some_and(|receiver| {
            receiver.host.parse().ok().is_none_or(|address| self.reaches_local || is_public(address))
        })
    }

    /// Returns the origin of an address, such as `https://push.example.org`. `None` if nothing may be sent there.
    pub fn origin(&self, url: &str) -> Option<String> {
        let receiver = self.receiver(url)?;
        Some(format!("{}://{}", receiver.uri.scheme_str()?, receiver.uri.authority()?))
    }

    /// Sends a POST request.
    pub async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Response, OutgoingError> {
        let receiver = self.receiver(url).ok_or(OutgoingError::Forbidden)?;
        timeout(TIME_LIMIT, self.send(&receiver, headers, body)).await.map_err(|_| OutgoingError::TimedOut)?
    }

    fn receiver(&self, url: &str) -> Option<Receiver> {
        if url.len() > MAX_URL {
            return None;
        }
        let uri: Uri = url.parse().ok()?;
        let is_encrypted = match uri.scheme_str()? {
            "https" => true,
            "http" if self.reaches_local => false,
            _ => return None,
        };
        // The part before `@` would be a password.
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = authority.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
        (!host.is_empty()).then_some(Receiver { uri, host, port, is_encrypted })
    }

    async fn send(
        &self,
        receiver: &Receiver,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Response, OutgoingError> {
        let path = receiver.uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let authority = receiver.uri.authority().ok_or(OutgoingError::Forbidden)?;
        // `https://push.example.org?a` has no slash after the host, but a request needs one.
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mut request = Request::post(format!("{slash}{path}")).header(HOST, authority.as_str());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| OutgoingError::Failed(error.to_string()))?;
        let stream = self.connect(receiver).await?;
        if !receiver.is_encrypted {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(receiver.host.clone()).map_err(|_| OutgoingError::Forbidden)?;
        exchange(self.tls.connect(name, stream).await?, request).await
    }

    /// Connects to the first address that answers. Looks up the name once: the addresses that are checked are those that
    /// are connected to.
    async fn connect(&self, receiver: &Receiver) -> Result<TcpStream, OutgoingError> {
        let found = lookup_host((receiver.host.as_str(), receiver.port)).await?;
        let is_allowed = |ip: IpAddr| self.reaches_local || is_public(ip);
        let mut failure = OutgoingError::Forbidden;
        for address in found.filter(|address: &SocketAddr| is_allowed(address.ip())) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => failure = error.into(),
            }
        }
        Err(failure)
    }
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response, OutgoingError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        http1::Builder::new().max_buf_size(MAX_HEAD).handshake(TokioIo::new(stream)).await?;
    // Ends with this function, however that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request).await?;
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    Ok(Response { status: response.status().as_u16(), retry_after_seconds: retry_after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_by_https_are_accepted() {
        let outgoing = Outgoing::new().unwrap();
        for url in [
            "https://push.example.org/a?b",
            "https://push.example.org:8443/",
            "https://93.184.215.14/",
            "https://[2606:4700::1]/",
        ] {
            assert!(outgoing.accepts(url), "{url}");
        }
        for url in [
            "http://push.example.org/",
            "ftp://push.example.org/",
            "push.example.org",
            "",
            "https://",
            "https://user@push.example.org/",
            "https://127.0.0.1/",
            "https://10.0.0.1:8000/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/meta-data",
        ] {
            assert!(!outgoing.accepts(url), "{url}");
        }
        assert!(!outgoing.accepts(&format!("https://push.example.org/{}", "a".repeat(MAX_URL))));
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_refused() {
        let outgoing = Outgoing::new().unwrap();
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}/", socket.local_addr().unwrap().port());
        assert!(outgoing.accepts(&url), "only looking it up tells");
        let refused = outgoing.post(&url, &[], Vec::new()).await;
        assert!(matches!(refused, Err(OutgoingError::Forbidden)), "{refused:?}");
    }

    #[test]
    fn pauses_double_and_are_bounded() {
        assert_eq!(retry_pause(0, None), TimeDelta::minutes(1));
        assert_eq!(retry_pause(3, None), TimeDelta::minutes(8));
        assert_eq!(retry_pause(i16::MAX, None), TimeDelta::hours(6));
        assert_eq!(retry_pause(0, Some(600)), TimeDelta::minutes(10));
        assert_eq!(retry_pause(0, Some(u32::MAX)), TimeDelta::hours(6));
    }

    #[test]
    fn an_origin_has_no_path() {
        let outgoing = Outgoing::new().unwrap();
        let origin = |url: &str| outgoing.origin(url);
        assert_eq!(origin("https://push.example.org/a?b").as_deref(), Some("https://push.example.org"));
        assert_eq!(
            origin("https://push.example.org:8443/").as_deref(),
            Some("https://push.example.org:8443")
        );
        assert_eq!(origin("http://push.example.org/"), None);
    }
}
