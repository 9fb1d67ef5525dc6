//! The service over HTTP: routes, and what each request goes through.

pub mod access_log;
mod application;
mod calendar;
mod club_files;
mod files;
pub mod graphiql;
mod health;
pub mod idle;
mod open_data;
mod own_data;
pub mod session;

use std::sync::Arc;

pub use graphql_engine::shutdown;
use graphql_engine::shutdown::Shutdown;
use graphql_engine::{Connections, Endpoints};
use poem::http::Method;
use poem::middleware::{CatchPanic, Cors};
use poem::{Endpoint, EndpointExt, Response, Route, RouteMethod, get};

use self::access_log::AccessLog;
use self::application::Dostyq;
use crate::app::Services;
use crate::graphql::Engine;

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
    let application =
        Dostyq { services: state.services, client_address_header: settings.client_address_header };
    let endpoints = Endpoints::new(state.engine, application, settings.shutdown);
    // Without origins nobody is granted access: pages of the same host need no grant.
    let cors = cors(&settings.origins);
    let http = endpoints.http().with_if(!settings.origins.is_empty(), cors).map_to_response();
    let (websocket, connections) = endpoints.websocket(settings.origins);
    let mut routes = Route::new().at("/graphql", http).at("/graphql/ws", websocket);
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

/// Lets pages of these origins use the GraphQL endpoint.
fn cors(origins: &[String]) -> Cors {
    Cors::new()
        .allow_origins(origins)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(["authorization", "content-type", "accept-language", "x-request-id"])
        .expose_header("x-request-id")
        .allow_credentials(false)
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
