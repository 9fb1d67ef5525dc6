//! Dates for formats without EDTF: equally precise, but without the markers of uncertainty.

use edtf::{Edtf, FuzzyDate};

/// Returns the date without its markers: `2015~` becomes `2015`.
pub(super) fn plain(date: FuzzyDate) -> String {
    date.to_string().trim_end_matches(['~', '?', '%']).to_owned()
}

/// Returns a single date; `None` for an interval, since either end alone would be misleading.
pub(super) fn point(date: &Edtf) -> Option<String> {
    match date {
        Edtf::Date(date) => Some(plain(*date)),
        Edtf::Interval(..) => None,
    }
}

/// Returns the beginning and the end of a period. A single date is both.
pub(super) fn span(date: &Edtf) -> (Option<String>, Option<String>) {
    match date {
        Edtf::Date(date) => (Some(plain(*date)), Some(plain(*date))),
        Edtf::Interval(from, until) => (from.map(plain), until.map(plain)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_its_precision_and_loses_its_uncertainty() {
        let edtf = |text: &str| text.parse::<Edtf>().unwrap();
        for (text, expected) in [("2015~", Some("2015")), ("2015-03%", Some("2015-03")), ("2015/..", None)] {
            assert_eq!(point(&edtf(text)).as_deref(), expected, "{text}");
        }
        assert_eq!(span(&edtf("../2015-03-01?")), (None, Some("2015-03-01".to_owned())));
        assert_eq!(span(&edtf("2015")), (Some("2015".to_owned()), Some("2015".to_owned())));
    }
}
