//! Leaders follow what goes on in their clubs: they are told at once how things stand, and then what changes.

mod activity;
mod progress;

pub(in crate::app) use activity::FollowedClub;
pub use activity::{ActivityView, Answered, follow_club};
pub(in crate::app) use progress::FollowedAssignment;
pub use progress::{ProgressNews, ProgressView, follow_assignment};

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::following::{Followed, POLL, Watched};
use crate::app::learning::as_of_now;
use crate::app::{AppError, Caller};
use crate::db::clubs::StateDigest;

/// What a leader follows, and what was told of it.
pub trait View: Send {
    /// What there is to tell.
    type News: Send;

    /// What has changed since the last look; at the first one, how things stand.
    fn look(&mut self, caller: &Caller) -> impl Future<Output = Result<Sight<Self::News>, AppError>> + Send;
}

/// What a look has found.
#[derive(Debug)]
pub enum Sight<N> {
    /// It is not there for the caller, or no longer.
    Gone,
    /// Nothing that was not told.
    Nothing,
    /// Something to tell.
    News(N),
}

/// Somebody who follows something of a club that they lead. Dropped, it is forgotten at the next poll.
pub struct Follower<V> {
    caller: Caller,
    token_hash: Vec<u8>,
    seen: watch::Receiver<StateDigest>,
    /// The state that was told last; none: nothing yet.
    told: Option<StateDigest>,
    view: V,
}

/// Begins to follow; none: it is not there for the caller. One statement.
async fn begin<V: View, K: Watched<Seen = StateDigest>>(
    caller: &Caller,
    followed: &Followed<K>,
    key: impl FnOnce(Vec<u8>) -> K,
    view: V,
) -> Result<Option<Follower<V>>, AppError> {
    caller.viewer()?;
    let token_hash = caller.token_hash.clone().ok_or(AppError::Unauthenticated)?;
    let key = key(token_hash.clone());
    // Known before anything is read: what changes after it is told.
    let mut found = K::look(&caller.services, std::slice::from_ref(&key)).await?;
    let Some(now) = found.remove(&key) else { return Ok(None) };
    let seen = followed.follow(&key, now, &caller.services);
    Ok(Some(Follower { caller: caller.clone(), token_hash, seen, told: None, view }))
}

impl<V: View> Follower<V> {
    /// At once how things stand, and then what has changed; with it the caller as of then. None once it is no longer there
    /// for the caller; `Unauthenticated` once the session has ended. What happens while nobody listens is told as one.
    pub async fn next(&mut self) -> Result<Option<(Caller, V::News)>, AppError> {
        loop {
            let told = self.told;
            let changed = self.seen.wait_for(|seen| told != Some(*seen)).await.map(|seen| *seen);
            // Where nothing is seen any more, one last look tells why.
            match self.look().await {
                Err(AppError::Unavailable(why)) => {
                    tracing::warn!(%why, "a follower has to wait");
                    sleep(POLL).await;
                }
                Err(error) => return Err(error),
                Ok((_, Sight::Gone)) => return Ok(None),
                Ok((caller, sight)) => {
                    let Ok(changed) = changed else { return Ok(None) };
                    self.told = Some(changed);
                    if let Sight::News(news) = sight {
                        return Ok(Some((caller, news)));
                    }
                }
            }
        }
    }

    async fn look(&mut self) -> Result<(Caller, Sight<V::News>), AppError> {
        let caller = as_of_now(&self.caller, &self.token_hash).await?;
        let sight = self.view.look(&caller).await?;
        Ok((caller, sight))
    }
}
