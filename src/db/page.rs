//! Pages of a list, by keyset: page 1,000 costs what page 1 costs.

/// Which part of a list is asked for. `K` is what the list is ordered by; it ends with the id.
#[derive(Debug, Clone)]
pub struct PageRequest<K> {
    /// Only what comes after this.
    pub after: Option<K>,
    /// Only what comes before this.
    pub before: Option<K>,
    /// How many at most.
    pub limit: i64,
    /// Whether they are the last of the part rather than the first.
    pub from_end: bool,
}

impl<K> PageRequest<K> {
    /// One more than asked for tells whether there are more.
    pub(super) fn fetch(&self) -> i64 {
        self.limit + 1
    }

    /// The page of a list that is there as a whole, in its order.
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

    /// Cuts the extra row off, and brings the rows into the list's order.
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

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Its rows, in the list's order.
    pub rows: Vec<T>,
    /// Whether rows come before them.
    pub has_previous: bool,
    /// Whether rows come after them.
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
