//! The tree of organizations, which changes over time. An organization has one parent on a given day, and may have had
//! others before. On no day may it be its own ancestor.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;
use uuid::Uuid;

/// A parent relation between two organizations in a range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The child organization.
    pub child: Uuid,
    /// The parent organization.
    pub parent: Uuid,
    /// The first day; `None` if the beginning is unbounded.
    pub begins: Option<NaiveDate>,
    /// The last day; `None` if no end is known.
    pub ends: Option<NaiveDate>,
}

impl Edge {
    fn covers(&self, day: NaiveDate) -> bool {
        self.begins.is_none_or(|begins| begins <= day) && self.ends.is_none_or(|ends| day <= ends)
    }
}

/// Finds a cycle that arises on some day if `child` gets the parents in `new`. Returns the shortest cycle on the
/// earliest such day: the child, its ancestors from the nearest to the farthest, and the child again. `edges` are the
/// edges of the parents' ancestors. Edges of the child in `edges` are replaced by `new`. Cycles that don't contain the
/// child are ignored.
///
/// Every edge that covers a day counts on that day, although a read follows only one of them
/// ([`valid_on`](super::valid_on)). With parent A until 2015 and parent B since 2015, both count throughout 2015. This
/// check is therefore stricter than reads need, but simpler, and correct for any choice that reads make.
///
/// The edges of a cycle have a day in common if and only if all of them cover the day on which the last of them begins.
/// So only the days on which some edge begins are checked, with one upward traversal each: the work is at most the
/// square of the number of edges, whatever the shape of the graph.
pub fn find_cycle(child: Uuid, new: &[Edge], edges: &[Edge]) -> Option<Vec<Uuid>> {
    let mut parents: BTreeMap<Uuid, Vec<&Edge>> = BTreeMap::new();
    let other_edges = edges.iter().filter(|edge| edge.child != child);
    for edge in new.iter().filter(|edge| edge.child == child).chain(other_edges) {
        parents.entry(edge.child).or_default().push(edge);
    }
    // Edges without a first day begin on the first representable day.
    let days: BTreeSet<NaiveDate> =
        parents.values().flatten().map(|edge| edge.begins.unwrap_or(NaiveDate::MIN)).collect();
    days.into_iter().find_map(|day| cycle_on(day, child, &parents))
}

fn cycle_on(day: NaiveDate, child: Uuid, parents: &BTreeMap<Uuid, Vec<&Edge>>) -> Option<Vec<Uuid>> {
    let mut reached_from: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    let mut queue = VecDeque::from([child]);
    while let Some(part) = queue.pop_front() {
        for edge in parents.get(&part).into_iter().flatten().filter(|edge| edge.covers(day)) {
            if edge.parent == child {
                return Some(path(child, part, &reached_from));
            }
            reached_from.entry(edge.parent).or_insert_with(|| {
                queue.push_back(edge.parent);
                part
            });
        }
    }
    None
}

