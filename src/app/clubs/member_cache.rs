//! What was computed from the data of members, kept in memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::{AppError, Caller};
use crate::db::Lanes;

/// The largest number of values that a cache keeps. When it is reached, all are forgotten.
const MAX_VALUES: usize = 20_000;

/// Values that were computed last, by a key that names the member. A value is valid as long as neither the content nor
/// its query changes. The query has everything else that the value depends on, such as the number of the last change of
/// the member's data. Both are read before the value is computed, so a value is never older than they are.
pub(in crate::app) struct MemberCache<Key, Query, Value>(Arc<Contents<Key, Query, Value>>);

struct Contents<Key, Query, Value> {
    kept: Mutex<HashMap<Key, Kept<Query, Value>>>,
    /// What is being computed, by the first of the members.
    computing: Lanes<Key>,
}

struct Kept<Query, Value> {
    query: Query,
    content_version: i64,
    value: Value,
}

impl<Key, Query, Value> Clone for MemberCache<Key, Query, Value> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<Key: Eq + Hash, Query, Value> Default for MemberCache<Key, Query, Value> {
    fn default() -> Self {
        Self(Arc::new(Contents { kept: Mutex::default(), computing: Lanes::default() }))
    }
}

impl<Key: Eq + Hash, Query: PartialEq, Value: Copy> MemberCache<Key, Query, Value> {
    /// Returns members' values by key. Those that are kept for the same query, and are still valid, are not computed
    /// again. `compute` is not called if there is nothing to compute.
    pub(super) async fn values<Member: Clone>(
        &self,
        caller: &Caller,
        members: &[Member],
        key_and_query: impl Fn(&Member) -> (Key, Query),
        is_valid: impl Fn(&Value) -> bool,
        compute: impl AsyncFnOnce(&[Member]) -> Result<HashMap<Key, Value>, AppError>,
    ) -> Result<HashMap<Key, Value>, AppError> {
        let mut values = HashMap::with_capacity(members.len());
        let mut take_kept = |members: &[Member]| {
            let mut missing = Vec::new();
            for member in members {
                let (key, query) = key_and_query(member);
                match self.get(caller, &key, &query).filter(&is_valid) {
                    Some(value) => drop(values.insert(key, value)),
                    None => missing.push(member.clone()),
                }
            }
            missing
        };
        let mut missing = take_kept(members);
        let Some(first) = missing.first() else { return Ok(values) };
        // Fields of one operation need the same members at the same time: the first computes them, the others wait for it.
        let _turn = self.0.computing.enter(key_and_query(first).0, 1).await;
        missing = take_kept(&missing);
        if !missing.is_empty() {
            let computed = compute(&missing).await?;
            for (key, query) in missing.iter().map(key_and_query) {
                if let Some(value) = computed.get(&key) {
                    self.keep(caller, key, query, *value);
                }
            }
            values.extend(computed);
        }
        Ok(values)
    }

    fn get(&self, caller: &Caller, key: &Key, query: &Query) -> Option<Value> {
        let content_version = caller.content_version?;
        let kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get(key)?;
        (kept.query == *query && kept.content_version == content_version).then_some(kept.value)
    }

    fn keep(&self, caller: &Caller, key: Key, query: Query, value: Value) {
        let Some(content_version) = caller.content_version else { return };
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_VALUES {
            kept.clear();
        }
        kept.insert(key, Kept { query, content_version, value });
    }
}
