//! The HTTP service: the routes, and the middleware of all requests.

pub mod access_log;
mod application;
mod calendar;
mod club_files;
mod compression;
mod cross_origin;
mod data_index;
pub mod draining;
mod etag;
mod export_permits;
mod files;
pub mod graphiql;
mod health;
pub mod listener;
mod open_data;
mod own_data;
mod pages;
mod public_files;
mod records;
pub mod session;
pub mod trusted_documents;
mod web_app;
mod weights;

use std::sync::Arc;

pub use graphql_engine::shutdown;
use graphql_engine::shutdown::Shutdown;
use graphql_engine::{Connections, Endpoints, TrustedDocuments};
use poem::middleware::CatchPanic;
use poem::{Endpoint, EndpointExt, Response, Route, RouteMethod, get};

use self::access_log::AccessLog;
use self::application::Dostyq;
use self::compression::Compression;
use self::cross_origin::CrossOrigin;
use self::draining::Draining;
use self::export_permits::ExportPermits;
use self::listener::ConnectedClients;
use self::public_files::PublicFiles;
use self::web_app::WebApp;
use crate::app::Services;
use crate::graphql::Engine;

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
    /// The origins whose pages may use the service, as browsers write them (`https://app.example`), beside the service's
    /// own.
    pub origins: Vec<String>,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// The header in which a trusted proxy sends the client's address. `None` if there is no proxy, or if it isn't
    /// trusted.
    pub client_address_header: Option<String>,
    /// The URL at which clients reach the service, without a trailing slash.
    pub public_url: String,
    /// The documents that clients may send by their ids.
    pub trusted_documents: TrustedDocuments,
    /// The clients whose connections are open.
    pub clients: ConnectedClients,
    /// Whether the service is about to stop.
    pub draining: Draining,
    /// The signal that ends websockets and streams.
    pub shutdown: Shutdown,
}

/// Returns all routes. `Connections` reports when the websockets are closed after a shutdown.
pub fn routes(state: State, settings: Settings) -> (impl Endpoint<Output = Response> + 'static, Connections) {
    let (services, graphiql) = (state.services.clone(), settings.graphiql);
    let public_url = settings.public_url.clone();
    let site = Arc::new(pages::Site {
        engine: state.engine.clone(),
        services: services.clone(),
        public_url: public_url.clone(),
    });
    let app = Arc::new(WebApp::below(&services.public_path));
    let database = services.database.clone();
    let permits = ExportPermits::new(&services, settings.client_address_header.as_deref());
    let application =
        Dostyq { services: state.services, client_address_header: settings.client_address_header };
    let endpoints =
        Endpoints::new(state.engine, application, settings.shutdown).trusting(settings.trusted_documents);
    let mut origins = settings.origins;
    origins.extend(origin_of(&public_url));
    let (websocket, connections) = endpoints.websocket(origins.clone());
    let cross_origin = CrossOrigin { origins };
    let http = endpoints.http().with(cross_origin.clone());
    let mut routes = Route::new().at("/graphql", http).at("/graphql/ws", websocket);
    if graphiql {
        routes = routes.at("/graphiql", graphiql::page()).at("/graphiql/:file", graphiql::file());
    }
    let routes = routes
        .at("/calendar.ics", PublicFiles::new(calendar::of_all(services.clone())))
        .at("/calendars/:file", PublicFiles::new(calendar::of_organization(services.clone())));
    let base: Arc<str> = Arc::from(public_url.as_str());
    let data = open_data::files(services.clone(), permits.clone(), base.clone());
    let routes = routes
        .at("/data", PublicFiles::new(data_index::index(services.clone(), permits.clone(), base.clone())))
        .at("/data/records/:file", PublicFiles::new(records::records(services.clone(), base)))
        .at("/data/changes.atom", PublicFiles::new(pages::changes_feed(site.clone())));
    let own = own_data::files(services.clone(), permits.clone());
    let routes = routes
        .at("/data/:file", PublicFiles::new(data))
        .at("/me/:file", get_and_head(own).with(cross_origin.clone()));
    let club_files = get_and_head(club_files::files(services, permits, public_url)).with(cross_origin);
    let routes = routes.at("/clubs/:club/:file", club_files);
    let routes = routes.at("/app", get_and_head(app.clone())).at("/app/*path", get_and_head(app));
    let routes = routes
        .at("/healthz", get(health::alive))
        .at("/readyz", get(health::ready(database, settings.draining.clone())));
    let routes = routes.at("/", PublicFiles::new(site.clone())).at("/*path", PublicFiles::new(site));
    let routes = routes.with(Compression).with(CatchPanic::new());
    (routes.with(settings.draining).with(settings.clients).with(AccessLog), connections)
}

/// Returns the origin of a URL: its scheme and host.
fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next()?;
    Some(format!("{scheme}://{host}"))
}

/// Routes `GET` and `HEAD` to an endpoint that distinguishes the methods itself. By default, poem does the whole work
/// of `GET` for `HEAD`.
fn get_and_head(endpoint: impl Endpoint<Output = Response> + 'static) -> RouteMethod {
    let endpoint = Arc::new(endpoint);
    get(endpoint.clone()).head(endpoint)
}
