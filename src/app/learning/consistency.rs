//! Consistency of stored counts: compares the counts of study days and words with a recount of the review logs, and the
//! counts of lessons with a recount of the cards.

use std::collections::{BTreeMap, HashMap};

use crate::app::{AppError, Caller};
use crate::db::courses;
use crate::db::learning as db;
use crate::domain::ids::{AccountId, LessonId, WordId};
use crate::domain::learning::progress::{
    DayCounts, RecountedCounts, WordAttempts, WordCounts, count_lessons, recount,
};
use crate::domain::learning::study_day::StudyDay;

/// The number of learners to load at a time.
const BATCH: i64 = 1_000;

/// A stored count that differs from a recount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountMismatch {
    /// The learner.
    pub learner: AccountId,
    /// The count that differs.
    pub count: MismatchedCount,
}

/// A count that differs. Counts are zero if nothing is stored, or if there is nothing to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MismatchedCount {
    /// The counts of a study day.
    Day {
        /// The study day.
        study_day: StudyDay,
        /// The stored counts.
        stored: DayCounts,
        /// The counts according to the review log.
        recounted: DayCounts,
    },
    /// The attempts at a word on a study day.
    Word {
        /// The study day.
        study_day: StudyDay,
        /// The word.
        word: WordId,
        /// The stored counts.
        stored: WordAttempts,
        /// The counts according to the review log.
        recounted: WordAttempts,
    },
    /// The counts of a lesson's words.
    Lesson {
        /// The lesson.
        lesson: LessonId,
        /// The stored counts.
        stored: WordCounts,
        /// The counts according to the cards.
        recounted: WordCounts,
    },
}

/// Checks the counts of all learners, one learner at a time. The data of each is read in its own snapshot, so learners
/// can study during the check. Returns the number of learners and the mismatches.
pub async fn check_counts(caller: &Caller) -> Result<(usize, Vec<CountMismatch>), AppError> {
    let mut connection = caller.connection().await?;
    let content = courses::content(&mut connection).await?;
    let lessons: HashMap<WordId, LessonId> =
        content.words.iter().filter(|word| !word.retired).map(|word| (word.id, word.lesson_id)).collect();
    let (mut learners, mut mismatches, mut after) = (0, Vec::new(), None);
    loop {
        let batch = db::learners_after(&mut connection, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok((learners, mismatches)) };
        after = Some(*last);
        learners += batch.len();
        for learner in batch {
            let mut snapshot = connection.build_transaction().read_only().repeatable_read();
            let (stored, recounted) = snapshot
                .run::<_, AppError, _>(async |connection| {
                    let log = db::whole_log(connection, learner).await?;
                    let (cards, skills) = db::cards_and_skills(connection, learner).await?;
                    let recounted_lessons =
                        count_lessons(&cards, &skills, |word| lessons.get(&word).copied());
                    let all = (StudyDay(i32::MIN), StudyDay(i32::MAX));
                    let stored = StoredCounts {
                        days: db::days_between(connection, learner, all).await?,
                        words: db::word_attempts(connection, learner).await?,
                        lessons: db::lesson_counts(connection, learner).await?,
                    };
                    Ok((stored, (recount(log), recounted_lessons)))
                })
                .await?;
            let found = find_mismatches(stored, recounted);
            mismatches.extend(found.map(|count| CountMismatch { learner, count }));
        }
    }
}

/// The stored counts of a learner.
struct StoredCounts {
    days: Vec<(StudyDay, DayCounts)>,
    words: Vec<((StudyDay, WordId), WordAttempts)>,
    lessons: Vec<(LessonId, WordCounts)>,
}

fn find_mismatches(
    stored: StoredCounts,
    (log, lessons): (RecountedCounts, BTreeMap<LessonId, WordCounts>),
) -> impl Iterator<Item = MismatchedCount> {
    let days = differing(stored.days, log.days)
        .into_iter()
        .map(|(study_day, stored, recounted)| MismatchedCount::Day { study_day, stored, recounted });
    let words =
        differing(stored.words, log.attempts).into_iter().map(|((study_day, word), stored, recounted)| {
            MismatchedCount::Word { study_day, word, stored, recounted }
        });
    let lessons = differing(stored.lessons, lessons)
        .into_iter()
        .map(|(lesson, stored, recounted)| MismatchedCount::Lesson { lesson, stored, recounted });
    days.chain(words).chain(lessons)
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
