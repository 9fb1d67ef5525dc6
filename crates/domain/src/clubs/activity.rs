//! Live activity: members who are learning now.

use chrono::{DateTime, Utc};

use crate::ids::AccountId;
use crate::learning::study_day::StudyDay;

/// The activity of a member who has answered on their current study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMember {
    /// The member.
    pub learner_id: AccountId,
    /// The study day.
    pub study_day: StudyDay,
    /// The number of answers on that day.
    pub reviews: u32,
    /// The number of words first answered on that day.
    pub new_words: u32,
    /// The time of the last answer.
    pub last_reviewed_at: DateTime<Utc>,
}

impl ActiveMember {
    /// Whether the member has answered since an earlier state; `None` if there was no activity. Undoing an answer does
    /// not count.
    pub fn has_answered_since(&self, earlier: Option<&Self>) -> bool {
        earlier.is_none_or(|earlier| {
            (self.study_day, self.reviews) > (earlier.study_day, earlier.reviews)
                || self.last_reviewed_at > earlier.last_reviewed_at
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
    fn an_answer_counts_on_the_same_day_and_on_another() {
        let earlier = at(1, 5, 10);
        for (now, has) in [
            (at(1, 5, 10), false),
            (at(1, 6, 12), true),
            // an answer of earlier that day, received late
            (at(1, 6, 10), true),
            (at(2, 1, 90), true),
            // an answer was undone
            (at(1, 4, 9), false),
            // an answer was undone, and another given
            (at(1, 5, 12), true),
        ] {
            assert_eq!(now.has_answered_since(Some(&earlier)), has, "{now:?}");
        }
        assert!(earlier.has_answered_since(None));
    }
}
