//! Finding the sessions of tokens. Requests that wait at the same time share a statement, so each needs neither a
//! statement nor a connection of its own. A statement begins after all requests that it serves have arrived, so a session
//! that has ended is known to the next request, in every process.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, oneshot};

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::accounts::FoundSession;

/// The number of statements at a time. With one, a connection that hangs would hold all requests up.
const AT_ONCE: usize = 2;

type Found = Result<Option<FoundSession>, AppError>;

/// A request that waits for its session.
struct Waiting {
    token_hash: Vec<u8>,
    found: oneshot::Sender<Found>,
}

/// The requests that wait for their sessions. Clones share them.
#[derive(Clone)]
pub(in crate::app) struct SessionLookups {
    running: Arc<Semaphore>,
    waiting: Arc<Mutex<Vec<Waiting>>>,
}

impl Default for SessionLookups {
    fn default() -> Self {
        Self { running: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::default() }
    }
}

impl SessionLookups {
    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the session of a token, unless it has expired. One SQL statement, or none if another request finds this
/// session with its own.
pub(in crate::app) async fn find_session(caller: &Caller, token_hash: &[u8]) -> Found {
    let lookups = &caller.services.session_lookups;
    // What another request found was read from the primary.
    caller.session.stay_on_primary();
    loop {
        let (sender, mut found) = oneshot::channel();
        lookups.waiting().push(Waiting { token_hash: token_hash.to_vec(), found: sender });
        let found = tokio::select! {
            biased;
            found = &mut found => found,
            permit = lookups.running.acquire() => {
                let waiting = mem::take(&mut *lookups.waiting());
                if !waiting.is_empty() {
                    find_all(caller, waiting).await;
                }
                drop(permit);
                found.await
            }
        };
        // The request that ran the statement may have been cancelled.
        if let Ok(found) = found {
            return Ok(found?.filter(|session| session.expires_at > caller.now));
        }
    }
}

/// Finds the sessions of all requests that wait.
async fn find_all(caller: &Caller, waiting: Vec<Waiting>) {
    let hashes: Vec<&[u8]> = waiting.iter().map(|waiting| waiting.token_hash.as_slice()).collect();
    let sessions = match load(caller, &hashes).await {
        Ok(sessions) => sessions,
        Err(error) => {
            for waiting in waiting {
                // A request that no longer waits needs no answer.
                let _ = waiting.found.send(Err(copied(&error)));
            }
            return;
        }
    };
    for waiting in waiting {
        let found = match sessions.get(&waiting.token_hash) {
            None => Ok(None),
            Some(Ok(session)) => Ok(Some(session.clone())),
            Some(Err(error)) => Err(copied(error)),
        };
        let _ = waiting.found.send(found);
    }
}

type Sessions = HashMap<Vec<u8>, Result<FoundSession, AppError>>;

async fn load(caller: &Caller, hashes: &[&[u8]]) -> Result<Sessions, AppError> {
    // All waiting requests share the connection, so it takes no permit of the lane of one of them.
    let mut connection = caller.session.connection(None).await?;
    let found = db::accounts::sessions_by_tokens(&mut connection, hashes).await?;
    Ok(found.into_iter().map(|(hash, session)| (hash, session.map_err(AppError::from))).collect())
}

/// Copies an error for another request.
fn copied(error: &AppError) -> AppError {
    match error {
        AppError::Unavailable(why) => AppError::Unavailable(why.clone()),
        other => AppError::Internal(other.to_string()),
    }
}
