//! The version of the public data: of the published directory, and of the taught words, which search also finds.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use crate::app::Caller;
use crate::db::directory as db;

/// The longest wait for the version. A longer one would delay queries that may not need what the database waits for.
const WAIT: Duration = Duration::from_millis(200);
/// The time during which no check runs after one has failed.
const PAUSE: Duration = Duration::from_secs(5);

/// A version of the public data. Each edit of the directory and each change of the content makes a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicVersion {
    database: Uuid,
    edited_at: Option<DateTime<Utc>>,
    content: i64,
}

impl fmt::Display for PublicVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edited_at = self.edited_at.map_or(0, |at| at.timestamp_micros());
        write!(f, "{} {edited_at} {}", self.database, self.content)
    }
}

/// The checks of the version: on the primary, and on a replica, which may have an earlier one.
#[derive(Clone)]
pub(in crate::app) struct VersionChecks {
    /// Distinguishes the databases of services that share an engine.
    database: Uuid,
    primary: Arc<Checks>,
    replica: Arc<Checks>,
}

/// The checks of one server. Requests that wait at the same time share one.
#[derive(Default)]
struct Checks {
    /// The number of checks that have begun.
    begun: AtomicU64,
    last: Mutex<LastCheck>,
}

impl VersionChecks {
    pub(in crate::app) fn new(database: Uuid) -> Self {
        Self { database, primary: Arc::default(), replica: Arc::default() }
    }
}

#[derive(Default)]
struct LastCheck {
    number: u64,
    version: Option<PublicVersion>,
    paused_until: Option<Instant>,
}

/// Returns the current version of the public data: one SQL statement, or none if another request has begun to read the
/// version since this one arrived. `None` if the database does not return it at once, or fails: the version only allows
/// answers to be reused. The query itself reports the failure.
pub async fn public_version(caller: &Caller) -> Option<PublicVersion> {
    let VersionChecks { primary, replica, .. } = &caller.services.version_checks;
    let reads_replica = caller.session.reads_replica();
    let checks = if reads_replica { replica } else { primary };
    if !reads_replica {
        // Another request may have read the version, from the primary. The replica may have older data.
        caller.session.stay_on_primary();
    }
    let arrived = checks.begun.load(Ordering::SeqCst);
    let mut last = checks.last.lock().await;
    if last.number > arrived {
        return last.version;
    }
    if last.paused_until.is_some_and(|until| Instant::now() < until) {
        return None;
    }
    let number = checks.begun.fetch_add(1, Ordering::SeqCst) + 1;
    let version = timeout(WAIT, read(caller, reads_replica)).await.ok().flatten();
    let paused_until = version.is_none().then(|| Instant::now() + PAUSE);
    *last = LastCheck { number, version, paused_until };
    version
}

async fn read(caller: &Caller, reads_replica: bool) -> Option<PublicVersion> {
    // All requests that wait share this check, so it needs no permit of the caller's lane. It never reads from the
    // other server, whose version may be later than the data that these requests will read.
    let mut connection = if reads_replica {
        caller.session.replica_connection(None)?.await.ok()??
    } else {
        caller.session.connection(None).await.ok()?
    };
    let (edited_at, content) = db::public_version(&mut connection).await.ok()?;
    Some(PublicVersion { database: caller.services.version_checks.database, edited_at, content })
}
