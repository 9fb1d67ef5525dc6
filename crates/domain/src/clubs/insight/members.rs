//! The data of one member.

use crate::clubs::ClubMembership;
use crate::language_tag::LanguageTag;
use crate::learning::progress::{Retention, WordCounts};
use crate::learning::scheduler::decay;
use crate::learning::settings::LearnerSettings;
use crate::learning::study_day::StudyDay;

/// The length of the recent period of retention, in days, ending today.
pub const RECENT_RETENTION_DAYS: u32 = 14;
/// The length of the earlier period that it is compared with, in days, just before it.
pub const EARLIER_RETENTION_DAYS: u32 = 28;

/// A member who learns in a club, at the time of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The membership.
    pub membership: ClubMembership,
    /// The member's settings as a learner.
    pub settings: LearnerSettings,
    /// The study day on which they joined; nothing before it is shown.
    pub joined: StudyDay,
    /// Their current study day.
    pub today: StudyDay,
    /// The number of the last change of their data.
    pub change_number: i64,
}

impl Member {
    /// Returns the decay of the forgetting curve of the member's model.
    pub fn decay(&self) -> f32 {
        decay(&self.settings.preset.scheduling)
    }

    /// Returns the member's preferred gloss language.
    pub fn language(&self) -> &LanguageTag {
        self.settings.gloss_languages.first()
    }

    /// Counts the days of a range on which the member was in the club, up to today.
    pub fn days_within(&self, (from, to): (StudyDay, StudyDay)) -> u32 {
        let (first, last) = (from.max(self.joined), to.min(self.today));
        if last < first { 0 } else { last.days_since(first) + 1 }
    }
}

/// A member's activity since joining.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberDays {
    /// Days in the requested range on which the member studied. The following fields, up to `retention`, cover the same
    /// range.
    pub days: u32,
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// Words that were first reviewed in these days.
    pub new_words: u32,
    /// Days on which the goal for new words was reached.
    pub goal_days: u32,
    /// True retention.
    pub retention: Retention,
    /// Whether the member studied in the 7 days that end with the last requested day.
    pub in_7_days: bool,
    /// Whether the member studied in the 30 days that end with the last requested day.
    pub in_30_days: bool,
    /// True retention in the last [`RECENT_RETENTION_DAYS`] days, ending today.
    pub recent: Retention,
    /// True retention in the [`EARLIER_RETENTION_DAYS`] days before those.
    pub earlier: Retention,
    /// All days since joining on which the member studied, in chronological order.
    pub studied: Vec<StudyDay>,
}

/// A member's knowledge now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MemberWords {
    /// Counts of the words that the member has cards of.
    pub words: WordCounts,
    /// The number of known words: the sum of the probabilities that each word is remembered today.
    pub known: f64,
    /// Cards that were due before today.
    pub overdue: u32,
    /// Cards that were overdue a week ago.
    pub overdue_a_week_ago: u32,
}
