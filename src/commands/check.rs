//! `dostyq check`

use chrono::Duration;

use super::{Failure, block_on, print, storage::Storage};
use crate::app::learning::{Miscount, Miscounted, check_counts};
use crate::app::passwords::Passwords;
use crate::app::{Caller, Services};
use crate::config::DatabaseArgs;
use crate::db::Database;
use crate::domain::clock::Clock;

pub(super) fn check(args: &DatabaseArgs) -> Result<(), Failure> {
    let storage = Storage::open_or_join(args)?;
    let database = Database::new(storage.url(), 1)?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, Duration::zero());
    let (learners, wrong) = block_on(check_counts(&Caller::anonymous(&services)))??;
    if wrong.is_empty() {
        print(&format!(
            "{learners} learners; every study day, and every word on it, is what the review log comes to.\n"
        ));
        return Ok(());
    }
    let line = |day: &Miscount| {
        let Miscount { learner, study_day, of } = day;
        let what = match of {
            Miscounted::Day { kept, logged } => format!("{kept:?} is kept, the log comes to {logged:?}"),
            Miscounted::Tries { word, kept, logged } => {
                format!("{word:?}: {kept:?} is kept, the log comes to {logged:?}")
            }
        };
        format!("{learner:?} on {}: {what}", study_day.date())
    };
    Err(Failure(wrong.iter().map(line).collect::<Vec<_>>().join("\n")))
}
