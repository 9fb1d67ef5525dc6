//! Dates for formats that know no EDTF: as precise, but without a word on how sure they are.

use edtf::{Edtf, FuzzyDate};

/// `2015~` is `2015`.
pub(super) fn plain(date: FuzzyDate) -> String {
    date.to_string().trim_end_matches(['~', '?', '%']).to_owned()
}

/// One date; an interval has none, since either of its ends would say too much.
pub(super) fn point(date: &Edtf) -> Option<String> {
    match date {
        Edtf::Date(date) => Some(plain(*date)),
        Edtf::Interval(..) => None,
    }
}

/// When something began that took a while, and when it ended. One date is both.
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
    fn a_date_keeps_its_precision_and_loses_its_doubts() {
        let edtf = |text: &str| text.parse::<Edtf>().unwrap();
        for (text, expected) in [("2015~", Some("2015")), ("2015-03%", Some("2015-03")), ("2015/..", None)] {
            assert_eq!(point(&edtf(text)).as_deref(), expected, "{text}");
        }
        assert_eq!(span(&edtf("../2015-03-01?")), (None, Some("2015-03-01".to_owned())));
        assert_eq!(span(&edtf("2015")), (Some("2015".to_owned()), Some("2015".to_owned())));
    }
}
