//! The stored attempts at words.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::word_attempts;
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::grading::Slip;
use crate::domain::learning::progress::WordAttempts;
use crate::domain::learning::study_day::StudyDay;

/// Loads a learner's stored attempts at each word on each study day, in no particular order.
pub async fn word_attempts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<((StudyDay, WordId), WordAttempts)>, DbError> {
    let rows: Vec<AttemptsRow> = word_attempts::table
        .filter(word_attempts::learner_id.eq(learner))
        .select(columns::<AttemptsRow>())
        .load(connection)
        .await?;
    rows.iter().map(attempts).collect()
}

/// A row of `word_attempts`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = word_attempts)]
struct AttemptsRow {
    study_day: i32,
    word_id: WordId,
    attempts: i16,
    failures: i16,
    with_gloss_language: i16,
    again_with_gloss_language: i16,
    gloss_language: Option<String>,
    slips: Option<Vec<Option<String>>>,
}

fn attempts(row: &AttemptsRow) -> Result<((StudyDay, WordId), WordAttempts), DbError> {
    let place = Place::new("word_attempts of the word", &row.word_id);
    let slips = row.slips.iter().flatten().flatten().map(|stored| slip(place, stored));
    let mut slips: Vec<Slip> = slips.collect::<Result<_, DbError>>()?;
    slips.sort_by_key(|slip| (slip.kind(), slip.letters()));
    let gloss_language = row.gloss_language.as_deref();
    let attempts = WordAttempts {
        attempts: place.unsigned("attempts", row.attempts)?,
        failures: place.unsigned("failures", row.failures)?,
        with_language: place.unsigned("with_gloss_language", row.with_gloss_language)?,
        again_with_language: place.unsigned("again_with_gloss_language", row.again_with_gloss_language)?,
        gloss_language: gloss_language.map(|tag| place.language("gloss_language", tag)).transpose()?,
        slips,
    };
    Ok(((StudyDay(row.study_day), row.word_id), attempts))
}

/// Parses a slip of one pair of letters, as it is stored in `word_attempts.slips`.
pub(in crate::db) fn slip(place: Place<'_>, stored: &str) -> Result<Slip, DbError> {
    let parts = stored.split_once(' ');
    let slip = parts.and_then(|(kind, pair)| Slip::from_parts(kind, &[pair.to_owned()]));
    slip.ok_or_else(|| place.corrupt("slips", format_args!("«{stored}»")))
}
