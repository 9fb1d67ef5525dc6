//! The period in which a statement holds: a name, a parent, a membership.
//!
//! Dates are only as precise as their source, but queries ask for a single day. Both ends are therefore read
//! inclusively: "since 2015" and "until 2015" both cover every day of 2015. Two consecutive statements then overlap in
//! the year of the change, and the one that began last wins ([`valid_on`]): a query for a day in 2015 returns the
//! statement that began in 2015.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use edtf::{Edtf, FuzzyDate};

/// For how long evidence supports that somebody still holds a post: three years.
const EVIDENCE_LASTS: Months = Months::new(36);

/// Returns the first day whose evidence supports a statement on a day, if the statement is not known to have ended.
pub fn evident_since(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(EVIDENCE_LASTS).unwrap_or(NaiveDate::MIN)
}

/// The period in which a statement holds, as far as the source says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ValidityPeriod {
    /// The first date; `None` if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<FuzzyDate>,
    /// The last date, inclusive; `None` if the statement is not known to have ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<FuzzyDate>,
    /// A date on which the source observed that the statement held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attested: Option<Edtf>,
}

impl ValidityPeriod {
    /// Returns the first day of the period: the earliest day that `since` can mean, otherwise the earliest day of
    /// `attested`; `None` if the beginning is unbounded.
    pub fn begins(&self) -> Option<NaiveDate> {
        match self.since {
            Some(since) => Some(since.earliest()),
            None => self.attested_from(),
        }
    }

    /// Returns what decides which of two periods began last: the first day, then the latest day that `since` can mean.
    /// `None`, an unbounded beginning, is less than any day.
    pub fn began(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.begins(), self.since.map(FuzzyDate::latest).or(self.begins()))
    }

    /// Returns the last day of the period: the latest day that `until` can mean; `None` if no end is known.
    pub fn ends(&self) -> Option<NaiveDate> {
        self.until.map(FuzzyDate::latest)
    }

    /// Returns whether the period covers a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.begins().is_none_or(|begins| begins <= day) && self.ends().is_none_or(|ends| day <= ends)
    }

    /// Returns whether the dates are consistent: the period doesn't end before it begins, and overlaps `attested`.
    pub fn is_consistent(&self) -> bool {
        let precedes = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
            from.zip(until).is_none_or(|(from, until)| from <= until)
        };
        precedes(self.begins(), self.ends())
            && precedes(self.attested_from(), self.ends())
            && precedes(self.begins(), self.attested_until())
    }

    /// Returns the last day on which the period can have begun: the earliest of the latest days that `since`, `until`
    /// and `attested` can mean. `None` if none of them bounds it.
    pub fn begins_at_latest(&self) -> Option<NaiveDate> {
        [self.since.map(FuzzyDate::latest), self.ends(), self.attested_until()].into_iter().flatten().min()
    }

    /// Returns the last day for which there is evidence: the latest day that the attestation, the end or else the beginning
    /// can mean. `None` without dates.
    pub fn last_evidence(&self) -> Option<NaiveDate> {
        let attested = match self.attested {
            // The source says when it began to observe, and not until when.
            Some(Edtf::Interval(Some(from), None)) => Some(from.latest()),
            _ => self.attested_until(),
        };
        [attested, self.ends(), self.since.map(FuzzyDate::latest)].into_iter().flatten().max()
    }

    fn attested_from(&self) -> Option<NaiveDate> {
        self.attested.as_ref().and_then(Edtf::earliest)
    }

    fn attested_until(&self) -> Option<NaiveDate> {
        self.attested.as_ref().and_then(Edtf::latest)
    }
}

