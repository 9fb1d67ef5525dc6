//! Streaks: how many days in a row a learner has studied. They are computed from the study days, never incremented.
//!
//! A streak may contain missed days, called freezes: at most one in any seven consecutive days. Its length is the
//! number of days studied: a freeze keeps a streak, but does not lengthen it. Today does not count as missed until it
//! is over.
//!
//! The longest streak is the stretch with the most days studied among all stretches that follow this rule. The current
//! streak is the one with the most days studied among those that reach today. An added day, however late, leaves every
//! valid stretch valid, with at least as many days studied. So it never shortens a streak.

use std::collections::VecDeque;

use crate::learning::study_day::StudyDay;
use crate::number::saturated;

/// The smallest number of days from one freeze to the next.
const DAYS_BETWEEN_FREEZES: u32 = 7;

/// A stretch of days that follows the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// The number of days studied.
    pub days: u32,
    /// The number of days missed.
    pub freezes: u32,
    /// The first day, which is a day studied.
    pub first: StudyDay,
    /// The last day studied.
    pub last: StudyDay,
}

/// A learner's streaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streaks {
    /// The streak that reaches today. `None` if it was broken, or if nothing was studied yet.
    pub current: Option<Streak>,
    /// The longest streak ever, the latest of several. `None` if nothing was studied yet.
    pub longest: Option<Streak>,
    /// Whether the learner has studied today.
    pub has_studied_today: bool,
    /// Whether the current streak survives if the next day is missed: today, or tomorrow if the learner has studied
    /// today.
    pub has_freeze_left: bool,
}

/// Computes the streaks from the days studied, which are in order and without duplicates.
pub fn streaks(days: &[StudyDay], today: StudyDay) -> Streaks {
    let mut runs = Runs::default();
    let (mut longest, mut current) = (None, None);
    let mut current_freeze = None;
    for &day in days {
        let run = runs.study(day);
        longest = Some(longest.filter(|other: &Streak| other.days > run.days).unwrap_or(run));
        // A learner who travelled west may have studied on a day that has not begun here.
        if day <= today {
            (current, current_freeze) = runs.as_of(today).unzip();
        }
    }
    let has_studied_today = days.contains(&today);
    let next = if has_studied_today { today.plus(1) } else { today };
    let may_be_missed = |freeze: Option<StudyDay>| freeze.is_none_or(|freeze| may_follow(freeze, next));
    Streaks {
        current,
        longest,
        has_studied_today,
        has_freeze_left: current_freeze.is_some_and(may_be_missed),
    }
}

/// Whether a day may be missed after another freeze.
fn may_follow(freeze: StudyDay, missed: StudyDay) -> bool {
    missed.days_since(freeze) >= DAYS_BETWEEN_FREEZES
}

/// The longest run that ends with the last day studied.
#[derive(Debug, Default)]
struct Runs {
    /// The run's days with study, in order.
    studied: VecDeque<StudyDay>,
    /// The missed days that a freeze covers, in order.
    freezes: VecDeque<StudyDay>,
}

impl Runs {
    /// Adds the next day studied.
    fn study(&mut self, day: StudyDay) -> Streak {
        if let Some(&last) = self.studied.back() {
            match day.days_since(last) {
                0 | 1 => {}
                2 => self.miss(last.plus(1)),
                _ => {
                    self.studied.clear();
                    self.freezes.clear();
                }
            }
        }
        self.studied.push_back(day);
        self.streak(day)
    }

    /// Adds a missed day. If it is too soon after the last freeze, the run now begins after that one.
    fn miss(&mut self, missed: StudyDay) {
        if let Some(&freeze) = self.freezes.back()
            && !may_follow(freeze, missed)
        {
            self.freezes.clear();
            self.studied.retain(|day| *day > freeze);
        }
        self.freezes.push_back(missed);
    }

    fn streak(&self, last: StudyDay) -> Streak {
        Streak {
            days: saturated(self.studied.len()),
            freezes: saturated(self.freezes.len()),
            first: self.studied.front().copied().unwrap_or(last),
            last,
        }
    }

