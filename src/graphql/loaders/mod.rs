//! Loaders: what the resolvers of one request need is gathered, and loaded by one statement a kind. One file a
//! feature; each key type is a question, such as [`directory::ChildrenOf`].

pub mod clubs;
pub mod contests;
pub mod directory;
pub mod learning;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use graphql_engine::BatchFailed;

use crate::app::{AppError, Caller};

/// What the loaders of a request load from.
pub struct Rows {
    caller: Caller,
}

impl Rows {
    /// The rows that a caller may see.
    pub fn new(caller: Caller) -> Self {
        Self { caller }
    }
}

/// An error of a batch, told to everyone who waits for it.
#[derive(Debug, Clone)]
pub struct LoadError(Arc<AppError>);

impl LoadError {
    /// What happened.
    pub fn app_error(&self) -> &AppError {
        &self.0
    }
}

impl From<AppError> for LoadError {
    fn from(error: AppError) -> Self {
        Self(Arc::new(error))
    }
}

impl From<BatchFailed> for LoadError {
    fn from(error: BatchFailed) -> Self {
        AppError::Internal(error.to_string()).into()
    }
}

/// A batch's answer.
type Loaded<K, V> = Result<HashMap<K, V>, LoadError>;

/// Rows by what they are a list of, their order kept.
fn grouped<K: Eq + Hash, T>(rows: impl IntoIterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (key, row) in rows {
        groups.entry(key).or_default().push(row);
    }
    groups
}

/// Rows by their ids, shared.
fn by_id<K: Eq + Hash, T>(rows: Vec<T>, id: impl Fn(&T) -> K) -> HashMap<K, Arc<T>> {
    rows.into_iter().map(|row| (id(&row), Arc::new(row))).collect()
}
