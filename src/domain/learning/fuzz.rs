//! Fuzz: spreads due days, so that words learned together don't come back together for ever. Bounds as in Anki
//! (`rslib/src/scheduler/states/fuzz.rs`).

/// Days from which, up to which, and the part of the days between that the interval may move by.
const RANGES: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::MAX, 0.05)];

/// The smallest and the largest whole number of days that an interval may become, within `minimum` and `maximum`; where
/// the two contradict each other, the maximum holds.
pub(super) fn bounds(interval: f32, minimum: u32, maximum: u32) -> (u32, u32) {
    let minimum = minimum.min(maximum);
    let interval = interval.clamp(days(minimum), days(maximum));
    let wide = if interval < 2.5 {
        0.0
    } else {
        RANGES
            .iter()
            .fold(1.0, |sum, (from, until, part)| sum + part * (interval.min(*until) - from).max(0.0))
    };
    let lower = whole_days(interval - wide).clamp(minimum, maximum);
    let upper = whole_days(interval + wide).clamp(minimum, maximum);
    // From three days on there is always a choice.
    if upper == lower && upper > 2 && upper < maximum { (lower, lower + 1) } else { (lower, upper) }
}

/// The interval in whole days that a drawn number, from 0 up to but not including 1, picks within the bounds; a day that
/// takes half a share is picked half as often. Where no day takes any, all do.
pub(super) fn pick((lower, upper): (u32, u32), load: impl Fn(u32) -> f32, drawn: f32) -> u32 {
    let shares: Vec<(u32, f32)> = (lower..=upper).map(|days| (days, load(days))).collect();
    let taken: f32 = shares.iter().map(|(_, share)| share).sum();
    let share = |share: f32| if taken > 0.0 { share } else { 1.0 };
    let mut left = drawn * shares.iter().map(|(_, part)| share(*part)).sum::<f32>();
    for (days, part) in &shares {
        left -= share(*part);
        if left < 0.0 {
            return *days;
        }
    }
    // Where rounding leaves a rest, the last day that takes any.
    shares.iter().rfind(|(_, part)| share(*part) > 0.0).map_or(upper, |(days, _)| *days)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
pub(super) fn whole_days(days: f32) -> u32 {
    days.round().clamp(0.0, 1_000_000.0) as u32
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
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
    fn every_day_within_the_bounds_is_drawn() {
        let drawn: std::collections::BTreeSet<u32> =
            (0..50u8).map(|n| pick((5, 9), |_| 1.0, f32::from(n) / 50.0)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
    }

    #[test]
    fn a_day_that_takes_no_share_is_drawn_only_where_there_is_no_other() {
        for n in 0..100u8 {
            let drawn = f32::from(n) / 100.0;
            assert_ne!(pick((5, 7), |days| if days == 6 { 0.0 } else { 1.0 }, drawn), 6);
            assert!((5..=7).contains(&pick((5, 7), |_| 0.0, drawn)));
        }
    }

    proptest! {
        #[test]
        fn what_is_picked_lies_within_the_bounds_and_they_within_the_limits(
            interval in 0.0f32..40_000.0,
            minimum in 1u32..40_000,
            maximum in 1u32..=36_500,
            drawn in 0.0f32..1.0,
            easy in 0u8..7,
        ) {
            let (lower, upper) = bounds(interval, minimum, maximum);
            prop_assert!(minimum.min(maximum) <= lower && lower <= upper && upper <= maximum);
            let load = |days: u32| if days % 7 == u32::from(easy) { 0.0 } else { 1.0 };
            let days = pick((lower, upper), load, drawn);
            prop_assert!((lower..=upper).contains(&days));
        }
    }
}
