//! Loads in batches: the loads that resolvers request wait until no resolver can continue without them. Then all of
//! them are loaded together, in one batch for each type of key.
//!
//! async-graphql's `DataLoader` does not fit here. It collects requests for a millisecond, and at most 1,000 keys, so
//! the number of batches grows with the number of rows and the load of the machine. All its callers also queue for one
//! lock, which takes time quadratic in their number. Here the number of batches depends only on the operation's shape:
//! `batch_scheduler.rs` detects when no resolver can continue.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::dataloader::Loader;
use futures_util::FutureExt as _;
use tokio::sync::oneshot;
use tokio::task::coop::unconstrained;

use crate::application::Batch;

/// Loads values for the resolvers of one operation, in batches.
///
/// `L` implements [`Loader`] for each type of key.
pub struct BatchLoader<L> {
    loader: Arc<L>,
    /// The loads that wait, by the type of their keys.
    pending: Mutex<HashMap<TypeId, Box<dyn PendingBatch<L>>>>,
}

/// The error of a load whose batch panicked or was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a batch panicked or was dropped")]
pub struct BatchFailed;

impl<L: Default> Default for BatchLoader<L> {
    fn default() -> Self {
        Self { loader: Arc::default(), pending: Mutex::default() }
    }
}

impl<L: Send + Sync + 'static> BatchLoader<L> {
    /// Creates a batch loader that loads its batches with `loader`.
    pub fn new(loader: L) -> Self {
        Self { loader: Arc::new(loader), pending: Mutex::default() }
    }

    /// Returns the loader of the batches.
    pub fn loader(&self) -> &L {
        &self.loader
    }

    /// Loads the value of a key. `None` if there is none.
    ///
    /// # Errors
    /// The error of the batch, or [`BatchFailed`].
    pub async fn load_one<K>(&self, key: K) -> Result<Option<L::Value>, L::Error>
    where
        L: Loader<K>,
        L::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        Ok(self.load(vec![key]).await?.pop().flatten())
    }

    /// Loads the values of keys. Keys without a value are left out.
    ///
    /// # Errors
    /// The error of the batch, or [`BatchFailed`].
    pub async fn load_many<K>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<HashMap<K, L::Value>, L::Error>
    where
        L: Loader<K>,
        L::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let keys: Vec<K> = keys.into_iter().collect();
        let values = self.load(keys.clone()).await?;
        Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    async fn load<K>(&self, keys: Vec<K>) -> Values<L::Value, L::Error>
    where
        L: Loader<K>,
        L::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (sender, values) = oneshot::channel();
        self.enqueue(keys, sender);
        // tokio's budget would otherwise make some resolvers whose values have arrived wait for the next turn.
        unconstrained(values).await.unwrap_or_else(|_| Err(BatchFailed.into()))
    }

    fn enqueue<K>(&self, keys: Vec<K>, sender: oneshot::Sender<Values<L::Value, L::Error>>)
    where
        L: Loader<K>,
        L::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = pending.entry(TypeId::of::<K>()).or_insert_with(|| {
            Box::new(PendingLoads::<K, L::Value, L::Error> { keys: HashSet::new(), loads: Vec::new() })
        });
        let batch: &mut dyn Any = &mut **batch;
        // The key's type determines the type of the entry, so this always succeeds.
        if let Some(batch) = batch.downcast_mut::<PendingLoads<K, L::Value, L::Error>>() {
            batch.keys.extend(keys.iter().cloned());
            batch.loads.push((keys, sender));
        }
    }

    /// Takes all waiting loads and returns them as batches, which must be polled to the end.
    pub fn start_batches(&self) -> Vec<Batch> {
        let pending = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        pending.into_values().map(|batch| batch.run(self.loader.clone())).collect()
    }
}

/// The values of keys, in the order of the keys.
type Values<V, E> = Result<Vec<Option<V>>, E>;

/// The loads that wait for keys of one type.
struct PendingLoads<K, V, E> {
    keys: HashSet<K>,
    loads: Vec<PendingLoad<K, V, E>>,
}

/// The keys of one load, and where to send their values.
type PendingLoad<K, V, E> = (Vec<K>, oneshot::Sender<Values<V, E>>);

/// [`PendingLoads`] of any type of key.
trait PendingBatch<L>: Any + Send {
    fn run(self: Box<Self>, loader: Arc<L>) -> Batch;
}

impl<L, K, V, E> PendingBatch<L> for PendingLoads<K, V, E>
where
    L: Loader<K, Value = V, Error = E>,
    K: Send + Sync + Hash + Eq + Clone + 'static,
    V: Send + Sync + Clone + 'static,
    E: Send + Clone + 'static,
{
    fn run(self: Box<Self>, loader: Arc<L>) -> Batch {
        let batch = async move {
            let keys: Vec<K> = self.keys.into_iter().collect();
            let result = loader.load(&keys).await;
            for (keys, sender) in self.loads {
                let values = match &result {
                    Ok(values) => Ok(keys.iter().map(|key| values.get(key).cloned()).collect()),
                    Err(error) => Err(error.clone()),
                };
                // The resolver may have been dropped meanwhile.
                let _ = sender.send(values);
            }
        };
        // A panic drops the senders, and so the loads fail.
        let caught = AssertUnwindSafe(batch).catch_unwind();
        async move {
            if caught.await.is_err() {
                tracing::error!("a batch panicked");
            }
        }
        .boxed()
    }
}
