//! `dostyq check`

use super::{Failure, block_on, print, storage::Storage};
use crate::app::learning::{CountMismatch, MismatchedCount, check_counts};
use crate::app::passwords::Passwords;
use crate::app::{AccountSettings, Caller, Services};
use crate::config::DatabaseArgs;
use crate::db::Database;
use crate::domain::clock::Clock;

pub(super) fn check(args: &DatabaseArgs) -> Result<(), Failure> {
    let storage = Storage::open_or_join(args)?;
    let database = Database::for_command(storage.url())?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, AccountSettings::default());
    let (learners, mismatches) = block_on(check_counts(&Caller::anonymous(&services)))??;
    if mismatches.is_empty() {
        print(&format!(
            "Checked {learners} learners: all counts of study days, words and lessons match the review log and the cards.\n"
        ));
        return Ok(());
    }
    let line = |mismatch: &CountMismatch| {
        let CountMismatch { learner, count } = mismatch;
        match count {
            MismatchedCount::Day { study_day, stored, recounted } => {
                format!(
                    "{learner:?} on {}: stored {stored:?}, but the log has {recounted:?}",
                    study_day.date()
                )
            }
            MismatchedCount::Word { study_day, word, stored, recounted } => {
                let day = study_day.date();
                format!("{learner:?} on {day}: {word:?}: stored {stored:?}, but the log has {recounted:?}")
            }
            MismatchedCount::Lesson { lesson, stored, recounted } => {
                format!("{learner:?}: {lesson:?}: stored {stored:?}, but the cards have {recounted:?}")
            }
        }
    };
    Err(Failure(mismatches.iter().map(line).collect::<Vec<_>>().join("\n")))
}
