//! Members' answers as xAPI statements, in pages.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::sharing_members;
use crate::app::clubs::access_log::log_access;
use crate::app::clubs::require_leader;
use crate::app::{AppError, Caller};
use crate::club_export::{StatementContext, statement};
use crate::db::clubs::export::answers_after;
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{ClubAccessSubject, MemberAnswer, Shared};
use crate::domain::ids::ClubId;
use crate::domain::learning::study_day::StudyDay;

/// The number of statements in a page.
const PAGE: usize = 1_000;
/// The maximum number of days by which members' study days can be ahead of the caller's current one: one for time
/// zones, one for the rollover hour after midnight.
const MAX_DAYS_AHEAD: u32 = 2;

/// A range of each member's own study days, both ends included. `None` means no bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first study day.
    pub from: Option<NaiveDate>,
    /// The last study day.
    pub to: Option<NaiveDate>,
}

/// The position of a statement among all statements of a club. Statements are ordered by member, in the order of
/// joining, and then as in the member's review log. Its text form is `JOINED.MEMBERSHIP.REVIEWED.REVIEW`, with times in
/// microseconds since 1970 and UUIDs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementsPlace {
    member: (DateTime<Utc>, Uuid),
    answer: (DateTime<Utc>, Uuid),
}

impl fmt::Display for StatementsPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((joined, member), (at, review)) = (self.member, self.answer);
        let (joined, at) = (joined.timestamp_micros(), at.timestamp_micros());
        write!(f, "{joined}.{}.{at}.{}", member.simple(), review.simple())
    }
}

/// The error for a text that is not a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPlace;

impl FromStr for StatementsPlace {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let mut parts = text.split('.');
        let mut moment_and_id = || {
            let micros = parts.next()?.parse().ok()?;
            // The database's timestamps have a smaller range.
            let at = DateTime::from_timestamp_micros(micros)
                .filter(|at| (1970..10_000).contains(&chrono::Datelike::year(at)));
            Some((at?, Uuid::try_parse(parts.next()?).ok()?))
        };
        let place = moment_and_id().zip(moment_and_id());
        let place = place.map(|(member, answer)| Self { member, answer });
        place.filter(|_| parts.next().is_none()).ok_or(InvalidPlace)
    }
}

/// A page of statements.
#[derive(Debug)]
pub struct StatementsPage {
    /// The statements as xAPI JSON, at most 1,000.
    pub statements: Vec<Value>,
    /// The position of the last one; `None` if there are no more.
    pub next: Option<StatementsPlace>,
}

/// Loads a page of at most 1,000 statements after a position: the answers in a period, by member, of the members who
/// share their answers. Fails with `NotFound` if the caller does not lead the club. Records the access. `home` is the
/// address of the service. Four SQL statements.
pub async fn statements(
    caller: &Caller,
    club: ClubId,
    period: Period,
    after: Option<StatementsPlace>,
    home: &str,
) -> Result<StatementsPage, AppError> {
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (club, own) = require_leader(caller, connection, club, "clubId").await?;
            let mut members = sharing_members(caller, connection, &own, Shared::Answers).await?;
            // The members are sorted by this place.
            let place = |member: &Member| member.membership.joining_place();
            members.retain(|member| after.is_none_or(|after| place(member) >= after.member));
            let after_answer =
                after.filter(|after| members.first().is_some_and(|first| place(first) == after.member));
            let after_answer = after_answer.map(|after| (after.answer.0, after.answer.1.into()));
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let days = days(caller, period)?;
            let mut answers = answers_after(connection, &members, days, after_answer, limit).await?;
            let more = answers.len() > PAGE;
            answers.truncate(PAGE);

            let member_of = |answer: &MemberAnswer| {
                members.iter().find(|member| member.membership.id == answer.membership_id)
            };
            let last = answers.last().filter(|_| more);
            let next = last.and_then(|last| {
                let member = place(member_of(last)?);
                Some(StatementsPlace { member, answer: (last.reviewed_at, last.review_id.uuid()) })
            });
            let mut accessed: Vec<_> = answers.iter().collect();
            accessed.dedup_by_key(|answer| answer.membership_id);
            let accessed: Vec<_> = accessed
                .into_iter()
                .filter_map(|answer| Some(member_of(answer)?.membership.learner_id))
                .collect();
            log_access(caller, connection, &own, ClubAccessSubject::Export, &accessed).await?;
            let context = StatementContext { home, club: &club, catalogue: &catalogue };
            let statements = answers.iter().map(|answer| statement(answer, context)).collect();
            Ok(StatementsPage { statements, next })
        })
        .await
}

/// Returns the days of a period, limited to days on which answers are possible.
fn days(caller: &Caller, period: Period) -> Result<(StudyDay, StudyDay), AppError> {
    let last = caller.viewer()?.settings.calendar().day_of(caller.now).plus(MAX_DAYS_AHEAD);
    let within = |day: NaiveDate| StudyDay::on(day).min(last).max(StudyDay(-1));
    Ok((period.from.map_or(StudyDay(0), within), period.to.map_or(last, within)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_writing_and_reading() {
        let place = StatementsPlace {
            member: ("2026-11-23T06:00:00.123456Z".parse().unwrap(), Uuid::from_u128(1)),
            answer: ("2026-11-24T06:00:00Z".parse().unwrap(), Uuid::from_u128(2)),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        let written = place.to_string();
        for wrong in ["", "x", "1.2.3.4", &format!("{written}.1"), &format!("9999999{written}")] {
            assert_eq!(wrong.parse::<StatementsPlace>(), Err(InvalidPlace), "{wrong}");
        }
    }
}
