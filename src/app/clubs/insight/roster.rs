//! The roster: the members one by one.

use std::collections::HashMap;

use super::{all_members, continue_at_current_positions, knowledge_of, log_member_access};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, Days};
use crate::db::page::{Page, PageRequest};
use crate::domain::clubs::insight::{Member, MemberDays, RosterKey, RosterOrder, RosterRow, roster_key};
use crate::domain::clubs::{ClubAccessSubject, ClubMembership, Shared, Sharing};
use crate::domain::ids::AccountId;
use crate::domain::search::NameFilter;

/// A filter of members. A member must meet every given condition.
#[derive(Debug, Clone, Default)]
pub struct RosterFilter {
    /// Words that the member's display name or alias must have.
    pub name: Option<NameFilter>,
    /// Whether there are signs that the member may give up.
    pub at_risk: Option<bool>,
    /// The minimum number of days without study.
    pub min_days_silent: Option<u32>,
    /// Whether the member studied in the requested range of days.
    pub active: Option<bool>,
    /// The minimum number of overdue cards.
    pub min_backlog: Option<u32>,
    /// The upper limit of true retention, exclusive.
    pub retention_below: Option<f64>,
}

impl RosterFilter {
    /// Whether the filter needs counts of words.
    fn needs_words(&self) -> bool {
        self.at_risk.is_some() || self.min_backlog.is_some()
    }

    /// Whether a member matches. A member never meets a condition on data that they do not share.
    fn matches(&self, row: &RosterRow) -> bool {
        let membership = &row.member.membership;
        let Sharing { activity, results, .. } = membership.sharing;
        self.name.as_ref().is_none_or(|name| name.matches(membership.names()))
            && self.at_risk.is_none_or(|at_risk| (activity || results) && at_risk != row.risks().is_empty())
            && self.min_days_silent.is_none_or(|days| activity && row.days_silent() >= days)
            && self.active.is_none_or(|active| activity && active == (row.days.days > 0))
            && self.min_backlog.is_none_or(|cards| results && row.words.overdue >= cards)
            && self
                .retention_below
                .is_none_or(|most| results && row.days.retention.rate().is_some_and(|rate| rate < most))
    }
}

/// Loads a page of the members, and records the access. `None` if the caller does not lead the club. At most
/// four SQL statements.
pub async fn roster(
    caller: &Caller,
    own: &ClubMembership,
    days: Option<Days>,
    (order, descending): (RosterOrder, bool),
    filter: &RosterFilter,
    mut page: PageRequest<RosterKey>,
) -> Result<Option<Page<(RosterKey, RosterRow)>>, AppError> {
    let today = caller.viewer()?.settings.calendar().day_of(caller.now);
    let days = days.unwrap_or((today.minus(29), today));
    let mut connection = caller.connection().await?;
    let Some(members) = all_members(caller, &mut connection, own).await? else { return Ok(None) };
    let mut done: HashMap<AccountId, MemberDays> =
        rows::member_days(&mut connection, &members, days).await?.into_iter().collect();
    // If neither the order nor the filter needs words, they are loaded for the members on the page only.
    let only_for_page = !(order.needs_words() || filter.needs_words());
    let known = knowledge_of(caller, &mut connection, if only_for_page { &[][..] } else { &members }).await?;
    let mut all: Vec<(RosterKey, RosterRow)> = Vec::with_capacity(members.len());
    for (member, name_rank) in members.into_iter().zip(0..) {
        let id = member.membership.learner_id;
        let Some(days) = done.remove(&id) else { continue };
        let words = known.get(&id).copied().unwrap_or_default();
        let row = RosterRow { member, name_rank, days, words };
        all.push((roster_key(&row, order, descending), row));
    }
    continue_at_current_positions(&mut page, &all);
    all.retain(|(_, row)| filter.matches(row));
    all.sort_by_key(|(key, _)| *key);
    let mut found = page.cut(all);
    if only_for_page {
        let members: Vec<Member> = found.rows.iter().map(|(_, row)| row.member.clone()).collect();
        let known = knowledge_of(caller, &mut connection, &members).await?;
        for (_, row) in &mut found.rows {
            row.words = known.get(&row.member.membership.learner_id).copied().unwrap_or_default();
        }
    }
    drop(connection);
    let accessed = found.rows.iter().map(|(_, row)| &row.member.membership);
    let accessed = accessed.filter(|member| {
        member.sharing.includes(Shared::Activity) || member.sharing.includes(Shared::Results)
    });
    let accessed: Vec<AccountId> = accessed.map(|member| member.learner_id).collect();
    log_member_access(caller, own, ClubAccessSubject::Roster, &accessed).await?;
    Ok(Some(found))
}
