//! Following a learner: being told when what is theirs has changed.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::SubsecRound as _;
use tokio::sync::watch;
use tokio::time::sleep;

use super::today;
use crate::app::following::{POLL, Watched};
use crate::app::{AppError, Caller, Services, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::learning::progress::Today;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

/// A session, by the hash of its token, whose learner is followed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct FollowedSession(Vec<u8>);

impl Watched for FollowedSession {
    /// The learner's latest change, and the study day that it is for them now.
    type Seen = (ChangeNumber, StudyDay);

    async fn look(services: &Services, keys: &[Self]) -> Result<HashMap<Self, Self::Seen>, AppError> {
        let now = services.clock.now();
        let hashes: Vec<Vec<u8>> = keys.iter().map(|key| key.0.clone()).collect();
        let mut connection = services.database.session().connection().await?;
        let found = db::learning::changes_of_sessions(&mut connection, &hashes, now).await?;
        let seen = |(hash, change, calendar): (Vec<u8>, ChangeNumber, StudyCalendar)| {
            (Self(hash), (change, calendar.day_of(now)))
        };
        Ok(found.into_iter().map(seen).collect())
    }
}

/// Somebody who follows what is the viewer's. Dropped, it is forgotten at the next poll.
pub struct Follower {
    caller: Caller,
    session: FollowedSession,
    seen: watch::Receiver<(ChangeNumber, StudyDay)>,
    /// What was told last; none: nothing yet.
    told: Option<(ChangeNumber, StudyDay)>,
}

/// Begins to follow what is the viewer's. One statement.
pub async fn follow(caller: &Caller) -> Result<Follower, AppError> {
    let (Some(_), Some(token_hash)) = (&caller.viewer, &caller.token_hash) else {
        return Err(AppError::Unauthenticated);
    };
    let session = FollowedSession(token_hash.clone());
    // Known before anything is read: what changes after it is told.
    let now = Watched::look(&caller.services, std::slice::from_ref(&session)).await?.remove(&session);
    let now = now.ok_or(AppError::Unauthenticated)?;
    let seen = caller.services.followers.follow(&session, now, &caller.services);
    Ok(Follower { caller: caller.clone(), session, seen, told: None })
}

impl Follower {
    /// The viewer's study day, at once and then whenever something of theirs has changed, or another day has begun; with
    /// it the caller as of then. `Unauthenticated` once the session has ended. What changes while nobody listens is told
    /// as one.
    pub async fn next(&mut self) -> Result<(Caller, Today), AppError> {
        let told = self.told;
        let changed = self.seen.wait_for(|seen| told.is_none_or(|told| *seen > told)).await;
        let Ok(seen) = changed.map(|seen| *seen) else { return Err(AppError::Unauthenticated) };
        loop {
            match self.look().await {
                Err(AppError::Unavailable(why)) => {
                    tracing::warn!(%why, "a follower has to wait");
                    sleep(POLL).await;
                }
                Ok(found) => {
                    self.told = Some(seen);
                    return Ok(found);
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn look(&self) -> Result<(Caller, Today), AppError> {
        let caller = as_of_now(&self.caller, &self.session.0).await?;
        let today = today(&caller).await?;
        Ok((caller, today))
    }
}

/// The caller as of now, whose session must still be there. One statement.
pub(in crate::app) async fn as_of_now(caller: &Caller, token_hash: &[u8]) -> Result<Caller, AppError> {
    let now = caller.services.clock.now().trunc_subsecs(6);
    let mut caller = Caller { now, catalogue: Arc::default(), ..caller.clone() };
    let mut connection = caller.connection().await?;
    let found = db::accounts::by_session(&mut connection, token_hash, now).await?;
    let session = found.ok_or(AppError::Unauthenticated)?;
    drop(connection);
    caller.viewer = Some(Arc::new(Viewer { account: session.account, settings: session.settings }));
    caller.content_version = Some(session.content_version);
    Ok(caller)
}
