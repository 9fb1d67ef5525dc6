//! Connections as in the Relay specification (<https://relay.dev/graphql/connections.htm>), on top of keyset pages.

use std::marker::PhantomData;
use std::str::FromStr as _;

use async_graphql::connection::{Connection, DisableNodesField, Edge, EmptyFields};
use async_graphql::connection::{ConnectionNameType, DefaultConnectionName, DefaultEdgeName, EdgeNameType};
use async_graphql::{ObjectType, OutputType};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::page::{Page, PageRequest};
use crate::graphql::errors::ApiError;

/// The number of edges in a page if neither `first` nor `last` is given.
pub const DEFAULT_PAGE: i32 = 20;
/// The maximum number of edges in a page.
pub const MAX_PAGE: i32 = 100;

/// A connection with opaque text cursors.
pub type List<N> = Connection<
    String,
    N,
    EmptyFields,
    EmptyFields,
    DefaultConnectionName,
    DefaultEdgeName,
    DisableNodesField,
>;

/// A connection whose edges have the additional fields of `F`. The connection and its edges are named after `F`.
pub type ListWith<N, F> =
    Connection<String, N, EmptyFields, F, NamedAfter<F>, NamedAfter<F>, DisableNodesField>;

/// A connection that has the additional fields of `C`. The connection and its edges are named after `C`.
pub type CountedList<N, C> =
    Connection<String, N, C, EmptyFields, NamedAfter<C>, NamedAfter<C>, DisableNodesField>;

/// An edge with fields of its own.
pub type EdgeWith<N, F> = Edge<String, N, F, NamedAfter<F>>;

/// Names connections and edges after a type.
pub struct NamedAfter<F>(PhantomData<fn() -> F>);

impl<F: OutputType> ConnectionNameType for NamedAfter<F> {
    fn type_name<N: OutputType>() -> String {
        format!("{}Connection", F::type_name())
    }
}

impl<F: OutputType> EdgeNameType for NamedAfter<F> {
    fn type_name<N: OutputType>() -> String {
        format!("{}Edge", F::type_name())
    }
}

/// The arguments of a connection.
#[derive(Debug, Default)]
pub struct PageArguments {
    /// The number of items from the beginning.
    pub first: Option<i32>,
    /// The cursor after which the items begin.
    pub after: Option<String>,
    /// The number of items from the end.
    pub last: Option<i32>,
    /// The cursor before which the items end.
    pub before: Option<String>,
}

/// The extra cost of a field that runs its own SQL statement; the loaders' statements do not count.
const STATEMENT_COST: usize = 1_000;
/// The maximum cost, so that sums of costs cannot overflow.
const MAX_COST: usize = 1 << 40;

/// Returns the cost of a list, for the limit on an operation's complexity.
pub fn list_cost(elements: usize, child: usize) -> usize {
    elements.saturating_mul(child).saturating_add(1).min(MAX_COST)
}

/// Returns the cost of `rows` rows that a field loads with its own SQL statement.
pub fn rows_cost(rows: usize, child: usize) -> usize {
    list_cost(rows, child) + STATEMENT_COST
}

/// Returns the cost of a page, for the limit on an operation's complexity.
pub fn page_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    page_cost_of(first.or(last).unwrap_or(DEFAULT_PAGE), MAX_PAGE, child)
}

/// Returns the cost of a page of `items` items. The page has at most `max` items.
pub fn page_cost_of(items: i32, max: i32, child: usize) -> usize {
    rows_cost(usize::try_from(items.clamp(0, max)).unwrap_or(0), child)
}

/// Checks that a requested number of items is within `min` and [`MAX_PAGE`].
pub fn page_size(argument: &str, requested: i32, min: i32) -> Result<i64, ApiError> {
    if (min..=MAX_PAGE).contains(&requested) {
        Ok(i64::from(requested))
    } else {
        Err(ApiError::bad_input(format!("«{argument}» must be {min} to {MAX_PAGE}, not {requested}.")))
    }
}

/// Checks that the value of an argument is from 1 to the maximum.
pub fn within<N: TryFrom<i32>>(argument: &str, value: i32, maximum: i32) -> Result<N, ApiError> {
    let number = N::try_from(value).ok().filter(|_| (1..=maximum).contains(&value));
    number.ok_or_else(|| ApiError::bad_input(format!("«{argument}» must be 1 to {maximum}, not {value}.")))
}

impl PageArguments {
    /// Checks the arguments and returns the request for a page of a list. Cursors contain the name of their list.
    pub fn request<K: DeserializeOwned>(self, list: &str) -> Result<PageRequest<K>, ApiError> {
        let (limit, from_end) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(ApiError::bad_input("Give «first» or «last», not both.")),
            (Some(number), None) => (page_size("first", number, 0)?, false),
            (None, Some(number)) => (page_size("last", number, 0)?, true),
            (None, None) => (i64::from(DEFAULT_PAGE), false),
        };
        let after = self.after.map(|cursor| decode(list, "after", &cursor)).transpose()?;
        let before = self.before.map(|cursor| decode(list, "before", &cursor)).transpose()?;
        Ok(PageRequest { after, before, limit, from_end })
    }
}

