//! The forecast of known words on a day, by the forgetting curve of FSRS, and the work that would close the gap.

use crate::learning::study_day::StudyDay;

/// The half-width of the 90% interval of a normal distribution, in standard deviations.
const NORMAL_90: f64 = 1.645;
/// The minimum number of reviews for a meaningful pace.
const MINIMUM_PACE_REVIEWS: u32 = 20;

/// The distribution of the number of known words: each word is remembered with its own probability, independently of
/// the others (Poisson-binomial).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// The expected value: the sum of the probabilities.
    pub known: f64,
    /// The variance: the sum of p(1 − p) over the probabilities p.
    pub variance: f64,
}

impl Expected {
    /// Adds independent words.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { known: self.known + other.known, variance: self.variance + other.variance }
    }
}

/// Returns the 90% interval of the number of known words, by the normal approximation, limited to the range from 0 to
/// the number of words.
pub fn interval_90(expected: Expected, words: f64) -> (f64, f64) {
    let width = NORMAL_90 * expected.variance.max(0.0).sqrt();
    ((expected.known - width).max(0.0), (expected.known + width).min(words))
}

/// A member's part of a forecast: the words reviewed, and the words that they will know.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MemberReadiness {
    /// Words that were reviewed at least once.
    pub begun_words: u32,
    /// The words known on the day if nothing is reviewed until then.
    pub without_reviews: Expected,
    /// The words known on the day if every card is reviewed when it is due.
    pub with_reviews: Expected,
    /// The number of these reviews. Only the one card that represents each word is counted.
    pub reviews: u32,
}

/// Returns the number of days between a card's last review and the day `on` if the card is reviewed whenever it is due.
/// It was reviewed on `last` and comes back every `interval` days, first today if it is overdue. Reviews do not change
/// its stability.
pub fn kept_up_elapsed(last: StudyDay, interval: u32, today: StudyDay, on: StudyDay) -> u32 {
    let interval = interval.max(1);
    let first = last.plus(interval).max(today);
    if on < first { on.days_since(last) } else { on.days_since(first) % interval }
}

/// The pace at which a member has studied recently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// New words.
    pub new_words: u32,
}

/// The work that would close the gap between the words known on the day and all words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// New words per day, from today to the day before. `None` if the day is today.
    pub new_words_per_day: Option<f64>,
    /// Minutes per day. `None` if the day is today or the member's pace is unknown.
    pub minutes_per_day: Option<f64>,
}

/// Computes the work for a member to learn all words before the day and keep up with the reviews. The cost of a new
/// word in reviews is the number of all the member's recent reviews, including those of older words, divided by the
/// number of their recent new words.
pub fn gap(words: u32, readiness: &MemberReadiness, days_left: u32, pace: Pace) -> Gap {
    if days_left == 0 {
        return Gap { new_words_per_day: None, minutes_per_day: None };
    }
    let days = f64::from(days_left);
    let new_words = f64::from(words.saturating_sub(readiness.begun_words)) / days;
    let reviews = f64::from(readiness.reviews) / days;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of some weeks")]
    let minutes = pace.duration_ms as f64 / 60_000.0;
    let minutes_per_review =
        (pace.reviews >= MINIMUM_PACE_REVIEWS).then(|| minutes / f64::from(pace.reviews));
    let reviews_per_new_word = match (new_words > 0.0, pace.new_words) {
        (false, _) => Some(0.0),
        (true, 0) => None,
        (true, learned) => Some(f64::from(pace.reviews) / f64::from(learned)),
    };
    let minutes_per_day = minutes_per_review
        .zip(reviews_per_new_word)
        .map(|(minutes, cost)| minutes * (new_words * cost + reviews));
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
    fn a_kept_up_card_was_reviewed_at_most_one_interval_ago() {
        let elapsed =
            |last, interval, on| kept_up_elapsed(StudyDay(last), interval, StudyDay(100), StudyDay(on));
        assert_eq!(elapsed(95, 10, 104), 9, "not due yet");
        assert_eq!(elapsed(95, 10, 105), 0);
        assert_eq!(elapsed(95, 10, 114), 9);
        assert_eq!(elapsed(50, 10, 100), 0, "an overdue card is reviewed today");
        assert_eq!(elapsed(50, 10, 113), 3);
        assert_eq!(elapsed(100, 0, 103), 0, "in the learning steps: every day");
    }

    #[test]
    fn an_interval_stays_within_the_possible_numbers() {
        let expected = Expected { known: 9.0, variance: 0.9 };
        let (low, high) = interval_90(expected, 10.0);
        near(low, 9.0 - 1.645 * 0.9f64.sqrt());
        near(high, 10.0);
        assert_eq!(interval_90(Expected::default(), 10.0), (0.0, 0.0));
    }

    #[test]
    fn work_follows_from_the_members_own_pace() {
        let readiness = MemberReadiness { begun_words: 20, reviews: 100, ..MemberReadiness::default() };
        // 20 s per review, 10 reviews per new word.
        let pace = Pace { reviews: 300, duration_ms: 6_000_000, new_words: 30 };
        let work = gap(70, &readiness, 10, pace);
        near(work.new_words_per_day.unwrap(), 5.0);
        near(work.minutes_per_day.unwrap(), (5.0 * 10.0 + 10.0) / 3.0);
        let unknown = Pace { reviews: 19, ..pace };
        assert_eq!(gap(70, &readiness, 10, unknown).minutes_per_day, None);
        assert_eq!(gap(70, &readiness, 10, Pace { new_words: 0, ..pace }).minutes_per_day, None);
        near(gap(20, &readiness, 10, Pace { new_words: 0, ..pace }).minutes_per_day.unwrap(), 10.0 / 3.0);
        assert_eq!(gap(70, &readiness, 0, pace), Gap { new_words_per_day: None, minutes_per_day: None });
    }

    proptest! {
        #[test]
        fn keeping_up_never_lengthens_the_time_since_the_last_review(last in 0i32..100, interval in 0u32..50, on in 100i32..200) {
            let kept = kept_up_elapsed(StudyDay(last), interval, StudyDay(100), StudyDay(on));
            prop_assert!(kept <= StudyDay(on).days_since(StudyDay(last)));
            prop_assert!(kept < interval.max(1) || on < last + i32::try_from(interval).unwrap());
        }
    }
}
