//! Statements written in SQL.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};
use diesel::{QueryResult, RunQueryDsl};
use serde::Serialize;

use crate::db::DbError;

/// A statement written in SQL, whose columns are read by name. Unlike `diesel::sql_query`, which is prepared and planned
/// at each execution, it is prepared once per connection: planning often takes longer than executing.
pub(super) struct Statement<B> {
    sql: &'static str,
    binds: B,
}

/// The values of a statement's parameters: those before, and one more of the SQL type `ST`.
pub(super) struct Bound<B, V, ST> {
    before: B,
    value: V,
    sql_type: PhantomData<ST>,
}

/// Creates a statement without parameters; [`Statement::bind`] adds the values of `$1`, `$2` and so on.
pub(super) fn statement(sql: &'static str) -> Statement<()> {
    Statement { sql, binds: () }
}

/// Returns rows as a JSON array, the parameter of `json_populate_recordset(NULL::table, $1::json)`. The fields of a row
/// are the columns of the table. So a statement has the same text and plan for any number of rows.
pub(super) fn row_array<R: Serialize>(rows: &[R]) -> Result<String, DbError> {
    serde_json::to_string(rows).map_err(|error| DbError::Failed(Error::SerializationError(error.into())))
}

/// Returns a column of rows, a parameter of `unnest`, which makes rows of columns again. A statement with such
/// parameters has the same text and plan for any number of rows, too, and PostgreSQL need not parse JSON.
pub(super) fn column<'a, R, V>(rows: &'a [R], value: impl FnMut(&'a R) -> V) -> Vec<V> {
    rows.iter().map(value).collect()
}

impl<B> Statement<B> {
    /// Adds the value of the next parameter.
    pub(super) fn bind<ST, V>(self, value: V) -> Statement<Bound<B, V, ST>> {
        Statement { sql: self.sql, binds: Bound { before: self.binds, value, sql_type: PhantomData } }
    }
}

impl<B: QueryFragment<Pg>> QueryFragment<Pg> for Statement<B> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.sql);
        self.binds.walk_ast(out)
    }
}

impl<B, V, ST> QueryFragment<Pg> for Bound<B, V, ST>
where
    B: QueryFragment<Pg>,
    V: ToSql<ST, Pg>,
    Pg: HasSqlType<ST>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        out.push_bind_param_value_only(&self.value)
    }
}

/// The connection's cache finds a statement by its text, since its type does not determine it.
impl<B> QueryId for Statement<B> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<B> Query for Statement<B> {
    type SqlType = Untyped;
}

impl<B, C> RunQueryDsl<C> for Statement<B> {}
