//! Keyset pagination: page 1,000 costs the same as page 1.

/// A request for a page of a list. `K` is the list's sort key; it ends with the id.
#[derive(Debug, Clone)]
pub struct PageRequest<K> {
    /// The key after which the page begins.
    pub after: Option<K>,
    /// The key before which the page ends.
    pub before: Option<K>,
    /// The maximum number of rows.
    pub limit: i64,
    /// Whether to return the last rows of the range instead of the first.
    pub from_end: bool,
}

impl<K> PageRequest<K> {
    /// Returns the number of rows to load: one more than requested, to detect further rows.
    pub(super) fn fetch(&self) -> i64 {
        self.limit + 1
    }

    /// Cuts the page out of a complete list, which is in the list's order.
    pub fn cut<T>(&self, list: Vec<(K, T)>) -> Page<(K, T)>
    where
        K: Ord,
    {
        let within = |key: &K| {
            self.after.as_ref().is_none_or(|after| key > after)
                && self.before.as_ref().is_none_or(|before| key < before)
        };
        let mut rows: Vec<(K, T)> = list.into_iter().filter(|(key, _)| within(key)).collect();
        if self.from_end {
            rows.reverse();
        }
        self.finish(rows)
    }

    /// Removes the extra row, and restores the list's order.
    pub(super) fn finish<T>(&self, mut rows: Vec<T>) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.from_end {
            rows.reverse();
        }
        Page {
            rows,
            has_previous: if self.from_end { more } else { self.after.is_some() },
            has_next: if self.from_end { self.before.is_some() } else { more },
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// Whether there are rows before the page.
    pub has_previous: bool,
    /// Whether there are rows after the page.
    pub has_next: bool,
}

impl<T> Page<T> {
    pub(super) fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        let rows = self.rows.into_iter().map(f).collect();
        Page { rows, has_previous: self.has_previous, has_next: self.has_next }
    }

    pub(super) fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let rows = self.rows.into_iter().map(f).collect::<Result<_, _>>()?;
        Ok(Page { rows, has_previous: self.has_previous, has_next: self.has_next })
    }
}
