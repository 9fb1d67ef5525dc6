//! Starting lessons, the study queue, submitting and undoing reviews, what is done with cards, their scheduling, progress,
//! and clients that stay in step.

mod answers;
mod cards;
mod changes;
mod check;
mod checking;
mod explanation;
mod export;
mod folding;
mod following;
mod gloss_reports;
mod learner_words;
mod lessons;
mod offline;
mod optimization;
mod queue;
mod scheduling;
mod statistics;
mod submission;
mod undo;
mod workload;

pub use cards::{Hold, Reset, hold_cards, reset_cards};
pub use changes::{Changes, changes};
pub use check::{Checked, check_answer};
pub use checking::{Miscount, Miscounted, check_counts};
pub use explanation::explain_schedule;
pub use export::{OwnFile, export_own};
pub(in crate::app) use following::{FollowedSession, as_of_now};
pub use following::{Follower, follow};
pub use gloss_reports::{
    NewGlossReport, Resolution, gloss_reports, gloss_reports_page, own_gloss_reports, report_gloss,
    resolve_gloss_report,
};
pub use learner_words::{LearnerWordChange, learner_words, update_learner_word};
pub use lessons::start_lesson;
pub use offline::{OfflinePack, offline_pack};
pub(in crate::app) use optimization::Works;
pub use optimization::{optimization_job, optimization_jobs, optimize_parameters, work_off};
pub use queue::{StudyItem, study_queue};
pub use scheduling::{SchedulingChange, answered_at, next_states, presets, update_scheduling};
pub use statistics::{days_between, forecast, known_words, mistakes, own_streaks, slip_counts};
pub use submission::{Submission, Submitted, submit_reviews};
pub use undo::{Undone, undo_reviews};
pub use workload::{WorkloadQuestion, simulate_workload};

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::directory::AlphabeticalKey;
use crate::db::page::{Page, PageRequest};
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::{Today, WordCounts};
use crate::domain::learning::review::Review;
use crate::domain::learning::word::Course;

/// How many items one batch may hold.
pub const MAX_BATCH: usize = 200;
/// How far a client's clock may be off.
const CLOCK_TOLERANCE: Duration = Duration::minutes(5);

/// The viewer's present study day.
pub async fn today(caller: &Caller) -> Result<Today, AppError> {
    let settings = &caller.viewer()?.settings;
    let day = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    let counts = db::learning::day_counts(&mut connection, settings.learner_id, day).await?;
    Ok(Today { study_day: day, counts, goal: settings.daily_goal })
}

/// How many of the viewer's cards that were reviewed before are due now.
pub async fn count_due(caller: &Caller) -> Result<u32, AppError> {
    let settings = &caller.viewer()?.settings;
    let day = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    Ok(db::learning::count_due(&mut connection, settings, day, caller.now).await?)
}

/// When the viewer's next card is due that is not due yet.
pub async fn next_due_at(caller: &Caller) -> Result<Option<DateTime<Utc>>, AppError> {
    let settings = &caller.viewer()?.settings;
    let day = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    Ok(db::learning::next_due_at(&mut connection, settings, day, caller.now).await?)
}

/// A page of the viewer's review log, the latest first.
pub async fn reviews_page(
    caller: &Caller,
    page: &PageRequest<(DateTime<Utc>, uuid::Uuid)>,
) -> Result<Page<((DateTime<Utc>, uuid::Uuid), Review)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::reviews_page(&mut connection, learner, page).await?)
}

/// A page of courses, in Kazakh alphabetical order of their titles; open to everyone. One SQL statement.
pub async fn courses_page(
    caller: &Caller,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Course)>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::courses::courses_page(&mut connection, page).await?)
}

/// The viewer's cards by id; those of others are absent.
pub async fn cards(caller: &Caller, ids: &[CardId]) -> Result<HashMap<CardId, Card>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::learning::cards_by_ids(&mut connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|card| (card.id, card)).collect())
}

/// The viewer's cards by word.
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

/// The viewer's reviews by id; those of others are absent.
pub async fn reviews(caller: &Caller, ids: &[ReviewId]) -> Result<HashMap<ReviewId, Review>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::learning::reviews_by_ids(&mut connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|review| (review.id, review)).collect())
}

/// How far the viewer has come with lessons, and when each was started.
pub async fn lesson_progress(
    caller: &Caller,
    lessons: &[LessonId],
) -> Result<HashMap<LessonId, (WordCounts, Option<DateTime<Utc>>)>, AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let mut connection = caller.connection().await?;
    let starts: HashMap<LessonId, DateTime<Utc>> =
        db::learning::lesson_starts_of(&mut connection, learner, lessons).await?.into_iter().collect();
    let counts = db::learning::lesson_word_counts(&mut connection, settings, lessons).await?;
    Ok(counts.into_iter().map(|(lesson, counts)| (lesson, (counts, starts.get(&lesson).copied()))).collect())
}
