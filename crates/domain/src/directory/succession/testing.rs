//! Histories of posts for the tests.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::Tenure;
use crate::directory::ValidityPeriod;

/// A tenure, with its dates also as texts.
#[derive(Debug, Clone)]
pub(super) struct TestTenure {
    pub(super) since: String,
    pub(super) until: String,
    pub(super) attested: String,
    pub(super) period: ValidityPeriod,
    pub(super) acting: bool,
    pub(super) position: i32,
    pub(super) tie_breaker: Uuid,
}

impl TestTenure {
    pub(super) fn tenure(&self) -> Tenure<'_> {
        Tenure {
            period: &self.period,
            acting: self.acting,
            position: self.position,
            tie_breaker: self.tie_breaker,
        }
    }
}

pub(super) fn period(since: &str, until: &str, attested: &str) -> ValidityPeriod {
    ValidityPeriod { since: since.parse().ok(), until: until.parse().ok(), attested: attested.parse().ok() }
}

/// Returns a regular holder. Positions in the list follow the order of the calls.
pub(super) fn held(since: &str, until: &str, attested: &str) -> TestTenure {
    let period = period(since, until, attested);
    let [since, until, attested] = [since, until, attested].map(str::to_owned);
    TestTenure {
        since,
        until,
        attested,
        period,
        acting: false,
        position: next_position(),
        tie_breaker: Uuid::nil(),
    }
}

fn next_position() -> i32 {
    use std::sync::atomic::{AtomicI32, Ordering};
    static NEXT: AtomicI32 = AtomicI32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Returns the first and the last day of a date, or of an interval of years, as texts.
pub(super) fn day_range(date: &str) -> Option<(String, String)> {
    let (from, until) = date.split_once('/').unwrap_or((date, date));
    let first = |date: &str| match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    let last = |date: &str| match date.len() {
        4 => format!("{date}-12-31"),
        7 => {
            let days = (28..=31).rev().map(|day| format!("{date}-{day}"));
            days.into_iter().find(|day| day.parse::<NaiveDate>().is_ok()).unwrap()
        }
        _ => date.to_owned(),
    };
    (!date.is_empty()).then(|| (first(from), last(until)))
}

fn any_date() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (2010..2018).prop_map(|year: i32| year.to_string()),
        2 => (2010..2018, 1..=12).prop_map(|(year, month): (i32, i32)| format!("{year}-{month:02}")),
        2 => (2010..2018, 1..=12, 1..=28)
            .prop_map(|(year, month, day): (i32, i32, i32)| format!("{year}-{month:02}-{day:02}")),
        3 => Just(String::new()),
    ]
}

fn any_attestation() -> impl Strategy<Value = String> {
    prop_oneof![
        any_date(),
        (2010..2018, 0..3).prop_map(|(year, more): (i32, i32)| format!("{year}/{}", year + more))
    ]
}

/// Generates up to `most` consistent tenures of regular and acting holders, some with equal positions in the list.
pub(super) fn any_history(most: usize) -> impl Strategy<Value = Vec<TestTenure>> {
    let one = (any_date(), any_date(), any_attestation(), prop::bool::weighted(0.25), 1..5, any::<u64>());
    let consistent =
        one.prop_filter_map("inconsistent dates", |(since, until, attested, acting, position, salt)| {
            let period = period(&since, &until, &attested);
            let tie_breaker = Uuid::from_u64_pair(salt, 0);
            period.is_consistent().then_some(TestTenure {
                since,
                until,
                attested,
                period,
                acting,
                position,
                tie_breaker,
            })
        });
    prop::collection::vec(consistent, 0..=most)
}

type Calendar = Vec<(NaiveDate, Option<usize>)>;

/// Generates regular holders with exact, disjoint days, in any order, and a calendar with the index of each day's
/// holder. There may be vacancies. The positions in the list are independent of the days.
pub(super) fn disjoint_history() -> impl Strategy<Value = (Vec<TestTenure>, Calendar)> {
    let spans = prop::collection::vec((0u64..9, 1u64..12), 0..7).prop_map(|spans| {
        let mut day = NaiveDate::from_ymd_opt(2015, 2, 1).unwrap();
        let mut spans_of_days = Vec::new();
        for (gap, length) in spans {
            let first = day + Days::new(gap);
            day = first + Days::new(length);
            spans_of_days.push((first, day - Days::new(1)));
        }
        spans_of_days
    });
    spans.prop_shuffle().prop_map(|spans| {
        let history: Vec<TestTenure> =
            spans.iter().map(|(first, last)| held(&first.to_string(), &last.to_string(), "")).collect();
        let start = NaiveDate::from_ymd_opt(2015, 1, 31).unwrap();
        let calendar = start
            .iter_days()
            .take(160)
            .map(|day| (day, spans.iter().position(|(first, last)| *first <= day && day <= *last)));
        let calendar = calendar.collect();
        (history, calendar)
    })
}
