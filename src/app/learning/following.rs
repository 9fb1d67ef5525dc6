//! Following a learner: being told when what is theirs has changed, by whichever process did it.
//!
//! One poll a second asks for the change numbers of all learners who are followed in this process, in one statement, and
//! none while nobody is followed. `NOTIFY` would tell sooner, but a transaction that notifies takes a lock of the whole
//! database until it has committed: all learners' writes would wait for one another, whether or not anybody follows them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::SubsecRound as _;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::today;
use crate::app::{AppError, Caller, Services, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::learning::progress::Today;
use crate::domain::learning::study_day::StudyDay;

/// How soon a change is told, and the end of a session noticed.
const POLL: Duration = Duration::from_secs(1);

/// What there is to see of a learner: their latest change, and the study day that it is for them now.
type Seen = (ChangeNumber, StudyDay);

/// The sessions that are followed in this process, and the poll that asks for them.
#[derive(Clone, Default)]
pub(in crate::app) struct Followers(Arc<Mutex<Followed>>);

#[derive(Default)]
struct Followed {
    /// By the hash of the session's token: all who follow the same one are told by one channel.
    sessions: HashMap<Vec<u8>, watch::Sender<Seen>>,
    is_polling: bool,
}

impl Followers {
    fn lock(&self) -> MutexGuard<'_, Followed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The channel of a session; the poll runs from the first one on.
    fn follow(&self, token_hash: &[u8], seen: Seen, services: &Services) -> watch::Receiver<Seen> {
        let mut followed = self.lock();
        let sender = followed.sessions.entry(token_hash.to_vec()).or_insert_with(|| watch::Sender::new(seen));
        // Whoever comes may have seen more than the poll.
        sender.send_if_modified(|last| std::mem::replace(last, seen.max(*last)) < seen);
        let receiver = sender.subscribe();
        if !std::mem::replace(&mut followed.is_polling, true) {
            tokio::spawn(poll(self.clone(), services.clone()));
        }
        receiver
    }

    /// The sessions that somebody still follows; where there is none, the poll ends.
    fn sessions(&self) -> Vec<Vec<u8>> {
        let mut followed = self.lock();
        followed.sessions.retain(|_, sender| sender.receiver_count() > 0);
        followed.is_polling = !followed.sessions.is_empty();
        followed.sessions.keys().cloned().collect()
    }

    /// Tells what was seen of the sessions that were asked for. Those of which nothing was seen have ended.
    fn tell(&self, asked: Vec<Vec<u8>>, mut seen: HashMap<Vec<u8>, Seen>) {
        let mut followed = self.lock();
        for session in asked {
            match seen.remove(&session) {
                Some(now) => {
                    if let Some(sender) = followed.sessions.get(&session) {
                        sender.send_if_modified(|last| std::mem::replace(last, now) != now);
                    }
                }
                None => drop(followed.sessions.remove(&session)),
            }
        }
    }
}

/// Asks once a second, as long as anybody is followed. A database that does not answer is asked again.
async fn poll(followers: Followers, services: Services) {
    let mut ticks = interval(POLL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let sessions = followers.sessions();
        if sessions.is_empty() {
            return;
        }
        match look(&services, &sessions).await {
            Ok(seen) => followers.tell(sessions, seen),
            Err(error) => tracing::warn!(%error, "learners who are followed could not be looked at"),
        }
    }
}

async fn look(services: &Services, sessions: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, Seen>, AppError> {
    let now = services.clock.now();
    let mut connection = services.database.session().connection().await?;
    let found = db::learning::changes_of_sessions(&mut connection, sessions, now).await?;
    Ok(found.into_iter().map(|(hash, change, calendar)| (hash, (change, calendar.day_of(now)))).collect())
}

/// Somebody who follows what is the viewer's. Dropped, it is forgotten at the next poll.
pub struct Follower {
    caller: Caller,
    token_hash: Vec<u8>,
    seen: watch::Receiver<Seen>,
    /// What was told last; none: nothing yet.
    told: Option<Seen>,
}

/// Begins to follow what is the viewer's. One statement.
pub async fn follow(caller: &Caller) -> Result<Follower, AppError> {
    let (Some(_), Some(token_hash)) = (&caller.viewer, &caller.token_hash) else {
        return Err(AppError::Unauthenticated);
    };
    // Known before anything is read: what changes after it is told.
    let now = look(&caller.services, std::slice::from_ref(token_hash)).await?.remove(token_hash);
    let now = now.ok_or(AppError::Unauthenticated)?;
    let seen = caller.services.followers.follow(token_hash, now, &caller.services);
    Ok(Follower { caller: caller.clone(), token_hash: token_hash.clone(), seen, told: None })
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
        let services = &self.caller.services;
        let now = services.clock.now().trunc_subsecs(6);
        let mut caller = Caller { now, catalogue: Arc::default(), ..self.caller.clone() };
        let mut connection = caller.connection().await?;
        let found = db::accounts::by_session(&mut connection, &self.token_hash, now).await?;
        let (account, settings, content_version) = found.ok_or(AppError::Unauthenticated)?;
        drop(connection);
        caller.viewer = Some(Arc::new(Viewer { account, settings }));
        caller.content_version = Some(content_version);
        let today = today(&caller).await?;
        Ok((caller, today))
    }
}
