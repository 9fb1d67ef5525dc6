//! What leaders ask about their club: of those who share what it is about, and from the day on which each joined.

mod lessons;
mod overview;
mod readiness;
mod roster;
mod words;

pub use crate::db::clubs::insight::{ActivityRow, Days, LessonCell};
pub(super) use lessons::in_order;
pub use lessons::{LessonMatrix, LessonSummary, MemberLessons, lessons};
pub use overview::{Activity, Overview, activity, overview};
pub use readiness::{MOST_WORDS, MemberForecast, Readiness, readiness};
pub use roster::{RosterFilter, roster};
pub use words::{Confusion, Confusions, HardWord, HardWords, confusions, hardest_words};

use diesel_async::AsyncPgConnection;

use super::access_log::{led_members, log_access, sharing_members};
use crate::app::{AppError, Caller};
use crate::db::clubs::StudyingMember;
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::AccountId;

/// How many members there are, as far as nobody counts more.
fn count<T>(members: &[T]) -> u32 {
    u32::try_from(members.len()).unwrap_or(u32::MAX)
}

fn member(caller: &Caller, StudyingMember { membership, settings }: StudyingMember) -> Member {
    let calendar = settings.calendar();
    let (joined, today) = (calendar.day_of(membership.joined_at), calendar.day_of(caller.now));
    Member { membership, settings, joined, today }
}

/// Those who learn in the club; none: the caller does not lead it. One statement.
async fn all_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
) -> Result<Option<Vec<Member>>, AppError> {
    let found = led_members(caller, connection, own).await?;
    Ok(found.map(|found| found.into_iter().map(|found| member(caller, found)).collect()))
}

/// Those of them who share a part; none: the caller does not lead the club. One statement.
pub(super) async fn members_sharing(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Option<Vec<Member>>, AppError> {
    let found = sharing_members(caller, connection, own, part).await?;
    Ok(found.map(|found| found.into_iter().map(|found| member(caller, found)).collect()))
}

/// Writes down that the caller was told of members by name.
pub async fn log_access_to(
    caller: &Caller,
    own: &ClubMembership,
    subject: ClubAccessSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    log_access(caller, &mut connection, own, subject, members).await
}
