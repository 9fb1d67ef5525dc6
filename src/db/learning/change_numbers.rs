//! The change numbers that order the changes of a learner's data.

use diesel::prelude::*;
use diesel::sql_types;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::learners;
use crate::db::statement::statement;
use crate::db::stored::Place;
use crate::domain::ids::AccountId;

/// The number of a change of a learner's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeNumber(pub i64);

/// Begins a change of a learner's data, as the first SQL statement of its transaction. Other changes of the same
/// learner's data wait until the transaction ends. So a change never becomes visible before one with a lower number,
/// and two changes never wait for each other.
pub async fn begin_change(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<ChangeNumber, DbError> {
    Ok(begin_scheduling_change(connection, learner).await?.0)
}

/// Begins a change of the presets or of the review log as [`begin_change`] does, as the first SQL statement of its
/// transaction. Also returns the number of the preset in force, which may have changed since the request began.
///
/// What is due changes, too, so a reminder that the learner waits for is computed again.
pub async fn begin_scheduling_change(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<(ChangeNumber, u32), DbError> {
    let begun: BegunRow = statement(
        "UPDATE learners SET change_number = change_number + 1,
           reminder_at = CASE WHEN reminder_at IS NOT NULL THEN timestamptz '1970-01-01T00:00:00Z' END
         WHERE learner_id = $1
         RETURNING change_number, preset_number",
    )
    .bind::<sql_types::Uuid, _>(learner.uuid())
    .get_result(connection)
    .await?;
    let preset = Place::new("learners", &learner).unsigned("preset_number", begun.preset_number)?;
    Ok((ChangeNumber(begun.change_number), preset))
}

#[derive(QueryableByName)]
#[diesel(table_name = learners)]
struct BegunRow {
    change_number: i64,
    preset_number: i32,
}
