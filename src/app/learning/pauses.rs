//! Pauses of study, and spreading a backlog.

use chrono::NaiveDate;

use crate::app::{AppError, AtField as _, Caller, Viewer};
use crate::db;
use crate::domain::learning::backlog;
use crate::domain::learning::card::CardPhase;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::number::saturated;
use crate::domain::problem::Problem;

/// The longest pause, in days.
const MAX_PAUSE_DAYS: u32 = 366;

/// Pauses the viewer's studies until a day, or ends the pause.
pub async fn pause_study(caller: &Caller, until: Option<NaiveDate>) -> Result<Viewer, AppError> {
    let viewer = caller.viewer()?;
    let today = viewer.settings.calendar().day_of(caller.now);
    let until = until.map(StudyDay::on);
    if until.is_some_and(|until| until <= today || until > today.plus(MAX_PAUSE_DAYS)) {
        return Err(AppError::refused_at(Problem::InvalidPause, "until"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::learning::begin_change(connection, viewer.account.id).await?;
            db::settings::pause(connection, viewer.account.id, until).await?;
            let mut settings = viewer.settings.clone();
            settings.paused_until = until;
            Ok(Viewer { account: viewer.account.clone(), settings })
        })
        .await
}

/// Spreads the viewer's due cards with an interval of days evenly over some days, from today on, together with those
/// that are buried until one of these days. The cards of later days are buried until their day. Returns their number.
/// If the mutation is sent again, nothing changes.
pub async fn spread_backlog(caller: &Caller, days: i32) -> Result<u32, AppError> {
    let settings = &caller.viewer()?.settings;
    let days = backlog::days(days).at("days")?;
    let today = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::learning::begin_change(connection, settings.learner_id).await?;
            let span = (today, today.plus(days - 1));
            let (due, _) = db::learning::due_cards(connection, settings, span, caller.now, i64::MAX).await?;
            let due = due.into_iter().filter(|card| card.state.phase == CardPhase::Review).collect();
            let put_off = backlog::spread(due, today, days, &settings.preset.scheduling);
            if !put_off.is_empty() {
                db::learning::update_cards(connection, settings.learner_id, &put_off, change).await?;
            }
            Ok(saturated(put_off.len()))
        })
        .await
}
