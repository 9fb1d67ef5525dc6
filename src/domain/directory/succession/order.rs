//! The order of a post's holders, by the rules that the module above tells.

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use super::Tenure;
use crate::domain::directory::Term;

/// The tenures as indices into `tenures`, the first holder first.
pub fn order(tenures: &[Tenure<'_>]) -> Vec<usize> {
    let mut listed: Vec<(usize, &Tenure<'_>)> = tenures.iter().enumerate().collect();
    listed.sort_by_key(|(_, tenure)| (tenure.position, tenure.tie));
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

/// The predecessor and the successor of one of the tenures. Without the acting ones they are the nearest regular ones:
/// for an acting holder, those between whom it stood.
///
/// Among those that count (all, or all regular ones), one is the successor of another if and only if that is its
/// predecessor.
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

/// Where a tenure stands. Moments are sums of two days, the first and the last that are possible: twice their middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// None is before all days.
    began: Option<i32>,
    ended: Ended,
    position: i32,
    tie: Uuid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ended {
    At(i32),
    /// Last of all.
    NotKnown,
}

impl Key {
    /// `before` is the one before it in the source's list.
    fn of(tenure: &Tenure<'_>, before: Option<Self>) -> Self {
        let term = tenure.term;
        let ended = match term.until {
            Some(until) => Ended::At(twice_the_middle(until.earliest(), until.latest())),
            None => Ended::NotKnown,
        };
        let (began, ended) = match (began(term), before) {
            (None, Some(before)) => behind(before, term, ended),
            (began, _) => (began, ended),
        };
        Self { began, ended, position: tenure.position, tie: tenure.tie }
    }
}

/// The place directly behind another, where the dates allow for it.
fn behind(before: Key, term: &Term, ended: Ended) -> (Option<i32>, Ended) {
    let began = match term.ends() {
        Some(ends) => before.began.min(Some(twice_the_middle(ends, ends))),
        None => before.began,
    };
    match (before.ended, ended) {
        (Ended::At(_), Ended::At(_)) => (began, ended),
        // With the same end too, the list decides between the two; and nobody who began with the other comes between.
        _ => (began, before.ended),
    }
}

fn began(term: &Term) -> Option<i32> {
    let latest = match term.since {
        Some(_) => term.begins_at_latest(),
        None => [term.begins(), term.ends()].into_iter().flatten().min(),
    };
    // The dates of a term that isn't ordered exclude one another: then it is the earlier one.
    term.begins().zip(latest).map(|(first, last)| twice_the_middle(first.min(last), last))
}

fn twice_the_middle(first: NaiveDate, last: NaiveDate) -> i32 {
    first.num_days_from_ce().saturating_add(last.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Held, any_history, disjoint_history, held, term};
    use super::*;
    use proptest::prelude::*;

    /// The places in the list (1, 2, …) in the order of succession; they must not depend on how they are handed in.
    fn ordered(history: &[Held]) -> Vec<usize> {
        let order = order(&history.iter().map(Held::tenure).collect::<Vec<_>>());
        order.into_iter().map(|index| index + 1).collect()
    }

    #[test]
    fn one_who_left_in_march_precedes_one_who_came_in_march() {
        assert_eq!(ordered(&[held("2015", "2015-03", ""), held("2015-03", "", "")]), [1, 2]);
        assert_eq!(ordered(&[held("2015-03", "", ""), held("2015", "2015-03", "")]), [2, 1]);
    }

    #[test]
    fn one_who_came_in_march_precedes_one_who_came_in_the_same_year() {
        assert_eq!(ordered(&[held("2015", "2018", ""), held("2015-03", "2015", "")]), [2, 1]);
    }

    #[test]
    fn of_those_who_came_together_the_first_to_leave_precedes() {
        assert_eq!(ordered(&[held("2015", "2017", ""), held("2015", "2015", "")]), [2, 1]);
        assert_eq!(ordered(&[held("2015", "", ""), held("2015", "2017", "")]), [2, 1]);
        assert_eq!(ordered(&[held("2015~", "", ""), held("2015", "", "")]), [1, 2]);
    }

    #[test]
    fn one_who_was_only_seen_stands_where_that_was() {
        assert_eq!(ordered(&[held("", "", "2017~/2018~"), held("2013", "", "")]), [2, 1]);
        assert_eq!(
            ordered(&[held("2015", "", ""), held("2015-06", "", ""), held("", "", "2015")]),
            [3, 2, 1]
        );
    }

    #[test]
    fn one_who_was_seen_early_in_the_year_came_early_in_it() {
        assert_eq!(ordered(&[held("2015-03", "", ""), held("2015", "", "2015-01-15")]), [2, 1]);
    }

    #[test]
    fn the_undated_stand_where_the_list_has_them() {
        let list = [held("2013", "", ""), held("", "", ""), held("", "", ""), held("2018", "", "")];
        assert_eq!(ordered(&list), [1, 2, 3, 4]);
        let list = [held("2018", "", ""), held("", "", ""), held("2013", "2015", "")];
        assert_eq!(ordered(&list), [3, 1, 2]);
        let list = [held("2013", "2015", ""), held("", "", ""), held("2013", "2017", "")];
        assert_eq!(ordered(&list), [1, 2, 3]);
        assert_eq!(ordered(&[held("", "", ""), held("", "", ""), held("2013", "", "")]), [1, 2, 3]);
    }

    #[test]
    fn an_end_alone_takes_one_forward_from_its_place_in_the_list() {
        assert_eq!(ordered(&[held("2013", "", ""), held("", "2015", ""), held("2015", "", "")]), [1, 2, 3]);
        assert_eq!(ordered(&[held("2013", "", ""), held("", "2010", "")]), [2, 1]);
        assert_eq!(ordered(&[held("", "2015", ""), held("", "2013", "")]), [2, 1]);
    }

    #[test]
    fn neighbours_are_found_through_gaps_and_past_those_who_are_acting() {
        let mut history =
            [held("2010", "2011", ""), held("2012", "2012", ""), held("2016", "", ""), held("2019", "", "")];
        history[1].acting = true;
        let tenures: Vec<Tenure<'_>> = history.iter().map(Held::tenure).collect();
        let order = order(&tenures);
        let of = |index, acting| neighbours(&order, &tenures, index, acting);
        assert_eq!((of(0, true), of(2, true)), ((None, Some(1)), (Some(1), Some(3))));
        assert_eq!((of(0, false), of(2, false)), ((None, Some(2)), (Some(0), Some(3))));
        assert_eq!(of(1, false), (Some(0), Some(2)));
        assert_eq!(of(9, true), (None, None));
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let term = term("9999-12", "9999-12-31", "0000/..");
        let tenure = Tenure { term: &term, acting: false, position: i32::MAX, tie: Uuid::max() };
        assert_eq!(order(&[tenure, tenure]), [0, 1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_order_is_total_whatever_the_order_of_asking(
            (history, shuffled) in any_history(8).prop_flat_map(|history| {
                (Just(history.clone()), Just(history).prop_shuffle())
            }),
        ) {
            let ties = |history: &[Held]| -> Vec<Uuid> {
                let tenures: Vec<Tenure<'_>> = history.iter().map(Held::tenure).collect();
                order(&tenures).into_iter().map(|index| history[index].tie).collect()
            };
            prop_assert_eq!(ties(&history), ties(&shuffled));
            let mut all = order(&history.iter().map(Held::tenure).collect::<Vec<_>>());
            all.sort_unstable();
            prop_assert_eq!(all, (0..history.len()).collect::<Vec<_>>());
        }

        #[test]
        fn neighbours_are_each_others_inverse(history in any_history(8), acting: bool) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(Held::tenure).collect();
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
        fn those_whose_days_are_known_are_in_the_order_of_their_days(
            (history, _) in disjoint_history(),
        ) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(Held::tenure).collect();
            let first_days: Vec<_> =
                order(&tenures).into_iter().map(|index| history[index].term.begins()).collect();
            prop_assert!(first_days.is_sorted());
        }
    }
}
