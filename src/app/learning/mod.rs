//! Starting lessons, the study queue, submitting and undoing reviews, changes to cards, scheduling, progress, and
//! synchronization of clients.

mod answer_check;
mod cards;
mod changes;
mod client_clock;
mod explanation;
mod export;
mod grader;
mod introductions;
mod learner_words;
mod lessons;
mod offline;
mod optimization;
mod pauses;
mod practice;
mod progress_subscription;
mod queue;
mod replay;
mod scheduling;
mod statistics;
mod submission;
mod submission_items;
mod trial;
mod undo;
mod word_list_import;
mod word_lists;
mod word_reports;
mod workload;

pub use answer_check::{AnswerCheck, check_answer};
pub use cards::{QueueAction, Reset, change_queue_membership, reset_cards};
pub use changes::{Changes, changes};
pub use explanation::explain_schedule;
pub use export::{LearnerExportFile, export_learner_data, may_export_learner_data};
pub use introductions::{Introduction, introduce_words};
pub use learner_words::{LearnerWordChange, learner_words, update_learner_word};
pub use lessons::{mark_lesson_known, start_lesson};
pub use offline::{OfflinePack, offline_pack};
pub(in crate::app) use optimization::BackgroundPermits;
pub use optimization::{optimization_job, optimization_jobs, optimize_parameters, run_optimization_jobs};
pub use pauses::{pause_study, spread_backlog};
pub use practice::{PracticeSource, PracticeSubmission, Practised, practice_items, submit_practice};
pub use progress_subscription::{ProgressSubscription, subscribe_to_progress};
pub(in crate::app) use progress_subscription::{ProgressSubscriptionKey, refresh_caller};
pub use queue::{QueueFilter, StudyItem, study_queue};
pub(in crate::app) use replay::{CARDS_AT_ONCE, replay_cards};
pub(in crate::app) use scheduling::replay_all;
pub use scheduling::{SchedulingChange, answer_time, next_states, presets, update_scheduling};
pub use statistics::{days_between, forecast, known_words, mistakes, slip_counts, viewer_streaks};
pub use submission::{Submitted, submit_reviews};
pub use submission_items::{CardReference, Submission};
pub use trial::{TrialItem, trial_items};
pub use undo::{Undone, undo_reviews};
pub use word_list_import::{ListedRow, MAX_LISTED_ROWS, WordListImport, import_word_list};
pub use word_lists::{
    WordListUpdate, delete_word_list, start_word_list, update_word_list, word_list_progress, word_lists,
    word_lists_page, words_of_word_lists,
};
pub use word_reports::{
    NewWordReport, Resolution, challenge_grade, own_word_reports, report_gloss, resolve_word_report,
    word_reports, word_reports_page,
};
pub use workload::{WorkloadRequest, simulate_workload};

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::directory::AlphabeticalKey;
use crate::db::page::{Page, PageRequest};
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::{Today, WordCounts};
use crate::domain::learning::review::Review;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::word::Course;

/// The maximum number of items in a batch.
pub const MAX_BATCH: usize = 200;
/// The maximum deviation of a client's clock from the service's.
const CLOCK_TOLERANCE: Duration = Duration::minutes(5);
/// The largest error of a client's clock that is corrected, and the longest time that a lesson can have been studied
/// before the service learns of it.
const MAX_CLOCK_SHIFT: Duration = Duration::days(366);

/// Returns the viewer's current study day.
pub async fn today(caller: &Caller) -> Result<Today, AppError> {
    let settings = &caller.viewer()?.settings;
    let study_day = settings.calendar().day_of(caller.now);
    let connection = caller.connection().await?;
    let counts = db::learning::day_counts(&connection, settings.learner_id, study_day).await?;
    Ok(Today { study_day, counts, goal: settings.daily_goal })
}

/// Returns the viewer's current study day, and the number of previously reviewed cards that are due now.
pub async fn today_and_due(caller: &Caller) -> Result<(Today, u32), AppError> {
    let settings = &caller.viewer()?.settings;
    let study_day = settings.calendar().day_of(caller.now);
    let connection = caller.connection().await?;
    let (counts, due) = db::learning::day_and_due(&connection, settings, study_day, caller.now).await?;
    let due = if settings.is_paused(study_day) { 0 } else { due };
    Ok((Today { study_day, counts, goal: settings.daily_goal }, due))
}

