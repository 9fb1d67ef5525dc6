//! What the club as a whole has done and knows.

use std::collections::HashMap;

use super::{all_members, count, members_sharing};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, ActivityRow, Days};
use crate::domain::clubs::insight::{
    ActivityTotals, MemberDays, MemberWords, ResultTotals, activity_totals, may_be_told, result_totals,
};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::AccountId;

/// What the club as a whole has done and knows.
#[derive(Debug, Clone, Copy)]
pub struct Overview {
    /// Those who learn in it.
    pub members: u32,
    /// Those of them who share what they do.
    pub sharing_activity: u32,
    /// What these have done; none: they are too few.
    pub activity: Option<ActivityTotals>,
    /// Those who share what they know.
    pub sharing_results: u32,
    /// What these know; none: they are too few.
    pub results: Option<ResultTotals>,
}

/// What the club has done on some days, and knows now; none: the caller does not lead it. Three statements.
pub async fn overview(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
) -> Result<Option<Overview>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = all_members(caller, &mut connection, own).await? else { return Ok(None) };
    let done: HashMap<AccountId, MemberDays> =
        rows::member_days(&mut connection, &members, days).await?.into_iter().collect();
    let known: HashMap<AccountId, MemberWords> =
        rows::member_words(&mut connection, &members).await?.into_iter().collect();
    let sharing = |part| members.iter().filter(move |member| member.membership.sharing.includes(part));
    let activity = activity_totals(sharing(Shared::Activity).filter_map(|member| {
        let done = done.get(&member.membership.learner_id)?;
        Some((done, member.settings.daily_goal, member.days_within(days)))
    }));
    let results = result_totals(sharing(Shared::Results).filter_map(|member| {
        let id = member.membership.learner_id;
        Some((done.get(&id)?, known.get(&id)?))
    }));
    let number = |part| u32::try_from(sharing(part).count()).unwrap_or(u32::MAX);
    let (sharing_activity, sharing_results) = (number(Shared::Activity), number(Shared::Results));
    Ok(Some(Overview {
        members: count(&members),
        sharing_activity,
        activity: may_be_told(sharing_activity).then_some(activity),
        sharing_results,
        results: may_be_told(sharing_results).then_some(results),
    }))
}

/// What the club has done day by day and week by week.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Those who share what they do.
    pub sharing: u32,
    /// What these have done, days and then weeks; none: they are too few.
    pub rows: Option<Vec<ActivityRow>>,
}

/// What the club has done on some days; none: the caller does not lead it. Two statements.
pub async fn activity(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
) -> Result<Option<Activity>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Activity).await? else {
        return Ok(None);
    };
    let sharing = count(&members);
    let rows = if may_be_told(sharing) {
        Some(rows::activity(&mut connection, &members, days).await?)
    } else {
        None
    };
    Ok(Some(Activity { sharing, rows }))
}
