//! Subscriptions to a learner's progress: notification of changes to the viewer's data.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::time::sleep;

use super::today;
use crate::app::accounts::find_session;
use crate::app::change_poller::{POLL_INTERVAL, Watchable};
use crate::app::{AppError, Caller, Services, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::learning::progress::Today;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

/// The key of a subscription: a session, by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct ProgressSubscriptionKey(Vec<u8>);

impl Watchable for ProgressSubscriptionKey {
    /// The learner's latest change, and their current study day.
    type State = (ChangeNumber, StudyDay);

    async fn load_states(services: &Services, keys: &[Self]) -> Result<HashMap<Self, Self::State>, AppError> {
        let now = services.clock.now();
        let hashes: Vec<Vec<u8>> = keys.iter().map(|key| key.0.clone()).collect();
        let mut connection = services.database.session().connection(None).await?;
        let found = db::learning::changes_of_sessions(&mut connection, &hashes, now).await?;
        let state = |(hash, change, calendar): (Vec<u8>, ChangeNumber, StudyCalendar)| {
            (Self(hash), (change, calendar.day_of(now)))
        };
        Ok(found.into_iter().map(state).collect())
    }
}

/// A subscription to changes of the viewer's data. After it is dropped, the next poll removes it.
pub struct ProgressSubscription {
    caller: Caller,
    session: ProgressSubscriptionKey,
    states: watch::Receiver<(ChangeNumber, StudyDay)>,
    /// The state for which a study day was last returned. `None` before the first one.
    last_returned: Option<(ChangeNumber, StudyDay)>,
}

/// Subscribes to changes of the viewer's data. One SQL statement.
pub async fn subscribe_to_progress(caller: &Caller) -> Result<ProgressSubscription, AppError> {
    let (Some(_), Some(token_hash)) = (&caller.viewer, &caller.token_hash) else {
        return Err(AppError::Unauthenticated);
    };
    let session = ProgressSubscriptionKey(token_hash.clone());
    // Load the state before any data is read, so that every later change is noticed.
    let mut loaded = Watchable::load_states(&caller.services, std::slice::from_ref(&session)).await?;
    let current = loaded.remove(&session).ok_or(AppError::Unauthenticated)?;
    let states = caller.services.learner_poller.subscribe(&session, current, &caller.services);
    Ok(ProgressSubscription { caller: caller.clone(), session, states, last_returned: None })
}

impl ProgressSubscription {
    /// Returns the viewer's study day: at once the first time, then whenever any of their data has changed or another
    /// day has begun. Also returns the caller as of that time. Fails with `Unauthenticated` once the session has ended.
    /// Changes that occur between two calls are combined.
    pub async fn next(&mut self) -> Result<(Caller, Today), AppError> {
        let last = self.last_returned;
        let changed = self.states.wait_for(|state| last.is_none_or(|last| *state > last)).await;
        let Ok(state) = changed.map(|state| *state) else { return Err(AppError::Unauthenticated) };
        loop {
            match self.load().await {
                Err(AppError::Unavailable(reason)) => {
                    tracing::warn!(%reason, "a progress subscription has to wait");
                    sleep(POLL_INTERVAL).await;
                }
                Ok(loaded) => {
                    self.last_returned = Some(state);
                    return Ok(loaded);
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn load(&self) -> Result<(Caller, Today), AppError> {
        let caller = refresh_caller(&self.caller, &self.session.0).await?;
        let today = today(&caller).await?;
        Ok((caller, today))
    }
}

/// Returns the caller as of now. Fails if the session no longer exists. One SQL statement.
pub(in crate::app) async fn refresh_caller(caller: &Caller, token_hash: &[u8]) -> Result<Caller, AppError> {
    let now = caller.services.clock.now();
    let mut caller = Caller { now, catalogue: Arc::default(), ..caller.clone() };
    let session = find_session(&caller, token_hash).await?.ok_or(AppError::Unauthenticated)?;
    caller.viewer = Some(Arc::new(Viewer { account: session.account, settings: session.settings }));
    caller.content_version = Some(session.content_version);
    Ok(caller)
}
