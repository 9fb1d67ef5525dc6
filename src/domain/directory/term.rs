//! From when until when something holds: a name, a parent, the holding of a post.
//!
//! The dates are as precise as their source, and a day must be answered all the same. Both ends are read widely: what
//! holds since 2015 is taken to hold on each day of 2015, and so is what holds until 2015. Where two things follow one
//! another, that makes them meet in the year of the change, and the one that began last wins ([`holding_on`]): whoever
//! asks for a day of 2015 is told what came with 2015.

use chrono::NaiveDate;
use edtf::{Edtf, FuzzyDate};
use serde::{Deserialize, Serialize};

/// From when until when something holds, as far as the source knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Term {
    /// From when; none: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<FuzzyDate>,
    /// Until when, that date included; none: not known to be over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<FuzzyDate>,
    /// When the source saw it to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attested: Option<Edtf>,
}

impl Term {
    /// The first day on which it is taken to hold: the earliest that `since` can mean, else the earliest on which it
    /// was attested; none: since ever.
    pub fn begins(&self) -> Option<NaiveDate> {
        match self.since {
            Some(since) => Some(since.earliest()),
            None => self.attested_from(),
        }
    }

    /// The last day on which it is taken to hold: the latest that `until` can mean; none: it isn't known to be over.
    pub fn ends(&self) -> Option<NaiveDate> {
        self.until.map(FuzzyDate::latest)
    }

    /// Whether it is taken to hold on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.begins().is_none_or(|begins| begins <= day) && self.ends().is_none_or(|ends| day <= ends)
    }

    /// Whether its dates can be true together: it doesn't end before it begins, and part of the time in which it was
    /// attested lies within.
    pub fn is_ordered(&self) -> bool {
        let precedes = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
            from.zip(until).is_none_or(|(from, until)| from <= until)
        };
        precedes(self.begins(), self.ends())
            && precedes(self.attested_from(), self.ends())
            && precedes(self.begins(), self.attested_until())
    }

    /// The last day on which it can have begun: neither `since` nor what is known of its end and of its attestation
    /// allow for a later one. None: nothing bounds it.
    pub fn begins_at_latest(&self) -> Option<NaiveDate> {
        [self.since.map(FuzzyDate::latest), self.ends(), self.attested_until()].into_iter().flatten().min()
    }

    fn attested_from(&self) -> Option<NaiveDate> {
        self.attested.as_ref().and_then(Edtf::earliest)
    }

    fn attested_until(&self) -> Option<NaiveDate> {
        self.attested.as_ref().and_then(Edtf::latest)
    }
}

