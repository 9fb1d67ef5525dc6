//! Whether what is kept of study days and of words is what the review logs come to.

use std::collections::BTreeMap;

use crate::app::{AppError, Caller};
use crate::db::learning as db;
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::progress::{Counted, DayCounts, WordTries, recount};
use crate::domain::learning::study_day::StudyDay;

/// How many learners are looked up at a time.
const BATCH: i64 = 1_000;

/// Something of a study day of which something else is kept than the log comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miscount {
    /// The learner.
    pub learner: AccountId,
    /// The day.
    pub study_day: StudyDay,
    /// What of it.
    pub of: Miscounted,
}

/// What is counted wrong, with nothing where nothing is kept, or the log has nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miscounted {
    /// The day.
    Day {
        /// What is kept.
        kept: DayCounts,
        /// What the log comes to.
        logged: DayCounts,
    },
    /// The tries of a word.
    Tries {
        /// The word.
        word: WordId,
        /// What is kept.
        kept: WordTries,
        /// What the log comes to.
        logged: WordTries,
    },
}

/// Looks at all learners, one log at a time, each in a snapshot of its own, so that it can be done while they learn. How many
/// learners there are, and what is wrong.
pub async fn check_counts(caller: &Caller) -> Result<(usize, Vec<Miscount>), AppError> {
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
                    let days = db::days_between(connection, learner, all).await?;
                    let tries = db::word_tries(connection, learner).await?;
                    Ok((log, Kept { days, tries }))
                })
                .await?;
            wrong.extend(miscounts(learner, recount(log), kept));
        }
    }
}

/// What is kept of a learner.
struct Kept {
    days: Vec<(StudyDay, DayCounts)>,
    tries: Vec<((StudyDay, WordId), WordTries)>,
}

fn miscounts(learner: AccountId, logged: Counted, kept: Kept) -> impl Iterator<Item = Miscount> {
    let days = differing(kept.days, logged.days).into_iter();
    let days = days.map(|(study_day, kept, logged)| (study_day, Miscounted::Day { kept, logged }));
    let tries = differing(kept.tries, logged.tries).into_iter();
    let tries =
        tries.map(|((study_day, word), kept, logged)| (study_day, Miscounted::Tries { word, kept, logged }));
    days.chain(tries).map(move |(study_day, of)| Miscount { learner, study_day, of })
}

/// What is not kept as it is logged. What is kept empty is as good as what is not kept: a day of which all was undone.
fn differing<K: Ord, T: Default + PartialEq>(
    kept: Vec<(K, T)>,
    mut logged: BTreeMap<K, T>,
) -> Vec<(K, T, T)> {
    let pair = |(key, kept)| {
        let logged = logged.remove(&key).unwrap_or_default();
        (key, kept, logged)
    };
    let mut all: Vec<(K, T, T)> = kept.into_iter().map(pair).collect();
    all.extend(logged.into_iter().map(|(key, logged)| (key, T::default(), logged)));
    all.retain(|(_, kept, logged)| kept != logged);
    all
}
