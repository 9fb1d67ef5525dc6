//! The HTTP service: the routes, and the middleware of all requests.

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

/// The state that endpoints share.
#[derive(Clone)]
pub struct State {
    /// The engine that checks and executes operations.
    pub engine: Engine,
    /// The services that operations use.
    pub services: Services,
}

/// The settings of the routes.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The origins whose pages may open a websocket, as browsers write them (`https://app.example`). If empty, only
    /// pages of the requested host may.
    pub origins: Vec<String>,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// The header in which a trusted proxy sends the client's address. `None` if there is no proxy, or if it isn't
    /// trusted.
    pub client_address_header: Option<String>,
    /// The URL at which clients reach the service, without a trailing slash. `None` if it is the host of the request.
    pub public_url: Option<String>,
    /// The signal that ends websockets and streams.
    pub shutdown: Shutdown,
}

/// Returns all routes. `Connections` reports when the websockets are closed after a shutdown.
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
    let permits = files::export_permits(&services);
    let data = open_data::files(services.clone(), permits.clone());
    let own = own_data::files(services.clone(), permits.clone());
    let routes = routes.at("/data/:file", get_and_head(data)).at("/me/:file", get_and_head(own));
    let routes =
        routes.at("/clubs/:club/:file", get_and_head(club_files::files(services, permits, public_url)));
    let routes = routes.at("/healthz", get(health::alive)).at("/readyz", get(health::ready(database)));
    (routes.with(CatchPanic::new()).with(AccessLog), connections)
}

/// Routes `GET` and `HEAD` to an endpoint that distinguishes the methods itself. By default, poem does the whole work
/// of `GET` for `HEAD`.
fn get_and_head(endpoint: impl Endpoint<Output = Response> + 'static) -> RouteMethod {
    let endpoint = Arc::new(endpoint);
    get(endpoint.clone()).head(endpoint)
}

/// Returns the token in a header value `Authorization: Bearer …`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    let token = token.trim();
    let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    (scheme.eq_ignore_ascii_case("bearer") && is_token).then_some(token)
}
