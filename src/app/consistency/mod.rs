//! Consistency: compares derived data with its sources, and corrects it. Faults in the sources themselves, such as the
//! review log and the revisions of records, are only reported.

mod learners;
mod records;

pub use learners::check_learners;

use std::time::Duration;

use uuid::Uuid;

use crate::app::{AppError, Caller};
use crate::db::derived::DerivedRows;
use crate::domain::ids::{AccountId, CardId, LessonId, WordId};
use crate::domain::learning::card::CardState;
use crate::domain::learning::progress::{DayCounts, WordAttempts, WordCounts};
use crate::domain::learning::study_day::StudyDay;

/// How to check.
#[derive(Debug, Clone, Copy)]
pub struct CheckOptions {
    /// Whether to correct derived data that is wrong.
    pub repair: bool,
    /// The pause after each learner and each batch of records, in which the database can serve others.
    pub pause: Duration,
}

/// A fault in the stored data.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Derived data of a learner that does not match their log.
    Learner {
        /// The learner.
        learner: AccountId,
        /// What is wrong.
        wrong: Wrong,
    },
    /// Derived rows that do not match the current revision of a record, or a word.
    Rows(DerivedRows),
    /// A record that no revision explains (the table is that of its kind), or whose current revision refers to a record
    /// that does not exist (`revisions`).
    Unexplained(DerivedRows),
    /// Data that cannot be read, so that nothing can be derived from it.
    Unreadable {
        /// Whose data: a learner or a record.
        of: Uuid,
        /// Why the data cannot be read.
        why: String,
    },
}

/// Something wrong with a learner's data. Counts are zero if nothing is stored, or if there is nothing to count.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// The state of a card is not the replay of its log.
    Card {
        /// The card.
        card: CardId,
        /// The stored state.
        stored: Box<CardState>,
        /// The state according to the log.
        replayed: Box<CardState>,
    },
    /// The counts of a study day.
    Day {
        /// The study day.
        study_day: StudyDay,
        /// The stored counts.
        stored: DayCounts,
        /// The counts according to the log.
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
        /// The counts according to the log.
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
    /// Counts that cannot be read. All counts of the learner then have to be recounted.
    UnreadableCounts {
        /// Why the counts cannot be read.
        why: String,
    },
}

/// The outcome of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not repaired.
    Found,
    /// It was repaired.
    Repaired,
}

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// The number of learners.
    pub learners: usize,
    /// The number of records of the directory.
    pub records: usize,
    /// The number of words that can be found.
    pub words: usize,
}

/// Receives each finding as soon as it is made.
pub type Report<'a> = &'a mut (dyn FnMut(Finding, Outcome) + Send);

/// Checks all words, records and learners, while the service may run.
pub async fn check(caller: &Caller, options: CheckOptions, report: Report<'_>) -> Result<Checked, AppError> {
    let words = records::check_words(caller, options, report).await?;
    let records = records::check_records(caller, options, report).await?;
    let learners = check_learners(caller, options, report).await?;
    Ok(Checked { learners, records, words })
}

/// Returns the reason why data cannot be derived. Other errors, such as a database that is down, end the check.
fn reason(error: AppError) -> Result<String, AppError> {
    match error {
        AppError::Internal(why) | AppError::Duplicate(why) => Ok(why),
        other => Err(other),
    }
}
