//! The service over HTTP: routes, and what each request goes through.

pub mod access_log;
mod calendar;
mod club_files;
mod files;
pub mod graphiql;
pub mod graphql;
mod health;
pub mod idle;
mod open_data;
mod own_data;
pub mod session;
pub mod shutdown;
pub mod websocket;

use std::sync::Arc;

use poem::middleware::CatchPanic;
use poem::{Endpoint, EndpointExt, Response, Route, RouteMethod, get};

use self::access_log::AccessLog;
use self::shutdown::Shutdown;
use self::websocket::Connections;
use crate::app::Services;
use crate::graphql::engine::Engine;

/// What every endpoint shares.
#[derive(Clone)]
pub struct State {
    /// Checks and executes operations.
    pub engine: Engine,
    /// What the operations work with.
    pub services: Services,
}

/// How the routes are to behave.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Origins whose pages may open a websocket, as browsers write them (`https://app.example`). Empty: only pages of the
    /// host that is asked.
    pub origins: Vec<String>,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// The header in which a trusted proxy names the client's address. None: there is no proxy, or it isn't trusted.
    pub client_address_header: Option<String>,
    /// The address at which clients reach the service, without a slash at its end. None: that which they ask at.
    pub public_url: Option<String>,
    /// Ends websockets and streams.
    pub shutdown: Shutdown,
}

/// All routes. `Connections` tells when the websockets are closed after a shutdown.
pub fn routes(state: State, settings: Settings) -> (impl Endpoint<Output = Response> + 'static, Connections) {
    let (services, graphiql) = (state.services.clone(), settings.graphiql);
    let public_url = settings.public_url.clone();
    let database = services.database.clone();
    let connections = Connections::new(state.engine.limits().websocket.connections);
    let mut routes = Route::new()
        .at("/graphql", graphql::endpoint(state.clone(), &settings))
        .at("/graphql/ws", websocket::endpoint(state, settings, connections.clone()));
    if graphiql {
        routes = routes.at("/graphiql", graphiql::page()).at("/graphiql/:file", graphiql::file());
    }
    let routes = routes.at("/calendars/:file", get(calendar::feed(services.clone())));
    let permits = files::permits(&services);
    let data = open_data::files(services.clone(), permits.clone());
    let own = own_data::files(services.clone(), permits.clone());
    let routes = routes.at("/data/:file", told(data)).at("/me/:file", told(own));
    let routes = routes.at("/clubs/:club/:file", told(club_files::files(services, permits, public_url)));
    let routes = routes.at("/healthz", get(health::alive)).at("/readyz", get(health::ready(database)));
    (routes.with(CatchPanic::new()).with(AccessLog), connections)
}

/// An endpoint for `GET`, and for `HEAD` as well: it sees which, where poem would have `HEAD` do all that `GET` does.
fn told(endpoint: impl Endpoint<Output = Response> + 'static) -> RouteMethod {
    let endpoint = Arc::new(endpoint);
    get(endpoint.clone()).head(endpoint)
}

/// The token in a value of `Authorization: Bearer …`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    let token = token.trim();
    let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    (scheme.eq_ignore_ascii_case("bearer") && is_token).then_some(token)
}
