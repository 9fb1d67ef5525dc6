//! Scheduling presets, past and present. Rows are added, never changed.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::accounts::{PresetRow, preset};
use crate::db::schema::{learners, reviews, scheduling_presets};
use crate::db::stored::{columns, json};
use crate::domain::ids::AccountId;
use crate::domain::learning::preset::{Preset, Presets};

/// Loads all presets that the learner ever had.
pub async fn presets(connection: &mut AsyncPgConnection, learner: AccountId) -> Result<Presets, DbError> {
    let rows: Vec<PresetRow> = scheduling_presets::table
        .filter(scheduling_presets::learner_id.eq(learner))
        .select(columns::<PresetRow>())
        .load(connection)
        .await?;
    Ok(Presets::new(rows.into_iter().map(preset).collect::<Result<_, _>>()?))
}

/// Inserts a preset, and puts it in force. Two SQL statements.
pub async fn insert_preset(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    preset: &Preset,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let number = i32::try_from(preset.number).unwrap_or(i32::MAX);
    let scheduling = json(&preset.scheduling)?;
    diesel::insert_into(scheduling_presets::table)
        .values((
            scheduling_presets::learner_id.eq(learner),
            scheduling_presets::number.eq(number),
            scheduling_presets::effective_at.eq(preset.effective_at),
            scheduling_presets::created_at.eq(now),
            scheduling_presets::scheduling.eq(scheduling),
        ))
        .execute(connection)
        .await?;
    diesel::update(learners::table.find(learner))
        .set(learners::preset_number.eq(number))
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns when the learner last answered, by the clocks of their devices, including voided reviews.
pub async fn last_reviewed_at(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let last = reviews::table.filter(reviews::learner_id.eq(learner)).select(dsl::max(reviews::reviewed_at));
    Ok(last.first(connection).await?)
}
