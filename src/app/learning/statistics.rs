//! Statistics of the viewer's review log. Each function runs one SQL statement.

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::{DayCounts, Forecast, KnownWords, SlipCount, Streaks, streaks};
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

/// Returns the viewer's settings and current study day.
fn settings_and_today(caller: &Caller) -> Result<(&LearnerSettings, StudyDay), AppError> {
    let settings = &caller.viewer()?.settings;
    Ok((settings, settings.calendar().day_of(caller.now)))
}

/// Counts the words for which the viewer has cards by state, and estimates the number that the viewer knows today.
pub async fn known_words(caller: &Caller) -> Result<KnownWords, AppError> {
    let (settings, today) = settings_and_today(caller)?;
    let mut connection = caller.connection().await?;
    Ok(db::learning::known_words(&mut connection, settings, today).await?)
}

/// Returns the viewer's streaks.
pub async fn viewer_streaks(caller: &Caller) -> Result<Streaks, AppError> {
    let (settings, today) = settings_and_today(caller)?;
    let mut connection = caller.connection().await?;
    let days = db::learning::studied_days(&mut connection, settings.learner_id).await?;
    Ok(streaks(&days, today))
}

/// Returns the counts of the viewer's study days in a range, both ends included.
pub async fn days_between(
    caller: &Caller,
    range: (StudyDay, StudyDay),
) -> Result<Vec<(StudyDay, DayCounts)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::days_between(&mut connection, learner, range).await?)
}

/// Returns today's study day, and the number of the viewer's cards that come back on each of the next `days` days,
/// starting with today.
pub async fn forecast(caller: &Caller, days: u32) -> Result<(StudyDay, Forecast), AppError> {
    let (settings, today) = settings_and_today(caller)?;
    let mut connection = caller.connection().await?;
    Ok((today, db::learning::forecast(&mut connection, settings, today, days).await?))
}

/// Returns the viewer's slips on the last `days` study days, including today, most frequent first.
pub async fn slip_counts(caller: &Caller, days: u32, limit: i64) -> Result<Vec<SlipCount>, AppError> {
    let (settings, today) = settings_and_today(caller)?;
    let mut connection = caller.connection().await?;
    let since = today.minus(days.saturating_sub(1));
    Ok(db::learning::slip_counts(&mut connection, settings.learner_id, since, limit).await?)
}

/// Returns the cards that the viewer answered wrongly or with a slip on the last `days` study days, including today,
/// and has not answered correctly since, latest first.
pub async fn mistakes(caller: &Caller, days: u32, limit: i64) -> Result<Vec<Card>, AppError> {
    let (settings, today) = settings_and_today(caller)?;
    let mut connection = caller.connection().await?;
    let since = today.minus(days.saturating_sub(1));
    Ok(db::learning::mistakes(&mut connection, settings, today, since, limit).await?)
}
