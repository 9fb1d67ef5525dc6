//! A client's HTTP connection.

use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A persistent connection that sends one request at a time.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { sender, host: address.to_string() }
    }

    /// Sends a request, with the session token of the caller if there is one.
    pub(crate) async fn post(&mut self, body: &Bytes, token: Option<&str>) -> (StatusCode, Bytes) {
        let mut request = Request::post("/graphql")
            .header("host", &self.host)
            .header("content-type", "application/json")
            .header("accept-language", "kk");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(Full::new(body.clone())).unwrap();
        self.sender.ready().await.unwrap();
        let (head, body) = self.sender.send_request(request).await.unwrap().into_parts();
        (head.status, body.collect().await.unwrap().to_bytes())
    }
}
