//! Whether a difference is more than chance.

/// Fisher's exact test, one-sided: the chance that as many of the `marked` of all are in the first group as there are, or
/// more, if who is in it has nothing to do with the mark. The groups are given as (marked, all of the group).
pub fn fisher_greater(first: (u32, u32), second: (u32, u32)) -> f64 {
    let (marked, all) = (first.0 + second.0, first.1 + second.1);
    let logs = logs_of_factorials(all);
    let choose = |n: u32, k: u32| log(&logs, n) - log(&logs, k) - log(&logs, n.saturating_sub(k));
    let whole = choose(all, marked);
    let least = first.0.max(marked.saturating_sub(second.1));
    let most = first.1.min(marked);
    let chances = (least..=most).map(|k| choose(first.1, k) + choose(second.1, marked - k) - whole);
    chances.map(f64::exp).sum::<f64>().min(1.0)
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

/// Which of several differences are more than chance, if of those that are found a share of `rate` may be chance (Benjamini
/// and Hochberg 1995, J. R. Stat. Soc. B 57).
pub fn false_discoveries(chances: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted = chances.to_vec();
    sorted.sort_by(f64::total_cmp);
    let tests = chances.iter().fold(0.0, |tests, _| tests + 1.0);
    let mut place = 0.0;
    let mut limit = None;
    for chance in sorted {
        place += 1.0;
        if chance <= rate * place / tests {
            limit = Some(chance);
        }
    }
    chances.iter().map(|chance| limit.is_some_and(|limit| *chance <= limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn chances_are_those_of_the_hypergeometric_distribution() {
        near(fisher_greater((3, 3), (0, 3)), 1.0 / 20.0);
        near(fisher_greater((4, 4), (0, 10)), 1.0 / 1_001.0);
        // The lady tasting tea: three of four cups right.
        near(fisher_greater((3, 4), (1, 4)), 17.0 / 70.0);
        near(fisher_greater((0, 4), (4, 4)), 1.0);
        near(fisher_greater((0, 0), (0, 0)), 1.0);
    }

    #[test]
    fn of_many_differences_few_are_found() {
        assert_eq!(false_discoveries(&[0.001, 0.6, 0.03, 0.9], 0.05), [true, false, false, false]);
        assert_eq!(false_discoveries(&[0.01, 0.02, 0.03], 0.05), [true; 3]);
        assert_eq!(false_discoveries(&[0.04; 1], 0.05), [true]);
        assert_eq!(false_discoveries(&[], 0.05), [false; 0]);
    }

    proptest! {
        #[test]
        fn both_tails_overlap_in_what_was_seen(a in 0u32..20, b in 0u32..20, c in 0u32..20, d in 0u32..20) {
            let greater = fisher_greater((a, a + b), (c, c + d));
            let less = fisher_greater((b, a + b), (d, c + d));
            prop_assert!((0.0..=1.0).contains(&greater));
            prop_assert!(greater + less >= 1.0 - 1e-9, "{greater} {less}");
        }
    }
}
