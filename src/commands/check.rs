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
    let database = Database::new(storage.url(), 1)?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, AccountSettings::default());
    let (learners, mismatches) = block_on(check_counts(&Caller::anonymous(&services)))??;
    if mismatches.is_empty() {
        print(&format!(
            "Checked {learners} learners: all counts of study days and words match the review log.\n"
        ));
        return Ok(());
    }
    let line = |mismatch: &CountMismatch| {
        let CountMismatch { learner, study_day, count } = mismatch;
        let counts = match count {
            MismatchedCount::Day { stored, recounted } => {
                format!("stored {stored:?}, but the log has {recounted:?}")
            }
            MismatchedCount::Word { word, stored, recounted } => {
                format!("{word:?}: stored {stored:?}, but the log has {recounted:?}")
            }
        };
        format!("{learner:?} on {}: {counts}", study_day.date())
    };
    Err(Failure(mismatches.iter().map(line).collect::<Vec<_>>().join("\n")))
}
