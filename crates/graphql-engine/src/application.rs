//! What the endpoint needs of the application that it serves.

use futures_util::future::BoxFuture;
use poem::Request;
use serde_json::{Map, Value};

use crate::operation_log::EndedOperation;

/// A batch of loads that is to run to its end.
pub type Batch = BoxFuture<'static, ()>;

/// The context of one operation. The engine puts it into the data of the request that async-graphql executes, so that
/// resolvers find it there.
pub trait OperationContext: Clone + Send + Sync + 'static {
    /// Starts the batches of everything that resolvers wait for. The engine calls this when no resolver can go on and no
    /// batch is running; until all the returned batches have ended, further loads wait.
    ///
    /// Returns nothing as long as a resolver is about to go on by other means and may then ask for more, such as one that
    /// runs an SQL statement of its own.
    fn start_batches(&self) -> Vec<Batch>;
}

/// The application that an endpoint serves: who its clients are, and what its operations work with.
pub trait Application: Send + Sync + 'static {
    /// What the application keeps of a client between reading a request and executing it, and for as long as a websocket
    /// is open: its credentials, its address, the id of its request.
    type Client: Clone + Send + Sync + 'static;

    /// The context of one operation.
    type Context: OperationContext;

    /// Reads what an HTTP request, or the handshake of a websocket, says of the client.
    fn client(&self, request: &Request) -> Self::Client;

    /// Reads the payload of a websocket's `connection_init`, which is empty if the client sends none. The returned client
    /// is that of all operations of the websocket.
    ///
    /// # Errors
    /// [`Rejection::Malformed`] or [`Rejection::Unauthenticated`] if the payload has the wrong form.
    fn init(&self, handshake: &Self::Client, payload: &Map<String, Value>)
    -> Result<Self::Client, Rejection>;

    /// Authenticates the client and makes the context of one operation. A websocket calls this for `connection_init`, for
    /// each operation, and again and again while operations run.
    fn context(&self, client: &Self::Client)
    -> impl Future<Output = Result<Self::Context, Rejection>> + Send;

    /// Called once for each operation of an event stream or a websocket, when it has ended for whatever reason. The
    /// summary of an operation whose answer is a single HTTP response is in the response's data instead, and so is its
    /// context.
    fn operation_ended(&self, operation: &EndedOperation<'_, Self::Client, Self::Context>) {
        let _ = operation;
    }
}

/// Why a client is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// What the client sent to identify itself has the wrong form; the message says how. HTTP answers 400, a websocket is
    /// closed with 4400.
    Malformed(String),
    /// The credentials are not valid, or no longer. HTTP answers 401, a websocket is closed with 4403.
    Unauthenticated,
    /// Authentication is not possible at present. HTTP answers 503, a websocket is closed with 1013.
    Unavailable,
}
