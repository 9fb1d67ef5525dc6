//! Row comparison, `(a, b) > (x, y)`, which diesel lacks. It is the one condition on a position in a list that an index
//! on both columns serves directly. Written with comparisons of single columns, the plan becomes a union of two index
//! scans when few rows remain, so that the last page of a list costs more than the first.

use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, SingleValue, SqlType};

/// `(a, b) > (x, y)`, or `<`.
#[derive(Debug, Clone, Copy, QueryId)]
pub(super) struct RowComparison<A, B, X, Y> {
    row: (A, B),
    operator: &'static str,
    position: (X, Y),
}

/// Returns the condition for the rows after a position.
pub(super) fn after<A, B, X, Y>(row: (A, B), position: (X, Y)) -> Compared<A, B, X, Y>
where
    A: Expression<SqlType: SqlType + SingleValue>,
    B: Expression<SqlType: SqlType + SingleValue>,
    X: AsExpression<A::SqlType>,
    Y: AsExpression<B::SqlType>,
{
    RowComparison {
        row,
        operator: ") > (",
        position: (position.0.as_expression(), position.1.as_expression()),
    }
}

/// Returns the condition for the rows before a position.
pub(super) fn before<A, B, X, Y>(row: (A, B), position: (X, Y)) -> Compared<A, B, X, Y>
where
    A: Expression<SqlType: SqlType + SingleValue>,
    B: Expression<SqlType: SqlType + SingleValue>,
    X: AsExpression<A::SqlType>,
    Y: AsExpression<B::SqlType>,
{
    RowComparison {
        row,
        operator: ") < (",
        position: (position.0.as_expression(), position.1.as_expression()),
    }
}

type Compared<A, B, X, Y> = RowComparison<
    A,
    B,
    <X as AsExpression<<A as Expression>::SqlType>>::Expression,
    <Y as AsExpression<<B as Expression>::SqlType>>::Expression,
>;

impl<A, B, X, Y> Expression for RowComparison<A, B, X, Y> {
    type SqlType = Bool;
}

impl<A, B, X, Y> QueryFragment<Pg> for RowComparison<A, B, X, Y>
where
    A: QueryFragment<Pg>,
    B: QueryFragment<Pg>,
    X: QueryFragment<Pg>,
    Y: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(");
        self.row.0.walk_ast(out.reborrow())?;
        out.push_sql(", ");
        self.row.1.walk_ast(out.reborrow())?;
        out.push_sql(self.operator);
        self.position.0.walk_ast(out.reborrow())?;
        out.push_sql(", ");
        self.position.1.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<A, B, X, Y, T> AppearsOnTable<T> for RowComparison<A, B, X, Y>
where
    A: AppearsOnTable<T>,
    B: AppearsOnTable<T>,
    X: AppearsOnTable<T>,
    Y: AppearsOnTable<T>,
{
}

impl<A, B, X, Y, T> SelectableExpression<T> for RowComparison<A, B, X, Y>
where
    A: SelectableExpression<T>,
    B: SelectableExpression<T>,
    X: SelectableExpression<T>,
    Y: SelectableExpression<T>,
{
}

impl<A, B, X, Y, G> ValidGrouping<G> for RowComparison<A, B, X, Y> {
    type IsAggregate = is_aggregate::No;
}
