//! One websocket by graphql-transport-ws, from its handshake to its close.
//!
//! The loop here only reads, writes and keeps time; operations run in tasks of their own and talk to it through a channel
//! that is short, so that a client slow to read slows its operations.

use std::collections::HashMap;

use async_graphql::Executor;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use poem::web::websocket::{Message, WebSocketStream};
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::time::{self, Instant};
use tracing::Instrument;

use super::close::Close;
use super::message::{self, ClientMessage};
use super::operation::{Event, Operation, What};
use crate::limits::WebSocketLimits;
use crate::shutdown::Shutdown;
use crate::{Application, Code, Endpoints, Failure, Params, Rejection};

/// Events of operations that wait for the client to read.
const WAITING_EVENTS: usize = 32;
/// Pings without any answer before a client counts as gone.
const SILENT_PINGS: u32 = 2;

pub(super) struct Connection<E, A: Application> {
    endpoints: Endpoints<E, A>,
    limits: WebSocketLimits,
    /// The client as its handshake shows it.
    handshake: A::Client,
    /// There once `connection_init` was accepted.
    client: Option<A::Client>,
    running: HashMap<String, Running>,
    last_serial: u64,
    sender: mpsc::Sender<Event>,
    events: mpsc::Receiver<Event>,
}

/// Dropped, it stops the operation's task.
struct Running {
    serial: u64,
    task: tokio::task::AbortHandle,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How a connection ends.
enum End {
    /// The server closes it and says why.
    Close(Close),
    /// The client closed it, or it broke.
    Gone,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

type Sink = SplitSink<WebSocketStream, Message>;

impl<E: Executor, A: Application> Connection<E, A> {
    pub(super) fn new(endpoints: Endpoints<E, A>, handshake: A::Client) -> Self {
        let (sender, events) = mpsc::channel(WAITING_EVENTS);
        let limits = endpoints.engine.limits().websocket.clone();
        Self {
            endpoints,
            limits,
            handshake,
            client: None,
            running: HashMap::new(),
            last_serial: 0,
            sender,
            events,
        }
    }

    /// Serves the client until either side ends it.
    pub(super) async fn serve(mut self, socket: WebSocketStream, mut shutdown: Shutdown) {
        let (mut sink, mut messages) = socket.split();
        let end = tokio::select! {
            end = self.talk(&mut sink, &mut messages) => end,
            () = shutdown.requested() => End::Close(Close::going_away()),
        };
        let limit = self.limits.send_timeout;
        // All operations stop before the goodbye, which may take its time.
        drop(self);
        if let End::Close(close) = end {
            drop(time::timeout(limit, part(sink, messages, close)).await);
        }
    }

    async fn talk(&mut self, sink: &mut Sink, messages: &mut SplitStream<WebSocketStream>) -> End {
        let init = time::sleep(self.limits.init_timeout);
        tokio::pin!(init);
        let mut beat = every(self.limits.keep_alive);
        let mut check = every(self.limits.session_check);
        let mut silent = 0;
        loop {
            let step = tokio::select! {
                () = &mut init, if self.client.is_none() => Err(Close::init_timeout().into()),
                _ = beat.tick() => {
                    silent += 1;
                    if silent > SILENT_PINGS { Err(Close::silent().into()) } else { self.send(sink, Message::ping(Vec::new())).await }
                }
                _ = check.tick() => self.check_session().await,
                Some(event) = self.events.recv() => match self.event(event) {
                    Ok(Some(text)) => self.send(sink, Message::text(text)).await,
                    Ok(None) => Ok(()),
                    Err(close) => Err(close.into()),
                },
                message = messages.next() => {
                    silent = 0;
                    match self.message(message, init.deadline()).await {
                        Ok(Some(text)) => self.send(sink, Message::text(text)).await,
                        Ok(None) => Ok(()),
                        Err(end) => Err(end),
                    }
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Without a bound, a client that never reads would keep its connection for ever.
    async fn send(&self, sink: &mut Sink, message: Message) -> Result<(), End> {
        match time::timeout(self.limits.send_timeout, sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    /// What to send for an event. Events of an operation that was completed meanwhile are dropped.
    fn event(&mut self, event: Event) -> Result<Option<String>, Close> {
        if self.running.get(&event.id).is_none_or(|running| running.serial != event.serial) {
            return Ok(None);
        }
        match event.what {
            What::Next(text) => Ok(Some(text)),
            What::Last(text) => {
                self.running.remove(&event.id);
                Ok(Some(text))
            }
            What::Close(close) => Err(close),
        }
    }

    /// What to answer to a client's message.
    async fn message(
        &mut self,
        message: Option<std::io::Result<Message>>,
        init: Instant,
    ) -> Result<Option<String>, End> {
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(_))) => return Err(Close::bad_request("Messages must be text").into()),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(None),
            // poem tells the kind of error by its text alone.
            Some(Err(error)) if error.to_string().contains("too long") => {
                return Err(Close::too_large().into());
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
        };
        match ClientMessage::read(&text)? {
            ClientMessage::Init(payload) => self.init(&payload, init).await.map(Some),
            ClientMessage::Ping(payload) => Ok(Some(message::pong(payload))),
            ClientMessage::Pong => Ok(None),
            ClientMessage::Subscribe { id, params } => Ok(self.subscribe(id, params)?),
            ClientMessage::Complete { id } => {
                self.running.remove(&id);
                Ok(None)
            }
        }
    }

    async fn init(&mut self, payload: &Map<String, Value>, deadline: Instant) -> Result<String, End> {
        let client = self.endpoints.application.init(&self.handshake, payload).map_err(Close::from)?;
        if self.client.is_some() {
            return Err(Close::initialised_twice().into());
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

    fn subscribe(&mut self, id: String, params: Params) -> Result<Option<String>, Close> {
        let Some(client) = self.client.clone() else { return Err(Close::unauthorized()) };
        if self.running.contains_key(&id) {
            return Err(Close::taken(&id));
        }
        if self.running.len() >= self.limits.operations {
            let message = format!("More than {} operations on one connection", self.limits.operations);
            return Ok(Some(message::error(&id, &Failure::new(Code::LimitExceeded, message).errors)));
        }
        self.last_serial += 1;
        let operation = Operation {
            endpoints: self.endpoints.clone(),
            id: id.clone(),
            serial: self.last_serial,
            client,
            events: self.sender.clone(),
        };
        let task = tokio::spawn(operation.run(params).in_current_span()).abort_handle();
        self.running.insert(id, Running { serial: self.last_serial, task });
        Ok(None)
    }

    /// Subscriptions live long: a token given up meanwhile must not keep them. A database that is down is no reason.
    async fn check_session(&self) -> Result<(), End> {
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

/// Ticks from one period from now on.
fn every(period: time::Duration) -> time::Interval {
    let mut interval = time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    interval
}

/// Says goodbye and waits for the client's.
pub(super) async fn part(mut sink: Sink, mut messages: SplitStream<WebSocketStream>, close: Close) {
    if sink.send(close.into()).await.is_ok() && sink.close().await.is_ok() {
        while let Some(Ok(_)) = messages.next().await {}
    }
}
