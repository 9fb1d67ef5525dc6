//! What will be known on a day, by the forgetting curve of FSRS, and what work would close the gap.

use crate::domain::learning::study_day::StudyDay;

/// How many standard deviations on either side hold 90 in 100 of a normal distribution.
const NORMAL_90: f64 = 1.645;
/// A pace of fewer reviews says little.
const LEAST_REVIEWS: u32 = 20;

/// How many of some words will be known: each with a chance of its own, independent of the others (Poisson-binomial).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// The sum of the chances.
    pub known: f64,
    /// The sum of chance times its complement.
    pub variance: f64,
}

impl Expected {
    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { known: self.known + other.known, variance: self.variance + other.variance }
    }
}

/// The bounds between which the number lies nine times of ten, of so many words, by the normal approximation.
pub fn interval_90(expected: Expected, words: f64) -> (f64, f64) {
    let width = NORMAL_90 * expected.variance.max(0.0).sqrt();
    ((expected.known - width).max(0.0), (expected.known + width).min(words))
}

/// What a member will know of the words that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MemberReadiness {
    /// Words that were ever reviewed.
    pub begun: u32,
    /// On the day, if nothing is reviewed until then.
    pub without_reviews: Expected,
    /// On the day, if every card is reviewed when it is due.
    pub with_reviews: Expected,
    /// How many reviews these are, of the cards that speak for the words.
    pub reviews: u32,
}

/// How many days before a day a card was last reviewed, if it is reviewed whenever it is due: it was reviewed on `last` and
/// comes back every `interval` days, first today where it is overdue. Nothing is gained by it: its stability stays as it is.
pub fn kept_up_elapsed(last: StudyDay, interval: u32, today: StudyDay, on: StudyDay) -> u32 {
    let interval = interval.max(1);
    let first = last.plus(interval).max(today);
    if on < first { on.days_since(last) } else { on.days_since(first) % interval }
}

/// How a member has studied of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// New words.
    pub new_words: u32,
}

/// The work that would close the gap between what will be known and all of the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// New words a day, from today to the day before; none: the day has come.
    pub new_words_per_day: Option<f64>,
    /// Minutes a day; none: the day has come, or the member's own pace is not known.
    pub minutes_per_day: Option<f64>,
}

/// What a member would have to do to have met all words before the day and to keep up with the reviews. A new word costs what
/// new words have cost the member: all their reviews of late, those of older words with them, divided by the new words.
pub fn gap(words: u32, readiness: &MemberReadiness, days_left: u32, pace: Pace) -> Gap {
    if days_left == 0 {
        return Gap { new_words_per_day: None, minutes_per_day: None };
    }
    let days = f64::from(days_left);
    let new_words = f64::from(words.saturating_sub(readiness.begun)) / days;
    let reviews = f64::from(readiness.reviews) / days;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of some weeks")]
    let minutes = pace.duration_ms as f64 / 60_000.0;
    let a_review = (pace.reviews >= LEAST_REVIEWS).then(|| minutes / f64::from(pace.reviews));
    let a_new_word = match (new_words > 0.0, pace.new_words) {
        (false, _) => Some(0.0),
        (true, 0) => None,
        (true, learned) => Some(f64::from(pace.reviews) / f64::from(learned)),
    };
    let minutes_per_day =
        a_review.zip(a_new_word).map(|(review, new_word)| review * (new_words * new_word + reviews));
    Gap { new_words_per_day: Some(new_words), minutes_per_day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn who_keeps_up_was_there_an_interval_ago_at_most() {
        let elapsed =
            |last, interval, on| kept_up_elapsed(StudyDay(last), interval, StudyDay(100), StudyDay(on));
        assert_eq!(elapsed(95, 10, 104), 9, "not due before");
        assert_eq!(elapsed(95, 10, 105), 0);
        assert_eq!(elapsed(95, 10, 114), 9);
        assert_eq!(elapsed(50, 10, 100), 0, "what is overdue is done today");
        assert_eq!(elapsed(50, 10, 113), 3);
        assert_eq!(elapsed(100, 0, 103), 0, "in the steps of a day: every day");
    }

    #[test]
    fn an_interval_holds_what_is_possible() {
        let expected = Expected { known: 9.0, variance: 0.9 };
        let (low, high) = interval_90(expected, 10.0);
        near(low, 9.0 - 1.645 * 0.9f64.sqrt());
        near(high, 10.0);
        assert_eq!(interval_90(Expected::default(), 10.0), (0.0, 0.0));
    }

    #[test]
    fn work_is_told_by_the_members_own_pace() {
        let readiness = MemberReadiness { begun: 20, reviews: 100, ..MemberReadiness::default() };
        // 20 s a review, 10 reviews a new word.
        let pace = Pace { reviews: 300, duration_ms: 6_000_000, new_words: 30 };
        let told = gap(70, &readiness, 10, pace);
        near(told.new_words_per_day.unwrap(), 5.0);
        near(told.minutes_per_day.unwrap(), (5.0 * 10.0 + 10.0) / 3.0);
        let unknown = Pace { reviews: 19, ..pace };
        assert_eq!(gap(70, &readiness, 10, unknown).minutes_per_day, None);
        assert_eq!(gap(70, &readiness, 10, Pace { new_words: 0, ..pace }).minutes_per_day, None);
        near(gap(20, &readiness, 10, Pace { new_words: 0, ..pace }).minutes_per_day.unwrap(), 10.0 / 3.0);
        assert_eq!(gap(70, &readiness, 0, pace), Gap { new_words_per_day: None, minutes_per_day: None });
    }

    proptest! {
        #[test]
        fn keeping_up_never_leaves_more_days(last in 0i32..100, interval in 0u32..50, on in 100i32..200) {
            let kept = kept_up_elapsed(StudyDay(last), interval, StudyDay(100), StudyDay(on));
            prop_assert!(kept <= StudyDay(on).days_since(StudyDay(last)));
            prop_assert!(kept < interval.max(1) || on < last + i32::try_from(interval).unwrap());
        }
    }
}
