//! Queries behind club insight. Each function is one SQL statement over the given members, by their ids; the number of
//! statements depends neither on the number of members nor on other learners.

mod activity;
mod answers;
mod days;
mod lessons;
mod readiness;
mod words;

pub use activity::{ActivityRow, activity};
pub use answers::{PairCount, confusions, first_exposures, word_attempts, word_slips};
pub use days::member_days;
pub use lessons::{LessonCell, lesson_cells};
pub use readiness::{ReadinessRow, readiness};
pub use words::member_words;

use uuid::Uuid;

use crate::domain::clubs::insight::Member;
use crate::domain::learning::study_day::StudyDay;

/// The first and last day of a range, both included.
pub type Days = (StudyDay, StudyDay);

fn ids(members: &[Member]) -> Vec<Uuid> {
    members.iter().map(|member| member.membership.learner_id.uuid()).collect()
}

fn joined_days(members: &[Member]) -> Vec<i32> {
    members.iter().map(|member| member.joined.0).collect()
}

fn todays(members: &[Member]) -> Vec<i32> {
    members.iter().map(|member| member.today.0).collect()
}

fn decays(members: &[Member]) -> Vec<f64> {
    members.iter().map(Member::decay).map(f64::from).collect()
}