/// Counts the viewer's previously reviewed cards that are due now.
pub async fn count_due(caller: &Caller) -> Result<u32, AppError> {
    let connection = caller.connection().await?;
    count_due_of(&connection, &caller.viewer()?.settings, caller.now).await
}

/// Counts a learner's previously reviewed cards that are due; during a pause there are none.
pub(in crate::app) async fn count_due_of(
    connection: &AsyncPgConnection,
    settings: &LearnerSettings,
    now: DateTime<Utc>,
) -> Result<u32, AppError> {
    let day = settings.calendar().day_of(now);
    if settings.is_paused(day) {
        return Ok(0);
    }
    Ok(db::learning::day_and_due(connection, settings, day, now).await?.1)
}

/// Returns the next time at which a reviewed card of the viewer becomes due. `None` if no reviewed card becomes due
/// later. A buried card is not due before it comes back.
pub async fn next_due_at(caller: &Caller) -> Result<Option<DateTime<Utc>>, AppError> {
    let settings = &caller.viewer()?.settings;
    let mut connection = caller.connection().await?;
    next_due_of(&mut connection, settings, caller.now).await
}

/// Returns the next time at which a reviewed card of a learner becomes due.
pub(in crate::app) async fn next_due_of(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let calendar = settings.calendar();
    // Cards that are due during a pause are due when it ends.
    let day = settings.resumes_on(calendar.day_of(now));
    let from = calendar.start_of(day).max(now);
    if from > now && db::learning::day_and_due(connection, settings, day, from).await?.1 > 0 {
        return Ok(Some(from));
    }
    Ok(db::learning::next_due_at(connection, settings, day, from).await?)
}

/// Returns a page of the viewer's review log, latest first.
pub async fn reviews_page(
    caller: &Caller,
    page: &PageRequest<(DateTime<Utc>, uuid::Uuid)>,
) -> Result<Page<((DateTime<Utc>, uuid::Uuid), Review)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::reviews_page(&mut connection, learner, page).await?)
}

/// Returns a page of courses, in Kazakh alphabetical order of their titles. Open to everyone. One SQL statement.
pub async fn courses_page(
    caller: &Caller,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Course)>, AppError> {
    caller.read(async |connection| Ok(db::courses::courses_page(connection, page).await?)).await
}

/// Returns the viewer's cards by id. Cards of other learners are omitted.
pub async fn cards(caller: &Caller, ids: &[CardId]) -> Result<HashMap<CardId, Card>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::learning::cards_by_ids(&mut connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|card| (card.id, card)).collect())
}

/// Returns the viewer's cards by word.
pub async fn cards_of_words(
    caller: &Caller,
    words: &[WordId],
) -> Result<HashMap<WordId, Vec<Card>>, AppError> {
    let mut found: HashMap<WordId, Vec<Card>> = HashMap::new();
    if let Some(viewer) = &caller.viewer {
        let mut connection = caller.connection().await?;
        for card in db::learning::cards_of_words(&mut connection, viewer.account.id, words).await? {
            found.entry(card.word_id).or_default().push(card);
        }
    }
    Ok(found)
}

/// Returns the viewer's reviews by id. Reviews of other learners are omitted.
pub async fn reviews(caller: &Caller, ids: &[ReviewId]) -> Result<HashMap<ReviewId, Review>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let connection = caller.connection().await?;
    let found = db::learning::reviews_by_ids(&connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|review| (review.id, review)).collect())
}

/// Returns the viewer's progress with lessons, and the time at which each was started.
pub async fn lesson_progress(
    caller: &Caller,
    lessons: &[LessonId],
) -> Result<HashMap<LessonId, (WordCounts, Option<DateTime<Utc>>)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let starts: HashMap<LessonId, DateTime<Utc>> =
        db::learning::lesson_starts_of(&mut connection, learner, lessons).await?.into_iter().collect();
    let counts = db::learning::lesson_word_counts(&mut connection, learner, lessons).await?;
    Ok(counts.into_iter().map(|(lesson, counts)| (lesson, (counts, starts.get(&lesson).copied()))).collect())
}
