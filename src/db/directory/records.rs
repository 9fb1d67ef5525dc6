//! What the rows of all kinds of records have in common.

use chrono::{DateTime, Utc};
use diesel::IntoSql as _;
use diesel::helper_types::AsExprOf;
use diesel::sql_types::Bool;
use diesel_async::AsyncPgConnection;

use crate::db::DbError;
use crate::db::json::Json;
use crate::domain::access::Audience;
use crate::domain::directory::{Content, Record};
use crate::domain::ids::Id;

/// Id, version, whether it is published, when it was edited last, and the document.
pub(super) type Row<C> = (Id<<C as Content>::Id>, i32, bool, DateTime<Utc>, Json<C>);

pub(super) fn record<C: Content>(row: Row<C>) -> Record<C> {
    let (id, version, published, updated_at, Json(content)) = row;
    Record { id, version, published, updated_at, content }
}

pub(super) fn records<C: Content>(rows: Vec<Row<C>>) -> Vec<Record<C>> {
    rows.into_iter().map(record).collect()
}

/// Whether drafts are shown, as a condition.
pub(super) fn drafts(audience: Audience) -> AsExprOf<bool, Bool> {
    audience.sees_drafts().into_sql::<Bool>()
}

/// Records that are found by their slugs.
pub trait Slugged: Content {
    /// The record with a slug, or what it was merged into.
    fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> impl Future<Output = Result<Option<Record<Self>>, DbError>> + Send;
}
