//! The holders of a post on a day. The parent module describes the rules.

use chrono::NaiveDate;

use super::{Tenure, order};

/// Returns the holders of the post on a day, as indices into `tenures`: regular holders before acting ones, and within
/// each group the latest in the succession first.
pub fn holders_on(tenures: &[Tenure<'_>], day: NaiveDate) -> Vec<usize> {
    let mut chain: Vec<ChainLink<'_>> = Vec::with_capacity(tenures.len());
    for index in order(tenures) {
        let Some(tenure) = tenures.get(index) else { continue };
        let begins = chain.iter().filter_map(|before| takeover_day(tenure, before.tenure)).max();
        let begins = begins.max(tenure.period.begins()).unwrap_or(NaiveDate::MIN);
        chain.push(ChainLink { index, tenure, begins });
    }
    let mut holders: Vec<(bool, usize)> = Vec::new();
    let mut rest = chain.as_slice();
    while let Some((link, later)) = rest.split_first() {
        let replaced = || later.iter().any(|next| next.begins <= day && next.replaces(link.tenure));
        if link.begins <= day && link.tenure.period.covers(day) && !replaced() {
            holders.push((link.tenure.acting, link.index));
        }
        rest = later;
    }
    holders.reverse();
    holders.sort_by_key(|(acting, _)| *acting);
    holders.into_iter().map(|(_, index)| index).collect()
}

/// Returns the last known holder of the post on a day, as an index into `tenures`: the first of its holders or, if the
/// post is vacant, the last in the succession who began by that day.
pub fn last_known_holder(tenures: &[Tenure<'_>], day: NaiveDate) -> Option<usize> {
    let began = |&index: &usize| {
        tenures.get(index).is_some_and(|tenure| tenure.period.begins().is_none_or(|begins| begins <= day))
    };
    holders_on(tenures, day).into_iter().next().or_else(|| order(tenures).into_iter().rfind(began))
}

/// A tenure in the order of succession.
struct ChainLink<'a> {
    index: usize,
    tenure: &'a Tenure<'a>,
    /// The first day of the tenure, given the tenures before it.
    begins: NaiveDate,
}

impl ChainLink<'_> {
    fn replaces(&self, earlier: &Tenure<'_>) -> bool {
        (earlier.acting || !self.tenure.acting) && !together(earlier, self.tenure)
    }
}

/// Returns the first day on which the later tenure can follow the earlier one; `None` if both held the post together.
fn takeover_day(later: &Tenure<'_>, earlier: &Tenure<'_>) -> Option<NaiveDate> {
    if together(earlier, later) {
        return None;
    }
    let (earlier, later) = (earlier.period, later.period);
    let begins = later.begins();
    if begins > earlier.begins() {
        return begins;
    }
    let free = earlier.ends().or(earlier.begins_at_latest()).and_then(|day| day.succ_opt());
    // The earlier tenure has no dates at all, so it does not restrict the later one.
    let Some(free) = free else { return begins };
    begins.max(later.begins_at_latest().map_or(Some(free), |latest| Some(free.min(latest))))
}

