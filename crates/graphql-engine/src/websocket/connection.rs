//! One websocket by the protocol graphql-transport-ws, from its handshake to its close.
//!
//! The loop here only receives, sends and keeps time. Operations run in tasks of their own and communicate with the
//! loop through a short channel, so that a client that reads slowly slows down its operations.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Executor;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use poem::web::websocket::{Message, WebSocketStream};
use serde_json::{Map, Value};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{self, Instant};
use tracing::Instrument;

use super::close::Close;
use super::message::{self, ClientMessage};
use super::operation::{Action, Operation, OperationEvent};
use crate::limits::WebSocketLimits;
use crate::shutdown::Shutdown;
use crate::{Application, Endpoints, Failure, Params, Rejection};

/// The maximum number of events from operations that wait until the client reads.
const MAX_WAITING_EVENTS: usize = 32;
/// The number of pings that a client may leave unanswered.
const MAX_UNANSWERED_PINGS: u32 = 2;

pub(super) struct Connection<E, A: Application> {
    endpoints: Endpoints<E, A>,
    limits: WebSocketLimits,
    /// The data about the client from the handshake.
    handshake: A::Client,
    /// The permits for operations that the client has on all its websockets. `None` if it is unlimited.
    lane: Option<Arc<Semaphore>>,
    /// `None` until `connection_init` was accepted.
    client: Option<A::Client>,
    running: HashMap<String, Running>,
    last_serial: u64,
    sender: mpsc::Sender<OperationEvent>,
    events: mpsc::Receiver<OperationEvent>,
}

/// A running operation. Dropping it stops its task.
struct Running {
    serial: u64,
    task: tokio::task::AbortHandle,
    /// Counts the operation for its client.
    _permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Why a connection ends.
enum Disconnect {
    /// The server closes the connection, for a reason.
    ByServer(Close),
    /// The client closed the connection, or it broke.
    ByClient,
}

impl From<Close> for Disconnect {
    fn from(close: Close) -> Self {
        Self::ByServer(close)
    }
}

type Sink = SplitSink<WebSocketStream, Message>;

impl<E: Executor, A: Application> Connection<E, A> {
    pub(super) fn new(
        endpoints: Endpoints<E, A>,
        handshake: A::Client,
        lane: Option<Arc<Semaphore>>,
    ) -> Self {
        let (sender, events) = mpsc::channel(MAX_WAITING_EVENTS);
        let limits = endpoints.engine.limits().websocket.clone();
        Self {
            endpoints,
            limits,
            handshake,
            lane,
            client: None,
            running: HashMap::new(),
            last_serial: 0,
            sender,
            events,
        }
    }

    /// Serves the client until either side ends the connection.
    pub(super) async fn serve(mut self, socket: WebSocketStream, mut shutdown: Shutdown) {
        let (mut sink, mut messages) = socket.split();
        let disconnect = tokio::select! {
            disconnect = self.run(&mut sink, &mut messages) => disconnect,
            () = shutdown.requested() => Disconnect::ByServer(Close::going_away()),
        };
        let limit = self.limits.send_timeout;
        // All operations stop before the closing handshake, which may take long.
        drop(self);
        let closing = async {
            match disconnect {
                Disconnect::ByServer(close) => close_gracefully(sink, messages, close).await,
                // The client's close frame is answered (RFC 6455, section 5.5.1).
                Disconnect::ByClient => drop(sink.close().await),
            }
        };
        drop(time::timeout(limit, closing).await);
    }

    async fn run(&mut self, sink: &mut Sink, messages: &mut SplitStream<WebSocketStream>) -> Disconnect {
        let init = time::sleep(self.limits.init_timeout);
        tokio::pin!(init);
        let mut keep_alive = ticks_every(self.limits.keep_alive);
        let mut session_check = ticks_every(self.limits.session_check);
        let mut unanswered_pings = 0;
        loop {
            let step = tokio::select! {
                () = &mut init, if self.client.is_none() => Err(Close::init_timeout().into()),
                _ = keep_alive.tick() => {
                    unanswered_pings += 1;
                    if unanswered_pings > MAX_UNANSWERED_PINGS { Err(Close::unresponsive().into()) } else { self.send(sink, Message::ping(Vec::new())).await }
                }
                _ = session_check.tick() => self.check_credentials().await,
                Some(event) = self.events.recv() => match self.handle_event(event) {
                    Ok(Some(text)) => self.send(sink, Message::text(text)).await,
                    Ok(None) => Ok(()),
                    Err(close) => Err(close.into()),
                },
                message = messages.next() => {
                    unanswered_pings = 0;
                    match self.handle_message(message, init.deadline()).await {
                        Ok(Some(text)) => self.send(sink, Message::text(text)).await,
                        Ok(None) => Ok(()),
                        Err(disconnect) => Err(disconnect),
                    }
                }
            };
            if let Err(disconnect) = step {
                return disconnect;
            }
        }
    }

