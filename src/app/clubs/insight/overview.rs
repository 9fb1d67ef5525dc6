//! Totals of the club as a whole.

use std::collections::HashMap;

use super::{all_members, knowledge_of, members_sharing};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, ActivityRow, Days};
use crate::domain::clubs::insight::{
    ActivityTotals, MemberDays, ResultTotals, activity_totals, may_be_disclosed, result_totals,
};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::AccountId;
use crate::domain::number::saturated;

/// The activity and knowledge of the club as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Overview {
    /// The number of members who learn in the club.
    pub members: u32,
    /// The number of members who share their activity.
    pub activity_sharing_members: u32,
    /// The totals of their activity; `None` if too few members share it.
    pub activity: Option<ActivityTotals>,
    /// The number of members who share their results.
    pub results_sharing_members: u32,
    /// The totals of their results; `None` if too few members share them.
    pub results: Option<ResultTotals>,
}

/// Computes the club's activity in a range of days and its knowledge now. `None` if the caller does not lead it. At most
/// three SQL statements.
pub async fn overview(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
) -> Result<Option<Overview>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = all_members(caller, &mut connection, own).await? else { return Ok(None) };
    let done: HashMap<AccountId, MemberDays> =
        rows::member_days(&mut connection, &members, days).await?.into_iter().collect();
    let known = knowledge_of(caller, &mut connection, &members).await?;
    let sharing = |part| members.iter().filter(move |member| member.membership.sharing.includes(part));
    let activity = activity_totals(sharing(Shared::Activity).filter_map(|member| {
        let done = done.get(&member.membership.learner_id)?;
        Some((done, member.settings.daily_goal, member.days_within(days)))
    }));
    let results = result_totals(sharing(Shared::Results).filter_map(|member| {
        let id = member.membership.learner_id;
        Some((done.get(&id)?, known.get(&id)?))
    }));
    let number = |part| saturated(sharing(part).count());
    let (activity_sharing_members, results_sharing_members) =
        (number(Shared::Activity), number(Shared::Results));
    Ok(Some(Overview {
        members: saturated(members.len()),
        activity_sharing_members,
        activity: may_be_disclosed(activity_sharing_members).then_some(activity),
        results_sharing_members,
        results: may_be_disclosed(results_sharing_members).then_some(results),
    }))
}

/// The club's activity by day and by week.
#[derive(Debug, Clone)]
pub struct Activity {
    /// The number of members who share their activity.
    pub sharing_members: u32,
    /// Their activity by day, and then by week; `None` if too few members share it.
    pub rows: Option<Vec<ActivityRow>>,
}

/// Loads the club's activity in a range of days. `None` if the caller does not lead it. Two SQL statements.
pub async fn activity(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
) -> Result<Option<Activity>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Activity).await? else {
        return Ok(None);
    };
    let sharing_members = saturated(members.len());
    let rows = if may_be_disclosed(sharing_members) {
        Some(rows::activity(&mut connection, &members, days).await?)
    } else {
        None
    };
    Ok(Some(Activity { sharing_members, rows }))
}
