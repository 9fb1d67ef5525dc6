//! `dostyq check`

use std::time::Duration;

use super::{Failure, block_on, print, storage::Storage};
use crate::app::consistency::{self, CheckOptions, Checked, Finding, Outcome, Wrong};
use crate::app::passwords::Passwords;
use crate::app::{AccountSettings, Caller, Services};
use crate::config::CheckArgs;
use crate::db::Database;
use crate::domain::clock::Clock;

pub(super) fn check(args: &CheckArgs) -> Result<(), Failure> {
    let storage = Storage::open_or_join(&args.database)?;
    let database = Database::for_command(storage.url())?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, AccountSettings::default());
    let options =
        CheckOptions { repair: args.repair, pause: Duration::from_millis(u64::from(args.pause_ms)) };
    let (mut found, mut repaired) = (0_usize, 0_usize);
    let mut report = |finding: Finding, outcome: Outcome| {
        found += 1;
        repaired += usize::from(outcome == Outcome::Repaired);
        let mark = if outcome == Outcome::Repaired { "repaired: " } else { "" };
        print(&format!("{mark}{}\n", line(&finding)));
    };
    let caller = Caller::anonymous(&services);
    let Checked { learners, records, words } = block_on(consistency::check(&caller, options, &mut report))??;
    let checked = format!("Checked {learners} learners, {records} records and {words} words");
    if found == 0 {
        print(&format!("{checked}: everything matches what it is derived from.\n"));
        return Ok(());
    }
    let summary = format!("{checked}: {found} faults found, {repaired} repaired.");
    if found == repaired {
        print(&format!("{summary}\n"));
        return Ok(());
    }
    Err(Failure(summary))
}

/// Describes a finding in one line.
fn line(finding: &Finding) -> String {
    match finding {
        Finding::Learner { learner, wrong } => format!("learner {learner:?}: {}", wrong_with_learner(wrong)),
        Finding::Rows(rows) => format!("{} of {}: not what its source says", rows.table, rows.of),
        Finding::Unexplained(rows) if rows.table == "revisions" => {
            format!("{}: its current revision refers to a missing record", rows.of)
        }
        Finding::Unexplained(rows) => format!("{} {}: there is no revision of it", rows.table, rows.of),
        Finding::Unreadable { of, why } => format!("{of}: cannot be read: {why}"),
    }
}

fn wrong_with_learner(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Card { card, stored, replayed } => {
            format!("{card:?}: stored {stored:?}, but the log gives {replayed:?}")
        }
        Wrong::Day { study_day, stored, recounted } => {
            format!("{}: stored {stored:?}, but the log has {recounted:?}", study_day.date())
        }
        Wrong::Word { study_day, word, stored, recounted } => {
            format!("{}: {word:?}: stored {stored:?}, but the log has {recounted:?}", study_day.date())
        }
        Wrong::Lesson { lesson, stored, recounted } => {
            format!("{lesson:?}: stored {stored:?}, but the cards have {recounted:?}")
        }
        Wrong::UnreadableCounts { why } => format!("counts that cannot be read: {why}"),
    }
}
