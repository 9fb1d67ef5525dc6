//! What is known of one member.

use crate::domain::clubs::ClubMembership;
use crate::domain::learning::progress::{Retention, WordCounts};
use crate::domain::learning::scheduler::decay;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word::LanguageTag;

/// Retention of late is that of so many days, today the last.
pub const RETENTION_LATELY_DAYS: u32 = 14;
/// It is compared with that of so many days before them.
pub const RETENTION_BEFORE_DAYS: u32 = 28;

/// Someone who learns in a club, at the moment of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The membership.
    pub membership: ClubMembership,
    /// How the member learns.
    pub settings: LearnerSettings,
    /// The study day on which they joined: what was before it is not shown.
    pub joined: StudyDay,
    /// Their present study day.
    pub today: StudyDay,
}

impl Member {
    /// How steep they forget, by their model.
    pub fn decay(&self) -> f32 {
        decay(&self.settings.preset.scheduling)
    }

    /// The language that they want meanings in most.
    pub fn language(&self) -> &LanguageTag {
        self.settings.gloss_languages.first()
    }

    /// On how many of some days they were in the club, until today.
    pub fn days_within(&self, (from, to): (StudyDay, StudyDay)) -> u32 {
        let (first, last) = (from.max(self.joined), to.min(self.today));
        if last < first { 0 } else { last.days_since(first) + 1 }
    }
}

/// What a member has done since joining.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberDays {
    /// The place of the name in Kazakh order among those that were asked for.
    pub name_rank: i64,
    /// Days on which something was studied, of those that are asked for; so are the next.
    pub days: u32,
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// Words whose first review was in these days.
    pub new_words: u32,
    /// Days on which the goal for new words was reached.
    pub goal_days: u32,
    /// What was remembered.
    pub retention: Retention,
    /// Whether something was studied in the 7 days that end with the last one that is asked for.
    pub in_7_days: bool,
    /// The same in 30 days.
    pub in_30_days: bool,
    /// What was remembered in the last [`RETENTION_LATELY_DAYS`] days, today the last.
    pub lately: Retention,
    /// What was remembered in the [`RETENTION_BEFORE_DAYS`] days before them.
    pub before: Retention,
    /// All days since joining on which something was studied, in their order.
    pub studied: Vec<StudyDay>,
}

/// What a member knows now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MemberWords {
    /// The words that there are cards of.
    pub words: WordCounts,
    /// How many are known: the sum of the chances that each is remembered today.
    pub known: f64,
    /// Cards that were due before today.
    pub overdue: u32,
    /// Cards that were overdue a week ago.
    pub overdue_a_week_ago: u32,
}
