//! Signs that a member may give up, from their study since joining.

use super::members::{MemberDays, MemberWords};
use crate::clubs::{Shared, Sharing};
use crate::learning::progress::Retention;
use crate::learning::study_day::StudyDay;

/// The days without study after which a member counts as silent.
const SILENT_DAYS: u32 = 7;
/// The minimum backlog that counts: a smaller one can be cleared in a day.
const MINIMUM_BACKLOG: u32 = 20;
/// The factor by which a backlog must have grown, in halves: 1.5 times.
const GROWTH_HALVES: u32 = 3;
/// The age, in days, of the earlier backlog that the current one is compared with.
const BACKLOG_DAYS: u32 = 7;
/// The minimum number of cards for a meaningful retention.
const MINIMUM_CARDS: u32 = 20;
/// The minimum fall of retention.
const MINIMUM_FALL: f64 = 0.1;
/// The minimum fall in standard errors: a fall of this size occurs by chance one time in twenty.
const MINIMUM_FALL_ERRORS: f64 = 1.645;

/// A sign that a member may give up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Risk {
    /// The member has not studied for days.
    Silent(DaysSilent),
    /// The backlog of overdue cards grows.
    Backlog(GrowingBacklog),
    /// True retention falls.
    Retention(FallingRetention),
}

/// Days without study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysSilent {
    /// Days since the member last studied, or since joining.
    pub days: u32,
}

/// A growing backlog of overdue cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowingBacklog {
    /// Cards that are overdue now.
    pub now: u32,
    /// Cards that were overdue a week ago.
    pub a_week_ago: u32,
}

/// A fall of true retention.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FallingRetention {
    /// True retention in the recent period.
    pub recent: Retention,
    /// True retention in the earlier period.
    pub earlier: Retention,
}

/// The data that signs are derived from.
#[derive(Debug, Clone, Copy)]
pub struct RiskInputs<'a> {
    /// The parts of their data that the member shares.
    pub sharing: Sharing,
    /// The study day on which they joined.
    pub joined: StudyDay,
    /// Their current study day.
    pub today: StudyDay,
    /// What they did since joining.
    pub days: &'a MemberDays,
    /// What they know.
    pub words: &'a MemberWords,
}

/// Returns the signs in the data that the member shares.
pub fn risks(inputs: &RiskInputs<'_>) -> Vec<Risk> {
    let mut signs = Vec::new();
    if inputs.sharing.includes(Shared::Activity) {
        signs.extend(silent(inputs).map(Risk::Silent));
    }
    if inputs.sharing.includes(Shared::Results) {
        signs.extend(backlog(inputs).map(Risk::Backlog));
        signs.extend(falling(inputs.days.recent, inputs.days.earlier).map(Risk::Retention));
    }
    signs
}

/// Returns the days since the member last studied, or since joining.
pub(super) fn days_silent(inputs: &RiskInputs<'_>) -> u32 {
    let last = inputs.days.studied.last().copied().unwrap_or(inputs.joined);
    inputs.today.days_since(last)
}

fn silent(inputs: &RiskInputs<'_>) -> Option<DaysSilent> {
    let days = days_silent(inputs);
    (days >= SILENT_DAYS).then_some(DaysSilent { days })
}

fn backlog(inputs: &RiskInputs<'_>) -> Option<GrowingBacklog> {
    let (now, a_week_ago) = (inputs.words.overdue, inputs.words.overdue_a_week_ago);
    let is_member_long_enough = inputs.today.days_since(inputs.joined) >= BACKLOG_DAYS;
    let grows = now >= MINIMUM_BACKLOG && now.saturating_mul(2) >= a_week_ago.saturating_mul(GROWTH_HALVES);
    (is_member_long_enough && grows).then_some(GrowingBacklog { now, a_week_ago })
}

/// Returns a significant fall of retention: a one-sided test of two proportions with their pooled error.
fn falling(recent: Retention, earlier: Retention) -> Option<FallingRetention> {
    if recent.reviews < MINIMUM_CARDS || earlier.reviews < MINIMUM_CARDS {
        return None;
    }
    let fall = earlier.rate()? - recent.rate()?;
    let pooled = recent.plus(earlier).rate()?;
    let cards = 1.0 / f64::from(recent.reviews) + 1.0 / f64::from(earlier.reviews);
    let error = (pooled * (1.0 - pooled) * cards).sqrt();
    (fall >= MINIMUM_FALL && fall >= MINIMUM_FALL_ERRORS * error)
        .then_some(FallingRetention { recent, earlier })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Sharing = Sharing { activity: true, results: true, answers: false };

    fn of(sharing: Sharing, joined: i32, days: &MemberDays, words: &MemberWords) -> Vec<Risk> {
        risks(&RiskInputs { sharing, joined: StudyDay(joined), today: StudyDay(100), days, words })
    }

    fn studied(days: &[i32]) -> MemberDays {
        MemberDays { studied: days.iter().copied().map(StudyDay).collect(), ..MemberDays::default() }
    }

    #[test]
    fn seven_days_without_study_are_a_sign() {
        let none = MemberWords::default();
        let silent = |days| vec![Risk::Silent(DaysSilent { days })];
        assert_eq!(of(ALL, 10, &studied(&[50, 94]), &none), []);
        assert_eq!(of(ALL, 10, &studied(&[50, 93]), &none), silent(7));
        assert_eq!(of(ALL, 95, &studied(&[]), &none), [], "a new member is not silent");
        assert_eq!(of(ALL, 80, &studied(&[]), &none), silent(20));
        assert_eq!(of(Sharing { activity: false, ..ALL }, 10, &studied(&[50]), &none), []);
    }

    #[test]
    fn a_backlog_grows_if_it_is_one_and_a_half_times_as_large() {
        let days = studied(&[100]);
        let with = |overdue, overdue_a_week_ago| MemberWords {
            overdue,
            overdue_a_week_ago,
            ..MemberWords::default()
        };
        let growing = |now, a_week_ago| vec![Risk::Backlog(GrowingBacklog { now, a_week_ago })];
        assert_eq!(of(ALL, 10, &days, &with(19, 0)), []);
        assert_eq!(of(ALL, 10, &days, &with(20, 0)), growing(20, 0));
        assert_eq!(of(ALL, 10, &days, &with(30, 20)), growing(30, 20));
        assert_eq!(of(ALL, 10, &days, &with(29, 20)), []);
        assert_eq!(of(ALL, 94, &days, &with(30, 20)), [], "not yet a member a week ago");
        assert_eq!(of(Sharing { results: false, ..ALL }, 10, &days, &with(30, 20)), []);
    }

    #[test]
    fn retention_falls_only_by_a_large_and_significant_difference() {
        let with = |recent: (u32, u32), earlier: (u32, u32)| MemberDays {
            recent: Retention { reviews: recent.0, retained: recent.1 },
            earlier: Retention { reviews: earlier.0, retained: earlier.1 },
            ..studied(&[100])
        };
        let falls =
            |recent, earlier| !of(ALL, 10, &with(recent, earlier), &MemberWords::default()).is_empty();
        assert!(falls((50, 35), (100, 90)));
        assert!(!falls((19, 5), (100, 90)), "too few cards");
        assert!(!falls((1000, 850), (1000, 900)), "significant, but small");
        assert!(!falls((20, 17), (20, 19)), "large, but maybe chance");
        assert!(!falls((50, 48), (100, 60)), "it rises");
    }
}
