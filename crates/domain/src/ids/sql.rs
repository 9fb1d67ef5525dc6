//! Typed ids as PostgreSQL values. They stand beside the ids because only a type's own crate may do this.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Nullable, Uuid as SqlUuid};
use uuid::Uuid;

use super::Id;

impl<K> FromSql<SqlUuid, Pg> for Id<K> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <Uuid as FromSql<SqlUuid, Pg>>::from_sql(value).map(Self::from)
    }
}

impl<K> Queryable<SqlUuid, Pg> for Id<K>
where
    Pg: Backend,
{
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

impl<K> ToSql<SqlUuid, Pg> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let uuid = self.uuid();
        <Uuid as ToSql<SqlUuid, Pg>>::to_sql(&uuid, &mut out.reborrow())
    }
}

impl<K> AsExpression<SqlUuid> for Id<K> {
    type Expression = Bound<SqlUuid, Self>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<K> AsExpression<Nullable<SqlUuid>> for Id<K> {
    type Expression = Bound<Nullable<SqlUuid>, Self>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<'a, K> AsExpression<SqlUuid> for &'a Id<K> {
    type Expression = Bound<SqlUuid, &'a Id<K>>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<'a, K> AsExpression<Nullable<SqlUuid>> for &'a Id<K> {
    type Expression = Bound<Nullable<SqlUuid>, &'a Id<K>>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<K> ToSql<Nullable<SqlUuid>, Pg> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Self as ToSql<SqlUuid, Pg>>::to_sql(self, out)
    }
}
