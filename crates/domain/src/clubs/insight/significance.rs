//! Tests of significance.

/// Returns the p-value of Fisher's exact test, one-sided: the probability that the first group has as many marked
/// members as observed, or more, if the mark is independent of the group. Each group is (marked members, all members).
pub fn fisher_exact_greater(first: (u32, u32), second: (u32, u32)) -> f64 {
    let (marked, all) = (first.0 + second.0, first.1 + second.1);
    let logs = logs_of_factorials(all);
    let choose = |n: u32, k: u32| log(&logs, n) - log(&logs, k) - log(&logs, n.saturating_sub(k));
    let total = choose(all, marked);
    let least = first.0.max(marked.saturating_sub(second.1));
    let most = first.1.min(marked);
    let probabilities = (least..=most).map(|k| choose(first.1, k) + choose(second.1, marked - k) - total);
    probabilities.map(f64::exp).sum::<f64>().min(1.0)
}

fn logs_of_factorials(most: u32) -> Vec<f64> {
    let mut sum = 0.0;
    let grow = |n: u32| {
        sum += if n == 0 { 0.0 } else { f64::from(n).ln() };
        sum
    };
    (0..=most).map(grow).collect()
}

fn log(logs: &[f64], n: u32) -> f64 {
    usize::try_from(n).ok().and_then(|n| logs.get(n)).copied().unwrap_or(0.0)
}

/// Returns which of several p-values are significant at the false discovery rate `rate` (Benjamini and Hochberg 1995,
/// J. R. Stat. Soc. B 57).
pub fn benjamini_hochberg(p_values: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let tests = p_values.iter().fold(0.0, |tests, _| tests + 1.0);
    let mut rank = 0.0;
    let mut limit = None;
    for p_value in sorted {
        rank += 1.0;
        if p_value <= rate * rank / tests {
            limit = Some(p_value);
        }
    }
    p_values.iter().map(|p_value| limit.is_some_and(|limit| *p_value <= limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn p_values_are_those_of_the_hypergeometric_distribution() {
        near(fisher_exact_greater((3, 3), (0, 3)), 1.0 / 20.0);
        near(fisher_exact_greater((4, 4), (0, 10)), 1.0 / 1_001.0);
        // The lady tasting tea: three of four cups right.
        near(fisher_exact_greater((3, 4), (1, 4)), 17.0 / 70.0);
        near(fisher_exact_greater((0, 4), (4, 4)), 1.0);
        near(fisher_exact_greater((0, 0), (0, 0)), 1.0);
    }

    #[test]
    fn few_of_many_differences_are_significant() {
        assert_eq!(benjamini_hochberg(&[0.001, 0.6, 0.03, 0.9], 0.05), [true, false, false, false]);
        assert_eq!(benjamini_hochberg(&[0.01, 0.02, 0.03], 0.05), [true; 3]);
        assert_eq!(benjamini_hochberg(&[0.04; 1], 0.05), [true]);
        assert_eq!(benjamini_hochberg(&[], 0.05), [false; 0]);
    }

    proptest! {
        #[test]
        fn both_tails_include_the_observed_table(a in 0u32..20, b in 0u32..20, c in 0u32..20, d in 0u32..20) {
            let greater = fisher_exact_greater((a, a + b), (c, c + d));
            let less = fisher_exact_greater((b, a + b), (d, c + d));
            prop_assert!((0.0..=1.0).contains(&greater));
            prop_assert!(greater + less >= 1.0 - 1e-9, "{greater} {less}");
        }
    }
}
