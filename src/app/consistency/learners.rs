//! Learners: their cards against a replay of the log, and their stored counts against a recount.

use std::collections::{BTreeMap, HashMap};

use diesel_async::AsyncPgConnection;
use tokio::time::sleep;

use super::{CheckOptions, Finding, Outcome, Report, Wrong, reason};
use crate::app::learning::{CARDS_AT_ONCE, replay_cards};
use crate::app::{AppError, Caller};
use crate::db::learning as db;
use crate::db::learning::ChangeNumber;
use crate::db::{Connection, DbError, courses};
use crate::domain::ids::{AccountId, LessonId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::{DayCounts, WordAttempts, WordCounts, count_lessons, recount};
use crate::domain::learning::study_day::StudyDay;

/// The number of learners to list at a time.
const BATCH: i64 = 1_000;

/// The lesson of each word that is taught.
type Lessons = HashMap<WordId, LessonId>;

/// What is wrong with a learner's data.
#[derive(Default)]
struct Examined {
    wrong: Vec<Wrong>,
    /// The cards that are wrong, with their right states.
    cards: Vec<Card>,
}

/// Checks all learners, one at a time, and returns how many there are. The data of each is read in a snapshot of its own,
/// and repaired in a transaction of its own, which waits for its turn as each change of a learner's data does. So learners
/// can study meanwhile.
pub async fn check_learners(
    caller: &Caller,
    options: CheckOptions,
    report: Report<'_>,
) -> Result<usize, AppError> {
    let connection = &mut caller.connection().await?;
    let mut lessons = taught_words(connection).await?;
    let (mut learners, mut after) = (0, None);
    loop {
        let batch = db::learners_after(connection, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(learners) };
        after = Some(*last);
        learners += batch.len();
        for learner in batch {
            let mut found = snapshot(connection, learner, &lessons).await;
            if !matches!(&found, Ok(examined) if examined.wrong.is_empty()) {
                // The content may have changed since the lessons were loaded.
                lessons = taught_words(connection).await?;
                found = if options.repair {
                    repair(connection, learner, &lessons, report).await
                } else {
                    snapshot(connection, learner, &lessons).await
                };
            }
            match found {
                Ok(examined) => {
                    for wrong in examined.wrong {
                        report(Finding::Learner { learner, wrong }, Outcome::Found);
                    }
                }
                Err(error) => {
                    let why = reason(error)?;
                    report(Finding::Unreadable { of: learner.uuid(), why }, Outcome::Found);
                }
            }
            sleep(options.pause).await;
        }
    }
}

async fn taught_words(connection: &mut Connection) -> Result<Lessons, AppError> {
    let content = courses::content(connection).await?;
    let taught = content.words.iter().filter(|word| !word.withdrawn);
    Ok(taught.map(|word| (word.id, word.lesson_id)).collect())
}

/// Examines a learner's data in a snapshot.
async fn snapshot(
    connection: &mut Connection,
    learner: AccountId,
    lessons: &Lessons,
) -> Result<Examined, AppError> {
    let mut snapshot = connection.build_transaction().read_only().repeatable_read();
    snapshot.run::<_, AppError, _>(async |connection| examine(connection, learner, lessons).await).await
}

/// Repairs a learner's data, and reports what was wrong. Returns what is still wrong afterwards.
async fn repair(
    connection: &mut Connection,
    learner: AccountId,
    lessons: &Lessons,
    report: Report<'_>,
) -> Result<Examined, AppError> {
    let (before, after) = connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::begin_change(connection, learner).await?;
            let before = examine(connection, learner, lessons).await?;
            write(connection, learner, &before, change).await?;
            Ok((before, examine(connection, learner, lessons).await?))
        })
        .await?;
    for wrong in before.wrong {
        if !after.wrong.contains(&wrong) {
            report(Finding::Learner { learner, wrong }, Outcome::Repaired);
        }
    }
    Ok(after)
}

async fn write(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    examined: &Examined,
    change: ChangeNumber,
) -> Result<(), AppError> {
    if examined.wrong.iter().any(|wrong| matches!(wrong, Wrong::UnreadableCounts { .. })) {
        db::delete_counts(connection, learner).await?;
    }
    // The recounts need the right cards.
    for cards in examined.cards.chunks(CARDS_AT_ONCE) {
        db::update_cards(connection, learner, cards, change).await?;
    }
    let (mut days, mut words, mut lessons) = (Vec::new(), Vec::new(), Vec::new());
    for wrong in &examined.wrong {
        match wrong {
            Wrong::Day { study_day, .. } => days.push(*study_day),
            Wrong::Word { study_day, word, .. } => {
                days.push(*study_day);
                words.push(*word);
            }
            Wrong::Lesson { lesson, .. } => lessons.push(*lesson),
            Wrong::Card { .. } | Wrong::UnreadableCounts { .. } => {}
        }
    }
    if !days.is_empty() {
        db::recount_affected(connection, learner, &days, &words, &words).await?;
    }
    if !lessons.is_empty() {
        db::recount_lessons(connection, learner, &lessons).await?;
    }
    Ok(())
}

/// Compares the stored data of a learner with a replay and a recount of the log.
async fn examine(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    lessons: &Lessons,
) -> Result<Examined, AppError> {
    // The account may have been deleted since it was listed.
    let Some((cards, skills)) = db::cards_and_skills(connection, learner).await? else {
        return Ok(Examined::default());
    };
    let presets = db::presets(connection, learner).await?;
    let mut examined = Examined::default();
    let mut right = Vec::with_capacity(cards.len());
    for (card, state) in replay_cards(connection, learner, cards, &presets).await? {
        let replayed = Card { state, ..card.clone() };
        if replayed.state != card.state {
            let (stored, state) = (Box::new(card.state), Box::new(replayed.state.clone()));
            examined.wrong.push(Wrong::Card { card: card.id, stored, replayed: state });
            examined.cards.push(replayed.clone());
        }
        right.push(replayed);
    }
    let log = recount(db::whole_log(connection, learner).await?);
    let recounted = count_lessons(&right, &skills, |word| lessons.get(&word).copied());
    let stored = match stored_counts(connection, learner).await {
        Ok(stored) => stored,
        Err(DbError::Corrupt(why)) => {
            examined.wrong.push(Wrong::UnreadableCounts { why: why.to_string() });
            StoredCounts::default()
        }
        Err(error) => return Err(error.into()),
    };
    let days = differing(stored.days, log.days)
        .into_iter()
        .map(|(study_day, stored, recounted)| Wrong::Day { study_day, stored, recounted });
    let words = differing(stored.words, log.attempts)
        .into_iter()
        .map(|((study_day, word), stored, recounted)| Wrong::Word { study_day, word, stored, recounted });
    let lessons = differing(stored.lessons, recounted)
        .into_iter()
        .map(|(lesson, stored, recounted)| Wrong::Lesson { lesson, stored, recounted });
    examined.wrong.extend(days.chain(words).chain(lessons));
    Ok(examined)
}

/// The stored counts of a learner.
#[derive(Default)]
struct StoredCounts {
    days: Vec<(StudyDay, DayCounts)>,
    words: Vec<((StudyDay, WordId), WordAttempts)>,
    lessons: Vec<(LessonId, WordCounts)>,
}

async fn stored_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<StoredCounts, DbError> {
    let all = (StudyDay(i32::MIN), StudyDay(i32::MAX));
    Ok(StoredCounts {
        days: db::days_between(connection, learner, all).await?,
        words: db::word_attempts(connection, learner).await?,
        lessons: db::lesson_counts(connection, learner).await?,
    })
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