/// Returns whether the dates say that both held the post at the same time.
fn together(earlier: &Tenure<'_>, later: &Tenure<'_>) -> bool {
    let (earlier, later) = (earlier.period, later.period);
    let beginning = |since: NaiveDate, ends: Option<NaiveDate>| ends.map_or(since, |ends| ends.min(since));
    let began_together = earlier.since.zip(later.since).is_some_and(|(one, other)| {
        one.earliest() == other.earliest()
            && beginning(one.latest(), earlier.ends()) == beginning(other.latest(), later.ends())
    });
    let lasted_into_it =
        earlier.until.zip(later.begins_at_latest()).is_some_and(|(until, began)| until.earliest() > began);
    began_together || lasted_into_it
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TestTenure, any_history, day_range, disjoint_history, held};
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    /// Returns the holders' positions in the list, starting at 1.
    fn holders(history: &[TestTenure], on: &str) -> Vec<usize> {
        let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
        holders_on(&tenures, on.parse().unwrap()).into_iter().map(|index| index + 1).collect()
    }

    fn check(history: &[TestTenure], days: &[(&str, &[usize])]) {
        for (on, expected) in days {
            assert_eq!(holders(history, on), *expected, "{on}");
        }
    }

    fn acting(since: &str, until: &str) -> TestTenure {
        TestTenure { acting: true, ..held(since, until, "") }
    }

    #[test]
    fn a_holder_without_a_known_end_is_followed_by_the_next_attested_one() {
        let mothers_chair = [held("2013", "", ""), held("", "", "2017~/2018~")];
        check(
            &mothers_chair,
            &[
                ("2012-12-31", &[]),
                ("2014-06-01", &[1]),
                ("2016-12-31", &[1]),
                ("2017-01-01", &[2]),
                ("2017-06-01", &[2]),
                ("2026-11-24", &[2]),
            ],
        );
    }

    #[test]
    fn the_year_of_a_change_belongs_to_the_new_holder() {
        for until in ["2015", ""] {
            let change = [held("2013", until, ""), held("2015", "2018", "")];
            check(&change, &[("2014-12-31", &[1]), ("2015-01-01", &[2]), ("2015-12-31", &[2])]);
        }
    }

    #[test]
    fn former_holders_do_not_return_after_a_vacancy() {
        let gap = [held("2010", "", ""), held("2012", "2013", ""), held("2015", "", "")];
        check(&gap, &[("2011-12-31", &[1]), ("2013-12-31", &[2]), ("2014-06-01", &[]), ("2015-01-01", &[3])]);
    }

    #[test]
    fn the_last_known_holder_of_a_vacant_post_is_the_one_who_left_last() {
        let gap = [held("2010", "2012", ""), held("2015", "2017", ""), acting("2018", "2018-06")];
        let tenures: Vec<Tenure<'_>> = gap.iter().map(TestTenure::tenure).collect();
        for (on, expected) in [
            ("2009-12-31", None),
            ("2011-06-01", Some(0)),
            ("2014-06-01", Some(0)),
            ("2016-06-01", Some(1)),
            ("2018-03-01", Some(2)),
            ("2026-11-24", Some(2)),
        ] {
            assert_eq!(last_known_holder(&tenures, on.parse().unwrap()), expected, "{on}");
        }
    }

    #[test]
    fn the_day_of_a_handover_belongs_only_to_the_new_holder() {
        let handover = [held("2013", "2015-03-01", ""), held("2015-03-01", "2018", "")];
        check(&handover, &[("2015-02-28", &[1]), ("2015-03-01", &[2])]);
    }

    #[test]
    fn two_hold_the_post_together_if_the_dates_say_so() {
        let overlap = [held("2013", "2017", ""), held("2015", "", "")];
        check(&overlap, &[("2014-12-31", &[1]), ("2016-06-01", &[2, 1]), ("2018-01-01", &[2])]);
        let equal = [held("2015", "", ""), held("2015~", "", ""), held("2018", "", "")];
        check(&equal, &[("2017-12-31", &[2, 1]), ("2018-01-01", &[3])]);
        let attested = [held("2013", "2017", ""), held("", "", "2015-06")];
        check(&attested, &[("2015-05-31", &[1]), ("2015-06-01", &[2, 1])]);
    }

    #[test]
    fn a_possible_overlap_counts_as_a_change() {
        let attested_later = [held("2013", "2018", ""), held("", "", "2017~/2018~")];
        check(&attested_later, &[("2016-12-31", &[1]), ("2017-01-01", &[2])]);
    }

    #[test]
    fn a_holder_who_may_have_begun_as_early_begins_after_the_predecessor() {
        let in_march = [held("2015", "2015-03", ""), held("2015", "", "")];
        check(&in_march, &[("2015-03-31", &[1]), ("2015-04-01", &[2])]);
        let since_march = [held("2015-03", "", ""), held("2015", "2018", "")];
        check(&since_march, &[("2015-02-28", &[]), ("2015-03-31", &[1]), ("2015-04-01", &[2])]);
        let until_the_year = [held("2015-03", "2015", ""), held("2015", "2018", "")];
        check(&until_the_year, &[("2015-12-30", &[1]), ("2015-12-31", &[2]), ("2016-01-01", &[2])]);
    }

    #[test]
    fn undated_holders_begin_when_the_predecessor_has_left() {
        let listed = [held("2013", "2015", ""), held("", "", ""), held("2018", "", "")];
        check(
            &listed,
            &[("2015-12-31", &[1]), ("2016-01-01", &[2]), ("2017-12-31", &[2]), ("2018-01-01", &[3])],
        );
        let open = [held("2013", "", ""), held("", "", "")];
        check(&open, &[("2013-12-31", &[1]), ("2014-01-01", &[2])]);
        let first = [held("", "", ""), held("2013", "", "")];
        check(&first, &[("1900-01-01", &[1]), ("2012-12-31", &[1]), ("2013-01-01", &[2])]);
        check(&[held("", "", ""), held("", "", "")], &[("1900-01-01", &[2])]);
    }

    #[test]
    fn an_acting_holder_joins_the_regular_holder_until_the_next_regular_one() {
        let history = [held("2013", "", ""), acting("2015", ""), acting("2016", ""), held("2017", "", "")];
        check(
            &history,
            &[("2014-06-01", &[1]), ("2015-06-01", &[1, 2]), ("2016-06-01", &[1, 3]), ("2017-01-01", &[4])],
        );
        check(&[held("2013", "2014", ""), acting("2015", "")], &[("2015-06-01", &[2])]);
    }

    /// Applies the rules again, to days as texts and pair by pair: the expected holders on a day.
    fn expected(history: &[TestTenure], chain: &[usize], on: &str) -> Vec<usize> {
        struct Dates {
            since: Option<(String, String)>,
            until: Option<(String, String)>,
            first: String,
            last: Option<String>,
        }
        let dates: Vec<Dates> = history
            .iter()
            .map(|held| {
                let [since, until, attested] =
                    [&held.since, &held.until, &held.attested].map(|text| day_range(text));
                let latest = [&since, &until, &attested];
                Dates {
                    first: since.clone().or(attested.clone()).map_or(String::new(), |days| days.0),
                    last: latest.into_iter().flatten().map(|days| days.1.clone()).min(),
                    since,
                    until,
                }
            })
            .collect();
        let next = |day: &str| day.parse::<NaiveDate>().unwrap().succ_opt().unwrap().to_string();
        let pair = |a: usize, b: usize| -> Option<String> {
            let (a, b) = (&dates[a], &dates[b]);
            if let (Some(one), Some(other)) = (&a.since, &b.since) {
                let cut = |day: &String, until: &Option<(String, String)>| match until {
                    Some(until) if until.1 < *day => until.1.clone(),
                    _ => day.clone(),
                };
                if one.0 == other.0 && cut(&one.1, &a.until) == cut(&other.1, &b.until) {
                    return None;
                }
            }
            if let (Some(until), Some(last)) = (&a.until, &b.last)
                && until.0 > *last
            {
                return None;
            }
            if b.first > a.first {
                return Some(b.first.clone());
            }
            let free = match (&a.until, &a.last) {
                (Some(until), _) => next(&until.1),
                (None, Some(last)) => next(last),
                (None, None) => return Some(b.first.clone()),
            };
            let day =
                if b.last.as_ref().is_some_and(|last| *last < free) { b.last.clone().unwrap() } else { free };
            Some(day.max(b.first.clone()))
        };
        let has_begun = |place: usize| {
            let index = chain[place];
            dates[index].first.as_str() <= on
                && chain[..place]
                    .iter()
                    .all(|&before| pair(before, index).is_none_or(|day| day.as_str() <= on))
        };
        let mut found: Vec<usize> = (0..chain.len())
            .rev()
            .filter(|&place| {
                let index = chain[place];
                let replaced = (place + 1..chain.len()).any(|later| {
                    has_begun(later)
                        && pair(index, chain[later]).is_some()
                        && (history[index].acting || !history[chain[later]].acting)
                });
                let over = dates[index].until.as_ref().is_some_and(|until| until.1.as_str() < on);
                has_begun(place) && !over && !replaced
            })
            .map(|place| chain[place])
            .collect();
        found.sort_by_key(|&index| history[index].acting);
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn exact_disjoint_tenures_match_the_calendar((history, calendar) in disjoint_history()) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
            for (day, holder) in calendar {
                prop_assert_eq!(holders_on(&tenures, day), holder.into_iter().collect::<Vec<_>>(), "{}", day);
            }
        }

        #[test]
        fn holders_match_the_rules_on_texts(history in any_history(5), on in 0u64..3700) {
            let on = NaiveDate::from_ymd_opt(2009, 1, 1).unwrap() + Days::new(on);
            let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
            let holders = holders_on(&tenures, on);
            prop_assert_eq!(&holders, &expected(&history, &order(&tenures), &on.to_string()));
            for &holder in &holders {
                prop_assert!(tenures[holder].period.covers(on));
            }
        }

        /// The last regular holder in the succession holds the post in the end, unless the holder is known to have
        /// left.
        #[test]
        fn the_last_regular_holder_holds_the_post_in_the_end(history in any_history(5)) {
            let tenures: Vec<Tenure<'_>> = history.iter().map(TestTenure::tenure).collect();
            let holders = holders_on(&tenures, NaiveDate::from_ymd_opt(2030, 1, 1).unwrap());
            let last = order(&tenures).into_iter().rfind(|&index| !tenures[index].acting);
            if let Some(last) = last.filter(|&last| tenures[last].period.until.is_none()) {
                prop_assert_eq!(holders.first(), Some(&last));
            }
        }
    }
}
