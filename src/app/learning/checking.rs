//! Whether what is kept of study days is what the review logs come to.

use std::collections::BTreeMap;

use crate::app::{AppError, Caller};
use crate::db::learning as db;
use crate::domain::ids::AccountId;
use crate::domain::learning::progress::{DayCounts, recount};
use crate::domain::learning::study_day::StudyDay;

/// How many learners are looked up at a time.
const BATCH: i64 = 1_000;

/// A study day of which something else is kept than the log comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Miscount {
    /// The learner.
    pub learner: AccountId,
    /// The day.
    pub study_day: StudyDay,
    /// What is kept.
    pub kept: DayCounts,
    /// What the log comes to.
    pub logged: DayCounts,
}

/// Looks at all learners, one log at a time, each in a snapshot of its own, so that it can be done while they learn. How many
/// learners there are, and the days that are wrong.
pub async fn check_study_days(caller: &Caller) -> Result<(usize, Vec<Miscount>), AppError> {
    let mut connection = caller.connection().await?;
    let (mut count, mut wrong, mut after) = (0, Vec::new(), None);
    loop {
        let batch = db::learners_after(&mut connection, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok((count, wrong)) };
        after = Some(*last);
        count += batch.len();
        for learner in batch {
            let mut snapshot = connection.build_transaction().read_only().repeatable_read();
            let (log, kept) = snapshot
                .run::<_, AppError, _>(async |connection| {
                    let log = db::whole_log(connection, learner).await?;
                    let all = (StudyDay(i32::MIN), StudyDay(i32::MAX));
                    Ok((log, db::days_between(connection, learner, all).await?))
                })
                .await?;
            wrong.extend(miscounts(learner, recount(log), kept));
        }
    }
}

fn miscounts(
    learner: AccountId,
    mut logged: BTreeMap<StudyDay, DayCounts>,
    kept: Vec<(StudyDay, DayCounts)>,
) -> Vec<Miscount> {
    // A day of which all was undone is kept, with nothing in it.
    let mut days: Vec<Miscount> = kept
        .into_iter()
        .map(|(study_day, kept)| {
            let logged = logged.remove(&study_day).unwrap_or_default();
            Miscount { learner, study_day, kept, logged }
        })
        .collect();
    let missing = logged.into_iter().map(|(study_day, logged)| Miscount {
        learner,
        study_day,
        kept: DayCounts::default(),
        logged,
    });
    days.extend(missing);
    days.retain(|day| day.kept != day.logged);
    days
}
