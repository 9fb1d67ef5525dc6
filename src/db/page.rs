//! Keyset pagination: page 1,000 costs the same as page 1.

use diesel::ExpressionMethods;
use diesel::expression::{AsExpression, Expression};
use diesel::helper_types::{AsExprOf, Asc, Desc};
use diesel::query_dsl::methods::{FilterDsl, LimitDsl, OrderDsl};
use diesel::sql_types::{SingleValue, SqlType};

use crate::db::row_comparison::RowComparison;

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

/// Whether a list begins with its smallest key or with its largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

/// The columns that a list is ordered by, as a tuple that ends with the id, for lists with the sort key `K`.
pub(super) trait SortColumns<K>: Copy {
    /// A comparison of the columns with a key.
    type Comparison;
    /// The order of the columns.
    type Ascending: Expression;
    /// The reverse order of the columns.
    type Descending: Expression;

    fn greater(self, key: &K) -> Self::Comparison;
    fn less(self, key: &K) -> Self::Comparison;
    fn ascending(self) -> Self::Ascending;
    fn descending(self) -> Self::Descending;
}

impl<A, X> SortColumns<X> for (A,)
where
    A: Copy + ExpressionMethods + Expression<SqlType: SqlType + SingleValue>,
    X: Clone + AsExpression<A::SqlType>,
{
    type Comparison = RowComparison<(A,), (AsExprOf<X, A::SqlType>,)>;
    type Ascending = (Asc<A>,);
    type Descending = (Desc<A>,);

    fn greater(self, key: &X) -> Self::Comparison {
        RowComparison::greater(self, (key.clone().as_expression(),))
    }

    fn less(self, key: &X) -> Self::Comparison {
        RowComparison::less(self, (key.clone().as_expression(),))
    }

    fn ascending(self) -> Self::Ascending {
        (self.0.asc(),)
    }

    fn descending(self) -> Self::Descending {
        (self.0.desc(),)
    }
}

impl<A, B, X, Y> SortColumns<(X, Y)> for (A, B)
where
    A: Copy + ExpressionMethods + Expression<SqlType: SqlType + SingleValue>,
    B: Copy + ExpressionMethods + Expression<SqlType: SqlType + SingleValue>,
    X: Clone + AsExpression<A::SqlType>,
    Y: Clone + AsExpression<B::SqlType>,
{
    type Comparison = RowComparison<(A, B), (AsExprOf<X, A::SqlType>, AsExprOf<Y, B::SqlType>)>;
    type Ascending = (Asc<A>, Asc<B>);
    type Descending = (Desc<A>, Desc<B>);

    fn greater(self, (x, y): &(X, Y)) -> Self::Comparison {
        RowComparison::greater(self, (x.clone().as_expression(), y.clone().as_expression()))
    }

    fn less(self, (x, y): &(X, Y)) -> Self::Comparison {
        RowComparison::less(self, (x.clone().as_expression(), y.clone().as_expression()))
    }

    fn ascending(self) -> Self::Ascending {
        (self.0.asc(), self.1.asc())
    }

    fn descending(self) -> Self::Descending {
        (self.0.desc(), self.1.desc())
    }
}

impl<K> PageRequest<K> {
    /// Restricts a list to the page, in its order or, for a page from the end, in the reverse order. `list` is a boxed
    /// query without order and limit; [`finish`](Self::finish) turns its rows into the page.
    pub(super) fn paginate<Q, C>(&self, list: Q, columns: C, direction: Direction) -> Q
    where
        C: SortColumns<K>,
        Q: FilterDsl<C::Comparison, Output = Q>
            + OrderDsl<C::Ascending, Output = Q>
            + OrderDsl<C::Descending, Output = Q>
            + LimitDsl<Output = Q>,
    {
        let ascending = direction == Direction::Ascending;
        let (above, below) =
            if ascending { (&self.after, &self.before) } else { (&self.before, &self.after) };
        let mut query = list;
        if let Some(key) = above {
            query = query.filter(columns.greater(key));
        }
        if let Some(key) = below {
            query = query.filter(columns.less(key));
        }
        query = if ascending == self.from_end {
            query.order(columns.descending())
        } else {
            query.order(columns.ascending())
        };
        query.limit(self.fetch())
    }

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

    /// Returns the page with other rows, or the first error.
    pub fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let rows = self.rows.into_iter().map(f).collect::<Result<_, _>>()?;
        Ok(Page { rows, has_previous: self.has_previous, has_next: self.has_next })
    }
}
