//! The order of a post's holders. The parent module describes the rules.

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use super::Tenure;
use crate::directory::ValidityPeriod;

/// Returns the tenures in the order of succession, as indices into `tenures`.
pub fn order(tenures: &[Tenure<'_>]) -> Vec<usize> {
    let mut listed: Vec<(usize, &Tenure<'_>)> = tenures.iter().enumerate().collect();
    listed.sort_by_key(|(_, tenure)| (tenure.position, tenure.tie_breaker));
    let mut before = None;
    let mut keyed = Vec::with_capacity(listed.len());
    for (index, tenure) in listed {
        let key = Key::of(tenure, before);
        before = Some(key);
        keyed.push((key, index));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, index)| index).collect()
}

/// Returns the predecessor and the successor of a tenure. Unless acting holders are included, these are the nearest
/// regular tenures before and after it, also for the tenure of an acting holder.
///
/// Among the tenures that count (all, or all regular ones), A is the successor of B if and only if B is the predecessor
/// of A.
pub fn neighbours(
    order: &[usize],
    tenures: &[Tenure<'_>],
    index: usize,
    including_acting: bool,
) -> (Option<usize>, Option<usize>) {
    let Some(place) = order.iter().position(|&at| at == index) else { return (None, None) };
    let counts = |at: &&usize| tenures.get(**at).is_some_and(|tenure| including_acting || !tenure.acting);
    let (before, from_here) = order.split_at(place);
    (before.iter().rfind(counts).copied(), from_here.iter().skip(1).find(counts).copied())
}

/// The sort key of a tenure. A moment is stored as the sum of the first and the last possible day, which is twice the
/// middle of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// `None` sorts before all days.
    began: Option<i32>,
    ended: Ended,
    position: i32,
    tie_breaker: Uuid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ended {
    At(i32),
    /// Sorts after all days.
    NotKnown,
}

impl Key {
    /// Computes a tenure's key. `before` is the key of the preceding tenure in the source's list.
    fn of(tenure: &Tenure<'_>, before: Option<Self>) -> Self {
        let period = tenure.period;
        let ended = match period.until {
            Some(until) => Ended::At(twice_the_middle(until.earliest(), until.latest())),
            None => Ended::NotKnown,
        };
        let (began, ended) = match (began(period), before) {
            (None, Some(before)) => after(before, period, ended),
            (began, _) => (began, ended),
        };
        Self { began, ended, position: tenure.position, tie_breaker: tenure.tie_breaker }
    }
}

/// Returns the key directly after another one, if the dates allow it.
fn after(before: Key, period: &ValidityPeriod, ended: Ended) -> (Option<i32>, Ended) {
    let began = match period.ends() {
        Some(ends) => before.began.min(Some(twice_the_middle(ends, ends))),
        None => before.began,
    };
    match (before.ended, ended) {
        (Ended::At(_), Ended::At(_)) => (began, ended),
        // The two keys now have the same end as well. So the list decides, and no tenure with the same beginning comes
        // between the two.
        _ => (began, before.ended),
    }
}

fn began(period: &ValidityPeriod) -> Option<i32> {
    let latest = match period.since {
        Some(_) => period.begins_at_latest(),
        None => [period.begins(), period.ends()].into_iter().flatten().min(),
    };
    // Inconsistent dates can be in reverse order: use the earlier one as the first day.
    period.begins().zip(latest).map(|(first, last)| twice_the_middle(first.min(last), last))
}

fn twice_the_middle(first: NaiveDate, last: NaiveDate) -> i32 {
    first.num_days_from_ce().saturating_add(last.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TestTenure, any_history, disjoint_history, held, period};
    use super::*;
    use proptest::prelude::*;

    /// Returns the positions in the list (1, 2, …) in the order of succession.
    fn ordered(history: &[TestTenure]) -> Vec<usize> {
        let order = order(&history.iter().map(TestTenure::tenure).collect::<Vec<_>>());
        order.into_iter().map(|index| index + 1).collect()
    }

    #[test]
    fn a_holder_who_left_in_march_precedes_one_who_began_in_march() {
        assert_eq!(ordered(&[held("2015", "2015-03", ""), held("2015-03", "", "")]), [1, 2]);
        assert_eq!(ordered(&[held("2015-03", "", ""), held("2015", "2015-03", "")]), [2, 1]);
    }

    #[test]
    fn a_holder_who_began_in_march_precedes_one_who_began_in_the_same_year() {
        assert_eq!(ordered(&[held("2015", "2018", ""), held("2015-03", "2015", "")]), [2, 1]);
    }

    #[test]
    fn with_equal_beginnings_the_first_to_leave_precedes() {
        assert_eq!(ordered(&[held("2015", "2017", ""), held("2015", "2015", "")]), [2, 1]);
        assert_eq!(ordered(&[held("2015", "", ""), held("2015", "2017", "")]), [2, 1]);
        assert_eq!(ordered(&[held("2015~", "", ""), held("2015", "", "")]), [1, 2]);
    }

    #[test]
    fn an_attested_holder_is_placed_at_the_attestation() {
        assert_eq!(ordered(&[held("", "", "2017~/2018~"), held("2013", "", "")]), [2, 1]);
        assert_eq!(
            ordered(&[held("2015", "", ""), held("2015-06", "", ""), held("", "", "2015")]),
            [3, 2, 1]
        );
    }

    #[test]
    fn an_attestation_early_in_the_year_bounds_the_beginning() {
        assert_eq!(ordered(&[held("2015-03", "", ""), held("2015", "", "2015-01-15")]), [2, 1]);
    }

    #[test]
    fn undated_holders_keep_their_place_in_the_list() {
        let list = [held("2013", "", ""), held("", "", ""), held("", "", ""), held("2018", "", "")];
        assert_eq!(ordered(&list), [1, 2, 3, 4]);
        let list = [held("2018", "", ""), held("", "", ""), held("2013", "2015", "")];
        assert_eq!(ordered(&list), [3, 1, 2]);
        let list = [held("2013", "2015", ""), held("", "", ""), held("2013", "2017", "")];
        assert_eq!(ordered(&list), [1, 2, 3]);
        assert_eq!(ordered(&[held("", "", ""), held("", "", ""), held("2013", "", "")]), [1, 2, 3]);
    }

    #[test]
    fn an_end_without_a_beginning_moves_a_holder_forward_from_the_place_in_the_list() {
        assert_eq!(ordered(&[held("2013", "", ""), held("", "2015", ""), held("2015", "", "")]), [1, 2, 3]);
        assert_eq!(ordered(&[held("2013", "", ""), held("", "2010", "")]), [2, 1]);
        assert_eq!(ordered(&[held("", "2015", ""), held("", "2013", "")]), [2, 1]);
    }

    #[test]
    fn neighbours_are_found_across_gaps_and_past_acting_holders() {
        let mut history =
            [held("2010", "2011", ""), held("2012", "2012", ""), held("2016", "", ""), held("2019", "", "")];
        history[1].acting = true;
        let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
        let order = order(&tenures);
        let of = |index, acting| neighbours(&order, &tenures, index, acting);
        assert_eq!((of(0, true), of(2, true)), ((None, Some(1)), (Some(1), Some(3))));
        assert_eq!((of(0, false), of(2, false)), ((None, Some(2)), (Some(0), Some(3))));
        assert_eq!(of(1, false), (Some(0), Some(2)));
        assert_eq!(of(9, true), (None, None));
    }

    #[test]
    fn extreme_dates_do_not_overflow() {
        let period = period("9999-12", "9999-12-31", "0001/..");
        let tenure = Tenure { period: &period, acting: false, position: i32::MAX, tie_breaker: Uuid::max() };
        assert_eq!(order(&[tenure, tenure]), [0, 1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_order_is_total_and_independent_of_the_input_order(
            (history, shuffled) in any_history(8).prop_flat_map(|history| {
                (Just(history.clone()), Just(history).prop_shuffle())
            }),
        ) {
            let ids = |history: &[TestTenure]| -> Vec<Uuid> {
                let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
                order(&tenures).into_iter().map(|index| history[index].tie_breaker).collect()
            };
            prop_assert_eq!(ids(&history), ids(&shuffled));
            let mut all = order(&history.iter().map(TestTenure::tenure).collect::<Vec<_>>());
            all.sort_unstable();
            prop_assert_eq!(all, (0..history.len()).collect::<Vec<_>>());
        }

        #[test]
        fn predecessor_and_successor_are_inverse(history in any_history(8), acting: bool) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
            let order = order(&tenures);
            let counting: Vec<usize> =
                order.iter().copied().filter(|&index| acting || !tenures[index].acting).collect();
            for (place, &index) in counting.iter().enumerate() {
                let (before, after) = neighbours(&order, &tenures, index, acting);
                prop_assert_eq!(before, place.checked_sub(1).map(|place| counting[place]));
                prop_assert_eq!(after, counting.get(place + 1).copied());
                if let Some(after) = after {
                    prop_assert_eq!(neighbours(&order, &tenures, after, acting).0, Some(index));
                }
            }
        }

        #[test]
        fn exact_disjoint_tenures_are_in_the_order_of_their_days(
            (history, _) in disjoint_history(),
        ) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
            let first_days: Vec<_> =
                order(&tenures).into_iter().map(|index| history[index].period.begins()).collect();
            prop_assert!(first_days.is_sorted());
        }
    }
}
