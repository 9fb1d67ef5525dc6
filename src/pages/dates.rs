//! Dates in sentences: as precise as their source, and how long ago they were.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta};
use edtf::{Edtf, FuzzyDate, Precision};

use crate::domain::text::Language;
use crate::messages::{Variable, page_sentence};

fn number(name: &str, value: impl Into<f64>) -> (String, Variable) {
    (name.to_owned(), Variable::Number(value.into()))
}

fn text(name: &str, value: String) -> (String, Variable) {
    (name.to_owned(), Variable::Text(value))
}

/// Years are written without a separator, so they are texts.
fn year(name: &str, day: NaiveDate) -> (String, Variable) {
    text(name, day.year().to_string())
}

/// Returns a date or an interval in words, such as "c. 2017–2018".
pub(super) fn in_words(date: &Edtf, language: Language) -> String {
    match date {
        Edtf::Date(single) => qualified(*single, unqualified(*single, language), language),
        Edtf::Interval(Some(from), Some(until)) => interval(*from, *until, language),
        Edtf::Interval(from, until) => range(*from, *until, language),
    }
}

fn interval(from: FuzzyDate, until: FuzzyDate, language: Language) -> String {
    let are_years = from.precision() == Precision::Year && until.precision() == Precision::Year;
    let same = from.is_approximate() == until.is_approximate() && from.is_uncertain() == until.is_uncertain();
    if are_years && same {
        let years = [year("from", from.earliest()), year("until", until.earliest())];
        qualified(from, page_sentence("page-date-years", years, language), language)
    } else {
        range(Some(from), Some(until), language)
    }
}

/// Returns a period from its first and last dates, either of which may be unknown. Empty if both are.
pub(super) fn range(since: Option<FuzzyDate>, until: Option<FuzzyDate>, language: Language) -> String {
    let side = |date: Option<FuzzyDate>| {
        date.map_or_else(|| "…".to_owned(), |date| qualified(date, unqualified(date, language), language))
    };
    if since.is_none() && until.is_none() {
        return String::new();
    }
    format!("{} – {}", side(since), side(until))
}

fn qualified(date: FuzzyDate, words: String, language: Language) -> String {
    let mut words = words;
    if date.is_approximate() {
        words = page_sentence("page-date-approximate", [text("date", words)], language);
    }
    if date.is_uncertain() {
        words = page_sentence("page-date-uncertain", [text("date", words)], language);
    }
    words
}

fn unqualified(date: FuzzyDate, language: Language) -> String {
    let first = date.earliest();
    match date.precision() {
        Precision::Year => page_sentence("page-date-year", [year("year", first)], language),
        Precision::Month => month(first, language),
        Precision::Day => day(first, language),
    }
}

/// Returns the month of a day in words, such as "June 2014".
pub(super) fn month(day: NaiveDate, language: Language) -> String {
    let values = [year("year", day), number("month", day.month())];
    page_sentence("page-date-month", values, language)
}

/// Returns a day in words, such as "1 June 2014".
pub(super) fn day(day: NaiveDate, language: Language) -> String {
    let values = [year("year", day), number("month", day.month()), number("day", day.day())];
    page_sentence("page-date-day", values, language)
}

/// Returns a local time in words, such as "1 June 2014, 10:00".
pub(super) fn moment(time: NaiveDateTime, language: Language) -> String {
    format!("{}, {}", day(time.date(), language), time.format("%H:%M"))
}

/// Returns whole days in words, such as "21 March 2027 – 23 March 2027", from the first one and the time that they take.
pub(super) fn days(first: NaiveDate, length: TimeDelta, language: Language) -> String {
    // The last moment of the last day. A day that is an hour longer or shorter than others makes no difference.
    let last = first.checked_add_signed(length - TimeDelta::hours(12)).filter(|last| *last > first);
    match last {
        Some(last) => format!("{} – {}", day(first, language), day(last, language)),
        None => day(first, language),
    }
}

