//! The HTTP and websocket endpoints.

use std::sync::Arc;

use async_graphql::Executor;
use poem::{Endpoint, Response};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::yield_now;

use crate::application::Application;
use crate::client_lanes::ClientLanes;
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
    /// The lanes in which the large requests of clients take turns.
    turns: Arc<ClientLanes>,
}

/// The size in bytes from which reading and preparing a request takes so long that clients have to take turns.
const LARGE_REQUEST: usize = 8 * 1024;

impl<E: Clone, A> Clone for Endpoints<E, A> {
    fn clone(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            application: self.application.clone(),
            shutdown: self.shutdown.clone(),
            trusted: self.trusted.clone(),
            turns: self.turns.clone(),
        }
    }
}

impl<E: Executor, A: Application> Endpoints<E, A> {
    /// Creates the endpoints of an engine and an application. A shutdown ends event streams and websockets.
    pub fn new(engine: Engine<E>, application: A, shutdown: Shutdown) -> Self {
        Self {
            engine,
            application: Arc::new(application),
            shutdown,
            trusted: Arc::default(),
            turns: Arc::new(ClientLanes::new(1)),
        }
    }

    /// Returns endpoints whose clients may send these documents by their ids.
    #[must_use]
    pub fn trusting(self, documents: TrustedDocuments) -> Self {
        Self { trusted: Arc::new(documents), ..self }
    }

    /// Waits until no other large request of the client is being read and prepared, if this one is large. Otherwise the many
    /// requests that a client sends at once would keep all threads busy, one after another, and everybody else waiting.
    pub(crate) async fn turn(&self, client: &A::Client, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let address = (bytes >= LARGE_REQUEST).then(|| self.application.address(client)).flatten()?;
        let turn = self.turns.of(address).acquire_owned().await.ok();
        // A task that was just woken would run before those that have waited longer.
        yield_now().await;
        turn
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

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::pin::pin;

    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};
    use poem::Request;
    use serde_json::{Map, Value};

    use super::*;
    use crate::{Batch, Limits, OperationContext, Rejection, SharedData};

    struct Query;

    #[Object]
    impl Query {
        async fn one(&self) -> i32 {
            1
        }
    }

    #[derive(Clone)]
    struct Nothing;

    impl OperationContext for Nothing {
        fn start_batches(&self) -> Vec<Batch> {
            Vec::new()
        }
    }

    /// An application whose clients are addresses.
    struct Addresses;

    impl Application for Addresses {
        type Client = IpAddr;
        type Context = Nothing;

        fn client(&self, _: &Request) -> IpAddr {
            IpAddr::from([127, 0, 0, 1])
        }

        fn address(&self, client: &IpAddr) -> Option<IpAddr> {
            Some(*client)
        }

        fn init(&self, handshake: &IpAddr, _: &Map<String, Value>) -> Result<IpAddr, Rejection> {
            Ok(*handshake)
        }

        async fn context(&self, _: &IpAddr) -> Result<Nothing, Rejection> {
            Ok(Nothing)
        }
    }

    #[tokio::test]
    async fn a_client_prepares_one_large_request_at_a_time() {
        let schema = Schema::build(Query, EmptyMutation, EmptySubscription);
        let engine = Engine::new(schema, Limits::default(), SharedData::default()).unwrap();
        let endpoints = Endpoints::new(engine, Addresses, crate::shutdown::channel().1);
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let first = endpoints.turn(&one, 50_000).await;
        assert!(first.is_some());
        let mut second = pin!(endpoints.turn(&one, 50_000));
        assert!(futures_util::poll!(&mut second).is_pending());
        // Neither other clients wait, nor small requests.
        assert!(endpoints.turn(&other, 50_000).await.is_some());
        assert!(endpoints.turn(&one, 500).await.is_none());
        drop(first);
        assert!(second.await.is_some());
    }
}
