//! A cache of the most recently used values, limited by their number and their memory.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

/// A limited map from texts to values, which are cheap to clone.
pub(crate) struct Cache<V> {
    entries: Mutex<Entries<V>>,
    max_entries: usize,
    max_bytes: usize,
}

struct Entries<V> {
    map: LruCache<String, Entry<V>>,
    bytes: usize,
}

#[derive(Clone)]
struct Entry<V> {
    value: V,
    bytes: usize,
}

impl<V: Clone> Cache<V> {
    pub(crate) fn new(max_entries: usize, max_bytes: usize) -> Self {
        let entries = Mutex::new(Entries { map: LruCache::unbounded(), bytes: 0 });
        Self { entries, max_entries, max_bytes }
    }

    pub(crate) fn get(&self, text: &str) -> Option<V> {
        self.entries().map.get(text).map(|entry| entry.value.clone())
    }

    /// Adds a value that takes about this many bytes of memory.
    pub(crate) fn put(&self, text: String, value: V, bytes: usize) {
        // One value must not evict all others.
        if bytes > self.max_bytes / 8 || self.max_entries == 0 {
            return;
        }
        let mut entries = self.entries();
        entries.bytes += bytes;
        if let Some((_, old)) = entries.map.push(text, Entry { value, bytes }) {
            entries.bytes -= old.bytes;
        }
        while entries.map.len() > self.max_entries || entries.bytes > self.max_bytes {
            let Some((_, old)) = entries.map.pop_lru() else { break };
            entries.bytes -= old.bytes;
        }
    }

    /// Locks the entries even if the lock is poisoned, which would otherwise fail all requests. A panic between two
    /// statements above makes at most the sum of bytes wrong.
    fn entries(&self) -> MutexGuard<'_, Entries<V>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_values_go_first() {
        let cache = Cache::new(3, 1_000);
        for key in ["a", "b", "c"] {
            cache.put(key.to_owned(), key, 100);
        }
        assert_eq!(cache.get("a"), Some("a"));
        cache.put("d".to_owned(), "d", 100);
        assert_eq!((cache.get("b"), cache.get("a")), (None, Some("a")));
        // A value that is too large, and one that replaces another.
        cache.put("e".to_owned(), "e", 126);
        cache.put("d".to_owned(), "D", 100);
        assert_eq!((cache.get("e"), cache.get("d"), cache.get("c")), (None, Some("D"), Some("c")));
    }

    #[test]
    fn the_bytes_of_all_values_are_limited() {
        let cache = Cache::new(100, 1_000);
        for key in 0..20 {
            cache.put(key.to_string(), key, 120);
        }
        let kept: Vec<i32> = (0..20).filter_map(|key: i32| cache.get(&key.to_string())).collect();
        assert_eq!(kept, (12..20).collect::<Vec<_>>());
    }
}
