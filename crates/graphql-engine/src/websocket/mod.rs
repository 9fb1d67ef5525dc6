//! `/graphql/ws`: the websocket, by the protocol graphql-transport-ws, the whole of it.
//!
//! `connection_init` may carry `{"token": "…"}` or `{"Authorization": "Bearer …"}`, and `"language"` in the form of
//! `Accept-Language`. Close codes: 1001 (the service stops, or the client is silent), 1009 (message too large), 1013 (not
//! available), 4400 (not by the protocol), 4401 (operation before init), 4403 (token refused), 4406 (subprotocol), 4408
//! (init too late), 4409 (id taken), 4429 (init twice).

mod close;
mod connection;
mod message;
mod operation;
mod origin;

use std::sync::Arc;

use async_graphql::Executor;
use futures_util::StreamExt;
use poem::http::{StatusCode, header};
use poem::web::websocket::{WebSocket, WebSocketConfig};
use poem::{Endpoint, FromRequest, IntoResponse, Request, Response, Result};
use tokio::sync::Semaphore;
use tracing::Instrument;

use self::close::Close;
use self::connection::Connection;
use crate::{Application, Endpoints};

const PROTOCOL: &str = "graphql-transport-ws";

/// The places for websockets.
#[derive(Debug, Clone)]
pub struct Connections {
    places: Arc<Semaphore>,
    all: u32,
}

impl Connections {
    pub(crate) fn new(all: usize) -> Self {
        let all = u32::try_from(all.min(Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
        Self { places: Arc::new(Semaphore::new(all as usize)), all }
    }

    /// Returns when no websocket is open. After a shutdown was triggered, wait here before the process ends: the server
    /// does not wait for upgraded connections.
    pub async fn closed(&self) {
        drop(self.places.acquire_many(self.all).await);
    }
}

/// The endpoint.
pub(crate) fn endpoint<E: Executor, A: Application>(
    endpoints: Endpoints<E, A>,
    allowed_origins: Vec<String>,
    connections: Connections,
) -> impl Endpoint<Output = Response> + use<E, A> {
    Upgrade { endpoints, allowed_origins, connections }
}

struct Upgrade<E, A> {
    endpoints: Endpoints<E, A>,
    allowed_origins: Vec<String>,
    connections: Connections,
}

impl<E: Executor, A: Application> Endpoint for Upgrade<E, A> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        if !origin::is_allowed(request.headers(), &self.allowed_origins) {
            return Ok(refusal(StatusCode::FORBIDDEN, "Pages of this origin may not connect"));
        }
        let speaks = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().any(|offered| {
            offered
                .to_str()
                .is_ok_and(|offered| offered.split(',').any(|protocol| protocol.trim() == PROTOCOL))
        });
        let client = self.endpoints.application.client(&request);
        let (request, mut body) = request.split();
        let Ok(socket) = WebSocket::from_request(&request, &mut body).await else {
            return Ok(refusal(StatusCode::BAD_REQUEST, "This is a websocket: it needs an upgrade by GET"));
        };
        let Ok(place) = self.connections.places.clone().try_acquire_owned() else {
            let mut response =
                refusal(StatusCode::SERVICE_UNAVAILABLE, "There are too many connections, try again later");
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
            return Ok(response);
        };
        let limits = &self.endpoints.engine.limits().websocket;
        let (longest, patience) = (Some(limits.message_bytes), limits.send_timeout);
        let config = WebSocketConfig::default().max_message_size(longest).max_frame_size(longest);
        let endpoints = self.endpoints.clone();
        // The operations' logs are part of the request's span.
        let span = tracing::Span::current();
        let upgraded = socket.config(config).protocols([PROTOCOL]).on_upgrade(move |socket| async move {
            if speaks {
                let shutdown = endpoints.shutdown.clone();
                Connection::new(endpoints, client).serve(socket, shutdown).instrument(span).await;
            } else {
                // A browser can read the code of a close, but not the status of a refused handshake.
                let (sink, messages) = socket.split();
                drop(
                    tokio::time::timeout(patience, connection::part(sink, messages, Close::subprotocol()))
                        .await,
                );
            }
            drop(place);
        });
        Ok(upgraded.into_response())
    }
}

/// A handshake refused.
fn refusal(status: StatusCode, reason: &'static str) -> Response {
    Response::builder()
        .status(status)
        .content_type("text/plain; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(reason)
}
