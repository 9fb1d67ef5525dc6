//! The columns and conditions that all kinds of records share.

use chrono::{DateTime, Utc};
use diesel::helper_types::AsExprOf;
use diesel::sql_types::{Bool, Text};
use diesel::{IntoSql as _, OptionalExtension as _, QueryableByName};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::statement::statement;
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

/// The present slug of a record that had another one.
#[derive(QueryableByName)]
struct PresentSlug {
    #[diesel(sql_type = Text)]
    slug: String,
}

/// Returns the present slug of the record that was published with a slug; of the last one if there were several. It may
/// be the same slug. `None` if no record was.
pub async fn present_slug<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    former: &str,
) -> Result<Option<String>, DbError> {
    let found: Option<PresentSlug> = statement(include_str!("present_slug.sql"))
        .bind::<Text, _>(C::KIND.as_str())
        .bind::<Text, _>(former)
        .get_result(connection)
        .await
        .optional()?;
    Ok(found.map(|found| found.slug))
}
