//! Fuzz: spreads due days, so that words learned together don't come back together for ever. Bounds as in Anki
//! (`rslib/src/scheduler/states/fuzz.rs`).

use crate::domain::learning::seed::Seed;

/// Days from which, up to which, and the part of the days between that the interval may move by.
const RANGES: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::MAX, 0.05)];

/// The smallest and the largest whole number of days that an interval may become, within 1 and `maximum`.
pub(super) fn bounds(interval: f32, maximum: u32) -> (u32, u32) {
    let wide = if interval < 2.5 {
        0.0
    } else {
        RANGES
            .iter()
            .fold(1.0, |sum, (from, until, part)| sum + part * (interval.min(*until) - from).max(0.0))
    };
    let lower = whole_days(interval - wide).clamp(1, maximum);
    let mut upper = whole_days(interval + wide).clamp(lower, maximum);
    // From three days on there is always a choice.
    if upper == lower && upper > 2 && upper < maximum {
        upper += 1;
    }
    (lower, upper)
}

/// The interval in whole days that the seed picks within the bounds, and not below `minimum`.
pub(super) fn pick(interval: f32, minimum: u32, maximum: u32, seed: Seed) -> u32 {
    let (lower, upper) = bounds(interval, maximum);
    let lower = lower.max(minimum).min(upper);
    #[expect(clippy::cast_precision_loss, reason = "at most 200 years of days")]
    let choices = (upper - lower + 1) as f32;
    (lower + whole_days((seed.unit() * choices).floor())).min(upper)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
pub(super) fn whole_days(days: f32) -> u32 {
    days.round().clamp(0.0, 1_000_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::CardId;
    use uuid::Uuid;

    #[test]
    fn bounds_are_those_of_anki() {
        assert_eq!(bounds(1.0, 36500), (1, 1));
        assert_eq!(bounds(2.4, 36500), (2, 2));
        assert_eq!(bounds(2.5, 36500), (2, 4));
        assert_eq!(bounds(7.0, 36500), (5, 9));
        assert_eq!(bounds(17.0, 36500), (14, 20));
        assert_eq!(bounds(500.0, 365), (365, 365));
    }

    #[test]
    fn every_day_within_the_bounds_is_drawn() {
        let drawn: std::collections::BTreeSet<u32> =
            (0..500).map(|n| pick(7.0, 1, 36500, Seed::of(CardId::from(Uuid::from_u128(n)), 3))).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
    }
}
