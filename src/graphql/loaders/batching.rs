//! Batching. The keys that an operation's resolvers request wait until no resolver can continue without them. Then they
//! are loaded together, in one batch per type of key.
//!
//! async-graphql's `DataLoader` is not used. It batches the keys of one millisecond, at most 1,000, so the number of
//! SQL statements grows with the number of rows and the load of the machine. Its lock also makes all requesters queue,
//! which takes time quadratic in their number. Here the number of batches depends only on the shape of the operation.
//! `engine/driver.rs` detects when no resolver can continue.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::dataloader::Loader;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;
use tokio::task::coop::unconstrained;

use super::{LoadError, Rows};
use crate::app::AppError;

/// Collects the keys that the resolvers of an operation request, and loads them in batches.
pub struct BatchLoader {
    rows: Arc<Rows>,
    /// The pending batches, by the type of their keys.
    pending: Mutex<HashMap<TypeId, Box<dyn AnyPendingBatch>>>,
}

impl BatchLoader {
    /// Creates a loader on top of `rows`.
    pub fn new(rows: Rows) -> Self {
        Self { rows: Arc::new(rows), pending: Mutex::default() }
    }

    /// Loads the value of a key; `None` if there is none.
    pub async fn load_one<K>(&self, key: K) -> Result<Option<<Rows as Loader<K>>::Value>, LoadError>
    where
        Rows: Loader<K, Error = LoadError>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        Ok(self.load(vec![key]).await?.pop().flatten())
    }

    /// Loads the values of keys. Keys without a value are left out.
    pub async fn load_many<K>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<HashMap<K, <Rows as Loader<K>>::Value>, LoadError>
    where
        Rows: Loader<K, Error = LoadError>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let keys: Vec<K> = keys.into_iter().collect();
        let found = self.load(keys.clone()).await?;
        Ok(keys.into_iter().zip(found).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    async fn load<K>(&self, keys: Vec<K>) -> Values<<Rows as Loader<K>>::Value>
    where
        Rows: Loader<K, Error = LoadError>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (sender, receiver) = oneshot::channel();
        self.enqueue(keys, sender);
        let aborted = |_| Err(AppError::Internal("a batch was aborted".to_owned()).into());
        // Otherwise tokio's cooperative budget would delay some of the resolvers whose values are ready.
        unconstrained(receiver).await.unwrap_or_else(aborted)
    }

    fn enqueue<K>(&self, keys: Vec<K>, sender: oneshot::Sender<Values<<Rows as Loader<K>>::Value>>)
    where
        Rows: Loader<K, Error = LoadError>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = pending.entry(TypeId::of::<K>()).or_insert_with(|| {
            Box::new(PendingBatch::<K, <Rows as Loader<K>>::Value> {
                keys: HashSet::new(),
                requests: Vec::new(),
            })
        });
        let batch: &mut dyn Any = &mut **batch;
        // Always succeeds: the map's key is the type of the batch's keys.
        if let Some(batch) = batch.downcast_mut::<PendingBatch<K, <Rows as Loader<K>>::Value>>() {
            batch.keys.extend(keys.iter().cloned());
            batch.requests.push((keys, sender));
        }
    }

    /// Takes all pending batches, to be run to completion. The resolvers that wait for a batch continue when it is
    /// done.
    pub fn batches(&self) -> Vec<BoxFuture<'static, ()>> {
        let batches = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        batches.into_values().map(|batch| batch.run(self.rows.clone())).collect()
    }
}

/// The values of some keys, in the order of the keys.
type Values<V> = Result<Vec<Option<V>>, LoadError>;

/// The requests for keys of one type that wait for the next batch.
struct PendingBatch<K, V> {
    keys: HashSet<K>,
    requests: Vec<(Vec<K>, oneshot::Sender<Values<V>>)>,
}

trait AnyPendingBatch: Any + Send {
    fn run(self: Box<Self>, rows: Arc<Rows>) -> BoxFuture<'static, ()>;
}

impl<K, V> AnyPendingBatch for PendingBatch<K, V>
where
    Rows: Loader<K, Value = V, Error = LoadError>,
    K: Send + Sync + Hash + Eq + Clone + 'static,
    V: Send + Sync + Clone + 'static,
{
    fn run(self: Box<Self>, rows: Arc<Rows>) -> BoxFuture<'static, ()> {
        let batch = async move {
            let keys: Vec<K> = self.keys.into_iter().collect();
            let found = rows.load(&keys).await;
            for (keys, sender) in self.requests {
                let values = match &found {
                    Ok(found) => Ok(keys.iter().map(|key| found.get(key).cloned()).collect()),
                    Err(error) => Err(error.clone()),
                };
                // The resolver may have been dropped.
                let _ = sender.send(values);
            }
        };
        // On a panic, the senders are dropped, which wakes the waiting resolvers with an error.
        let caught = AssertUnwindSafe(batch).catch_unwind();
        async move {
            if caught.await.is_err() {
                tracing::error!("a batch of rows panicked");
            }
        }
        .boxed()
    }
}
