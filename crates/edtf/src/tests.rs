//! Tests of parsing, printing and bounds.

use chrono::{Datelike as _, NaiveDate};
use proptest::prelude::*;

use crate::date::Qualifier;
use crate::{Edtf, FuzzyDate, InvalidDate, InvalidEdtf, Precision};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn fuzzy(text: &str) -> FuzzyDate {
    text.parse().unwrap()
}

#[test]
fn a_year_or_month_means_all_its_days() {
    let year: Edtf = "2016~".parse().unwrap();
    assert_eq!((year.earliest(), year.latest()), (day("2016-01-01"), day("2016-12-31")));
    let month: Edtf = "2016-02".parse().unwrap();
    assert_eq!((month.earliest(), month.latest()), (day("2016-02-01"), day("2016-02-29")));
}

#[test]
fn the_last_supported_year_has_a_last_day() {
    for text in ["9999", "9999-12", "9999-12-31"] {
        assert_eq!(Some(fuzzy(text).latest()), day("9999-12-31"), "{text}");
    }
}

#[test]
fn the_first_supported_year_is_the_year_1() {
    for text in ["0001", "0001-01", "0001-01-01"] {
        assert_eq!(fuzzy(text).earliest().year(), 1, "{text}");
    }
    for text in ["0000", "0000-12", "0000-12-31", "0000-02-29", "0000~", "0000/2015", "0000/..", "../0000"] {
        assert_eq!(text.parse::<Edtf>(), Err(InvalidEdtf), "{text}");
        assert_eq!(text.parse::<FuzzyDate>(), Err(InvalidDate), "{text}");
    }
}

#[test]
fn an_open_end_has_no_last_day() {
    let since: Edtf = "2015/..".parse().unwrap();
    assert_eq!((since.earliest(), since.latest()), (day("2015-01-01"), None));
}

#[test]
fn a_date_has_a_precision_and_qualifiers() {
    for (text, precision, approximate, uncertain) in [
        ("2015", Some(Precision::Year), false, false),
        ("2015-03~", Some(Precision::Month), true, false),
        ("2015-03-01?", Some(Precision::Day), false, true),
        ("2015%", Some(Precision::Year), true, true),
        ("2015/2017~", None, true, false),
        ("2015?/..", None, false, true),
        ("../2017", None, false, false),
    ] {
        let date: Edtf = text.parse().unwrap();
        assert_eq!(date.precision(), precision, "{text}");
        assert_eq!((date.is_approximate(), date.is_uncertain()), (approximate, uncertain), "{text}");
    }
}

#[test]
fn invalid_text_is_rejected() {
    let long = "2015-03-01".repeat(100_000);
    for text in [
        "",
        "15",
        "2015-13",
        "2015-02-30",
        "2015-1-1",
        "2017/2015",
        "../..",
        "2015~~",
        "май 2015",
        "+2015",
        "-0001",
        "-001",
        "2015-00",
        "2015-03-00",
        "2015-02-29",
        "1900-02-29",
        "10000",
        "2015-21",
        "201X",
        "2015/",
        "/2015",
        "2015/2016/2017",
        "2015-03-01T00:00",
        " 2015",
        "2015 ",
        "2015-",
        "~",
        "..",
        "2015/~",
        "２０１５",
        "٢٠١٥",
        "201５",
        "я015",
        "2015~\u{301}",
        "2015\0",
        &long,
    ] {
        assert_eq!(text.parse::<Edtf>(), Err(InvalidEdtf), "{text}");
        assert_eq!(text.parse::<FuzzyDate>(), Err(InvalidDate), "{text}");
    }
    for text in ["2016-02-29", "2000-02-29", "0004-02-29"] {
        assert!(text.parse::<FuzzyDate>().is_ok(), "{text}");
    }
    assert_eq!("2015/2017".parse::<FuzzyDate>(), Err(InvalidDate));
}

#[test]
fn a_date_is_a_string_in_json() {
    let dates: Vec<Edtf> = serde_json::from_str(r#"["2015-03~", "2015/.."]"#).unwrap();
    assert_eq!(serde_json::to_string(&dates).unwrap(), r#"["2015-03~","2015/.."]"#);
    // An escape, so that the deserializer cannot borrow the string.
    assert_eq!(serde_json::from_str::<FuzzyDate>(r#""\u0032015""#).unwrap(), fuzzy("2015"));
}

#[test]
fn a_json_error_says_what_is_accepted() {
    let error = serde_json::from_str::<FuzzyDate>("\"2015/2016\"").unwrap_err().to_string();
    assert!(error.starts_with(&InvalidDate.to_string()), "{error}");
    let error = serde_json::from_str::<Edtf>("\"spring\"").unwrap_err().to_string();
    assert!(error.starts_with(&InvalidEdtf.to_string()), "{error}");
    let error = serde_json::from_str::<Edtf>("2015").unwrap_err().to_string();
    assert!(error.contains("expected an EDTF date or interval as a string"), "{error}");
}

/// Any supported date, built from its parts rather than parsed.
fn any_date() -> impl Strategy<Value = FuzzyDate> {
    let qualifiers =
        vec![None, Some(Qualifier::Uncertain), Some(Qualifier::Approximate), Some(Qualifier::Both)];
    (1i32..=9999, 1u32..=366, 0..3, prop::sample::select(qualifiers)).prop_map(
        |(year, ordinal, precision, qualifier)| {
            let day = NaiveDate::from_yo_opt(year, ordinal)
                .unwrap_or_else(|| NaiveDate::from_yo_opt(year, 365).unwrap());
            let next_month = if day.month() == 12 { (year + 1, 1) } else { (year, day.month() + 1) };
            let ymd = |(y, m), d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
            let (precision, first_day, last_day) = match precision {
                0 => (Precision::Year, ymd((year, 1), 1), ymd((year, 12), 31)),
                1 => (Precision::Month, ymd((year, day.month()), 1), ymd(next_month, 1).pred_opt().unwrap()),
                _ => (Precision::Day, day, day),
            };
            FuzzyDate { first_day, last_day, precision, qualifier }
        },
    )
}

fn any_edtf() -> impl Strategy<Value = Edtf> {
    (any_date(), any_date(), 0..4).prop_map(|(one, other, shape)| match shape {
        0 => Edtf::Date(one),
        1 => Edtf::Interval(None, Some(one)),
        2 => Edtf::Interval(Some(one), None),
        _ if one.earliest() <= other.latest() => Edtf::Interval(Some(one), Some(other)),
        _ => Edtf::Interval(Some(other), Some(one)),
    })
}

proptest! {
    #[test]
    fn a_printed_value_parses_to_itself(date in any_edtf()) {
        prop_assert_eq!(&date.to_string().parse::<Edtf>().unwrap(), &date);
        let json = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Edtf>(&json).unwrap(), &date);
    }

    #[test]
    fn parsed_text_prints_as_it_was(
        text in r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[~?%]?(/(\.\.|[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[~?%]?))?",
    ) {
        if let Ok(date) = text.parse::<Edtf>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn every_existing_date_parses(date in any_date()) {
        let text = date.to_string();
        prop_assert_eq!(text.parse::<FuzzyDate>().unwrap().to_string(), text);
        prop_assert!(date.earliest() <= date.latest());
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,20}", near in r"[0-9٠-٩/~?%.\-é ]{0,24}") {
        let _ = (text.parse::<Edtf>(), text.parse::<FuzzyDate>());
        if let Ok(date) = near.parse::<Edtf>() {
            prop_assert_eq!(date.to_string(), near);
        }
    }
}
