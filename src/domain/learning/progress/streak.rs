//! Streaks: how many days in a row a learner has studied. They are derived from the days themselves, and never counted up.
//!
//! A streak may miss a day, as a freeze, but of any seven days in a row no more than one. Its length is the number of days
//! on which something was studied: a freeze keeps a streak, and doesn't lengthen it. Today is no missed day until it is over.
//!
//! Of all stretches of days that keep this rule, the longest streak is the one with most days studied, and the present one
//! that with most days studied among those that reach today. A day that is added, however late, leaves every stretch that
//! kept the rule keeping it, with no day studied less: so it never lowers a streak.

use std::collections::VecDeque;

use crate::domain::learning::study_day::StudyDay;

/// Two freezes are at least so many days apart.
const DAYS_BETWEEN_FREEZES: u32 = 7;

/// A stretch of days that keeps the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// On how many of its days something was studied.
    pub days: u32,
    /// How many of its days were missed.
    pub freezes: u32,
    /// Its first day, on which something was studied.
    pub first: StudyDay,
    /// Its last day on which something was studied.
    pub last: StudyDay,
}

/// A learner's streaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streaks {
    /// The one that reaches today; none: it was broken, or nothing was studied yet.
    pub current: Option<Streak>,
    /// The longest ever, the latest of several; none: nothing was studied yet.
    pub longest: Option<Streak>,
    /// Whether something was studied today.
    pub has_studied_today: bool,
    /// Whether the present streak survives it if the next day is missed: today, or tomorrow if something was studied today.
    pub has_freeze_left: bool,
}

/// The streaks of one who has studied on these days, in their order, each once.
pub fn streaks(days: &[StudyDay], today: StudyDay) -> Streaks {
    let mut runs = Runs::default();
    let (mut longest, mut current) = (None, None);
    let mut current_freeze = None;
    for &day in days {
        let run = runs.study(day);
        longest = Some(longest.filter(|other: &Streak| other.days > run.days).unwrap_or(run));
        // One who has travelled west may have studied on a day that is not there yet.
        if day <= today {
            (current, current_freeze) = runs.reaching(today).unzip();
        }
    }
    let has_studied_today = days.contains(&today);
    let next = if has_studied_today { today.plus(1) } else { today };
    let rested = |freeze: Option<StudyDay>| freeze.is_none_or(|freeze| may_follow(freeze, next));
    Streaks { current, longest, has_studied_today, has_freeze_left: current_freeze.is_some_and(rested) }
}

/// Whether a day may be missed after another was.
fn may_follow(freeze: StudyDay, missed: StudyDay) -> bool {
    missed.days_since(freeze) >= DAYS_BETWEEN_FREEZES
}

/// The longest run that ends with the last day studied.
#[derive(Debug, Default)]
struct Runs {
    /// Its days.
    studied: VecDeque<StudyDay>,
    /// The days that it missed.
    freezes: VecDeque<StudyDay>,
}

impl Runs {
    /// The next day studied.
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

    /// A day is missed: where that is too soon after the last one, the run begins after that one.
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
        let count = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
        Streak {
            days: count(self.studied.len()),
            freezes: count(self.freezes.len()),
            first: self.studied.front().copied().unwrap_or(last),
            last,
        }
    }

    /// The run as it stands today, and its last freeze; none: more than a day was missed since.
    fn reaching(&self, today: StudyDay) -> Option<(Streak, Option<StudyDay>)> {
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
    fn days_in_a_row_are_a_streak_that_today_does_not_break() {
        let run = of(&[1, 2, 3], 4);
        assert_eq!(lengths(&run), (3, 3));
        assert!(!run.has_studied_today && run.has_freeze_left);
        assert_eq!(lengths(&of(&[1, 2, 3, 4], 4)), (4, 4));
        assert_eq!(lengths(&of(&[], 4)), (0, 0));
    }

    #[test]
    fn one_day_may_be_missed_in_seven() {
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
    fn a_day_that_is_not_there_yet_does_not_count_for_the_present_streak() {
        assert_eq!(lengths(&of(&[1, 2, 4], 2)), (2, 3));
    }

    /// The rule itself, by trying every stretch.
    fn by_the_rule(days: &BTreeSet<i32>, today: i32) -> (u32, u32) {
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
        let over = if days.contains(&today) { today } else { today - 1 };
        let current =
            days.range(..=today).filter(|&&first| keeps(first, over)).map(|&first| studied(first, today));
        (current.max().unwrap_or(0), longest)
    }

    proptest! {
        #[test]
        fn streaks_are_those_of_the_rule(days in btree_set(0i32..40, 0..40), today in 0i32..45) {
            let sorted: Vec<i32> = days.iter().copied().collect();
            prop_assert_eq!(lengths(&of(&sorted, today)), by_the_rule(&days, today));
        }

        #[test]
        fn a_day_that_is_added_never_lowers_a_streak(
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
