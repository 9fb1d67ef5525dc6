//! Live subscriptions to clubs: a snapshot first, then updates.

mod activity;
mod news;
mod progress;

pub use activity::{ActiveMembers, ActivityQuery, subscribe_to_club};
pub use news::{ClubNews, NewsQuery, subscribe_to_club_news};
pub use progress::{ProgressQuery, ProgressUpdate, subscribe_to_all_assignments, subscribe_to_assignment};

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::change_poller::{ChangePoller, POLL_INTERVAL, Watchable};
use crate::app::learning::refresh_caller;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::StateDigest;
use crate::domain::access;
use crate::domain::ids::ClubId;

/// The pollers behind the subscriptions of this process.
#[derive(Clone, Default)]
pub(in crate::app) struct ClubPollers {
    /// The leaders to notify when members of their clubs answer.
    activity: ChangePoller<activity::ClubSubscriptionKey>,
    /// The leaders to notify when members make progress with an assignment.
    assignments: ChangePoller<progress::AssignmentSubscriptionKey>,
    /// The leaders to notify when members make progress with any assignment.
    leaders: ChangePoller<progress::LeaderSubscriptionKey>,
    /// The members to notify of assignments, and the leaders to notify of requests.
    news: ChangePoller<news::NewsSubscriptionKey>,
}

/// A query that a subscription repeats, together with the result that the subscriber has.
pub trait LiveQuery: Send {
    /// The difference between two results; the first one is a snapshot.
    type Update: Send;

    /// Runs the query again and compares its result with the previous one.
    fn refresh(
        &mut self,
        caller: &Caller,
    ) -> impl Future<Output = Result<Refresh<Self::Update>, AppError>> + Send;
}

/// The outcome of running a live query again.
#[derive(Debug)]
pub enum Refresh<U> {
    /// The caller may not see the subject, or may no longer see it.
    NotVisible,
    /// The result is the same as before.
    Unchanged,
    /// The result has changed, or is the first one.
    Changed(U),
}

/// A subscription to data of clubs. Once it is dropped, the next poll leaves it out.
pub struct LiveSubscription<Q> {
    caller: Caller,
    token_hash: Vec<u8>,
    states: watch::Receiver<StateDigest>,
    /// The state at the last refresh; `None` before the first one.
    last_state: Option<StateDigest>,
    query: Q,
}

/// Creates a subscription. `None` if the caller may not see its subject. One SQL statement.
async fn subscribe<Q: LiveQuery, K: Watchable<State = StateDigest>>(
    caller: &Caller,
    poller: &ChangePoller<K>,
    key: impl FnOnce(Vec<u8>) -> K,
    query: Q,
) -> Result<Option<LiveSubscription<Q>>, AppError> {
    caller.viewer()?;
    let token_hash = caller.token_hash.clone().ok_or(AppError::Unauthenticated)?;
    let key = key(token_hash.clone());
    // The state is loaded before any data, so that no later change is missed.
    let mut found = K::load_states(&caller.services, std::slice::from_ref(&key)).await?;
    let Some(now) = found.remove(&key) else { return Ok(None) };
    let states = poller.subscribe(&key, now, &caller.services);
    Ok(Some(LiveSubscription { caller: caller.clone(), token_hash, states, last_state: None, query }))
}

/// Fails with `ClubArchived` if a club that the caller leads is archived: it has no live updates.
async fn refuse_archived(caller: &Caller, club: ClubId) -> Result<(), AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let found = db::clubs::clubs_of_member(&mut connection, viewer, &[club]).await?;
    let led = found.into_iter().find(|(_, own)| access::may_lead_club(Some(own.role)));
    led.map_or(Ok(()), |(club, _)| club.require_active()).map_err(AppError::refused)
}

impl<Q: LiveQuery> LiveSubscription<Q> {
    /// Waits for the next update, and returns it with the caller at that time; the first call returns a snapshot at
    /// once. `None` once the caller may no longer see the subject; `Unauthenticated` once the session has ended.
    /// Changes between two calls make one update.
    pub async fn next(&mut self) -> Result<Option<(Caller, Q::Update)>, AppError> {
        loop {
            let last_state = self.last_state;
            let changed = self.states.wait_for(|state| last_state != Some(*state)).await.map(|state| *state);
            // If the channel has closed, a last refresh finds out why.
            match self.refresh().await {
                Err(AppError::Unavailable(why)) => {
                    tracing::warn!(%why, "a subscription could not refresh and will retry");
                    sleep(POLL_INTERVAL).await;
                }
                Err(error) => return Err(error),
                Ok((_, Refresh::NotVisible)) => return Ok(None),
                Ok((caller, refresh)) => {
                    let Ok(changed) = changed else { return Ok(None) };
                    self.last_state = Some(changed);
                    if let Refresh::Changed(update) = refresh {
                        return Ok(Some((caller, update)));
                    }
                }
            }
        }
    }

    async fn refresh(&mut self) -> Result<(Caller, Refresh<Q::Update>), AppError> {
        let caller = refresh_caller(&self.caller, &self.token_hash).await?;
        let refresh = self.query.refresh(&caller).await?;
        Ok((caller, refresh))
    }
}
