//! Assignments: what leaders of a club have its members learn, from one study day to another.

use chrono::{DateTime, Utc};

use crate::domain::clubs::ClubProblem;
use crate::domain::ids::{AssignmentId, ClubId, LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::{ChosenWord, WrongChoice, chosen_words};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::problem::Problem;

/// Lessons of one assignment at most.
const MOST_LESSONS: usize = 10;
/// Words of one assignment at most, those of its lessons among them.
const MOST_WORDS: usize = 200;
/// Assignments of one club at most whose last day has not come.
pub const MOST_RUNNING: usize = 30;
/// How long an assignment lasts at most, study days.
const LONGEST: u32 = 366;

/// Words that members of a club are to learn. Its days are the study days of each member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The club.
    pub club_id: ClubId,
    /// What the leader says to it.
    pub note: Option<String>,
    /// The first day.
    pub from: StudyDay,
    /// The last day.
    pub until: StudyDay,
    /// Whether it is for whoever joins later, too.
    pub for_all: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// How far somebody is with an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignmentProgress {
    /// Its words that are taught and that the member practises.
    pub words: u32,
    /// Those of them that the member has answered at least once.
    pub words_done: u32,
    /// The study day on which the last of them was first answered, once all are.
    pub done_on: Option<StudyDay>,
}

/// What became of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignmentStatus {
    /// Its first day has not come.
    Upcoming,
    /// It is under way.
    Open,
    /// It was done by its last day.
    Done,
    /// It was done after its last day.
    Late,
    /// Its last day is past, and it is not done.
    Missed,
}

impl Assignment {
    /// What became of it for a member, on a study day of the member's.
    pub fn status(&self, progress: &AssignmentProgress, today: StudyDay) -> AssignmentStatus {
        match progress.done_on {
            Some(day) if day <= self.until => AssignmentStatus::Done,
            Some(_) => AssignmentStatus::Late,
            None if today > self.until => AssignmentStatus::Missed,
            None if today < self.from => AssignmentStatus::Upcoming,
            None => AssignmentStatus::Open,
        }
    }
}

/// The words of an assignment, as they are chosen: at most 10 lessons, and 1 to 200 words in all.
pub fn assigned_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<WrongChoice>> {
    let size = Problem::Club(ClubProblem::InvalidAssignmentSize);
    if lessons.len() > MOST_LESSONS {
        return Err(vec![(size, "lessonIds")]);
    }
    let chosen = chosen_words(catalogue, lessons, words)?;
    if (1..=MOST_WORDS).contains(&chosen.len()) { Ok(chosen) } else { Err(vec![(size, "wordIds")]) }
}

/// Checks the last day of an assignment.
pub fn deadline(from: StudyDay, until: StudyDay) -> Result<StudyDay, Problem> {
    let fits = until >= from && until.days_since(from) <= LONGEST;
    fits.then_some(until).ok_or(Problem::Club(ClubProblem::InvalidDeadline))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_assignment_is_done_late_or_missed_by_days() {
        let assignment = Assignment {
            id: Uuid::nil().into(),
            club_id: Uuid::nil().into(),
            note: None,
            from: StudyDay(10),
            until: StudyDay(12),
            for_all: true,
            created_at: DateTime::UNIX_EPOCH,
            withdrawn_at: None,
        };
        for (done_on, today, status) in [
            (None, 9, AssignmentStatus::Upcoming),
            (None, 10, AssignmentStatus::Open),
            (None, 12, AssignmentStatus::Open),
            (None, 13, AssignmentStatus::Missed),
            (Some(9), 9, AssignmentStatus::Done),
            (Some(12), 20, AssignmentStatus::Done),
            (Some(13), 13, AssignmentStatus::Late),
        ] {
            let progress = AssignmentProgress { words: 5, words_done: 5, done_on: done_on.map(StudyDay) };
            assert_eq!(assignment.status(&progress, StudyDay(today)), status, "{done_on:?} {today}");
        }
    }

    #[test]
    fn an_assignment_lasts_a_year_at_most() {
        for (from, until, fits) in [(10, 10, true), (10, 9, false), (10, 376, true), (10, 377, false)] {
            assert_eq!(deadline(StudyDay(from), StudyDay(until)).is_ok(), fits, "{from} {until}");
        }
    }
}
