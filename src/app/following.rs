//! Following: being told when something has changed, by whichever process did it.
//!
//! One poll a second asks for all that is followed in this process, in one statement, and none while nothing is followed.
//! `NOTIFY` would tell sooner, but a transaction that notifies takes a lock of the whole database until it has committed:
//! all learners' writes would wait for one another, whether or not anybody follows them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::{AppError, Services};

/// How soon a change is told, and the end of a right noticed.
pub(super) const POLL: Duration = Duration::from_secs(1);

/// What is followed in this process, by its key, and what was last seen of it.
pub(super) struct Followed<K: Watched>(Arc<Mutex<State<K>>>);

struct State<K: Watched> {
    /// All who follow the same are told by one channel.
    channels: HashMap<K, watch::Sender<K::Seen>>,
    is_polling: bool,
}

/// Something to be followed.
pub(super) trait Watched: Clone + Eq + Hash + Send + Sync + 'static {
    /// What there is to see of it: another one says that something has changed.
    type Seen: Copy + PartialEq + Send + Sync + 'static;

    /// Looks at all of these, in one statement. Those that have ended, or that may no longer be followed, are left out.
    fn look(
        services: &Services,
        keys: &[Self],
    ) -> impl Future<Output = Result<HashMap<Self, Self::Seen>, AppError>> + Send;
}

impl<K: Watched> Clone for Followed<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: Watched> Default for Followed<K> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State { channels: HashMap::new(), is_polling: false })))
    }
}

impl<K: Watched> Followed<K> {
    fn lock(&self) -> MutexGuard<'_, State<K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A channel that tells what is seen, and ends when nothing is any more; the poll runs from the first one on.
    pub(super) fn follow(&self, key: &K, seen: K::Seen, services: &Services) -> watch::Receiver<K::Seen> {
        let mut state = self.lock();
        let sender = state.channels.entry(key.clone()).or_insert_with(|| watch::Sender::new(seen));
        // Whoever comes may have seen more than the poll; if it is less, the next poll tells it again.
        sender.send_if_modified(|last| std::mem::replace(last, seen) != seen);
        let receiver = sender.subscribe();
        if !std::mem::replace(&mut state.is_polling, true) {
            tokio::spawn(poll(self.clone(), services.clone()));
        }
        receiver
    }

    /// What somebody still follows; where there is nothing, the poll ends.
    fn keys(&self) -> Vec<K> {
        let mut state = self.lock();
        state.channels.retain(|_, sender| sender.receiver_count() > 0);
        state.is_polling = !state.channels.is_empty();
        state.channels.keys().cloned().collect()
    }

    /// Tells what was seen of that which was asked for. That of which nothing was seen has ended.
    fn tell(&self, asked: Vec<K>, mut seen: HashMap<K, K::Seen>) {
        let mut state = self.lock();
        for key in asked {
            match seen.remove(&key) {
                Some(now) => {
                    if let Some(sender) = state.channels.get(&key) {
                        sender.send_if_modified(|last| std::mem::replace(last, now) != now);
                    }
                }
                None => drop(state.channels.remove(&key)),
            }
        }
    }
}

/// Asks once a second, as long as anything is followed. A database that does not answer is asked again.
async fn poll<K: Watched>(followed: Followed<K>, services: Services) {
    let mut ticks = interval(POLL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let keys = followed.keys();
        if keys.is_empty() {
            return;
        }
        match K::look(&services, &keys).await {
            Ok(seen) => followed.tell(keys, seen),
            Err(error) => tracing::warn!(%error, "what is followed could not be looked at"),
        }
    }
}
