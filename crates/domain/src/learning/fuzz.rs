//! Fuzz: spreads due days, so that words learned together do not come back together forever. The bounds are those of
//! Anki (`rslib/src/scheduler/states/fuzz.rs`).

/// Ranges of intervals: the first day, the last day, and the days that each day of the interval within the range adds
/// to the distance by which the interval may move.
const RANGES: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::MAX, 0.05)];

/// Returns the shortest and the longest interval in whole days that fuzz may choose, within `minimum` and `maximum`. If
/// the two contradict each other, `maximum` wins.
pub(super) fn bounds(interval: f32, minimum: u32, maximum: u32) -> (u32, u32) {
    let minimum = minimum.min(maximum);
    let interval = interval.clamp(days(minimum), days(maximum));
    let spread = if interval < 2.5 {
        0.0
    } else {
        RANGES
            .iter()
            .fold(1.0, |sum, (from, until, part)| sum + part * (interval.min(*until) - from).max(0.0))
    };
    let lower = whole_days(interval - spread).clamp(minimum, maximum);
    let upper = whole_days(interval + spread).clamp(minimum, maximum);
    // From three days on, there is always a choice.
    if upper == lower && upper > 2 && upper < maximum { (lower, lower + 1) } else { (lower, upper) }
}

/// Picks an interval within the bounds; `random` is a random number from 0 up to, but not including, 1. `load` gives
/// the share of cards that a day takes: a day with half a share is picked half as often. If no day takes any cards, all
/// days count alike.
pub(super) fn pick((lower, upper): (u32, u32), load: impl Fn(u32) -> f32, random: f32) -> u32 {
    let shares: Vec<(u32, f32)> = (lower..=upper).map(|days| (days, load(days))).collect();
    let taken: f32 = shares.iter().map(|(_, share)| share).sum();
    let share = |share: f32| if taken > 0.0 { share } else { 1.0 };
    let mut left = random * shares.iter().map(|(_, part)| share(*part)).sum::<f32>();
    for (days, part) in &shares {
        left -= share(*part);
        if left < 0.0 {
            return *days;
        }
    }
    // If rounding leaves a remainder, the last day that takes any cards is picked.
    shares.iter().rfind(|(_, part)| share(*part) > 0.0).map_or(upper, |(days, _)| *days)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
pub(super) fn whole_days(days: f32) -> u32 {
    days.round().clamp(0.0, 1_000_000.0) as u32
}

#[expect(clippy::cast_precision_loss, reason = "day counts are small")]
fn days(whole: u32) -> f32 {
    whole as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds_are_those_of_anki() {
        assert_eq!(bounds(1.0, 1, 36500), (1, 1));
        assert_eq!(bounds(2.4, 1, 36500), (2, 2));
        assert_eq!(bounds(2.5, 1, 36500), (2, 4));
        assert_eq!(bounds(7.0, 1, 36500), (5, 9));
        assert_eq!(bounds(17.0, 1, 36500), (14, 20));
        // Cards at the maximum don't all come on the same day.
        assert_eq!(bounds(500.0, 1, 365), (345, 365));
        assert_eq!(bounds(0.2, 1, 36500), (1, 1));
        assert_eq!(bounds(3.0, 9, 3), (3, 3));
        assert_eq!(bounds(3.0, 9, 36500), (9, 11));
    }

    #[test]
    fn every_day_within_the_bounds_is_picked() {
        let picked: std::collections::BTreeSet<u32> =
            (0..50u8).map(|n| pick((5, 9), |_| 1.0, f32::from(n) / 50.0)).collect();
        assert_eq!(picked.into_iter().collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
    }

    #[test]
    fn a_day_without_a_share_is_picked_only_if_there_is_no_other() {
        for n in 0..100u8 {
            let random = f32::from(n) / 100.0;
            assert_ne!(pick((5, 7), |days| if days == 6 { 0.0 } else { 1.0 }, random), 6);
            assert!((5..=7).contains(&pick((5, 7), |_| 0.0, random)));
        }
    }

    proptest! {
        #[test]
        fn picked_intervals_are_within_the_bounds_and_bounds_within_the_limits(
            interval in 0.0f32..40_000.0,
            minimum in 1u32..40_000,
            maximum in 1u32..=36_500,
            random in 0.0f32..1.0,
            easy in 0u8..7,
        ) {
            let (lower, upper) = bounds(interval, minimum, maximum);
            prop_assert!(minimum.min(maximum) <= lower && lower <= upper && upper <= maximum);
            let load = |days: u32| if days % 7 == u32::from(easy) { 0.0 } else { 1.0 };
            let days = pick((lower, upper), load, random);
            prop_assert!((lower..=upper).contains(&days));
        }
    }
}
