//! The columns and conditions that all kinds of records share.

use chrono::{DateTime, Utc};
use diesel::IntoSql as _;
use diesel::helper_types::AsExprOf;
use diesel::sql_types::Bool;
use diesel_async::AsyncPgConnection;

use crate::db::DbError;
use crate::db::json::Json;
use crate::domain::access::Audience;
use crate::domain::directory::{Record, RecordContent};
use crate::domain::ids::Id;

/// The id, version, visibility, time of the last edit, and content.
pub(super) type Row<C> = (Id<<C as RecordContent>::Id>, i32, bool, DateTime<Utc>, Json<C>);

pub(super) fn record<C: RecordContent>(row: Row<C>) -> Record<C> {
    let (id, version, published, updated_at, Json(content)) = row;
    Record { id, version, published, updated_at, content }
}

pub(super) fn records<C: RecordContent>(rows: Vec<Row<C>>) -> Vec<Record<C>> {
    rows.into_iter().map(record).collect()
}

/// Returns the SQL condition that includes drafts if the audience may see them.
pub(super) fn drafts(audience: Audience) -> AsExprOf<bool, Bool> {
    audience.sees_drafts().into_sql::<Bool>()
}

/// Records that can be found by slug.
pub trait Slugged: RecordContent {
    /// Loads the record with a slug, or the one that it was merged into.
    fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> impl Future<Output = Result<Option<Record<Self>>, DbError>> + Send;
}
