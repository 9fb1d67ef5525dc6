//! Names that may stand only once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Notes;
use crate::import::format::Spanned;

/// Names, and where each was seen first.
#[derive(Debug, Default)]
pub(super) struct Unique {
    seen: HashMap<String, String>,
}

impl Unique {
    /// Notes that a name is there before. `key` is what is compared, `shown` what is told.
    pub(super) fn claim<T>(&mut self, notes: &mut Notes<'_>, place: &Spanned<T>, key: &str, shown: &str) {
        let line = notes.line(place);
        if let Some(first) = self.claim_line(notes, line, key) {
            notes.at(place, format!("{shown} is there already: {first}"));
        }
    }

    /// The same for a name that a whole file bears.
    pub(super) fn claim_whole(&mut self, notes: &mut Notes<'_>, key: &str, shown: &str) {
        if let Some(first) = self.claim_line(notes, 1, key) {
            notes.whole(format!("{shown} is there already: {first}"));
        }
    }

    fn claim_line(&mut self, notes: &Notes<'_>, line: usize, key: &str) -> Option<String> {
        match self.seen.entry(key.to_owned()) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert(format!("{}:{line}", notes.file.path));
                None
            }
        }
    }
}
