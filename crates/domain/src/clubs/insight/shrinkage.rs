//! Shrinkage: failure rates of words with few attempts, shrunk towards the usual rate. One failure in one attempt does
//! not mean that a word always fails.
//!
//! The number of failed attempts at a word is modelled as beta-binomial. The prior is estimated from the club itself
//! (empirical Bayes, Efron and Morris 1975): its mean is the share of all attempts that failed, and its weight in
//! attempts follows from how much the words' rates differ beyond chance, by the method of moments (Kleinman 1973,
//! "Proportions with extraneous variance", J. Am. Stat. Assoc. 68).

/// The minimum weight of the prior, in attempts.
const MINIMUM_WEIGHT: f64 = 5.0;
/// The maximum weight of the prior, in attempts.
const MAXIMUM_WEIGHT: f64 = 200.0;

/// The prior distribution of failure rates: a beta distribution, given by its mean and its weight in attempts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The mean, 0 to 1.
    pub mean: f64,
    /// The weight in attempts: alpha + beta.
    pub attempts: f64,
}

impl Prior {
    /// Returns the posterior mean of a failure rate.
    pub fn shrunken_rate(&self, failures: u32, attempts: u32) -> f64 {
        (f64::from(failures) + self.mean * self.attempts) / (f64::from(attempts) + self.attempts)
    }
}

/// Estimates the prior from words, each with its failures and attempts. `None` without attempts.
pub fn estimate_prior(words: &[(u32, u32)]) -> Option<Prior> {
    let counted =
        || words.iter().filter(|(_, attempts)| *attempts > 0).map(|(f, n)| (f64::from(*f), f64::from(*n)));
    let (failures, attempts) =
        counted().fold((0.0, 0.0), |(failures, attempts), (f, n)| (failures + f, attempts + n));
    if attempts == 0.0 {
        return None;
    }
    let mean = failures / attempts;
    let spread = mean * (1.0 - mean);
    let others = counted().fold(-1.0, |others, _| others + 1.0);
    let differences: f64 = counted().map(|(f, n)| n * (f / n - mean).powi(2)).sum();
    let weight = attempts - counted().map(|(_, n)| n * n).sum::<f64>() / attempts - others;
    // How similar the attempts at a word are, 0 to 1: the intraclass correlation.
    let correlation =
        if spread > 0.0 && weight > 0.0 { (differences / spread - others) / weight } else { 0.0 };
    let correlation = correlation.clamp(1.0 / (MAXIMUM_WEIGHT + 1.0), 1.0 / (MINIMUM_WEIGHT + 1.0));
    Some(Prior { mean, attempts: 1.0 / correlation - 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn the_prior_weighs_most_if_words_differ_only_by_chance_and_least_if_they_differ_much() {
        let alike: Vec<(u32, u32)> = (0..40).map(|word| (1 + word % 3, 20)).collect();
        let unlike: Vec<(u32, u32)> = (0..40).map(|word| (if word % 4 == 0 { 16 } else { 1 }, 20)).collect();
        assert!((estimate_prior(&alike).unwrap().attempts - MAXIMUM_WEIGHT).abs() < 1e-6);
        assert!((estimate_prior(&unlike).unwrap().attempts - MINIMUM_WEIGHT).abs() < 1e-6);
        assert_eq!(estimate_prior(&[]), None);
        assert_eq!(estimate_prior(&[(0, 0)]), None);
    }

    #[test]
    fn the_method_of_moments_finds_the_prior_of_the_rates() {
        // Rates of Beta(4, 16), by its quantiles at (k + 0.5) / 20, with 1,000 attempts each: mean 0.2, weight of 20
        // attempts.
        let thousandths = [
            66, 93, 110, 124, 135, 146, 156, 165, 175, 184, 194, 203, 213, 223, 235, 247, 262, 280, 305, 359,
        ];
        let found = estimate_prior(&thousandths.map(|failures| (failures, 1_000))).unwrap();
        assert!((found.mean - 0.194).abs() < 0.01, "{found:?}");
        assert!((15.0..30.0).contains(&found.attempts), "{found:?}");
    }

    proptest! {
        #[test]
        fn a_rate_is_shrunk_towards_the_mean_and_not_past_it(
            words in vec((0u32..30, 0u32..30), 1..50),
        ) {
            let words: Vec<(u32, u32)> = words.into_iter().map(|(f, more)| (f, f + more)).collect();
            if let Some(prior) = estimate_prior(&words) {
                prop_assert!((MINIMUM_WEIGHT - 1e-6..=MAXIMUM_WEIGHT + 1e-6).contains(&prior.attempts));
                for (failures, attempts) in words.into_iter().filter(|(_, attempts)| *attempts > 0) {
                    let raw = f64::from(failures) / f64::from(attempts);
                    let shrunken_rate = prior.shrunken_rate(failures, attempts);
                    prop_assert!(shrunken_rate >= raw.min(prior.mean) - 1e-9 && shrunken_rate <= raw.max(prior.mean) + 1e-9);
                }
            }
        }
    }
}
