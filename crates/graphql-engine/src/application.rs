//! The interface through which the endpoints use the application.

use std::future::ready;
use std::net::IpAddr;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use futures_util::future::BoxFuture;
use poem::Request;
use serde_json::{Map, Value};

/// A batch of loads, which must be polled to the end.
pub type Batch = BoxFuture<'static, ()>;

/// The context of one operation. The engine puts it into the data of the request that async-graphql executes, so that
/// resolvers find it there.
pub trait OperationContext: Clone + Send + Sync + 'static {
    /// Returns the batches of all loads that resolvers wait for, as [`BatchLoader::start_batches`] does. The engine
    /// calls this when no resolver can continue and no batch is running. Loads that are requested later wait until all
    /// the returned batches have ended.
    ///
    /// May return no batches while a resolver waits for something else, such as an SQL statement of its own. The engine
    /// calls this method again after that resolver was woken, because the resolver may then request loads. While a
    /// resolver waits for a load, it must not hold anything that this method waits for: it would wait forever.
    ///
    /// [`BatchLoader::start_batches`]: crate::BatchLoader::start_batches
    fn start_batches(&self) -> Vec<Batch>;

    /// Takes the cost of an operation from the budgets of its client. The engine calls this once before the operation
    /// runs, and for a subscription again with each event. Returns what remains for the client afterwards; `None` if
    /// nothing is counted, which is the default.
    ///
    /// # Errors
    /// [`Overspent`] if the client may not spend that much now. The operation then fails with
    /// [`Code::RateLimited`](crate::Code::RateLimited).
    fn spend(&self, cost: usize) -> Result<Option<u32>, Overspent> {
        let _ = cost;
        Ok(None)
    }

    /// Returns everything that a query on [shared data](crate::SharedData) depends on besides itself, such as the
    /// version of the data and the language. Contexts with equal states get equal results. `None`, the default, if this
    /// operation is to be executed by itself. The engine calls this before such a query runs.
    fn shared_state(&self) -> impl Future<Output = Option<String>> + Send {
        ready(None)
    }
}

/// The budget of a client does not suffice for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overspent {
    /// The number of seconds after which the same operation may run.
    pub retry_after_seconds: u64,
}

/// The application behind the endpoints: it identifies the clients and makes the contexts of their operations.
pub trait Application: Send + Sync + 'static {
    /// The application's data about a client: its credentials, its address, the id of its request. The data is kept
    /// while a request is executed, or while a websocket is open.
    type Client: Clone + Send + Sync + 'static;

    /// The context of one operation.
    type Context: OperationContext;

    /// Reads the data about the client from an HTTP request, or from the handshake of a websocket.
    fn client(&self, request: &Request) -> Self::Client;

    /// Returns the address that a client's websockets are counted for, with `connections_per_client` in
    /// [`WebSocketLimits`](crate::WebSocketLimits), and its event streams, with `event_streams_per_client` in
    /// [`Limits`](crate::Limits). By default, no client is counted.
    fn address(&self, client: &Self::Client) -> Option<IpAddr> {
        let _ = client;
        None
    }

    /// Reads the payload of a websocket's `connection_init`, which is empty if the client sent none. The returned client is
    /// used for all operations of the websocket.
    ///
    /// # Errors
    /// [`Rejection::Malformed`] or [`Rejection::Unauthenticated`] if the payload has the wrong form.
    fn init(&self, handshake: &Self::Client, payload: &Map<String, Value>)
    -> Result<Self::Client, Rejection>;

    /// Authenticates the client and makes the context of one operation. Websockets call this for `connection_init`, for each
    /// operation, and at intervals while operations run.
    ///
    /// # Errors
    /// A [`Rejection`], which says how the transports respond.
    fn context(&self, client: &Self::Client)
    -> impl Future<Output = Result<Self::Context, Rejection>> + Send;

    /// Returns the client as it is without its credentials, for one that [`Rejection::Unauthenticated`] refused because its
    /// credentials are no longer valid. Its queries and mutations over HTTP are then executed for nobody, with the error
    /// [`Code::Unauthenticated`](crate::Code::Unauthenticated) beside their data, so that it can read what is public, and log
    /// in again. By default, and if this returns `None`, they are refused.
    fn without_credentials(&self, client: &Self::Client) -> Option<Self::Client> {
        let _ = client;
        None
    }

    /// Called once for each operation of an event stream or a websocket, when it has ended for whatever reason.
    ///
    /// If the result of an operation is a single HTTP response, its [`OperationSummary`] and its context are in the data of
    /// the response instead, where a middleware finds them.
    ///
    /// [`OperationSummary`]: crate::OperationSummary
    fn operation_ended(&self, operation: &EndedOperation<'_, Self::Client, Self::Context>) {
        let _ = operation;
    }
}

/// Why a client is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The credentials have the wrong form; the message says why. HTTP responds with 400, websockets close with 4400.
    Malformed(String),
    /// The credentials are not valid, or no longer. HTTP responds with 401, unless the application allows
    /// [another attempt without them](Application::without_credentials); websockets close with 4403.
    Unauthenticated,
    /// Authentication is not possible at present. HTTP responds with 503, websockets close with 1013.
    Unavailable,
}

/// The name, kind and error code of an operation. Every HTTP response with a single result has this in its data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationSummary {
    /// The operation's name, if it has one. The client chooses it, so it can have any length.
    pub name: Option<String>,
    /// Whether the operation was a query, a mutation or a subscription. `None` if the request was refused before that
    /// was known.
    pub kind: Option<OperationType>,
    /// The code of the result's first error. If there are several results, the last result with an error counts.
    pub code: Option<String>,
}

/// An operation of an event stream or a websocket that has ended.
#[derive(Debug)]
pub struct EndedOperation<'a, Client, Context> {
    /// The transport of the operation's results.
    pub transport: Transport,
    /// The client that sent the operation.
    pub client: &'a Client,
    /// The operation's context. `None` if the operation was refused before it had one.
    pub context: Option<&'a Context>,
    /// The name, kind and error code of the operation.
    pub summary: &'a OperationSummary,
    /// The time from the start of the operation to its end.
    pub duration: Duration,
    /// How the operation ended.
    pub end: OperationEnd,
}

/// A transport for several results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Server-sent events over HTTP.
    ServerSentEvents,
    /// A websocket.
    WebSocket,
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationEnd {
    /// The operation sent all its results, none of them with an error.
    Complete,
    /// The operation was refused, or one of its results had an error.
    Error,
    /// The client left or stopped the operation, or the service was shut down.
    Stopped,
}
