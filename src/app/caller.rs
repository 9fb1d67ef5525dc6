//! Who asks, and what the use cases work with.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Duration, SubsecRound as _, Utc};
use tokio::sync::OnceCell;

use crate::app::AppError;
use crate::app::attempts::Attempts;
use crate::app::catalogues::Catalogues;
use crate::app::clubs::{FollowedAssignment, FollowedClub};
use crate::app::following::Followed;
use crate::app::learning::{FollowedSession, Works};
use crate::app::passwords::Passwords;
use crate::db::{Connection, Database, Session};
use crate::domain::access::Audience;
use crate::domain::accounts::Account;
use crate::domain::clock::Clock;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::settings::LearnerSettings;

/// What all use cases share, made once at the start.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Hashes passwords.
    pub passwords: Passwords,
    /// How long a login lasts.
    pub session_lifetime: Duration,
    /// What is taught, as it was last read.
    pub(super) catalogues: Catalogues,
    /// Slows down those who guess.
    pub(super) attempts: Attempts,
    /// Who is told when something of a learner's changes.
    pub(super) followers: Followed<FollowedSession>,
    /// Which leaders are told when members of their clubs answer.
    pub(super) club_followers: Followed<FollowedClub>,
    /// Which leaders are told when members get on with assignments.
    pub(super) assignment_followers: Followed<FollowedAssignment>,
    /// What is worked at beside the requests.
    pub(super) works: Works,
}

impl Services {
    /// Over a database, with a clock, a way to hash passwords, and so long a login.
    pub fn new(database: Database, clock: Clock, passwords: Passwords, session_lifetime: Duration) -> Self {
        Self {
            database,
            clock,
            passwords,
            session_lifetime,
            catalogues: Catalogues::default(),
            attempts: Attempts::default(),
            followers: Followed::default(),
            club_followers: Followed::default(),
            assignment_followers: Followed::default(),
            works: Works::default(),
        }
    }
}

/// Who is logged in.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The account.
    pub account: Account,
    /// Its settings as a learner.
    pub settings: LearnerSettings,
}

/// One request's view: who asks, when, and through which database session.
#[derive(Clone)]
pub struct Caller {
    /// What all requests share.
    pub services: Services,
    /// The database session, which counts this request's statements. Only use cases take connections of it: see
    /// [`Caller::connection`].
    pub(super) session: Session,
    /// Where the request came from; none: from the command line.
    pub address: Option<IpAddr>,
    /// When the request came: one moment for all of it.
    pub now: DateTime<Utc>,
    /// Who is logged in; none: nobody.
    pub viewer: Option<Arc<Viewer>>,
    /// The hash of the token that the viewer came with.
    pub token_hash: Option<Vec<u8>>,
    /// The version of the content when the viewer was found.
    pub content_version: Option<i64>,
    /// What is taught, the same for all of the request.
    pub catalogue: Arc<OnceCell<Arc<Catalogue>>>,
}

impl Caller {
    /// Someone who is not logged in.
    pub fn anonymous(services: &Services) -> Self {
        Self {
            services: services.clone(),
            session: services.database.session(),
            address: None,
            // The database keeps microseconds: what is answered now must equal what is read later.
            now: services.clock.now().trunc_subsecs(6),
            viewer: None,
            token_hash: None,
            content_version: None,
            catalogue: Arc::default(),
        }
    }

    /// Whoever is logged in, or the error that somebody has to be.
    pub fn viewer(&self) -> Result<&Arc<Viewer>, AppError> {
        self.viewer.as_ref().ok_or(AppError::Unauthenticated)
    }

    /// For whom the directory is read.
    pub fn audience(&self) -> Audience {
        Audience::of(self.viewer.as_ref().map(|viewer| &viewer.account))
    }

    /// The same caller, whom the request came from at an address.
    #[must_use]
    pub fn at(self, address: Option<IpAddr>) -> Self {
        Self { address, ..self }
    }

    /// The same request, made by another viewer, or by nobody.
    #[must_use]
    pub fn with_viewer(self, viewer: Option<Arc<Viewer>>) -> Self {
        Self { viewer, ..self }
    }

    /// The SQL statements that this request has sent so far.
    pub fn statements(&self) -> u64 {
        self.session.statements()
    }

    /// Whether a use case of this request holds a connection, or waits for one.
    pub fn is_using_connection(&self) -> bool {
        self.session.is_in_use()
    }

    /// A database connection that counts into this request.
    ///
    /// Only use cases can take one, and no use case can wait for a loader. So no resolver holds a connection while it
    /// waits for a loader, which would never end: a loader's batch starts only when the request uses no connection.
    pub(super) async fn connection(&self) -> Result<Connection, AppError> {
        Ok(self.session.connection().await?)
    }
}
