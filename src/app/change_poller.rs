//! Change notification: subscribers are notified of changes, whichever process made them.
//!
//! One poll per second covers all subscriptions of a kind in this process, in one SQL statement; without subscriptions
//! there is no poll. `NOTIFY` would be faster, but a transaction that notifies takes a lock on the whole database until
//! it has committed: all learners' writes would wait for one another, whether or not anybody is subscribed.

use std::collections::HashMap;
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::{AppError, Services};

/// The time within which subscribers are notified of a change, or of the end of their access.
pub(super) const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// The subscriptions of this process, by key, with the last state of each.
pub(super) struct ChangePoller<K: Watchable>(Arc<Mutex<Subscriptions<K>>>);

struct Subscriptions<K: Watchable> {
    /// All subscribers of a key share one channel.
    channels: HashMap<K, watch::Sender<K::State>>,
    is_polling: bool,
}

/// The key of something that can be watched for changes.
pub(super) trait Watchable: Clone + Eq + Hash + Send + Sync + 'static {
    /// The observed state: a different one means that something has changed.
    type State: Copy + PartialEq + Send + Sync + 'static;

    /// Loads the states of these keys in one SQL statement. Leaves out keys whose subject has ended or may no longer be
    /// watched.
    fn load_states(
        services: &Services,
        keys: &[Self],
    ) -> impl Future<Output = Result<HashMap<Self, Self::State>, AppError>> + Send;
}

impl<K: Watchable> Clone for ChangePoller<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: Watchable> Default for ChangePoller<K> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Subscriptions { channels: HashMap::new(), is_polling: false })))
    }
}

impl<K: Watchable> ChangePoller<K> {
    fn lock(&self) -> MutexGuard<'_, Subscriptions<K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a channel with the current state, which closes once the key has no state. Starts the poll if it is not
    /// running.
    pub(super) fn subscribe(
        &self,
        key: &K,
        state: K::State,
        services: &Services,
    ) -> watch::Receiver<K::State> {
        let mut subscriptions = self.lock();
        let sender = subscriptions.channels.entry(key.clone()).or_insert_with(|| watch::Sender::new(state));
        // The new subscriber's state may be newer than that of the last poll. If it is older, the next poll corrects
        // it.
        sender.send_if_modified(|last| std::mem::replace(last, state) != state);
        let receiver = sender.subscribe();
        if !std::mem::replace(&mut subscriptions.is_polling, true) {
            tokio::spawn(poll(self.clone(), services.clone()));
        }
        receiver
    }

    /// Drops keys without subscribers and returns the others. If there are none, the poll ends.
    fn subscribed_keys(&self) -> Vec<K> {
        let mut subscriptions = self.lock();
        subscriptions.channels.retain(|_, sender| sender.receiver_count() > 0);
        subscriptions.is_polling = !subscriptions.channels.is_empty();
        subscriptions.channels.keys().cloned().collect()
    }

    /// Sends the states of the polled keys to their subscribers. A key without a state has ended: its channel closes.
    fn publish(&self, polled: Vec<K>, mut states: HashMap<K, K::State>) {
        let mut subscriptions = self.lock();
        for key in polled {
            match states.remove(&key) {
                Some(now) => {
                    if let Some(sender) = subscriptions.channels.get(&key) {
                        sender.send_if_modified(|last| std::mem::replace(last, now) != now);
                    }
                }
                None => drop(subscriptions.channels.remove(&key)),
            }
        }
    }
}

/// Polls once per second as long as there are subscribers. If the database does not answer, the next poll tries again.
async fn poll<K: Watchable>(poller: ChangePoller<K>, services: Services) {
    let mut ticks = interval(POLL_INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let keys = poller.subscribed_keys();
        if keys.is_empty() {
            return;
        }
        // A poll that ended here would leave its subscribers waiting for ever.
        match AssertUnwindSafe(K::load_states(&services, &keys)).catch_unwind().await {
            Ok(Ok(states)) => poller.publish(keys, states),
            Ok(Err(error)) => tracing::warn!(%error, "changes could not be polled"),
            Err(_) => tracing::error!("the poll of changes panicked, and is tried again"),
        }
    }
}
