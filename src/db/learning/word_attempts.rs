//! The stored attempts at words.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::word_attempts;
use crate::db::stored::{language, unsigned};
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::grading::Slip;
use crate::domain::learning::progress::WordAttempts;
use crate::domain::learning::study_day::StudyDay;

/// Loads a learner's stored attempts at each word on each study day, in no particular order.
pub async fn word_attempts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<((StudyDay, WordId), WordAttempts)>, DbError> {
    type Row = ((i32, WordId), (i16, i16, i16, i16), (Option<String>, Option<Vec<Option<String>>>));
    let rows: Vec<Row> = word_attempts::table
        .filter(word_attempts::learner_id.eq(learner))
        .select((
            (word_attempts::study_day, word_attempts::word_id),
            (
                word_attempts::attempts,
                word_attempts::failures,
                word_attempts::with_gloss_language,
                word_attempts::again_with_gloss_language,
            ),
            (word_attempts::gloss_language, word_attempts::slips),
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|((day, word), (attempts, failures, with_language, again), (gloss_language, slips))| {
            let slips = slips.unwrap_or_default().into_iter().flatten().map(|stored| slip(&stored));
            let mut slips: Vec<Slip> = slips.collect::<Result<_, DbError>>()?;
            slips.sort_by_key(|slip| (slip.kind(), slip.letters()));
            let attempts = WordAttempts {
                attempts: unsigned(attempts)?,
                failures: unsigned(failures)?,
                with_language: unsigned(with_language)?,
                again_with_language: unsigned(again)?,
                gloss_language: gloss_language.as_deref().map(language).transpose()?,
                slips,
            };
            Ok(((StudyDay(day), word), attempts))
        })
        .collect()
}

/// Parses a slip of one pair of letters, as it is stored in `word_attempts.slips`.
pub(in crate::db) fn slip(stored: &str) -> Result<Slip, DbError> {
    let parts = stored.split_once(' ');
    let slip = parts.and_then(|(kind, pair)| Slip::from_parts(kind, &[pair.to_owned()]));
    slip.ok_or_else(|| DbError::Corrupt(format!("slip {stored}")))
}