/// Returns the statement that holds on a day, from statements that follow one another, such as names and parents: of
/// those whose periods cover the day, the one that began last. If two began on the same day, the one whose `since` can
/// mean the later day wins (2015 comes after 2015-01), then the later one in the list.
///
/// A change in 2015 from A (until 2015) to B (since 2015) returns B for every day of 2015. After B has ended, an A
/// without a known end holds again.
pub fn valid_on<'a, T>(
    statements: impl IntoIterator<Item = &'a T>,
    period: impl Fn(&T) -> &ValidityPeriod,
    day: NaiveDate,
) -> Option<&'a T> {
    // `max_by_key` returns the last of equal elements.
    statements
        .into_iter()
        .filter(|statement| period(statement).covers(day))
        .max_by_key(|statement| period(statement).began())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(since: &str, until: &str, attested: &str) -> ValidityPeriod {
        ValidityPeriod {
            since: since.parse().ok(),
            until: until.parse().ok(),
            attested: attested.parse().ok(),
        }
    }

    fn index_valid_on(periods: &[ValidityPeriod], on: &str) -> Option<usize> {
        let statements: Vec<(usize, &ValidityPeriod)> = periods.iter().enumerate().collect();
        valid_on(&statements, |statement| statement.1, day(on)).map(|statement| statement.0)
    }

    #[test]
    fn the_last_evidence_is_the_latest_day_that_any_date_can_mean() {
        for (since, until, attested, expected) in [
            ("2013", "", "2017~/2018~", "2018-12-31"),
            ("2013-05", "", "", "2013-05-31"),
            ("2013", "2015-03-01", "2014", "2015-03-01"),
            ("", "", "2017-05/..", "2017-05-31"),
            ("", "", "", ""),
        ] {
            assert_eq!(period(since, until, attested).last_evidence(), expected.parse().ok());
        }
    }

    #[test]
    fn both_ends_are_inclusive() {
        let period = period("2013-05", "2015~", "");
        assert_eq!((period.begins(), period.ends()), (Some(day("2013-05-01")), Some(day("2015-12-31"))));
        for (on, covered) in
            [("2013-04-30", false), ("2013-05-01", true), ("2015-12-31", true), ("2016-01-01", false)]
        {
            assert_eq!(period.covers(day(on)), covered, "{on}");
        }
    }

    #[test]
    fn an_attested_statement_begins_with_its_attestation_and_has_no_end() {
        let attested = period("", "", "2017~/2018~");
        assert_eq!((attested.begins(), attested.ends()), (Some(day("2017-01-01")), None));
        assert_eq!(period("2013", "", "2017").begins(), Some(day("2013-01-01")));
        assert_eq!(ValidityPeriod::default().begins(), None);
        assert!(
            ValidityPeriod::default().covers(NaiveDate::MIN)
                && ValidityPeriod::default().covers(NaiveDate::MAX)
        );
    }

    #[test]
    fn contradictory_dates_are_inconsistent() {
        for (since, until, attested, consistent) in [
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
            assert_eq!(
                period(since, until, attested).is_consistent(),
                consistent,
                "{since} {until} {attested}"
            );
        }
    }

    #[test]
    fn the_latest_beginning_is_bounded_by_all_dates() {
        let latest = |since, until, attested| period(since, until, attested).begins_at_latest();
        assert_eq!(latest("2015", "", ""), Some(day("2015-12-31")));
        assert_eq!(latest("2015", "2015-03", ""), Some(day("2015-03-31")));
        assert_eq!(latest("2015", "2015-03", "2015-02-01"), Some(day("2015-02-01")));
        assert_eq!(latest("", "", "2015/.."), None);
    }

    #[test]
    fn the_year_of_a_change_belongs_to_the_new_statement() {
        let names = [period("", "2015", ""), period("2015", "", "")];
        assert_eq!(index_valid_on(&names, "2014-12-31"), Some(0));
        assert_eq!(index_valid_on(&names, "2015-01-01"), Some(1));
        assert_eq!(index_valid_on(&names, "2016-01-01"), Some(1));
    }

    #[test]
    fn with_equal_beginnings_the_later_since_and_then_the_later_in_the_list_wins() {
        assert_eq!(
            index_valid_on(&[period("2015", "", ""), period("2015-01", "", "")], "2016-01-01"),
            Some(0)
        );
        assert_eq!(
            index_valid_on(&[period("2015-01", "", ""), period("2015", "", "")], "2016-01-01"),
            Some(1)
        );
        assert_eq!(index_valid_on(&[period("2015", "", ""), period("2015~", "", "")], "2016-01-01"), Some(1));
        assert_eq!(
            index_valid_on(&[ValidityPeriod::default(), ValidityPeriod::default()], "2016-01-01"),
            Some(1)
        );
        assert_eq!(index_valid_on(&[period("2015", "2015", "")], "2016-01-01"), None);
    }

    #[test]
    fn unknown_dates_are_absent_from_json() {
        let period = period("2013", "", "2017~/2018~");
        let json = serde_json::to_string(&period).unwrap();
        assert_eq!(json, r#"{"since":"2013","attested":"2017~/2018~"}"#);
        assert_eq!(serde_json::from_str::<ValidityPeriod>(&json).unwrap(), period);
        assert_eq!(serde_json::from_str::<ValidityPeriod>("{}").unwrap(), ValidityPeriod::default());
    }

    fn any_date() -> impl Strategy<Value = String> {
        prop_oneof![
            (2010..2018).prop_map(|year: i32| year.to_string()),
            (2010..2018, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}")),
            (2010..2018, 1..=12, 1..=28).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
            Just(String::new()),
        ]
    }

    /// The first and the last day that a date can mean, as texts.
    fn day_range(date: &str) -> (String, String) {
        let last = match date.len() {
            4 => format!("{date}-12-31"),
            // The text is only compared, so 31 serves as the last day of every month.
            7 => format!("{date}-31"),
            _ => date.to_owned(),
        };
        (format!("{date}{}", ["-01-01", "-01", ""][(date.len() - 4) / 3]), last)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// With disjoint periods of exact days, each day has the statement that the calendar has, or none.
        #[test]
        fn exact_disjoint_periods_match_the_calendar(
            spans in prop::collection::vec((0u64..20, 1u64..20), 0..6),
            rotation in 0usize..6,
        ) {
            let start = day("2015-02-01");
            let mut calendar: Vec<Option<usize>> = Vec::new();
            let mut statements = Vec::new();
            for (index, (gap, length)) in spans.into_iter().enumerate() {
                calendar.extend((0..gap).map(|_| None));
                let first = start + Days::new(calendar.len() as u64);
                calendar.extend((0..length).map(|_| Some(index)));
                let last = start + Days::new(calendar.len() as u64 - 1);
                statements.push((index, period(&first.to_string(), &last.to_string(), "")));
            }
            let middle = rotation.min(statements.len());
            statements.rotate_left(middle);
            calendar.push(None);
            for (days, expected) in calendar.into_iter().enumerate() {
                let on = start + Days::new(days as u64);
                prop_assert_eq!(valid_on(&statements, |statement| &statement.1, on).map(|statement| statement.0), expected);
            }
        }

        /// Imprecise periods, compared with the rule applied to texts: no other covering period wins over the result.
        #[test]
        fn imprecise_periods_match_the_rule_on_texts(
            dates in prop::collection::vec((any_date(), any_date(), any_date()), 0..6),
            on in (2009..2019, 1..=12, 1..=28),
        ) {
            let on = format!("{}-{:02}-{:02}", on.0, on.1, on.2);
            let periods: Vec<ValidityPeriod> =
                dates.iter().map(|(since, until, attested)| period(since, until, attested)).collect();
            let mut best: Option<(usize, (String, String))> = None;
            for (index, (since, until, attested)) in dates.iter().enumerate() {
                let began = match (since.as_str(), attested.as_str()) {
                    ("", "") => (String::new(), String::new()),
                    ("", attested) => (day_range(attested).0, day_range(attested).0),
                    (since, _) => day_range(since),
                };
                let over = !until.is_empty() && day_range(until).1 < on;
                let beaten = best.as_ref().is_some_and(|(_, best)| began < *best);
                if began.0 <= on && !over && !beaten {
                    best = Some((index, began));
                }
            }
            prop_assert_eq!(index_valid_on(&periods, &on), best.map(|(index, _)| index));
        }
    }
}