/// Of things that follow one another, such as names and parents, the one that holds on a day: of those that cover it
/// the one that began last. Where two began on the same day, it is the one whose `since` reaches further (2015 comes
/// after 2015-01), and then the later in the list.
///
/// A change in 2015 from A (until 2015) to B (since 2015) gives B for every day of 2015. Once B has ended, an A that
/// isn't known to be over holds again.
pub fn holding_on<'a, T>(
    things: impl IntoIterator<Item = &'a T>,
    term: impl Fn(&T) -> &Term,
    day: NaiveDate,
) -> Option<&'a T> {
    let began = |thing: &T| {
        let term = term(thing);
        (term.begins(), term.since.map(FuzzyDate::latest).or(term.begins()))
    };
    // Of equal ones `max_by_key` takes the last; none, which is since ever, is less than any day.
    things.into_iter().filter(|thing| term(thing).covers(day)).max_by_key(|thing| began(thing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn term(since: &str, until: &str, attested: &str) -> Term {
        Term { since: since.parse().ok(), until: until.parse().ok(), attested: attested.parse().ok() }
    }

    fn held(terms: &[Term], on: &str) -> Option<usize> {
        let things: Vec<(usize, &Term)> = terms.iter().enumerate().collect();
        holding_on(&things, |thing| thing.1, day(on)).map(|thing| thing.0)
    }

    #[test]
    fn both_ends_are_read_widely() {
        let term = term("2013-05", "2015~", "");
        assert_eq!((term.begins(), term.ends()), (Some(day("2013-05-01")), Some(day("2015-12-31"))));
        for (on, covered) in
            [("2013-04-30", false), ("2013-05-01", true), ("2015-12-31", true), ("2016-01-01", false)]
        {
            assert_eq!(term.covers(day(on)), covered, "{on}");
        }
    }

    #[test]
    fn what_was_only_seen_holds_since_then_and_is_not_over() {
        let seen = term("", "", "2017~/2018~");
        assert_eq!((seen.begins(), seen.ends()), (Some(day("2017-01-01")), None));
        assert_eq!(term("2013", "", "2017").begins(), Some(day("2013-01-01")));
        assert_eq!(Term::default().begins(), None);
        assert!(Term::default().covers(NaiveDate::MIN) && Term::default().covers(NaiveDate::MAX));
    }

    #[test]
    fn a_term_of_which_the_dates_exclude_one_another_is_none() {
        for (since, until, attested, ordered) in [
            ("", "", "", true),
            ("2015", "2015", "", true),
            ("2015-03", "2015", "", true),
            ("2015", "2015-03", "", true),
            ("2015-03", "2015-02", "", false),
            ("2015", "2014", "", false),
            ("2013", "2015", "2014/2017", true),
            ("2013", "2015", "2016/..", false),
            ("2013", "2015", "../2012", false),
            ("", "2015", "2016", false),
            ("2015", "", "2015-06", true),
            ("2015", "", "2014", false),
        ] {
            assert_eq!(term(since, until, attested).is_ordered(), ordered, "{since} {until} {attested}");
        }
    }

    #[test]
    fn the_last_day_of_a_beginning_is_what_all_its_dates_allow() {
        let latest = |since, until, attested| term(since, until, attested).begins_at_latest();
        assert_eq!(latest("2015", "", ""), Some(day("2015-12-31")));
        assert_eq!(latest("2015", "2015-03", ""), Some(day("2015-03-31")));
        assert_eq!(latest("2015", "2015-03", "2015-02-01"), Some(day("2015-02-01")));
        assert_eq!(latest("", "", "2015/.."), None);
    }

    #[test]
    fn the_year_of_a_change_belongs_to_what_came() {
        let names = [term("", "2015", ""), term("2015", "", "")];
        assert_eq!(held(&names, "2014-12-31"), Some(0));
        assert_eq!(held(&names, "2015-01-01"), Some(1));
        assert_eq!(held(&names, "2016-01-01"), Some(1));
    }

    #[test]
    fn where_the_beginnings_are_equal_the_further_reaching_and_then_the_later_in_the_list_holds() {
        assert_eq!(held(&[term("2015", "", ""), term("2015-01", "", "")], "2016-01-01"), Some(0));
        assert_eq!(held(&[term("2015-01", "", ""), term("2015", "", "")], "2016-01-01"), Some(1));
        assert_eq!(held(&[term("2015", "", ""), term("2015~", "", "")], "2016-01-01"), Some(1));
        assert_eq!(held(&[Term::default(), Term::default()], "2016-01-01"), Some(1));
        assert_eq!(held(&[term("2015", "2015", "")], "2016-01-01"), None);
    }

    #[test]
    fn in_json_what_is_not_known_is_absent() {
        let term = term("2013", "", "2017~/2018~");
        let json = serde_json::to_string(&term).unwrap();
        assert_eq!(json, r#"{"since":"2013","attested":"2017~/2018~"}"#);
        assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), term);
        assert_eq!(serde_json::from_str::<Term>("{}").unwrap(), Term::default());
    }

    fn any_date() -> impl Strategy<Value = String> {
        prop_oneof![
            (2010..2018).prop_map(|year: i32| year.to_string()),
            (2010..2018, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}")),
            (2010..2018, 1..=12, 1..=28).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
            Just(String::new()),
        ]
    }

    /// First and last day that a date can mean, by its text.
    fn reach(date: &str) -> (String, String) {
        let last = match date.len() {
            4 => format!("{date}-12-31"),
            // A text is only compared: no month has more days.
            7 => format!("{date}-31"),
            _ => date.to_owned(),
        };
        (format!("{date}{}", ["-01-01", "-01", ""][(date.len() - 4) / 3]), last)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// Day-precise and disjoint: each day of a calendar has the name of whoever holds then, or of nobody.
        #[test]
        fn what_holds_is_what_the_calendar_says(
            spans in prop::collection::vec((0u64..20, 1u64..20), 0..6),
            rotation in 0usize..6,
        ) {
            let start = day("2015-02-01");
            let mut calendar: Vec<Option<usize>> = Vec::new();
            let mut things = Vec::new();
            for (index, (gap, length)) in spans.into_iter().enumerate() {
                calendar.extend((0..gap).map(|_| None));
                let first = start + Days::new(calendar.len() as u64);
                calendar.extend((0..length).map(|_| Some(index)));
                let last = start + Days::new(calendar.len() as u64 - 1);
                things.push((index, term(&first.to_string(), &last.to_string(), "")));
            }
            let middle = rotation.min(things.len());
            things.rotate_left(middle);
            calendar.push(None);
            for (days, expected) in calendar.into_iter().enumerate() {
                let on = start + Days::new(days as u64);
                prop_assert_eq!(holding_on(&things, |thing| &thing.1, on).map(|thing| thing.0), expected);
            }
        }

        /// Fuzzy ones, against the rule spelled out on texts: each candidate is beaten by nobody.
        #[test]
        fn what_holds_is_what_no_other_covering_one_beats(
            dates in prop::collection::vec((any_date(), any_date(), any_date()), 0..6),
            on in (2009..2019, 1..=12, 1..=28),
        ) {
            let on = format!("{}-{:02}-{:02}", on.0, on.1, on.2);
            let terms: Vec<Term> = dates.iter().map(|(since, until, seen)| term(since, until, seen)).collect();
            let mut best: Option<(usize, (String, String))> = None;
            for (index, (since, until, seen)) in dates.iter().enumerate() {
                let began = match (since.as_str(), seen.as_str()) {
                    ("", "") => (String::new(), String::new()),
                    ("", seen) => (reach(seen).0, reach(seen).0),
                    (since, _) => reach(since),
                };
                let over = !until.is_empty() && reach(until).1 < on;
                let beaten = best.as_ref().is_some_and(|(_, best)| began < *best);
                if began.0 <= on && !over && !beaten {
                    best = Some((index, began));
                }
            }
            prop_assert_eq!(held(&terms, &on), best.map(|(index, _)| index));
        }
    }
}
