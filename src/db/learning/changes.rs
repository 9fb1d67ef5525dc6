//! What orders the changes of a learner.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::learners;
use crate::db::stored::unsigned;
use crate::domain::ids::AccountId;

/// Counts a learner's changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeNumber(pub i64);

/// Begins a change of what is the learner's; the first statement of its transaction. Whoever changes something of the
/// same learner waits until the transaction ends: so a change with a higher number is never seen before one with a
/// lower, and no two wait for one another.
pub async fn begin_change(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<ChangeNumber, DbError> {
    Ok(begin_scheduling(connection, learner).await?.0)
}

/// Begins a change of what cards are scheduled by or folded from; likewise the first statement. With it comes the number of
/// the preset that is in force, which may have changed since the request began.
pub async fn begin_scheduling(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<(ChangeNumber, u32), DbError> {
    let (number, preset): (i64, i32) = diesel::update(learners::table.find(learner))
        .set(learners::change_number.eq(learners::change_number + 1))
        .returning((learners::change_number, learners::preset_number))
        .get_result(connection)
        .await?;
    Ok((ChangeNumber(number), unsigned(preset)?))
}
