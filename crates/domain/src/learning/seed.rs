//! Repeatable randomness: the same card at the same point of its life always gets the same numbers.

use crate::ids::CardId;

/// A seed made of a card's id and its number of reviews. Because of it, a preview shows what will happen, and an
/// exercise is the same each time it is requested.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seed(u64);

impl Seed {
    /// Returns the seed for a card's next review.
    pub(super) fn of(card: CardId, reps: u32) -> Self {
        let (high, low) = card.uuid().as_u64_pair();
        Self(mix(mix(mix(high) ^ low) ^ u64::from(reps)))
    }

    /// Returns a number from 0 up to, but not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit an f32 exactly")]
    pub(super) fn unit(self) -> f32 {
        (mix(self.0) >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Returns a number below the bound, different for each purpose; 0 if the bound is 0.
    pub(super) fn below(self, purpose: u128, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.rank(purpose) % bound).unwrap_or(0)
    }

    /// Returns a number by which to sort a thing among others; each seed gives another order.
    pub(super) fn rank(self, thing: u128) -> u64 {
        let [high, low] =
            [thing >> 64, thing & u128::from(u64::MAX)].map(|half| u64::try_from(half).unwrap_or(0));
        mix(mix(self.0 ^ high) ^ low)
    }
}

/// The finalizer of `SplitMix64` (Steele, Lea, Flood 2014, <https://doi.org/10.1145/2660193.2660195>).
pub(super) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
