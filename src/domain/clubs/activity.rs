//! Members who are learning now.

use chrono::{DateTime, Utc};

use crate::domain::ids::AccountId;
use crate::domain::learning::study_day::StudyDay;

/// What somebody has done on their present study day, and something it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMember {
    /// Who.
    pub learner_id: AccountId,
    /// The day.
    pub study_day: StudyDay,
    /// Answers on that day.
    pub reviews: u32,
    /// Words whose first answer was on that day.
    pub new_words: u32,
    /// When the last of the answers was given.
    pub last_reviewed_at: DateTime<Utc>,
}

impl ActiveMember {
    /// Whether the member has answered since this was seen (none: nothing was). An answer that was undone is none.
    pub fn has_answered_since(&self, seen: Option<&Self>) -> bool {
        seen.is_none_or(|seen| {
            (self.study_day, self.reviews) > (seen.study_day, seen.reviews)
                || self.last_reviewed_at > seen.last_reviewed_at
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i32, reviews: u32, minute: i64) -> ActiveMember {
        ActiveMember {
            learner_id: AccountId::from(uuid::Uuid::nil()),
            study_day: StudyDay(day),
            reviews,
            new_words: 0,
            last_reviewed_at: DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute),
        }
    }

    #[test]
    fn who_answered_again_or_on_another_day_has_answered() {
        let seen = at(1, 5, 10);
        for (now, has) in [
            (at(1, 5, 10), false),
            (at(1, 6, 12), true),
            // a late one, of earlier that day
            (at(1, 6, 10), true),
            (at(2, 1, 90), true),
            // one was undone
            (at(1, 4, 9), false),
            // one was undone, and another given
            (at(1, 5, 12), true),
        ] {
            assert_eq!(now.has_answered_since(Some(&seen)), has, "{now:?}");
        }
        assert!(seen.has_answered_since(None));
    }
}
