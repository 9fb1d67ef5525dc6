//! The change numbers that order the changes of a learner's data.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::learners;
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
pub async fn begin_scheduling_change(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<(ChangeNumber, u32), DbError> {
    let (number, preset): (i64, i32) = diesel::update(learners::table.find(learner))
        .set(learners::change_number.eq(learners::change_number + 1))
        .returning((learners::change_number, learners::preset_number))
        .get_result(connection)
        .await?;
    Ok((ChangeNumber(number), Place::new("learners", &learner).unsigned("preset_number", preset)?))
}
