//! Gathering: what the resolvers of an operation ask for waits until none of them can go on without it, and is then
//! loaded together, one batch for each kind of key.
//!
//! async-graphql's `DataLoader` is not used: it takes what was asked for within a millisecond, at most 1,000 keys, so that
//! an operation sends the more statements the more rows it has and the busier the machine is; and its lock lets all who
//! ask queue up, which takes time by the square of their number. Here the number of batches depends on the operation's
//! shape alone. Who knows that no resolver can go on is `engine/driver.rs`.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::dataloader::Loader;
use futures_util::FutureExt as _;
use tokio::sync::oneshot;
use tokio::task::coop::unconstrained;

use crate::Batch;

/// What the resolvers of an operation ask for rows.
pub struct Gatherer<R> {
    rows: Arc<R>,
    /// What waits, by the type of the keys.
    queues: Mutex<HashMap<TypeId, Box<dyn Queue<R>>>>,
}

impl<R: Default> Default for Gatherer<R> {
    fn default() -> Self {
        Self { rows: Arc::default(), queues: Mutex::default() }
    }
}

impl<R: Send + Sync + 'static> Gatherer<R> {
    /// Loads from these rows.
    pub fn new(rows: R) -> Self {
        Self { rows: Arc::new(rows), queues: Mutex::default() }
    }

    /// What the batches load from.
    pub fn rows(&self) -> &R {
        &self.rows
    }

    /// What is under a key; none: nothing.
    pub async fn load_one<K>(&self, key: K) -> Result<Option<R::Value>, R::Error>
    where
        R: Loader<K>,
        R::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        Ok(self.load(vec![key]).await?.pop().flatten())
    }

    /// What is under keys; those under which there is nothing are left out.
    pub async fn load_many<K>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<HashMap<K, R::Value>, R::Error>
    where
        R: Loader<K>,
        R::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let keys: Vec<K> = keys.into_iter().collect();
        let found = self.load(keys.clone()).await?;
        Ok(keys.into_iter().zip(found).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    async fn load<K>(&self, keys: Vec<K>) -> Answer<R::Value, R::Error>
    where
        R: Loader<K>,
        R::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (answer, told) = oneshot::channel();
        self.ask(keys, answer);
        let broken = |_| Err(BatchFailed.into());
        // Else tokio's budget would let some of those whose answers are there wait for the next turn.
        unconstrained(told).await.unwrap_or_else(broken)
    }

    fn ask<K>(&self, keys: Vec<K>, answer: oneshot::Sender<Answer<R::Value, R::Error>>)
    where
        R: Loader<K>,
        R::Error: From<BatchFailed>,
        K: Send + Sync + Hash + Eq + Clone + 'static,
    {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(TypeId::of::<K>()).or_insert_with(|| {
            Box::new(Waiting::<K, R::Value, R::Error> { keys: HashSet::new(), askers: Vec::new() })
        });
        let queue: &mut dyn Any = &mut **queue;
        // It is of the type that its key tells.
        if let Some(queue) = queue.downcast_mut::<Waiting<K, R::Value, R::Error>>() {
            queue.keys.extend(keys.iter().cloned());
            queue.askers.push((keys, answer));
        }
    }

    /// Batches of all that waits, to be run to their ends; whoever waits for one goes on then.
    pub fn batches(&self) -> Vec<Batch> {
        let queues = std::mem::take(&mut *self.queues.lock().unwrap_or_else(PoisonError::into_inner));
        queues.into_values().map(|queue| queue.run(self.rows.clone())).collect()
    }
}

/// The values of some keys, in their order.
type Answer<V, E> = Result<Vec<Option<V>>, E>;

/// Why a load has no answer: its batch panicked, or was dropped.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a batch panicked or was dropped")]
pub struct BatchFailed;

/// What waits for keys of one type.
struct Waiting<K, V, E> {
    keys: HashSet<K>,
    askers: Vec<(Vec<K>, oneshot::Sender<Answer<V, E>>)>,
}

trait Queue<R>: Any + Send {
    fn run(self: Box<Self>, rows: Arc<R>) -> Batch;
}

impl<R, K, V, E> Queue<R> for Waiting<K, V, E>
where
    R: Loader<K, Value = V, Error = E>,
    K: Send + Sync + Hash + Eq + Clone + 'static,
    V: Send + Sync + Clone + 'static,
    E: Send + Clone + 'static,
{
    fn run(self: Box<Self>, rows: Arc<R>) -> Batch {
        let batch = async move {
            let keys: Vec<K> = self.keys.into_iter().collect();
            let found = rows.load(&keys).await;
            for (keys, answer) in self.askers {
                let values = match &found {
                    Ok(found) => Ok(keys.iter().map(|key| found.get(key).cloned()).collect()),
                    Err(error) => Err(error.clone()),
                };
                // Whoever asked may have been given up.
                let _ = answer.send(values);
            }
        };
        // Those who asked learn of a panic by their answers, which are dropped.
        let caught = AssertUnwindSafe(batch).catch_unwind();
        async move {
            if caught.await.is_err() {
                tracing::error!("a batch of rows panicked");
            }
        }
        .boxed()
    }
}
