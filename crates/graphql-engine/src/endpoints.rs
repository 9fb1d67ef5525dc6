//! The HTTP and websocket endpoints.

use std::sync::Arc;

use async_graphql::Executor;
use poem::{Endpoint, Response};

use crate::Engine;
use crate::application::Application;
use crate::shutdown::Shutdown;
use crate::websocket::Connections;
use crate::{http, websocket};

/// The endpoints of one engine and one application.
pub struct Endpoints<E, A> {
    pub(crate) engine: Engine<E>,
    pub(crate) application: Arc<A>,
    pub(crate) shutdown: Shutdown,
}

impl<E: Clone, A> Clone for Endpoints<E, A> {
    fn clone(&self) -> Self {
        let Self { engine, application, shutdown } = self;
        Self { engine: engine.clone(), application: application.clone(), shutdown: shutdown.clone() }
    }
}

impl<E: Executor, A: Application> Endpoints<E, A> {
    /// Creates the endpoints of an engine and an application. A shutdown ends event streams and websockets.
    pub fn new(engine: Engine<E>, application: A, shutdown: Shutdown) -> Self {
        Self { engine, application: Arc::new(application), shutdown }
    }

    /// Returns the endpoint for GraphQL over HTTP, by GET and POST, and for server-sent events. Wrap it in poem's
    /// `Cors` if pages of other origins may use it.
    pub fn http(&self) -> impl Endpoint<Output = Response> + use<E, A> {
        http::endpoint(self.clone())
    }

    /// Returns the endpoint for websockets by the protocol graphql-transport-ws, and the connections that it opens.
    ///
    /// `allowed_origins` are the origins whose pages may connect, as browsers write them (`https://app.example`). If it is
    /// empty, only pages of the same host may connect.
    pub fn websocket(
        &self,
        allowed_origins: Vec<String>,
    ) -> (impl Endpoint<Output = Response> + use<E, A>, Connections) {
        let connections = Connections::new(&self.engine.limits().websocket);
        (websocket::endpoint(self.clone(), allowed_origins, connections.clone()), connections)
    }
}
