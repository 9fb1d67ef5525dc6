//! Signs that a member may give up, from what they have done since they joined.

use super::members::{MemberDays, MemberWords};
use crate::domain::clubs::{Shared, Sharing};
use crate::domain::learning::progress::Retention;
use crate::domain::learning::study_day::StudyDay;

/// Silent is who has not studied for so many days.
const SILENT_DAYS: u32 = 7;
/// A backlog of fewer cards is done in a day.
const LEAST_BACKLOG: u32 = 20;
/// A backlog grows if it is so many halves of what it was.
const GROWTH_HALVES: u32 = 3;
/// It is compared with that of so many days ago.
const BACKLOG_DAYS: u32 = 7;
/// Retention of fewer cards says little.
const LEAST_CARDS: u32 = 20;
/// It falls if it is lower by so much,
const LEAST_FALL: f64 = 0.1;
/// and by so many standard errors: by chance that happens once in twenty times.
const LEAST_ERRORS: f64 = 1.645;

/// A sign that a member may give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Risk {
    /// Nothing was studied for days.
    Silent(DaysSilent),
    /// More and more cards are overdue.
    Backlog(GrowingBacklog),
    /// Less is remembered than before.
    Retention(FallingRetention),
}

/// Nothing was studied for so many days, today included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysSilent {
    /// Days since something was studied, or since joining.
    pub days: u32,
}

/// More and more cards are overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowingBacklog {
    /// Cards that are overdue.
    pub now: u32,
    /// Cards that were overdue a week ago.
    pub a_week_ago: u32,
}

/// Less is remembered than before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FallingRetention {
    /// Of late.
    pub lately: Retention,
    /// Before.
    pub before: Retention,
}

/// What signs are seen in.
#[derive(Debug, Clone, Copy)]
pub struct Observed<'a> {
    /// What the member shares.
    pub sharing: Sharing,
    /// The study day on which they joined.
    pub joined: StudyDay,
    /// Their present study day.
    pub today: StudyDay,
    /// What they have done since.
    pub days: &'a MemberDays,
    /// What they know.
    pub words: &'a MemberWords,
}

/// The signs that there are, of what the member shares.
pub fn risks(observed: &Observed<'_>) -> Vec<Risk> {
    let mut signs = Vec::new();
    if observed.sharing.includes(Shared::Activity) {
        signs.extend(silent(observed).map(Risk::Silent));
    }
    if observed.sharing.includes(Shared::Results) {
        signs.extend(backlog(observed).map(Risk::Backlog));
        signs.extend(falling(observed.days.lately, observed.days.before).map(Risk::Retention));
    }
    signs
}

/// Days since something was studied, or since joining.
pub(super) fn days_silent(observed: &Observed<'_>) -> u32 {
    let last = observed.days.studied.last().copied().unwrap_or(observed.joined);
    observed.today.days_since(last)
}

fn silent(observed: &Observed<'_>) -> Option<DaysSilent> {
    let days = days_silent(observed);
    (days >= SILENT_DAYS).then_some(DaysSilent { days })
}

fn backlog(observed: &Observed<'_>) -> Option<GrowingBacklog> {
    let (now, a_week_ago) = (observed.words.overdue, observed.words.overdue_a_week_ago);
    let is_member_long_enough = observed.today.days_since(observed.joined) >= BACKLOG_DAYS;
    let grows = now >= LEAST_BACKLOG && now.saturating_mul(2) >= a_week_ago.saturating_mul(GROWTH_HALVES);
    (is_member_long_enough && grows).then_some(GrowingBacklog { now, a_week_ago })
}

/// A one-sided test of two proportions with their common error.
fn falling(lately: Retention, before: Retention) -> Option<FallingRetention> {
    if lately.reviews < LEAST_CARDS || before.reviews < LEAST_CARDS {
        return None;
    }
    let fall = before.rate()? - lately.rate()?;
    let common = lately.plus(before).rate()?;
    let cards = 1.0 / f64::from(lately.reviews) + 1.0 / f64::from(before.reviews);
    let error = (common * (1.0 - common) * cards).sqrt();
    (fall >= LEAST_FALL && fall >= LEAST_ERRORS * error).then_some(FallingRetention { lately, before })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Sharing = Sharing { activity: true, results: true, answers: false };

    fn of(sharing: Sharing, joined: i32, days: &MemberDays, words: &MemberWords) -> Vec<Risk> {
        risks(&Observed { sharing, joined: StudyDay(joined), today: StudyDay(100), days, words })
    }

    fn studied(days: &[i32]) -> MemberDays {
        MemberDays { studied: days.iter().copied().map(StudyDay).collect(), ..MemberDays::default() }
    }

    #[test]
    fn a_week_without_study_is_silence() {
        let none = MemberWords::default();
        let silent = |days| vec![Risk::Silent(DaysSilent { days })];
        assert_eq!(of(ALL, 10, &studied(&[50, 94]), &none), []);
        assert_eq!(of(ALL, 10, &studied(&[50, 93]), &none), silent(7));
        assert_eq!(of(ALL, 95, &studied(&[]), &none), [], "who has just joined is not silent");
        assert_eq!(of(ALL, 80, &studied(&[]), &none), silent(20));
        assert_eq!(of(Sharing { activity: false, ..ALL }, 10, &studied(&[50]), &none), []);
    }

    #[test]
    fn a_backlog_that_is_half_as_much_again_grows() {
        let days = studied(&[100]);
        let with = |overdue, overdue_a_week_ago| MemberWords {
            overdue,
            overdue_a_week_ago,
            ..MemberWords::default()
        };
        let grown = |now, a_week_ago| vec![Risk::Backlog(GrowingBacklog { now, a_week_ago })];
        assert_eq!(of(ALL, 10, &days, &with(19, 0)), []);
        assert_eq!(of(ALL, 10, &days, &with(20, 0)), grown(20, 0));
        assert_eq!(of(ALL, 10, &days, &with(30, 20)), grown(30, 20));
        assert_eq!(of(ALL, 10, &days, &with(29, 20)), []);
        assert_eq!(of(ALL, 94, &days, &with(30, 20)), [], "a week ago they were not in the club");
        assert_eq!(of(Sharing { results: false, ..ALL }, 10, &days, &with(30, 20)), []);
    }

    #[test]
    fn retention_falls_if_it_is_neither_little_nor_chance() {
        let with = |lately: (u32, u32), before: (u32, u32)| MemberDays {
            lately: Retention { reviews: lately.0, retained: lately.1 },
            before: Retention { reviews: before.0, retained: before.1 },
            ..studied(&[100])
        };
        let falls = |lately, before| !of(ALL, 10, &with(lately, before), &MemberWords::default()).is_empty();
        assert!(falls((50, 35), (100, 90)));
        assert!(!falls((19, 5), (100, 90)), "too few cards");
        assert!(!falls((1000, 850), (1000, 900)), "certain, and little");
        assert!(!falls((20, 17), (20, 19)), "much, and maybe chance");
        assert!(!falls((50, 48), (100, 60)), "it rises");
    }
}
