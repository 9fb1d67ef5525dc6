//! Loaders collect the keys that the resolvers of one request need, and load all keys of a kind together. There is one
//! file per feature. Each key type, such as [`directory::ChildrenOf`], stands for one query of the application layer.

pub mod accounts;
pub mod clubs;
pub mod contests;
pub mod directory;
pub mod learning;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use graphql_engine::BatchFailed;

use crate::app::{AppError, Caller};

/// The data source of a request's loaders.
pub struct Rows {
    caller: Caller,
}

impl Rows {
    /// Creates a source of the rows that a caller may see.
    pub fn new(caller: Caller) -> Self {
        Self { caller }
    }
}

/// The error of a batch, shared by all resolvers that wait for it.
#[derive(Debug, Clone)]
pub struct LoadError(Arc<AppError>);

impl LoadError {
    /// The underlying error.
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

/// The result of a batch.
type Loaded<K, V> = Result<HashMap<K, V>, LoadError>;

/// Groups rows by key, and keeps their order.
fn grouped<K: Eq + Hash, T>(rows: impl IntoIterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (key, row) in rows {
        groups.entry(key).or_default().push(row);
    }
    groups
}

/// Indexes rows by id.
fn by_id<K: Eq + Hash, T>(rows: Vec<T>, id: impl Fn(&T) -> K) -> HashMap<K, Arc<T>> {
    rows.into_iter().map(|row| (id(&row), Arc::new(row))).collect()
}
