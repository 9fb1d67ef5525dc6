//! What the viewer's log comes to: each function is one statement.

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::{DayCounts, Forecast, KnownWords, SlipCount, Streaks, streaks};
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

/// The viewer's settings and present study day.
fn present(caller: &Caller) -> Result<(&LearnerSettings, StudyDay), AppError> {
    let settings = &caller.viewer()?.settings;
    Ok((settings, settings.calendar().day_of(caller.now)))
}

/// What the viewer knows today of all words that they have cards of.
pub async fn known_words(caller: &Caller) -> Result<KnownWords, AppError> {
    let (settings, today) = present(caller)?;
    let mut connection = caller.connection().await?;
    Ok(db::learning::known_words(&mut connection, settings, today).await?)
}

/// The viewer's streaks.
pub async fn own_streaks(caller: &Caller) -> Result<Streaks, AppError> {
    let (settings, today) = present(caller)?;
    let mut connection = caller.connection().await?;
    let days = db::learning::studied_days(&mut connection, settings.learner_id).await?;
    Ok(streaks(&days, today))
}

/// What was counted of the viewer's study days between two, both included.
pub async fn days_between(
    caller: &Caller,
    range: (StudyDay, StudyDay),
) -> Result<Vec<(StudyDay, DayCounts)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::days_between(&mut connection, learner, range).await?)
}

/// How many of the viewer's cards come back on each of so many days, and which day the first is.
pub async fn forecast(caller: &Caller, days: u32) -> Result<(StudyDay, Forecast), AppError> {
    let (settings, today) = present(caller)?;
    let mut connection = caller.connection().await?;
    Ok((today, db::learning::forecast(&mut connection, settings, today, days).await?))
}

/// What the viewer slipped on the last study days, so many with today; the most frequent first.
pub async fn slip_counts(caller: &Caller, days: u32, limit: i64) -> Result<Vec<SlipCount>, AppError> {
    let (settings, today) = present(caller)?;
    let mut connection = caller.connection().await?;
    let since = today.minus(days.saturating_sub(1));
    Ok(db::learning::slip_counts(&mut connection, settings.learner_id, since, limit).await?)
}

/// The cards that the viewer answered wrong or with a slip on the last study days, so many with today, and not right since;
/// the latest first.
pub async fn mistakes(caller: &Caller, days: u32, limit: i64) -> Result<Vec<Card>, AppError> {
    let (settings, today) = present(caller)?;
    let mut connection = caller.connection().await?;
    let since = today.minus(days.saturating_sub(1));
    Ok(db::learning::mistakes(&mut connection, settings, today, since, limit).await?)
}
