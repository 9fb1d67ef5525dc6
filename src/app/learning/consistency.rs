//! Consistency of stored counts: compares the counts of study days and words with a recount of the review logs.

use std::collections::BTreeMap;

use crate::app::{AppError, Caller};
use crate::db::learning as db;
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::progress::{DayCounts, RecountedCounts, WordAttempts, recount};
use crate::domain::learning::study_day::StudyDay;

/// The number of learners to load at a time.
const BATCH: i64 = 1_000;

/// A stored count that differs from a recount of the review log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountMismatch {
    /// The learner.
    pub learner: AccountId,
    /// The study day.
    pub study_day: StudyDay,
    /// The count that differs.
    pub count: MismatchedCount,
}

/// A count that differs. Counts are zero if nothing is stored, or if the log has no reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MismatchedCount {
    /// The counts of the day.
    Day {
        /// The stored counts.
        stored: DayCounts,
        /// The counts according to the review log.
        recounted: DayCounts,
    },
    /// The attempts at a word on that day.
    Word {
        /// The word.
        word: WordId,
        /// The stored counts.
        stored: WordAttempts,
        /// The counts according to the review log.
        recounted: WordAttempts,
    },
}

/// Checks the counts of all learners, one review log at a time. Each log is read in its own snapshot, so learners can
/// study during the check. Returns the number of learners and the mismatches.
pub async fn check_counts(caller: &Caller) -> Result<(usize, Vec<CountMismatch>), AppError> {
    let mut connection = caller.connection().await?;
    let (mut learners, mut mismatches, mut after) = (0, Vec::new(), None);
    loop {
        let batch = db::learners_after(&mut connection, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok((learners, mismatches)) };
        after = Some(*last);
        learners += batch.len();
        for learner in batch {
            let mut snapshot = connection.build_transaction().read_only().repeatable_read();
            let (log, stored) = snapshot
                .run::<_, AppError, _>(async |connection| {
                    let log = db::whole_log(connection, learner).await?;
                    let all = (StudyDay(i32::MIN), StudyDay(i32::MAX));
                    let days = db::days_between(connection, learner, all).await?;
                    let words = db::word_attempts(connection, learner).await?;
                    Ok((log, StoredCounts { days, words }))
                })
                .await?;
            mismatches.extend(find_mismatches(learner, recount(log), stored));
        }
    }
}

/// The stored counts of a learner.
struct StoredCounts {
    days: Vec<(StudyDay, DayCounts)>,
    words: Vec<((StudyDay, WordId), WordAttempts)>,
}

fn find_mismatches(
    learner: AccountId,
    recounted: RecountedCounts,
    stored: StoredCounts,
) -> impl Iterator<Item = CountMismatch> {
    let days = differing(stored.days, recounted.days).into_iter();
    let days =
        days.map(|(study_day, stored, recounted)| (study_day, MismatchedCount::Day { stored, recounted }));
    let words = differing(stored.words, recounted.attempts).into_iter();
    let words = words.map(|((study_day, word), stored, recounted)| {
        (study_day, MismatchedCount::Word { word, stored, recounted })
    });
    days.chain(words).map(move |(study_day, count)| CountMismatch { learner, study_day, count })
}

/// Returns the counts that differ. A stored zero equals a missing count: it belongs to a day whose reviews were all
/// undone.
fn differing<K: Ord, T: Default + PartialEq>(
    stored: Vec<(K, T)>,
    mut recounted: BTreeMap<K, T>,
) -> Vec<(K, T, T)> {
    let pair = |(key, stored)| {
        let recounted = recounted.remove(&key).unwrap_or_default();
        (key, stored, recounted)
    };
    let mut all: Vec<(K, T, T)> = stored.into_iter().map(pair).collect();
    all.extend(recounted.into_iter().map(|(key, recounted)| (key, T::default(), recounted)));
    all.retain(|(_, stored, recounted)| stored != recounted);
    all
}