    /// Sends a message. Without a time limit, a client that never reads would keep its connection forever.
    async fn send(&self, sink: &mut Sink, message: Message) -> Result<(), Disconnect> {
        match time::timeout(self.limits.send_timeout, sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Disconnect::ByClient),
        }
    }

    /// Returns the message to send for an event. Events of an operation that the client has completed are ignored.
    fn handle_event(&mut self, event: OperationEvent) -> Result<Option<String>, Close> {
        if self.running.get(&event.id).is_none_or(|running| running.serial != event.serial) {
            return Ok(None);
        }
        match event.action {
            Action::Send(text) => Ok(Some(text)),
            Action::SendLast(text) => {
                self.running.remove(&event.id);
                Ok(Some(text))
            }
            Action::Close(close) => Err(close),
        }
    }

    /// Handles a client's message and returns the reply, if there is one.
    async fn handle_message(
        &mut self,
        message: Option<std::io::Result<Message>>,
        init_deadline: Instant,
    ) -> Result<Option<String>, Disconnect> {
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(_))) => return Err(Close::bad_request("Messages must be text").into()),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(None),
            // Only the text of poem's error shows the cause.
            Some(Err(error)) if error.to_string().contains("too long") => {
                return Err(Close::too_large().into());
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Disconnect::ByClient),
        };
        match ClientMessage::parse(&text)? {
            ClientMessage::Init(payload) => self.init(&payload, init_deadline).await.map(Some),
            ClientMessage::Ping(payload) => Ok(Some(message::pong(payload))),
            ClientMessage::Pong => Ok(None),
            ClientMessage::Subscribe { id, params } => Ok(self.subscribe(id, params, text.len())?),
            ClientMessage::Complete { id } => {
                self.running.remove(&id);
                Ok(None)
            }
        }
    }

    async fn init(&mut self, payload: &Map<String, Value>, deadline: Instant) -> Result<String, Disconnect> {
        let client = self.endpoints.application.init(&self.handshake, payload).map_err(Close::from)?;
        if self.client.is_some() {
            return Err(Close::already_initialised().into());
        }
        match time::timeout_at(deadline, self.endpoints.application.context(&client)).await {
            Ok(Ok(_)) => {
                self.client = Some(client);
                Ok(message::ack())
            }
            Ok(Err(rejection)) => Err(Close::from(rejection).into()),
            Err(_) => Err(Close::init_timeout().into()),
        }
    }

    /// Starts an operation, whose message has this size in bytes.
    fn subscribe(&mut self, id: String, params: Params, bytes: usize) -> Result<Option<String>, Close> {
        let Some(client) = self.client.clone() else { return Err(Close::unauthorized()) };
        if self.running.contains_key(&id) {
            return Err(Close::id_in_use(&id));
        }
        if self.running.len() >= self.limits.operations {
            let message = format!("More than {} operations on one connection", self.limits.operations);
            let failure =
                Failure::limit("operations", self.limits.operations + 1, self.limits.operations, message);
            return Ok(Some(message::error(&id, &failure.errors)));
        }
        let permit = match &self.lane {
            None => None,
            Some(lane) => match lane.clone().try_acquire_owned() {
                Ok(permit) => Some(permit),
                Err(_) => {
                    let limit = self.limits.operations_per_client;
                    let message = format!("More than {limit} operations on all websockets of one client");
                    let failure = Failure::limit("operationsPerClient", limit + 1, limit, message);
                    return Ok(Some(message::error(&id, &failure.errors)));
                }
            },
        };
        self.last_serial += 1;
        let operation = Operation {
            endpoints: self.endpoints.clone(),
            id: id.clone(),
            serial: self.last_serial,
            client,
            bytes,
            events: self.sender.clone(),
        };
        let task = tokio::spawn(operation.run(params).in_current_span()).abort_handle();
        self.running.insert(id, Running { serial: self.last_serial, task, _permit: permit });
        Ok(None)
    }

    /// Checks that the credentials are still valid, because subscriptions live long. If that can't be checked at present, the
    /// websocket stays open.
    async fn check_credentials(&self) -> Result<(), Disconnect> {
        let Some(client) = &self.client else { return Ok(()) };
        if self.running.is_empty() {
            return Ok(());
        }
        match time::timeout(self.limits.send_timeout, self.endpoints.application.context(client)).await {
            Ok(Err(Rejection::Unauthenticated)) => Err(Close::forbidden().into()),
            _ => Ok(()),
        }
    }
}

/// An interval whose first tick is a period from now.
fn ticks_every(period: time::Duration) -> time::Interval {
    let mut interval = time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    interval
}

/// Sends the close frame and waits for the client's.
pub(super) async fn close_gracefully(
    mut sink: Sink,
    mut messages: SplitStream<WebSocketStream>,
    close: Close,
) {
    if sink.send(close.into()).await.is_ok() && sink.close().await.is_ok() {
        while let Some(Ok(_)) = messages.next().await {}
    }
}
