//! Checked documents, the most recently used ones: clients send the same few again and again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use super::Document;

/// A bounded map from a document's text to what the checks made of it. Documents that failed are not kept.
pub(crate) struct Cache {
    entries: Mutex<Entries>,
    most_documents: usize,
    most_bytes: usize,
}

struct Entries {
    map: LruCache<String, Arc<Document>>,
    bytes: usize,
}

impl Cache {
    pub(crate) fn new(most_documents: usize, most_bytes: usize) -> Self {
        let entries = Mutex::new(Entries { map: LruCache::unbounded(), bytes: 0 });
        Self { entries, most_documents, most_bytes }
    }

    pub(crate) fn get(&self, text: &str) -> Option<Arc<Document>> {
        self.entries().map.get(text).cloned()
    }

    pub(crate) fn put(&self, text: &str, document: &Arc<Document>) {
        // One document may not push out all others.
        if document.bytes > self.most_bytes / 8 || self.most_documents == 0 {
            return;
        }
        let mut entries = self.entries();
        entries.bytes += document.bytes;
        if let Some((_, old)) = entries.map.push(text.to_owned(), document.clone()) {
            entries.bytes -= old.bytes;
        }
        while entries.map.len() > self.most_documents || entries.bytes > self.most_bytes {
            let Some((_, old)) = entries.map.pop_lru() else { break };
            entries.bytes -= old.bytes;
        }
    }

    /// A panic between two statements above costs at most a wrong sum; a poisoned lock would cost the service.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
