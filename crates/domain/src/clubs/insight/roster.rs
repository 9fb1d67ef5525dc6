//! The roster: the list of a club's members in a requested order.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::members::{Member, MemberDays, MemberWords};
use super::risk::{Risk, RiskInputs, days_silent, risks};
use crate::closed_list::closed_list;
use crate::clubs::Shared;

closed_list! {
    /// The value that members are ordered by.
    RosterOrder {
        /// The name that leaders see, in Kazakh alphabetical order.
        Name = "name",
        /// The time of joining.
        JoinedAt = "joined-at",
        /// Days since they last studied.
        DaysSilent = "days-silent",
        /// Days on which they studied.
        DaysActive = "days-active",
        /// Time spent.
        Minutes = "minutes",
        /// Reviews.
        Reviews = "reviews",
        /// New words.
        NewWords = "new-words",
        /// Words known.
        WordsKnown = "words-known",
        /// Mature words.
        WordsMature = "words-mature",
        /// True retention.
        Retention = "retention",
        /// Overdue cards.
        Backlog = "backlog",
        /// The number of signs that they may give up.
        Risks = "risks",
    }
}

impl RosterOrder {
    /// Whether the order needs counts of words, which take much longer to load than study days.
    pub fn needs_words(self) -> bool {
        matches!(self, Self::WordsKnown | Self::WordsMature | Self::Backlog | Self::Risks)
    }
}

/// A row of the roster: a member's data for leaders.
#[derive(Debug, Clone)]
pub struct RosterRow {
    /// The member.
    pub member: Member,
    /// The rank of the name that leaders see among those of all members, in Kazakh alphabetical order.
    pub name_rank: i64,
    /// What they did.
    pub days: MemberDays,
    /// What they know.
    pub words: MemberWords,
}

impl RosterRow {
    fn risk_inputs(&self) -> RiskInputs<'_> {
        let Self { member, days, words, .. } = self;
        let sharing = member.membership.sharing;
        RiskInputs { sharing, joined: member.joined, today: member.today, days, words }
    }

    /// Returns the signs that the member may give up, in the data that they share.
    pub fn risks(&self) -> Vec<Risk> {
        risks(&self.risk_inputs())
    }

    /// Returns the days since the member last studied, or since they joined.
    pub fn days_silent(&self) -> u32 {
        days_silent(&self.risk_inputs())
    }
}

/// The position of a member in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RosterKey {
    /// Whether the member has no value or does not share it: such members come last.
    unknown: bool,
    /// The value that the list is ordered by; smaller values come first.
    value: i64,
    /// The rank of the name, for members with the same value.
    name_rank: i64,
    /// The membership.
    id: Uuid,
}

impl RosterKey {
    /// Returns the position of a membership in the order of names.
    pub fn by_name(name_rank: i64, id: Uuid) -> Self {
        Self { unknown: false, value: 0, name_rank, id }
    }

    /// Returns the id of the membership.
    pub fn id(&self) -> Uuid {
        self.id
    }
}

/// Returns the position of a member in an order.
pub fn roster_key(row: &RosterRow, order: RosterOrder, descending: bool) -> RosterKey {
    let value = value(row, order);
    let directed = value.map(|value| if descending { value.saturating_neg() } else { value });
    RosterKey {
        unknown: directed.is_none(),
        value: directed.unwrap_or(0),
        name_rank: row.name_rank,
        id: row.member.membership.id.uuid(),
    }
}

/// Returns the value that a member is ordered by. `None` if it is not shared or there is none yet.
fn value(row: &RosterRow, order: RosterOrder) -> Option<i64> {
    let sharing = row.member.membership.sharing;
    let activity = |value: i64| sharing.includes(Shared::Activity).then_some(value);
    let results = |value: i64| sharing.includes(Shared::Results).then_some(value);
    match order {
        RosterOrder::Name => Some(row.name_rank),
        RosterOrder::JoinedAt => Some(row.member.membership.joined_at.timestamp_micros()),
        RosterOrder::DaysSilent => activity(row.days_silent().into()),
        RosterOrder::DaysActive => activity(row.days.days.into()),
        RosterOrder::Minutes => activity(i64::try_from(row.days.duration_ms).unwrap_or(i64::MAX)),
        RosterOrder::Reviews => activity(row.days.reviews.into()),
        RosterOrder::NewWords => activity(row.days.new_words.into()),
        RosterOrder::WordsKnown => results(millionths(row.words.known)),
        RosterOrder::WordsMature => results(row.words.words.mature.into()),
        RosterOrder::Retention => results(0).and(row.days.retention.rate()).map(millionths),
        RosterOrder::Backlog => results(row.words.overdue.into()),
        RosterOrder::Risks => {
            let shares = sharing.includes(Shared::Activity) || sharing.includes(Shared::Results);
            shares.then(|| i64::try_from(row.risks().len()).unwrap_or(i64::MAX))
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond the bounds becomes the bound")]
fn millionths(value: f64) -> i64 {
    (value * 1e6).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clubs::{ClubMembership, ClubRole, Sharing};
    use crate::language_tag::LanguageTag;
    use crate::learning::settings::LearnerSettings;
    use crate::learning::study_day::StudyDay;
    use chrono::{DateTime, Utc};

    fn row(number: u8, known: f64, results: bool) -> RosterRow {
        let membership = ClubMembership {
            id: Uuid::from_u128(number.into()).into(),
            club_id: Uuid::nil().into(),
            learner_id: Uuid::nil().into(),
            display_name: String::new(),
            username: None,
            alias: None,
            role: ClubRole::Member,
            joined_at: DateTime::<Utc>::UNIX_EPOCH,
            sharing: Sharing { results, ..Sharing::default() },
        };
        let words = MemberWords { known, ..MemberWords::default() };
        let settings = LearnerSettings::new(
            membership.learner_id,
            chrono_tz::Asia::Almaty,
            LanguageTag::new("ru").unwrap(),
        );
        let member =
            Member { membership, settings, joined: StudyDay(0), today: StudyDay(9), change_number: 1 };
        // The names are in the reverse order of the ids.
        RosterRow { member, name_rank: -i64::from(number), days: MemberDays::default(), words }
    }

    #[test]
    fn equals_stand_by_name_and_members_who_do_not_share_come_last_in_either_direction() {
        let rows =
            [row(1, 2.5, true), row(2, 0.0, false), row(3, 7.0, true), row(4, 2.5, true), row(5, 9.0, false)];
        let sorted = |descending| {
            let mut keys: Vec<_> =
                rows.iter().map(|row| roster_key(row, RosterOrder::WordsKnown, descending)).collect();
            keys.sort_unstable();
            keys.into_iter().map(|key| key.id().as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(sorted(false), [4, 1, 3, 5, 2]);
        assert_eq!(sorted(true), [3, 4, 1, 5, 2]);
    }
}
