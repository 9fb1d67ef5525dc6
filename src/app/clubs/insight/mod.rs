//! Club insight: statistics for leaders, from the data that members share and from each member's day of joining on.

mod lessons;
mod overview;
mod readiness;
mod roster;
mod words;

pub use crate::db::clubs::insight::{ActivityRow, Days, LessonCell};
pub(super) use lessons::lessons_in_order;
pub use lessons::{LessonMatrix, LessonSummary, MemberLessons, lessons};
pub use overview::{Activity, Overview, activity, overview};
pub use readiness::{MAX_READINESS_WORDS, MemberForecast, Readiness, readiness};
pub use roster::{RosterFilter, roster};
pub use words::{Confusion, Confusions, HardWord, HardWords, confusions, hardest_words};

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::access_log::{log_access, members_for_leader, sharing_members_for_leader};
use super::member_cache::MemberCache;
use crate::app::{AppError, Caller};
use crate::db::clubs::StudyingMember;
use crate::db::clubs::insight as rows;
use crate::db::learning::ChangeNumber;
use crate::db::page::{Page, PageRequest};
use crate::domain::clubs::insight::{Member, MemberWords, RosterKey};
use crate::domain::clubs::{ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::AccountId;
use crate::domain::learning::study_day::StudyDay;

fn member(caller: &Caller, studying: StudyingMember) -> Member {
    let StudyingMember { membership, settings, change_number: ChangeNumber(change_number) } = studying;
    let calendar = settings.calendar();
    let (joined, today) = (calendar.day_of(membership.joined_at), calendar.day_of(caller.now));
    Member { membership, settings, joined, today, change_number }
}

/// Loads the members who learn in the club, by name. `None` if the caller does not lead it. One SQL statement.
async fn all_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
) -> Result<Option<Vec<Member>>, AppError> {
    let found = members_for_leader(caller, connection, own).await?;
    Ok(found.map(|found| found.into_iter().map(|found| member(caller, found)).collect()))
}

/// Loads the members who learn in the club and share a part of their data, by name. `None` if the caller does not lead
/// the club. One SQL statement.
pub(super) async fn members_sharing(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Option<Vec<Member>>, AppError> {
    let found = sharing_members_for_leader(caller, connection, own, part).await?;
    Ok(found.map(|found| found.into_iter().map(|found| member(caller, found)).collect()))
}

/// The knowledge of members, by member. It depends on the number of their last change and on their study day.
pub(in crate::app) type KnowledgeCache = MemberCache<AccountId, (i64, StudyDay), MemberWords>;

/// Returns the knowledge of members. One SQL statement; none if all of it is known.
async fn knowledge_of(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    members: &[Member],
) -> Result<HashMap<AccountId, MemberWords>, AppError> {
    let cache = &caller.services.member_knowledge;
    let key_and_query =
        |member: &Member| (member.membership.learner_id, (member.change_number, member.today));
    cache
        .values(
            caller,
            members,
            key_and_query,
            |_| true,
            async |unknown| Ok(rows::member_words(connection, unknown).await?.into_iter().collect()),
        )
        .await
}

/// Moves the cursors of a page to the current positions of their members, because members study, join and leave while
/// pages are read.
fn continue_at_current_positions<T>(page: &mut PageRequest<RosterKey>, members: &[(RosterKey, T)]) {
    for edge in [&mut page.after, &mut page.before].into_iter().flatten() {
        if let Some((current, _)) = members.iter().find(|(key, _)| key.id() == edge.id()) {
            *edge = *current;
        }
    }
}

/// Returns the members, which are sorted by name already, each with its key in that order.
fn placed_by_name<T>(members: impl Iterator<Item = T>, of: impl Fn(&T) -> &Member) -> Vec<(RosterKey, T)> {
    let placed = members.zip(0..);
    placed.map(|(row, rank)| (RosterKey::by_name(rank, of(&row).membership.id.uuid()), row)).collect()
}

/// Cuts a page out of a whole list of members.
pub fn page_of<T>(mut page: PageRequest<RosterKey>, members: Vec<(RosterKey, T)>) -> Page<(RosterKey, T)> {
    continue_at_current_positions(&mut page, &members);
    page.cut(members)
}

/// Records that the caller accessed named members' data.
pub async fn log_member_access(
    caller: &Caller,
    own: &ClubMembership,
    subject: ClubAccessSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    log_access(caller, &mut connection, own, subject, members).await
}