/// Encodes the cursor of a place in the list with this name.
pub fn encode<K: Serialize>(list: &str, key: &K) -> String {
    // Cannot fail: keys consist of texts, numbers and times.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(list, key)).unwrap_or_default())
}

fn decode<K: DeserializeOwned>(list: &str, argument: &str, cursor: &str) -> Result<K, ApiError> {
    let decoded = URL_SAFE_NO_PAD.decode(cursor).ok();
    let fields = decoded.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()).filter(is_storable);
    match fields.and_then(|fields| serde_json::from_value::<(String, K)>(fields).ok()) {
        Some((of, key)) if of == list => Ok(key),
        _ => Err(ApiError::bad_input(format!(
            "«{argument}» is not a cursor of this list: take one from its edges."
        ))),
    }
}

/// Whether the database knows all times and texts of a cursor's key: only four-digit years, and no U+0000.
fn is_storable(fields: &Value) -> bool {
    match fields {
        Value::Array(fields) => fields.iter().all(is_storable),
        Value::String(text) => {
            let date = DateTime::<Utc>::from_str(text).map(|time| time.date_naive()).ok();
            let date = date.or_else(|| NaiveDateTime::from_str(text).map(|time| time.date()).ok());
            let date = date.or_else(|| NaiveDate::from_str(text).ok());
            date.is_none_or(|date| (1..=9999).contains(&date.year())) && !text.contains('\0')
        }
        _ => true,
    }
}

/// Converts a page to a connection.
pub fn connection<K: Serialize, T, N: OutputType>(
    list: &str,
    page: Page<(K, T)>,
    node: impl Fn(T) -> N,
) -> List<N> {
    let mut connection = Connection::new(page.has_previous, page.has_next);
    connection.edges.extend(page.rows.into_iter().map(|(key, row)| Edge::new(encode(list, &key), node(row))));
    connection
}

/// Converts a page to a connection that has fields of its own.
pub fn counted_connection<K: Serialize, T, N: OutputType, C: ObjectType>(
    list: &str,
    page: Page<(K, T)>,
    fields: C,
    node: impl Fn(T) -> N,
) -> CountedList<N, C> {
    let mut connection = Connection::with_additional_fields(page.has_previous, page.has_next, fields);
    connection.edges.extend(page.rows.into_iter().map(|(key, row)| Edge::new(encode(list, &key), node(row))));
    connection
}

/// Converts a page to a connection whose edges have fields of their own.
pub fn connection_with<K: Serialize, T, N: OutputType, F: ObjectType>(
    list: &str,
    page: Page<(K, T)>,
    edge: impl Fn(T) -> (N, F),
) -> ListWith<N, F> {
    let mut connection = Connection::new(page.has_previous, page.has_next);
    connection.edges.extend(page.rows.into_iter().map(|(key, row)| {
        let (node, fields) = edge(row);
        Edge::with_additional_fields(encode(list, &key), node, fields)
    }));
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(first: Option<i32>, after: Option<&str>) -> PageArguments {
        PageArguments { first, after: after.map(str::to_owned), ..PageArguments::default() }
    }

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let cursor = encode("people", &("Әлия", 3));
        let page: PageRequest<(String, i32)> = arguments(Some(5), Some(&cursor)).request("people").unwrap();
        assert_eq!((page.after, page.limit), (Some(("Әлия".to_owned(), 3)), 5));
    }

    #[test]
    fn a_cursor_of_another_list_or_a_tampered_one_is_refused() {
        let cursor = encode("people", &("Әлия", 3));
        for (list, cursor) in
            [("events", cursor.as_str()), ("people", &cursor[1..]), ("people", "x"), ("people", "")]
        {
            assert!(arguments(None, Some(cursor)).request::<(String, i32)>(list).is_err(), "{list} {cursor}");
        }
    }

    #[test]
    fn a_cursor_with_a_value_that_the_database_lacks_is_refused() {
        for key in ["-262143-01-01T00:00:00Z", "+262000-01-01T00:00:00", "+10000-01-01", "0000-01-01", "а\0"]
        {
            let page = arguments(None, Some(&encode("people", &key))).request::<String>("people");
            assert!(page.is_err(), "{key}");
        }
        for key in ["0001-01-01", "9999-12-31T23:59:59Z", "Әлия", "-5"] {
            arguments(None, Some(&encode("people", &key))).request::<String>("people").unwrap();
        }
    }

    #[test]
    fn a_page_is_at_most_a_hundred_and_from_one_side() {
        assert!(arguments(Some(101), None).request::<i32>("x").is_err());
        assert!(arguments(Some(-1), None).request::<i32>("x").is_err());
        let both = PageArguments { first: Some(1), last: Some(1), ..PageArguments::default() };
        assert!(both.request::<i32>("x").is_err());
    }
}
