//! What members answered, as statements of xAPI, some at a time.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncConnection as _;
use serde_json::Value;
use uuid::Uuid;

use super::sharing;
use crate::app::clubs::access_log::log_access;
use crate::app::clubs::led;
use crate::app::{AppError, Caller};
use crate::club_export::{Surroundings, statement};
use crate::db::clubs::export::answers_after;
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{ClubAccessSubject, GivenAnswer, Shared};
use crate::domain::ids::ClubId;
use crate::domain::learning::study_day::StudyDay;

/// How many statements are told at once.
const PAGE: usize = 1_000;
/// Days of others may be so many after the caller's present one: a day, all around the earth, and the hours after midnight.
const AHEAD: u32 = 2;

/// Study days of each member's own, both included; none: there is no bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: Option<NaiveDate>,
}

/// The place of a statement among all of a club: by the member, in the order of joining, and by the member's log. It is
/// written as `JOINED.MEMBERSHIP.REVIEWED.REVIEW`, in microseconds since 1970 and UUIDs.
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

/// A text that is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for StatementsPlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.split('.');
        let mut moment_and_id = || {
            let micros = parts.next()?.parse().ok()?;
            // What the database keeps moments as reaches less far.
            let at = DateTime::from_timestamp_micros(micros)
                .filter(|at| (1970..10_000).contains(&chrono::Datelike::year(at)));
            Some((at?, Uuid::try_parse(parts.next()?).ok()?))
        };
        let place = moment_and_id().zip(moment_and_id());
        let place = place.map(|(member, answer)| Self { member, answer });
        place.filter(|_| parts.next().is_none()).ok_or(NoPlace)
    }
}

/// Some statements, and where to go on.
#[derive(Debug)]
pub struct StatementsPage {
    /// The statements.
    pub statements: Vec<Value>,
    /// The place of the last one; none: there are no more.
    pub next: Option<StatementsPlace>,
}

/// What those of a club answered who share it with the caller, who leads it, in a period, after a place: at most 1,000
/// statements, member by member. That the caller looked at them is written down. `home` is the address of the service. Four
/// statements.
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
            let (club, own) = led(caller, connection, club).await?;
            let mut members = sharing(caller, connection, &own, Shared::Answers).await?;
            // They come in this order.
            let place = |member: &Member| (member.membership.joined_at, member.membership.id.uuid());
            members.retain(|member| after.is_none_or(|after| place(member) >= after.member));
            let within =
                after.filter(|after| members.first().is_some_and(|first| place(first) == after.member));
            let within = within.map(|after| (after.answer.0, after.answer.1.into()));
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let days = days(caller, period)?;
            let mut answers = answers_after(connection, &members, days, within, limit).await?;
            let more = answers.len() > PAGE;
            answers.truncate(PAGE);

            let told = |answer: &GivenAnswer| {
                members.iter().find(|member| member.membership.id == answer.membership_id)
            };
            let last = answers.last().filter(|_| more);
            let next = last.and_then(|last| {
                let member = place(told(last)?);
                Some(StatementsPlace { member, answer: (last.reviewed_at, last.review_id.uuid()) })
            });
            let mut seen: Vec<_> = answers.iter().collect();
            seen.dedup_by_key(|answer| answer.membership_id);
            let seen: Vec<_> =
                seen.into_iter().filter_map(|answer| Some(told(answer)?.membership.learner_id)).collect();
            log_access(caller, connection, &own, ClubAccessSubject::Export, &seen).await?;
            let around = Surroundings { home, club: &club, catalogue: &catalogue };
            let statements = answers.iter().map(|answer| statement(answer, around)).collect();
            Ok(StatementsPage { statements, next })
        })
        .await
}

/// The days of a period, within those on which anything can have been answered.
fn days(caller: &Caller, period: Period) -> Result<(StudyDay, StudyDay), AppError> {
    let last = caller.viewer()?.settings.calendar().day_of(caller.now).plus(AHEAD);
    let within = |day: NaiveDate| StudyDay::on(day).min(last).max(StudyDay(-1));
    Ok((period.from.map_or(StudyDay(0), within), period.to.map_or(last, within)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = StatementsPlace {
            member: ("2026-11-23T06:00:00.123456Z".parse().unwrap(), Uuid::from_u128(1)),
            answer: ("2026-11-24T06:00:00Z".parse().unwrap(), Uuid::from_u128(2)),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        let written = place.to_string();
        for wrong in ["", "x", "1.2.3.4", &format!("{written}.1"), &format!("9999999{written}")] {
            assert_eq!(wrong.parse::<StatementsPlace>(), Err(NoPlace), "{wrong}");
        }
    }
}
