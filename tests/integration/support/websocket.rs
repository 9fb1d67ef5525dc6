//! A client of the graphql-transport-ws protocol.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use hyper::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::service::Service;

/// Far longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Performs the handshake with additional headers. Returns the status if it is refused.
    pub(crate) async fn connect(
        service: &Service,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, StatusCode> {
        let mut request = format!("ws://{}/graphql/ws", service.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens a socket with the subprotocol that has sent nothing yet.
    pub(crate) async fn open(service: &Service) -> Self {
        Self::connect(service, &[("sec-websocket-protocol", "graphql-transport-ws")]).await.unwrap()
    }

    /// Opens a socket and initializes its connection.
    pub(crate) async fn init(service: &Service, payload: Value) -> Self {
        let mut socket = Self::open(service).await;
        socket.send(json!({"type": "connection_init", "payload": payload})).await;
        assert_eq!(socket.message().await, json!({"type": "connection_ack"}));
        socket
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    pub(crate) async fn subscribe(&mut self, id: &str, query: &str) {
        self.send(json!({"id": id, "type": "subscribe", "payload": {"query": query}})).await;
    }

    /// Returns the next message. Panics if the server closes the socket.
    pub(crate) async fn message(&mut self) -> Value {
        self.next().await.unwrap_or_else(|(code, reason)| panic!("closed: {code} {reason}"))
    }

    /// Returns the next message about an operation.
    pub(crate) async fn message_of(&mut self, id: &str) -> Value {
        loop {
            let message = self.message().await;
            if message["id"] == json!(id) {
                return message;
            }
        }
    }

    /// Checks that the first operation ends with null for its field: its object does not exist, or not any more.
    pub(crate) async fn ends_with_null(&mut self, field: &str) {
        let last = self.message_of("1").await;
        assert_eq!(last["payload"], json!({"data": {(field): null}}), "{last}");
        assert_eq!(self.message_of("1").await, json!({"id": "1", "type": "complete"}));
    }

    /// Returns the code with which the server closes the socket, skipping other messages.
    pub(crate) async fn close_code(&mut self) -> u16 {
        loop {
            if let Err((code, _)) = self.next().await {
                return code;
            }
        }
    }

    /// Closes the socket as a client, and returns the code with which the server answers.
    pub(crate) async fn close(mut self) -> Option<u16> {
        let frame = CloseFrame { code: CloseCode::Normal, reason: "".into() };
        self.0.send(Message::Close(Some(frame))).await.unwrap();
        loop {
            match timeout(PATIENCE, self.0.next()).await.expect("an answer before the timeout") {
                Some(Ok(Message::Close(answer))) => return answer.map(|answer| answer.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    async fn next(&mut self) -> Result<Value, (u16, String)> {
        loop {
            let received = timeout(PATIENCE, self.0.next()).await.expect("a message before the timeout");
            match received.expect("a message before the end").unwrap() {
                Message::Text(text) => return Ok(serde_json::from_str(&text).unwrap()),
                Message::Close(Some(close)) => return Err((close.code.into(), close.reason.to_string())),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}
