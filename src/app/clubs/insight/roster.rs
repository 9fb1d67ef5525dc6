//! The members, one by one.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::{all_members, log_access_to};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, Days};
use crate::db::page::{Page, PageRequest};
use crate::domain::clubs::insight::{
    Member, MemberDays, MemberWords, RosterKey, RosterOrder, RosterRow, key,
};
use crate::domain::clubs::{ClubAccessSubject, ClubMembership, Shared, Sharing};
use crate::domain::ids::AccountId;

/// Which members are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RosterFilter {
    /// Those with signs that they may give up, or those without.
    pub at_risk: Option<bool>,
    /// Those who have not studied for so many days.
    pub silent_days: Option<u32>,
    /// Those who have studied on the days that are asked for, or those who have not.
    pub active: Option<bool>,
    /// Those with so many overdue cards.
    pub backlog: Option<u32>,
    /// Those whose true retention is lower than this.
    pub retention_below: Option<f64>,
}

impl RosterFilter {
    /// Whether it tells of words.
    fn tells_of_words(&self) -> bool {
        self.at_risk.is_some() || self.backlog.is_some()
    }

    /// Whether a member is asked for. What a member does not share is not there to be asked for.
    fn takes(&self, row: &RosterRow) -> bool {
        let Sharing { activity, results, .. } = row.member.membership.sharing;
        self.at_risk.is_none_or(|at_risk| (activity || results) && at_risk != row.risks().is_empty())
            && self.silent_days.is_none_or(|days| activity && row.days_silent() >= days)
            && self.active.is_none_or(|active| activity && active == (row.days.days > 0))
            && self.backlog.is_none_or(|cards| results && row.words.overdue >= cards)
            && self
                .retention_below
                .is_none_or(|most| results && row.days.retention.rate().is_some_and(|rate| rate < most))
    }
}

/// A page of the members; none: the caller does not lead the club. What is told of members is written down. Four statements.
pub async fn roster(
    caller: &Caller,
    own: &ClubMembership,
    days: Option<Days>,
    (order, descending): (RosterOrder, bool),
    filter: RosterFilter,
    mut page: PageRequest<RosterKey>,
) -> Result<Option<Page<(RosterKey, RosterRow)>>, AppError> {
    let today = caller.viewer()?.settings.calendar().day_of(caller.now);
    let days = days.unwrap_or((today.minus(29), today));
    let mut connection = caller.connection().await?;
    let Some(members) = all_members(caller, &mut connection, own).await? else { return Ok(None) };
    let mut done: HashMap<AccountId, MemberDays> =
        rows::member_days(&mut connection, &members, days).await?.into_iter().collect();
    // Where neither the order nor the filter tells of words, they are looked up of those on the page alone.
    let of_page = !(order.tells_of_words() || filter.tells_of_words());
    let asked = if of_page { &[][..] } else { &members };
    let known = words_of(&mut connection, asked).await?;
    let mut all: Vec<(RosterKey, RosterRow)> = Vec::with_capacity(members.len());
    for member in members {
        let id = member.membership.learner_id;
        let Some(days) = done.remove(&id) else { continue };
        let row = RosterRow { member, days, words: known.get(&id).copied().unwrap_or_default() };
        all.push((key(&row, order, descending), row));
    }
    // Members go on studying while pages are read: a page goes on where the member at its edge stands by now.
    for edge in [&mut page.after, &mut page.before].into_iter().flatten() {
        if let Some((present, _)) = all.iter().find(|(key, _)| key.id() == edge.id()) {
            *edge = *present;
        }
    }
    all.retain(|(_, row)| filter.takes(row));
    all.sort_by_key(|(key, _)| *key);
    let mut found = page.cut(all);
    if of_page {
        let members: Vec<Member> = found.rows.iter().map(|(_, row)| row.member.clone()).collect();
        let known = words_of(&mut connection, &members).await?;
        for (_, row) in &mut found.rows {
            row.words = known.get(&row.member.membership.learner_id).copied().unwrap_or_default();
        }
    }
    drop(connection);
    let told = found.rows.iter().map(|(_, row)| &row.member.membership);
    let told = told.filter(|member| {
        member.sharing.includes(Shared::Activity) || member.sharing.includes(Shared::Results)
    });
    let told: Vec<AccountId> = told.map(|member| member.learner_id).collect();
    log_access_to(caller, own, ClubAccessSubject::Roster, &told).await?;
    Ok(Some(found))
}

async fn words_of(
    connection: &mut AsyncPgConnection,
    members: &[Member],
) -> Result<HashMap<AccountId, MemberWords>, AppError> {
    if members.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(rows::member_words(connection, members).await?.into_iter().collect())
}
