//! The progress of club members, as they and their leaders see it. What was computed is kept in memory.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::access_log::log_access_in_clubs;
use super::member_cache::MemberCache;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::ShownMember;
use crate::db::learning::{ComputedProgress, MemberProgressQuery};
use crate::domain::clubs::{ClubAccessSubject, Shared};
use crate::domain::ids::{AccountId, ClubMembershipId};
use crate::domain::learning::progress::ClubMemberProgress;
use crate::domain::learning::study_day::StudyDay;

/// The progress of members, by member and by the first day of the activity: when it was computed, and the progress.
/// Besides, a value is valid only until the member's next card becomes due.
pub(in crate::app) type ProgressCache =
    MemberCache<(AccountId, StudyDay), MemberProgressQuery, (DateTime<Utc>, ComputedProgress)>;

/// Loads members' progress by membership: for the caller's own memberships, and for members who share their results in
/// clubs that the caller leads. Other members' activity is included only if they share it, and only from their study
/// day of joining on. The access is recorded in those members' access log.
pub async fn progress_by_membership(
    caller: &Caller,
    memberships: &[ClubMembershipId],
) -> Result<HashMap<ClubMembershipId, ClubMemberProgress>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let mut visible = db::clubs::members_visible_to(&mut connection, viewer, memberships).await?;
    let is_own = |member: &ShownMember| member.learner_id == viewer;
    visible.retain(|member| is_own(member) || member.sharing.includes(Shared::Results));
    let query = |member: &ShownMember| {
        let joined = member.calendar.day_of(member.joined_at);
        MemberProgressQuery {
            learner_id: member.learner_id,
            daily_goal: member.daily_goal,
            today: member.calendar.day_of(caller.now),
            since: if is_own(member) { StudyDay(i32::MIN) } else { joined },
            change_number: member.change_number,
        }
    };
    let queries: Vec<MemberProgressQuery> = visible.iter().map(query).collect();
    if queries.is_empty() {
        return Ok(HashMap::new());
    }
    let found = progress_of(caller, &mut connection, &queries).await?;
    let others = visible.iter().filter(|member| !is_own(member));
    let accessed = others.map(|member| (member.club_id, member.learner_id)).collect();
    log_access_in_clubs(caller, &mut connection, ClubAccessSubject::Roster, accessed).await?;
    let shared_part = |(member, progress): (&ShownMember, ClubMemberProgress)| {
        let shows_activity = is_own(member) || member.sharing.includes(Shared::Activity);
        let activity = progress.activity.filter(|_| shows_activity);
        (member.id, ClubMemberProgress { activity, ..progress })
    };
    Ok(visible.iter().zip(found).map(shared_part).collect())
}

/// Returns members' progress, in the order of the queries. One SQL statement; none if all of it is known.
async fn progress_of(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    queries: &[MemberProgressQuery],
) -> Result<Vec<ClubMemberProgress>, AppError> {
    let key = |query: &MemberProgressQuery| (query.learner_id, query.since);
    let is_valid = |(at, computed): &(DateTime<Utc>, ComputedProgress)| {
        *at <= caller.now && computed.next_due_at.is_none_or(|next| caller.now < next)
    };
    let cache = &caller.services.member_progress;
    let found = cache
        .values(
            caller,
            queries,
            |query| (key(query), *query),
            is_valid,
            async |unknown| {
                let computed = db::learning::member_progress(connection, unknown, caller.now).await?;
                let dated = computed.into_iter().map(|computed| (caller.now, computed));
                Ok(unknown.iter().map(key).zip(dated).collect())
            },
        )
        .await?;
    let progress = queries.iter().filter_map(|query| found.get(&key(query)));
    Ok(progress.map(|(_, computed)| computed.progress).collect())
}