/// Returns the path from `child` up to `last` and back to `child`.
fn path(child: Uuid, last: Uuid, reached_from: &BTreeMap<Uuid, Uuid>) -> Vec<Uuid> {
    // `reached_from` has no entry for the child, which ends the iteration.
    let upwards = std::iter::successors(Some(last), |part| reached_from.get(part).copied());
    let mut cycle: Vec<Uuid> = std::iter::once(child).chain(upwards).collect();
    cycle.reverse();
    cycle
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn edge(child: u128, parent: u128, begins: &str, ends: &str) -> Edge {
        Edge { child: id(child), parent: id(parent), begins: begins.parse().ok(), ends: ends.parse().ok() }
    }

    fn cycle(new: &[Edge], edges: &[Edge]) -> Option<Vec<u128>> {
        find_cycle(id(1), new, edges).map(|ids| ids.into_iter().map(|id| id.as_u128()).collect())
    }

    #[test]
    fn an_organization_cannot_be_its_own_parent() {
        assert_eq!(cycle(&[edge(1, 1, "", "")], &[]), Some(vec![1, 1]));
        assert_eq!(cycle(&[], &[]), None);
    }

    #[test]
    fn a_cycle_is_listed_from_the_child_upwards() {
        let edges = [edge(2, 3, "", ""), edge(3, 4, "", ""), edge(4, 1, "", "")];
        assert_eq!(cycle(&[edge(1, 2, "", "")], &edges), Some(vec![1, 2, 3, 4, 1]));
        let shortcut = [&edges[..], &[edge(2, 4, "", "")]].concat();
        assert_eq!(cycle(&[edge(1, 2, "", "")], &shortcut), Some(vec![1, 2, 4, 1]));
    }

    #[test]
    fn swapped_parent_and_child_are_a_cycle_only_with_a_common_day() {
        let before = edge(2, 1, "2010-01-01", "2014-12-31");
        assert_eq!(cycle(&[edge(1, 2, "2015-01-01", "")], &[before]), None);
        assert_eq!(cycle(&[edge(1, 2, "2014-12-31", "")], &[before]), Some(vec![1, 2, 1]));
        assert_eq!(cycle(&[edge(1, 2, "", "2009-12-31")], &[before]), None);
        assert_eq!(cycle(&[edge(1, 2, "", "2010-01-01")], &[before]), Some(vec![1, 2, 1]));
    }

    #[test]
    fn edges_that_overlap_only_in_pairs_are_no_cycle() {
        let edges = [edge(2, 3, "2015-01-01", "2015-12-31"), edge(3, 1, "2015-12-01", "2016-12-31")];
        assert_eq!(cycle(&[edge(1, 2, "", "2015-11-30")], &edges), None);
        assert_eq!(cycle(&[edge(1, 2, "", "2015-12-01")], &edges), Some(vec![1, 2, 3, 1]));
    }

    #[test]
    fn former_edges_of_the_child_and_cycles_of_others_are_ignored() {
        let edges = [edge(1, 3, "", ""), edge(3, 1, "", ""), edge(2, 4, "", ""), edge(4, 2, "", "")];
        assert_eq!(cycle(&[edge(1, 2, "", "")], &edges), None);
    }

    #[test]
    fn an_edge_that_ends_before_it_begins_covers_no_day() {
        assert_eq!(cycle(&[edge(1, 1, "2016-01-01", "2015-01-01")], &[]), None);
    }

    #[test]
    fn stacked_diamonds_are_traversed_once_per_day() {
        // Each node has two parents in the next layer, and each edge its own days: 2^40 paths, all with a common day.
        let start = NaiveDate::default();
        let mut edges = Vec::new();
        for layer in 0..40u64 {
            for (from, to) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                edges.push(Edge {
                    child: id(u128::from(10 + 2 * layer + from)),
                    parent: id(u128::from(12 + 2 * layer + to)),
                    begins: Some(start + Days::new(4 * layer + 2 * from + to)),
                    ends: Some(start + Days::new(100_000 - 4 * layer - from - 2 * to)),
                });
            }
        }
        let new = [edge(1, 10, "", ""), edge(1, 11, "", "")];
        assert_eq!(cycle(&new, &edges), None);
        edges.push(edge(90, 1, "", ""));
        assert_eq!(cycle(&new, &edges).map(|ids| ids.len()), Some(43));
    }

    #[test]
    fn a_hostile_number_of_edges_is_checked_in_bounded_time() {
        let start = NaiveDate::default();
        let edges: Vec<Edge> = (0..2_000u64)
            .map(|n| Edge {
                child: id(u128::from(2 + n % 50)),
                parent: id(u128::from(2 + n * 7 % 50)),
                begins: Some(start + Days::new(n)),
                ends: None,
            })
            .collect();
        assert_eq!(cycle(&[edge(1, 2, "", "")], &edges), None);
    }

    fn any_edge(child: std::ops::Range<u128>) -> impl Strategy<Value = Edge> {
        let day = |range| {
            prop::option::of(range)
                .prop_map(|day: Option<u64>| day.map(|d| NaiveDate::default() + Days::new(d)))
        };
        (child, 0u128..6, day(0u64..12), day(0u64..12)).prop_map(|(child, parent, begins, ends)| Edge {
            child: id(child),
            parent: id(parent),
            begins,
            ends,
        })
    }

    /// Returns whether `to` can be reached from `from` on a day in at most `steps` steps.
    fn reaches(from: Uuid, to: Uuid, day: NaiveDate, edges: &[Edge], steps: usize) -> bool {
        steps > 0
            && edges.iter().any(|edge| {
                edge.child == from
                    && edge.begins.is_none_or(|begins| begins <= day)
                    && edge.ends.is_none_or(|ends| ends >= day)
                    && (edge.parent == to || reaches(edge.parent, to, day, edges, steps - 1))
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn a_cycle_is_found_exactly_if_some_day_has_one(
            new in prop::collection::vec(any_edge(0..1), 0..3),
            edges in prop::collection::vec(any_edge(1..6), 0..9),
        ) {
            let all = [&new[..], &edges[..]].concat();
            let before = NaiveDate::default() - Days::new(1);
            let mut days = (0..14).map(|n| before + Days::new(n));
            let expected = days.any(|day| reaches(id(0), id(0), day, &all, 6));
            let found = find_cycle(id(0), &new, &edges);
            prop_assert_eq!(found.is_some(), expected);
            if let Some(cycle) = found {
                prop_assert_eq!((cycle.first(), cycle.last()), (Some(&id(0)), Some(&id(0))));
                let mut days = (0..14).map(|n| before + Days::new(n));
                let a_day_has_all_edges = days.any(|day| {
                    cycle.windows(2).all(|step| {
                        all.iter().any(|edge| edge.child == step[0] && edge.parent == step[1] && edge.covers(day))
                    })
                });
                prop_assert!(a_day_has_all_edges);
            }
        }
    }
}
