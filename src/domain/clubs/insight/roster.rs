//! The list of a club's members, in an order that is asked for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::members::{Member, MemberDays, MemberWords};
use super::risk::{Observed, Risk, days_silent, risks};
use crate::domain::closed_list::closed_list;
use crate::domain::clubs::Shared;

closed_list! {
    /// What members are ordered by.
    RosterOrder {
        /// Their name, in Kazakh order.
        Name = "name",
        /// When they joined.
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
        /// Signs that they may give up.
        Risks = "risks",
    }
}

impl RosterOrder {
    /// Whether the order tells of words, which are many times what was done on days.
    pub fn tells_of_words(self) -> bool {
        matches!(self, Self::WordsKnown | Self::WordsMature | Self::Backlog | Self::Risks)
    }
}

/// What leaders see of a member.
#[derive(Debug, Clone)]
pub struct RosterRow {
    /// The member.
    pub member: Member,
    /// What they have done.
    pub days: MemberDays,
    /// What they know.
    pub words: MemberWords,
}

impl RosterRow {
    fn observed(&self) -> Observed<'_> {
        let Self { member, days, words } = self;
        let sharing = member.membership.sharing;
        Observed { sharing, joined: member.joined, today: member.today, days, words }
    }

    /// The signs that the member may give up, of what they share.
    pub fn risks(&self) -> Vec<Risk> {
        risks(&self.observed())
    }

    /// Days since the member studied, or since they joined.
    pub fn days_silent(&self) -> u32 {
        days_silent(&self.observed())
    }
}

/// The place of a member in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RosterKey {
    /// Those who don't share what the list is ordered by come last.
    unknown: bool,
    /// What it is ordered by; less comes first.
    value: i64,
    /// The membership.
    id: Uuid,
}

impl RosterKey {
    /// The membership.
    pub fn id(&self) -> Uuid {
        self.id
    }
}

/// The place of a member.
pub fn key(row: &RosterRow, order: RosterOrder, descending: bool) -> RosterKey {
    let value = value(row, order);
    let directed = value.map(|value| if descending { value.saturating_neg() } else { value });
    RosterKey {
        unknown: directed.is_none(),
        value: directed.unwrap_or(0),
        id: row.member.membership.id.uuid(),
    }
}

/// What a member is ordered by; none: it isn't shared, or there is nothing yet.
fn value(row: &RosterRow, order: RosterOrder) -> Option<i64> {
    let sharing = row.member.membership.sharing;
    let activity = |value: i64| sharing.includes(Shared::Activity).then_some(value);
    let results = |value: i64| sharing.includes(Shared::Results).then_some(value);
    match order {
        RosterOrder::Name => Some(row.days.name_rank),
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
    use crate::domain::clubs::{ClubMembership, ClubRole, Sharing};
    use crate::domain::learning::settings::LearnerSettings;
    use crate::domain::learning::study_day::StudyDay;
    use crate::domain::learning::word::LanguageTag;
    use chrono::{DateTime, Utc};

    fn row(number: u128, known: f64, results: bool) -> RosterRow {
        let membership = ClubMembership {
            id: Uuid::from_u128(number).into(),
            club_id: Uuid::nil().into(),
            learner_id: Uuid::nil().into(),
            display_name: String::new(),
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
        let member = Member { membership, settings, joined: StudyDay(0), today: StudyDay(9) };
        RosterRow { member, days: MemberDays::default(), words }
    }

    #[test]
    fn who_does_not_share_comes_last_in_either_direction() {
        let rows = [row(1, 2.5, true), row(2, 0.0, false), row(3, 7.0, true), row(4, 2.5, true)];
        let sorted = |descending| {
            let mut keys: Vec<_> =
                rows.iter().map(|row| key(row, RosterOrder::WordsKnown, descending)).collect();
            keys.sort_unstable();
            keys.into_iter().map(|key| key.id().as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(sorted(false), [1, 4, 3, 2]);
        assert_eq!(sorted(true), [3, 1, 4, 2]);
    }
}
