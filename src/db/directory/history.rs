//! What became of records: their states, each with the one before it, as they are stored.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::revisions::{Revision, Row, columns, revision};
use crate::db::DbError;
use crate::db::json::Json;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{accounts, revisions};
use crate::db::stored::parse;
use crate::domain::directory::{RecordKind, State};

/// A state, and the one before it.
pub type Step = (Revision<Value>, Option<State<Value>>);

/// A state without how it came to be.
type StateRow = (Json<Value>, bool, Option<Uuid>);

diesel::alias!(revisions as earlier: Earlier);

fn step(row: Row<Value>, before: Option<StateRow>) -> Result<Step, DbError> {
    let state = |(Json(content), published, merged_into)| State { content, published, merged_into };
    Ok((revision(row)?, before.map(state)))
}

/// A page of a record's states, the latest first.
pub async fn history(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    id: Uuid,
    page: &PageRequest<i32>,
) -> Result<Page<(i32, Step)>, DbError> {
    let previous = earlier.on((earlier.field(revisions::record_id).eq(revisions::record_id))
        .and((earlier.field(revisions::version) + 1).eq(revisions::version)));
    let mut query = revisions::table
        .left_join(previous)
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id))
        .filter(revisions::record_kind.eq(kind.as_str()))
        .select((
            columns(),
            earlier.fields((revisions::content, revisions::published, revisions::merged_into_id)).nullable(),
        ))
        .limit(page.fetch())
        .into_boxed();
    // The latest stands first: what comes after is older.
    if let Some(version) = page.after {
        query = query.filter(revisions::version.lt(version));
    }
    if let Some(version) = page.before {
        query = query.filter(revisions::version.gt(version));
    }
    query = if page.from_end {
        query.order(revisions::version.asc())
    } else {
        query.order(revisions::version.desc())
    };
    let rows: Vec<(Row<Value>, Option<StateRow>)> = query.load(connection).await?;
    page.finish(rows).try_map(|(row, before)| {
        let step = step(row, before)?;
        Ok((step.0.version, step))
    })
}

/// States of records, each known by its record and version, in no order.
pub async fn steps(
    connection: &mut AsyncPgConnection,
    wanted: &[(Uuid, i32)],
) -> Result<Vec<(RecordKind, Uuid, Step)>, DbError> {
    let (ids, versions): (Vec<Uuid>, Vec<i32>) = wanted.iter().copied().unzip();
    let previous = earlier.on((earlier.field(revisions::record_id).eq(revisions::record_id))
        .and((earlier.field(revisions::version) + 1).eq(revisions::version)));
    let among = sql::<Bool>("(revisions.record_id, revisions.version) IN (SELECT * FROM unnest(")
        .bind::<Array<SqlUuid>, _>(ids)
        .sql(", ")
        .bind::<Array<Integer>, _>(versions)
        .sql("))");
    let rows: Vec<(String, Uuid, Row<Value>, Option<StateRow>)> = revisions::table
        .left_join(previous)
        .left_join(accounts::table)
        .filter(among)
        .select((
            revisions::record_kind,
            revisions::record_id,
            columns(),
            earlier.fields((revisions::content, revisions::published, revisions::merged_into_id)).nullable(),
        ))
        .load(connection)
        .await?;
    rows.into_iter().map(|(kind, id, row, before)| Ok((parse(&kind)?, id, step(row, before)?))).collect()
}
