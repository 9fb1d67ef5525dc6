//! `dostyq serve`

use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use graphql_engine::Limits;
use poem::Server;
use poem::listener::TcpAcceptor;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::Instant;

use super::{Failure, import, runtime, storage::Storage};
use crate::app::passwords::Passwords;
use crate::app::{Services, learning};
use crate::config::ServeArgs;
use crate::db::{self, Database};
use crate::domain::clock::Clock;
use crate::embedded;
use crate::graphql;
use crate::http::idle::IdleTimeout;
use crate::http::{self, Settings, State, shutdown};
use crate::import::Origin;

/// How long a connection is kept to which nothing is written, at least: more than two pings of a websocket.
const IDLE: Duration = Duration::from_secs(75);
/// Time between two looks for jobs that nobody works at.
const LOOK_FOR_WORK: Duration = Duration::from_mins(1);
/// The content folder that is loaded where none is named.
const CONTENT: &str = "content";

pub(super) fn serve(args: &ServeArgs) -> Result<(), Failure> {
    // What is wrong with the content or the address is told before anything is started.
    let content = match &args.content {
        Some(dir) => Some(import::read(dir)?),
        None if Path::new(CONTENT).is_dir() => Some(import::read(Path::new(CONTENT))?),
        None => None,
    };
    let socket = std::net::TcpListener::bind(args.listen)
        .map_err(|error| Failure(format!("cannot listen on {}: {error}", args.listen)))?;
    socket.set_nonblocking(true)?;

    let mut storage = Storage::open(&args.database)?;
    let runtime = runtime()?;
    let served = runtime.block_on(async {
        let own = storage.server.is_some();
        if args.migrate {
            db::migrations::run(storage.url()).await?;
        } else if !own && db::migrations::pending(storage.url()).await? {
            return Err(Failure(
                "the database's schema is not up to date: run `dostyq migrate` first".to_owned(),
            ));
        }
        let services = Services::new(
            Database::new(storage.url(), usize::from(args.database_connections))?,
            Clock::system(),
            Passwords::new()?,
            TimeDelta::days(i64::from(args.session_days)),
        );
        // A named server's content is loaded where that was asked for.
        if let Some(content) = content.filter(|_| own || args.migrate || args.content.is_some()) {
            let origin = if args.content.is_some() { Origin::Chosen } else { Origin::Default };
            let outcome = import::load(&services.database, &content, origin).await?;
            tracing::info!(%outcome, "content");
        }
        answer(args, socket, services, storage.server.as_mut()).await
    });
    // Tasks that still hold connections end before the database does.
    runtime.shutdown_timeout(Duration::from_secs(5));
    if let Some(server) = &mut storage.server {
        server.stop();
    }
    served
}

/// Answers requests until a signal comes, or the private database ends.
async fn answer(
    args: &ServeArgs,
    socket: std::net::TcpListener,
    services: Services,
    mut server: Option<&mut embedded::Server>,
) -> Result<(), Failure> {
    let engine = graphql::new_engine(Limits::from(&args.limits))?;
    let limits = engine.limits();
    let idle = IDLE.max(2 * (limits.body_time + limits.execution));
    let database = services.database.clone();
    let working = tokio::spawn(work(services.clone()));
    let (trigger, shutdown) = shutdown::channel();
    let settings = Settings {
        origins: args.origins.clone(),
        graphiql: !args.no_graphiql,
        client_address_header: args.client_address_header.clone(),
        public_url: args.public_url.clone(),
        shutdown,
    };
    let (app, connections) = http::routes(State { engine, services }, settings);
    let address = socket.local_addr()?;
    let acceptor = IdleTimeout::new(TcpAcceptor::from_std(socket)?, idle);
    let grace = Duration::from_secs(u64::from(args.grace_seconds));

    tracing::info!(%address, "listening: http://{address}/graphql, GraphiQL at /graphiql");
    let (mut interrupt, mut terminate, mut hang_up) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    let mut ended = None;
    let stop = async {
        let mut look = tokio::time::interval(Duration::from_secs(1));
        loop {
            tokio::select! {
                _ = interrupt.recv() => break,
                _ = terminate.recv() => break,
                _ = hang_up.recv() => break,
                _ = look.tick() => {
                    ended = server.as_mut().and_then(|server| server.exited());
                    if ended.is_some() { break }
                }
            }
        }
        trigger.stop();
    };
    let mut deadline = None;
    let stop = async {
        stop.await;
        deadline = Some(Instant::now() + grace);
    };
    Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(app, stop, Some(grace)).await?;
    // What is left of the grace is the websockets'.
    let _ = tokio::time::timeout_at(deadline.unwrap_or_else(Instant::now), connections.closed()).await;
    working.abort();
    database.close();
    match ended {
        Some(status) => Err(Failure(format!(
            "PostgreSQL ended by itself ({status}); see postgres.log in the data folder"
        ))),
        None => {
            tracing::info!("stopped");
            Ok(())
        }
    }
}

/// Works off the jobs that are left when the program starts, and what other processes leave later.
async fn work(services: Services) {
    let mut look = tokio::time::interval(LOOK_FOR_WORK);
    loop {
        look.tick().await;
        learning::work_off(&services).await;
    }
}