    /// Returns the run as of today, and its last freeze. `None` if more than one day was missed since.
    fn as_of(&self, today: StudyDay) -> Option<(Streak, Option<StudyDay>)> {
        let last = *self.studied.back()?;
        match today.days_since(last) {
            0 | 1 => Some((self.streak(last), self.freezes.back().copied())),
            2 => {
                let mut runs = Self { studied: self.studied.clone(), freezes: self.freezes.clone() };
                runs.miss(last.plus(1));
                Some((runs.streak(last), Some(last.plus(1))))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(days: &[i32], today: i32) -> Streaks {
        let days: Vec<StudyDay> = days.iter().copied().map(StudyDay).collect();
        streaks(&days, StudyDay(today))
    }

    fn lengths(streaks: &Streaks) -> (u32, u32) {
        (streaks.current.map_or(0, |run| run.days), streaks.longest.map_or(0, |run| run.days))
    }

    #[test]
    fn consecutive_days_are_a_streak_that_today_does_not_break() {
        let run = of(&[1, 2, 3], 4);
        assert_eq!(lengths(&run), (3, 3));
        assert!(!run.has_studied_today && run.has_freeze_left);
        assert_eq!(lengths(&of(&[1, 2, 3, 4], 4)), (4, 4));
        assert_eq!(lengths(&of(&[], 4)), (0, 0));
    }

    #[test]
    fn one_day_in_seven_may_be_missed() {
        let once = of(&[1, 2, 3], 5);
        assert_eq!(lengths(&once), (3, 3));
        assert_eq!((once.current.unwrap().freezes, once.longest.unwrap().freezes), (1, 0));
        assert!(!once.has_freeze_left);
        assert_eq!(lengths(&of(&[1, 2, 3], 6)), (0, 3), "two days in a row");
        // Missed on days 4 and 10: six days apart.
        assert_eq!(lengths(&of(&[1, 2, 3, 5, 6, 7, 8, 9, 11], 11)), (6, 8));
        // Missed on days 4 and 11: a week apart.
        let weekly = of(&[1, 2, 3, 5, 6, 7, 8, 9, 10, 12], 12);
        assert_eq!(lengths(&weekly), (10, 10));
        assert_eq!(weekly.current.unwrap().freezes, 2);
    }

    #[test]
    fn a_future_day_does_not_count_for_the_current_streak() {
        assert_eq!(lengths(&of(&[1, 2, 4], 2)), (2, 3));
    }

    /// The rule itself, by checking every stretch.
    fn brute_force(days: &BTreeSet<i32>, today: i32) -> (u32, u32) {
        let keeps = |first: i32, last: i32| {
            let missed: Vec<i32> = (first..=last).filter(|day| !days.contains(day)).collect();
            missed.windows(2).all(|pair| pair[1] - pair[0] >= 7)
        };
        let studied = |first: i32, last: i32| u32::try_from(days.range(first..=last).count()).unwrap();
        let longest = days.iter().flat_map(|&first| {
            days.range(first..)
                .filter(move |&&last| keeps(first, last))
                .map(move |&last| studied(first, last))
        });
        let longest = longest.max().unwrap_or(0);
        let last_complete_day = if days.contains(&today) { today } else { today - 1 };
        let current = days
            .range(..=today)
            .filter(|&&first| keeps(first, last_complete_day))
            .map(|&first| studied(first, today));
        (current.max().unwrap_or(0), longest)
    }

    proptest! {
        #[test]
        fn streaks_follow_the_rule(days in btree_set(0i32..40, 0..40), today in 0i32..45) {
            let sorted: Vec<i32> = days.iter().copied().collect();
            prop_assert_eq!(lengths(&of(&sorted, today)), brute_force(&days, today));
        }

        #[test]
        fn an_added_day_never_shortens_a_streak(
            days in btree_set(0i32..60, 0..60),
            late in 0i32..60,
            today in 0i32..65,
        ) {
            let before: Vec<i32> = days.iter().copied().collect();
            let after: Vec<i32> = days.iter().copied().chain([late]).collect::<BTreeSet<_>>().into_iter().collect();
            let (before, after) = (lengths(&of(&before, today)), lengths(&of(&after, today)));
            prop_assert!(after.0 >= before.0 && after.1 >= before.1, "{before:?} {after:?}");
        }
    }
}
