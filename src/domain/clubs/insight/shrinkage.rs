//! Rates of few tries, drawn towards what is usual: who fails once of one time has not shown that a word is always failed.
//!
//! How many of a word's tries fail is taken to be beta-binomial. The prior is that of the club itself (empirical Bayes, Efron
//! and Morris 1975): its mean is the share of all tries that failed, and how many tries it is worth comes from how much the
//! words' rates differ beyond chance, by the method of moments (Kleinman 1973, "Proportions with extraneous variance", J. Am.
//! Stat. Assoc. 68).

/// The prior is worth so many tries at least,
const LEAST_TRIES: f64 = 5.0;
/// and at most.
const MOST_TRIES: f64 = 200.0;

/// What is taken to be usual: a beta distribution with this mean that is worth so many tries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The mean, 0 to 1.
    pub mean: f64,
    /// How many tries it is worth: alpha + beta.
    pub tries: f64,
}

impl Prior {
    /// The posterior mean of a rate.
    pub fn shrunken(&self, failures: u32, tries: u32) -> f64 {
        (f64::from(failures) + self.mean * self.tries) / (f64::from(tries) + self.tries)
    }
}

/// The prior of words with so many failures of so many tries; none: nothing was tried.
pub fn prior(words: &[(u32, u32)]) -> Option<Prior> {
    let counted =
        || words.iter().filter(|(_, tries)| *tries > 0).map(|(f, n)| (f64::from(*f), f64::from(*n)));
    let (failures, tries) = counted().fold((0.0, 0.0), |(failures, tries), (f, n)| (failures + f, tries + n));
    if tries == 0.0 {
        return None;
    }
    let mean = failures / tries;
    let spread = mean * (1.0 - mean);
    let others = counted().fold(-1.0, |others, _| others + 1.0);
    let differences: f64 = counted().map(|(f, n)| n * (f / n - mean).powi(2)).sum();
    let weight = tries - counted().map(|(_, n)| n * n).sum::<f64>() / tries - others;
    // How alike the tries of a word are, 0 to 1: the intraclass correlation.
    let alike = if spread > 0.0 && weight > 0.0 { (differences / spread - others) / weight } else { 0.0 };
    let alike = alike.clamp(1.0 / (MOST_TRIES + 1.0), 1.0 / (LEAST_TRIES + 1.0));
    Some(Prior { mean, tries: 1.0 / alike - 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn words_that_differ_by_chance_are_drawn_far_and_words_that_differ_much_little() {
        let alike: Vec<(u32, u32)> = (0..40).map(|word| (1 + word % 3, 20)).collect();
        let unlike: Vec<(u32, u32)> = (0..40).map(|word| (if word % 4 == 0 { 16 } else { 1 }, 20)).collect();
        assert!((prior(&alike).unwrap().tries - MOST_TRIES).abs() < 1e-6);
        assert!((prior(&unlike).unwrap().tries - LEAST_TRIES).abs() < 1e-6);
        assert_eq!(prior(&[]), None);
        assert_eq!(prior(&[(0, 0)]), None);
    }

    #[test]
    fn moments_find_the_prior_that_rates_were_drawn_from() {
        // Rates of Beta(4, 16), by its quantiles at (k + 0.5) / 20, with 1,000 tries each: mean 0.2, worth 20 tries.
        let thousandths = [
            66, 93, 110, 124, 135, 146, 156, 165, 175, 184, 194, 203, 213, 223, 235, 247, 262, 280, 305, 359,
        ];
        let found = prior(&thousandths.map(|failures| (failures, 1_000))).unwrap();
        assert!((found.mean - 0.194).abs() < 0.01, "{found:?}");
        assert!((15.0..30.0).contains(&found.tries), "{found:?}");
    }

    proptest! {
        #[test]
        fn a_rate_is_drawn_towards_the_mean_and_not_past_it(
            words in vec((0u32..30, 0u32..30), 1..50),
        ) {
            let words: Vec<(u32, u32)> = words.into_iter().map(|(f, more)| (f, f + more)).collect();
            if let Some(prior) = prior(&words) {
                prop_assert!((LEAST_TRIES - 1e-6..=MOST_TRIES + 1e-6).contains(&prior.tries));
                for (failures, tries) in words.into_iter().filter(|(_, tries)| *tries > 0) {
                    let raw = f64::from(failures) / f64::from(tries);
                    let shrunken = prior.shrunken(failures, tries);
                    prop_assert!(shrunken >= raw.min(prior.mean) - 1e-9 && shrunken <= raw.max(prior.mean) + 1e-9);
                }
            }
        }
    }
}
