//! Checks of names that must be unique.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::FileChecker;
use crate::import::format::Spanned;

/// Names that are in use, and the place of each name's first use.
#[derive(Debug, Default)]
pub(super) struct UniqueNames {
    first_uses: HashMap<String, String>,
}

impl UniqueNames {
    /// Claims a name for a value, and reports an error if it is already in use. `key` is compared with other names,
    /// `shown` is used in the message.
    pub(super) fn claim<T>(
        &mut self,
        checker: &mut FileChecker<'_>,
        place: &Spanned<T>,
        key: &str,
        shown: &str,
    ) {
        let line = checker.line(place);
        if let Some(first) = self.claim_line(checker, line, key) {
            checker.report(place, format!("{shown} is already used in {first}"));
        }
    }

    /// Claims a name for a whole file, like [`claim`](Self::claim).
    pub(super) fn claim_in_file(&mut self, checker: &mut FileChecker<'_>, key: &str, shown: &str) {
        if let Some(first) = self.claim_line(checker, 1, key) {
            checker.report_file(format!("{shown} is already used in {first}"));
        }
    }

    fn claim_line(&mut self, checker: &FileChecker<'_>, line: usize, key: &str) -> Option<String> {
        match self.first_uses.entry(key.to_owned()) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert(format!("{}:{line}", checker.file.path));
                None
            }
        }
    }
}
