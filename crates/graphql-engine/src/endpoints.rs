//! The HTTP and websocket endpoints.

use std::sync::Arc;

use async_graphql::Executor;
use poem::{Endpoint, Response};

use crate::application::Application;
use crate::shutdown::Shutdown;
use crate::websocket::Connections;
use crate::{Engine, Failure, Params, Prepared, TrustedDocuments};
use crate::{http, websocket};

/// The endpoints of one engine and one application.
pub struct Endpoints<E, A> {
    pub(crate) engine: Engine<E>,
    pub(crate) application: Arc<A>,
    pub(crate) shutdown: Shutdown,
    trusted: Arc<TrustedDocuments>,
}

impl<E: Clone, A> Clone for Endpoints<E, A> {
    fn clone(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            application: self.application.clone(),
            shutdown: self.shutdown.clone(),
            trusted: self.trusted.clone(),
        }
    }
}

impl<E: Executor, A: Application> Endpoints<E, A> {
    /// Creates the endpoints of an engine and an application. A shutdown ends event streams and websockets.
    pub fn new(engine: Engine<E>, application: A, shutdown: Shutdown) -> Self {
        Self { engine, application: Arc::new(application), shutdown, trusted: Arc::default() }
    }

    /// Returns endpoints whose clients may send these documents by their ids.
    #[must_use]
    pub fn trusting(self, documents: TrustedDocuments) -> Self {
        Self { trusted: Arc::new(documents), ..self }
    }

    /// Finds and checks the document of a request, like [`Engine::prepare`].
    pub(crate) fn prepare(&self, params: &Params) -> Result<Prepared, Failure> {
        match self.trusted.named_by(params)? {
            None => self.engine.prepare(params),
            Some(text) => self.engine.prepare_document(text, params),
        }
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
