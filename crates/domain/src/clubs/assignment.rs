//! Assignments: lessons and words that a club's leaders set for its members, with a first and a last study day.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::ids::{AssignmentId, ClubId, LessonId, WordId};
use crate::learning::catalogue::Catalogue;
use crate::learning::chosen_words::{ChosenWord, InvalidChoice, chosen_words};
use crate::learning::study_day::{StudyCalendar, StudyDay};
use crate::problem::Problem;

/// The maximum number of lessons in an assignment.
const MAX_LESSONS: usize = 10;
/// The maximum number of words in an assignment, including those of its lessons.
const MAX_WORDS: usize = 200;
/// The maximum number of a club's assignments whose last day is not past.
pub const MAX_RUNNING_ASSIGNMENTS: usize = 30;
/// The maximum number of days between the first and the last day of an assignment, and between today and the first day.
const MAX_DAYS_BETWEEN: u32 = 366;

/// Words that members of a club are to learn. The days are study days of the club, so that no member's time zone moves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The id.
    pub id: AssignmentId,
    /// The club.
    pub club_id: ClubId,
    /// The leader's note.
    pub note: Option<String>,
    /// The first day; before it, the assignment is upcoming.
    pub from: StudyDay,
    /// The last day; a member who finishes later is late.
    pub until: StudyDay,
    /// The time zone of the days: that of the club when the assignment was created.
    pub zone: Tz,
    /// Whether it is for all members, including those who join later.
    pub for_all: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A member's progress with an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignmentProgress {
    /// The number of assigned words that have not been withdrawn and that the member practises.
    pub words: u32,
    /// The number of these words that the member has answered at least once.
    pub words_done: u32,
    /// When the last of these words was first answered; `None` until all are.
    pub done_at: Option<DateTime<Utc>>,
}

/// The status of an assignment for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignmentStatus {
    /// The first day is in the future.
    Upcoming,
    /// The assignment is in progress.
    Open,
    /// The member finished it by the last day.
    Done,
    /// The member finished it after the last day.
    Late,
    /// The last day is past, and the member has not finished.
    Missed,
}

impl Assignment {
    /// Returns the study day of the assignment that a moment belongs to.
    pub fn day_of(&self, moment: DateTime<Utc>) -> StudyDay {
        StudyCalendar::new(self.zone).day_of(moment)
    }

    /// Returns the moment at which the first day begins.
    pub fn begins_at(&self) -> DateTime<Utc> {
        StudyCalendar::new(self.zone).start_of(self.from)
    }

    /// Returns the moment at which the last day ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        StudyCalendar::new(self.zone).start_of(self.until.plus(1))
    }

    /// Returns the day on which a member has finished.
    pub fn done_on(&self, progress: &AssignmentProgress) -> Option<StudyDay> {
        progress.done_at.map(|at| self.day_of(at))
    }

    /// Returns the status for a member at a moment.
    pub fn status(&self, progress: &AssignmentProgress, now: DateTime<Utc>) -> AssignmentStatus {
        let today = self.day_of(now);
        match self.done_on(progress) {
            Some(day) if day <= self.until => AssignmentStatus::Done,
            Some(_) => AssignmentStatus::Late,
            None if today > self.until => AssignmentStatus::Missed,
            None if today < self.from => AssignmentStatus::Upcoming,
            None => AssignmentStatus::Open,
        }
    }
}

/// Checks and collects the words of an assignment: at most 10 lessons, and 1 to 200 words in total.
pub fn assigned_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<InvalidChoice>> {
    let size = Problem::InvalidAssignmentSize;
    if lessons.len() > MAX_LESSONS {
        return Err(vec![(size, "lessonIds")]);
    }
    let chosen = chosen_words(catalogue, lessons, words)?;
    if (1..=MAX_WORDS).contains(&chosen.len()) { Ok(chosen) } else { Err(vec![(size, "wordIds")]) }
}

/// Checks the last day of an assignment, which must not be over. The first day may be a year ahead.
pub fn deadline(from: StudyDay, until: StudyDay, today: StudyDay) -> Result<StudyDay, Problem> {
    let is_valid = until >= from.max(today)
        && until.days_since(from) <= MAX_DAYS_BETWEEN
        && from.days_since(today) <= MAX_DAYS_BETWEEN;
    is_valid.then_some(until).ok_or(Problem::InvalidDeadline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use uuid::Uuid;

    #[test]
    fn an_assignment_is_done_late_or_missed_by_days() {
        let assignment = Assignment {
            id: Uuid::nil().into(),
            club_id: Uuid::nil().into(),
            note: None,
            from: StudyDay(10),
            until: StudyDay(12),
            zone: chrono_tz::Asia::Almaty,
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
            // Noon in Almaty, which was six hours ahead in 1970.
            let noon = |day: i64| DateTime::UNIX_EPOCH + Duration::days(day) + Duration::hours(6);
            let progress = AssignmentProgress { words: 5, words_done: 5, done_at: done_on.map(noon) };
            assert_eq!(assignment.status(&progress, noon(today)), status, "{done_on:?} {today}");
        }
        let end = assignment.ends_at();
        assert_eq!(
            (assignment.day_of(end - Duration::seconds(1)), assignment.day_of(end)),
            (StudyDay(12), StudyDay(13))
        );
    }

    #[test]
    fn an_assignment_lasts_a_year_at_most() {
        for (from, until, is_valid) in [(10, 10, true), (10, 9, false), (10, 376, true), (10, 377, false)] {
            let checked = deadline(StudyDay(from), StudyDay(until), StudyDay(0));
            assert_eq!(checked.is_ok(), is_valid, "{from} {until}");
        }
        assert_eq!(deadline(StudyDay(10), StudyDay(12), StudyDay(12)), Ok(StudyDay(12)));
        assert_eq!(deadline(StudyDay(366), StudyDay(370), StudyDay(0)), Ok(StudyDay(370)));
        assert_eq!(deadline(StudyDay(367), StudyDay(370), StudyDay(0)), Err(Problem::InvalidDeadline));
        assert_eq!(deadline(StudyDay(10), StudyDay(12), StudyDay(13)), Err(Problem::InvalidDeadline));
    }
}
