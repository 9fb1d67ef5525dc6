//! Histories for the tests.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::Tenure;
use crate::domain::directory::Term;

/// A tenure with its dates as texts too.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) since: String,
    pub(super) until: String,
    pub(super) seen: String,
    pub(super) term: Term,
    pub(super) acting: bool,
    pub(super) position: i32,
    pub(super) tie: Uuid,
}

impl Held {
    pub(super) fn tenure(&self) -> Tenure<'_> {
        Tenure { term: &self.term, acting: self.acting, position: self.position, tie: self.tie }
    }
}

pub(super) fn term(since: &str, until: &str, seen: &str) -> Term {
    Term { since: since.parse().ok(), until: until.parse().ok(), attested: seen.parse().ok() }
}

/// A regular holder. Its place in the list is that of its making.
pub(super) fn held(since: &str, until: &str, seen: &str) -> Held {
    let term = term(since, until, seen);
    let [since, until, seen] = [since, until, seen].map(str::to_owned);
    Held { since, until, seen, term, acting: false, position: next_position(), tie: Uuid::nil() }
}

fn next_position() -> i32 {
    use std::sync::atomic::{AtomicI32, Ordering};
    static MADE: AtomicI32 = AtomicI32::new(0);
    MADE.fetch_add(1, Ordering::Relaxed)
}

/// The first and the last day of one date, or of an interval of years.
pub(super) fn reach(date: &str) -> Option<(String, String)> {
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

/// Up to `most` terms such as a source could tell, of regular and acting holders, some at equal places in the list.
pub(super) fn any_history(most: usize) -> impl Strategy<Value = Vec<Held>> {
    let one = (any_date(), any_date(), any_attestation(), prop::bool::weighted(0.25), 1..5, any::<u64>());
    let ordered =
        one.prop_filter_map("dates exclude one another", |(since, until, seen, acting, position, salt)| {
            let term = term(&since, &until, &seen);
            let tie = Uuid::from_u64_pair(salt, 0);
            term.is_ordered().then_some(Held { since, until, seen, term, acting, position, tie })
        });
    prop::collection::vec(ordered, 0..=most)
}

type Calendar = Vec<(NaiveDate, Option<usize>)>;

/// Regular holders whose days are known and have none in common, in any order, with the index of who is there on each
/// day; between them there may be nobody. The places in the list tell nothing.
pub(super) fn disjoint_history() -> impl Strategy<Value = (Vec<Held>, Calendar)> {
    let spans = prop::collection::vec((0u64..9, 1u64..12), 0..7).prop_map(|spans| {
        let mut day = NaiveDate::from_ymd_opt(2015, 2, 1).unwrap();
        let mut made = Vec::new();
        for (gap, length) in spans {
            let first = day + Days::new(gap);
            day = first + Days::new(length);
            made.push((first, day - Days::new(1)));
        }
        made
    });
    spans.prop_shuffle().prop_map(|spans| {
        let history: Vec<Held> =
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