/// Returns a length of time in words, such as "1 h 30 min".
pub(super) fn duration(minutes: u32, language: Language) -> String {
    let parts = [("page-hours", minutes / 60), ("page-minutes", minutes % 60)];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> =
        parts.map(|(key, count)| page_sentence(key, [number("count", count)], language)).collect();
    words.join(" ")
}

/// Returns the year of a period that is exactly one year.
pub(super) fn whole_year(from: NaiveDate, to: NaiveDate) -> Option<i32> {
    let next = to.succ_opt()?;
    (from.ordinal() == 1 && next.ordinal() == 1 && next.year() == from.year() + 1).then(|| from.year())
}

/// Returns how many whole years ago a date was, in words. `None` if it was less than a year ago.
pub(super) fn age(latest: NaiveDate, today: NaiveDate, language: Language) -> Option<String> {
    let years = today.years_since(latest).filter(|years| *years > 0)?;
    Some(page_sentence("page-age", [number("years", years)], language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(edtf: &str) -> [String; 3] {
        let date: Edtf = edtf.parse().unwrap();
        Language::ALL.map(|language| in_words(&date, language))
    }

    #[test]
    fn a_date_is_as_precise_as_its_source() {
        assert_eq!(words("2015"), ["2015 ж.", "2015 г.", "2015"]);
        assert_eq!(words("2015-03"), ["2015 ж. наурыз", "март 2015 г.", "March 2015"]);
        assert_eq!(words("2014-06-01"), ["2014 ж. 1 маусым", "1 июня 2014 г.", "1 June 2014"]);
        assert_eq!(
            words("2017~/2018~"),
            ["шамамен 2017–2018 жж.", "ориентировочно 2017–2018 гг.", "c. 2017–2018"]
        );
        assert_eq!(words("2013?"), ["болжам бойынша 2013 ж.", "предположительно 2013 г.", "possibly 2013"]);
        assert_eq!(words("2015/.."), ["2015 ж. – …", "2015 г. – …", "2015 – …"]);
        assert_eq!(words("2015~/2017-02")[2], "c. 2015 – February 2017");
    }

    #[test]
    fn a_whole_year_begins_and_ends_with_the_year() {
        let year = |from: &str, to: &str| whole_year(from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(year("2016-01-01", "2016-12-31"), Some(2016));
        assert_eq!(year("2016-01-01", "2017-12-31"), None);
        assert_eq!(year("2016-01-02", "2016-12-31"), None);
        assert_eq!(year("2016-01-01", "2016-12-30"), None);
    }

    #[test]
    fn whole_days_have_no_hours() {
        let days = |hours| days("2027-03-21".parse().unwrap(), TimeDelta::hours(hours), Language::En);
        for hours in [23, 24, 25] {
            assert_eq!(days(hours), "21 March 2027");
            assert_eq!(days(hours + 48), "21 March 2027 – 23 March 2027");
        }
    }

    #[test]
    fn a_duration_has_hours_and_minutes() {
        let words = |minutes| Language::ALL.map(|language| duration(minutes, language));
        assert_eq!(words(90), ["1 сағ 30 мин", "1 ч 30 мин", "1 h 30 min"]);
        assert_eq!((words(45)[2].as_str(), words(1_800)[2].as_str()), ("45 min", "30 h"));
    }

    #[test]
    fn an_age_counts_whole_years_since_the_last_possible_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let age = |latest, today, language| age(day(latest), day(today), language);
        assert_eq!(age("2018-12-31", "2026-11-23", Language::En).unwrap(), "at least 7 years ago");
        assert_eq!(age("2018-12-31", "2026-11-23", Language::Kk).unwrap(), "кемінде 7 жыл бұрын");
        assert_eq!(age("2005-12-31", "2026-12-31", Language::Ru).unwrap(), "не менее 21 года назад");
        assert_eq!(age("2026-01-01", "2026-11-23", Language::En), None);
        assert_eq!(age("2030-01-01", "2026-11-23", Language::En), None);
    }
}
