//! Random numbers that are the same in each run.

use uuid::{Builder, Uuid};

/// `SplitMix64` (Steele, Lea, Flood 2014, <https://doi.org/10.1145/2660193.2660195>).
pub(crate) struct SeededRandom(u64);

impl SeededRandom {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        random.0 = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 up to, but not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "32 bits fit an f64 exactly")]
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 32) as f64 / (1_u64 << 32) as f64
    }

    /// Returns true with a probability.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Returns a number from 0 up to, but not including, `number`.
    pub(crate) fn below(&mut self, number: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(number)) >> 32).expect("below the number")
    }

    /// Returns a random UUID, as clients generate for reviews.
    pub(crate) fn uuid(&mut self) -> Uuid {
        let bytes = (u128::from(self.next()) << 64) | u128::from(self.next());
        Builder::from_random_bytes(bytes.to_be_bytes()).into_uuid()
    }
}
