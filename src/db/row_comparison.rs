//! Row comparison, `(a, b) > (x, y)`, which diesel lacks. It is the one condition on a position in a list that an index
//! on both columns serves directly. Written with comparisons of single columns, the plan becomes a union of two index
//! scans when few rows remain, so that the last page of a list costs more than the first.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Bool;

/// `(a, b) > (x, y)`, or `<`, of two tuples of expressions.
#[derive(Debug, Clone, Copy, QueryId)]
pub(super) struct RowComparison<Columns, Values> {
    columns: Columns,
    operator: &'static str,
    values: Values,
}

impl<Columns, Values> RowComparison<Columns, Values> {
    /// The condition for the rows after a position, in ascending order.
    pub(super) fn greater(columns: Columns, values: Values) -> Self {
        Self { columns, operator: ") > (", values }
    }

    /// The condition for the rows before a position, in ascending order.
    pub(super) fn less(columns: Columns, values: Values) -> Self {
        Self { columns, operator: ") < (", values }
    }
}

impl<Columns, Values> Expression for RowComparison<Columns, Values> {
    type SqlType = Bool;
}

impl<Columns: QueryFragment<Pg>, Values: QueryFragment<Pg>> QueryFragment<Pg>
    for RowComparison<Columns, Values>
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(self.operator);
        self.values.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<Columns, Values, Table> AppearsOnTable<Table> for RowComparison<Columns, Values>
where
    Columns: AppearsOnTable<Table>,
    Values: AppearsOnTable<Table>,
{
}

impl<Columns, Values, Table> SelectableExpression<Table> for RowComparison<Columns, Values>
where
    Columns: SelectableExpression<Table>,
    Values: SelectableExpression<Table>,
{
}

impl<Columns, Values, G> ValidGrouping<G> for RowComparison<Columns, Values> {
    type IsAggregate = is_aggregate::No;
}
