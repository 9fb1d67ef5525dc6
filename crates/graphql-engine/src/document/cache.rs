//! A cache of the most recently used checked documents, because clients send the same few documents again and again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use super::Document;

/// A limited map from texts to checked documents. Documents that failed the checks are not cached.
pub(crate) struct Cache {
    entries: Mutex<Entries>,
    max_documents: usize,
    max_bytes: usize,
}

struct Entries {
    map: LruCache<String, Arc<Document>>,
    bytes: usize,
}

impl Cache {
    pub(crate) fn new(max_documents: usize, max_bytes: usize) -> Self {
        let entries = Mutex::new(Entries { map: LruCache::unbounded(), bytes: 0 });
        Self { entries, max_documents, max_bytes }
    }

    pub(crate) fn get(&self, text: &str) -> Option<Arc<Document>> {
        self.entries().map.get(text).cloned()
    }

    pub(crate) fn put(&self, text: &str, document: &Arc<Document>) {
        // One document must not evict all others.
        if document.bytes > self.max_bytes / 8 || self.max_documents == 0 {
            return;
        }
        let mut entries = self.entries();
        entries.bytes += document.bytes;
        if let Some((_, old)) = entries.map.push(text.to_owned(), document.clone()) {
            entries.bytes -= old.bytes;
        }
        while entries.map.len() > self.max_documents || entries.bytes > self.max_bytes {
            let Some((_, old)) = entries.map.pop_lru() else { break };
            entries.bytes -= old.bytes;
        }
    }

    /// Locks the entries even if the lock is poisoned, which would otherwise fail all requests. A panic between two
    /// statements above makes at most the sum of bytes wrong.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
