//! GraphQL over a websocket, by the whole protocol graphql-transport-ws.
//!
//! `close.rs` lists the close codes.

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

pub use self::origin::is_allowed as origin_is_allowed;

use self::close::Close;
use self::connection::Connection;
use crate::client_lanes::ClientLanes;
use crate::{Application, Endpoints, WebSocketLimits};

const PROTOCOL: &str = "graphql-transport-ws";

/// The open websockets of an endpoint, which are limited in number.
#[derive(Debug, Clone)]
pub struct Connections {
    permits: Arc<Semaphore>,
    limit: u32,
    lanes: Arc<ClientLanes>,
    operation_lanes: Arc<ClientLanes>,
}

impl Connections {
    pub(crate) fn new(limits: &WebSocketLimits) -> Self {
        let limit = u32::try_from(limits.connections.min(Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
        Self {
            permits: Arc::new(Semaphore::new(limit as usize)),
            limit,
            lanes: Arc::new(ClientLanes::new(limits.connections_per_client)),
            operation_lanes: Arc::new(ClientLanes::new(limits.operations_per_client)),
        }
    }

    /// Waits until no websocket is open. Call it after a shutdown was triggered and before the process ends, because poem's
    /// server does not wait for upgraded connections.
    pub async fn closed(&self) {
        drop(self.permits.acquire_many(self.limit).await);
    }
}

/// Returns the websocket endpoint.
pub(crate) fn endpoint<E: Executor, A: Application>(
    endpoints: Endpoints<E, A>,
    allowed_origins: Vec<String>,
    connections: Connections,
) -> impl Endpoint<Output = Response> + use<E, A> {
    WebSocketEndpoint { endpoints, allowed_origins, connections }
}

struct WebSocketEndpoint<E, A> {
    endpoints: Endpoints<E, A>,
    allowed_origins: Vec<String>,
    connections: Connections,
}

impl<E: Executor, A: Application> Endpoint for WebSocketEndpoint<E, A> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        if !origin::is_allowed(request.headers(), &self.allowed_origins) {
            return Ok(refusal(StatusCode::FORBIDDEN, "Pages of this origin may not connect"));
        }
        let offers_protocol =
            request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().any(|offered| {
                offered
                    .to_str()
                    .is_ok_and(|offered| offered.split(',').any(|protocol| protocol.trim() == PROTOCOL))
            });
        let client = self.endpoints.application.client(&request);
        let (request, mut body) = request.split();
        let Ok(socket) = WebSocket::from_request(&request, &mut body).await else {
            return Ok(refusal(
                StatusCode::BAD_REQUEST,
                "This endpoint is for websockets: it needs an upgrade by GET",
            ));
        };
        let address = self.endpoints.application.address(&client);
        let lane = address.map(|address| self.connections.lanes.of(address));
        let Ok(of_client) = lane.map(Semaphore::try_acquire_owned).transpose() else {
            let reason = "This client has too many websockets, close one of them";
            return Ok(refusal_for_now(StatusCode::TOO_MANY_REQUESTS, reason));
        };
        let Ok(of_all) = self.connections.permits.clone().try_acquire_owned() else {
            let reason = "Too many websockets are open, try again later";
            return Ok(refusal_for_now(StatusCode::SERVICE_UNAVAILABLE, reason));
        };
        let operations = address.map(|address| self.connections.operation_lanes.of(address));
        let limits = &self.endpoints.engine.limits().websocket;
        let (max_bytes, send_timeout) = (Some(limits.message_bytes), limits.send_timeout);
        let config = WebSocketConfig::default().max_message_size(max_bytes).max_frame_size(max_bytes);
        let endpoints = self.endpoints.clone();
        // The log entries of operations belong to the request's span.
        let span = tracing::Span::current();
        let upgraded = socket.config(config).protocols([PROTOCOL]).on_upgrade(move |socket| async move {
            if offers_protocol {
                let shutdown = endpoints.shutdown.clone();
                Connection::new(endpoints, client, operations).serve(socket, shutdown).instrument(span).await;
            } else {
                // Browsers can read the code of a close, but not the status of a refused handshake.
                let (sink, messages) = socket.split();
                drop(
                    tokio::time::timeout(
                        send_timeout,
                        connection::close_gracefully(sink, messages, Close::subprotocol_not_acceptable()),
                    )
                    .await,
                );
            }
            drop((of_all, of_client));
        });
        Ok(upgraded.into_response())
    }
}

/// Returns the response to a handshake that may be repeated later.
fn refusal_for_now(status: StatusCode, reason: &'static str) -> Response {
    let mut response = refusal(status, reason);
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    response
}

/// Returns the response to a refused handshake.
fn refusal(status: StatusCode, reason: &'static str) -> Response {
    Response::builder()
        .status(status)
        .content_type("text/plain; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(reason)
}
