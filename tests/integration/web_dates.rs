//! The app checks dates while editors type them. It must refuse what the service refuses, and nothing else.

use edtf::{Edtf, FuzzyDate};
use serde_json::Value;

use crate::support::seeded_random::SeededRandom;
use crate::web_grading::{ask_client, has_node};

/// Dates and texts that are not dates, with `|` between them.
const DATES: &str = "2015|2015-03|2015-03-21|2015~|2015-03?|2015-03-21%|0000|9999-12-31|2016-02-29|\
    2015-02-29|1900-02-29|2000-02-29|2015-04-31|2015-13|2015-00|2015-01-00|201|20150|201X|\
    2015-3|2015-03-1|2015~~|~2015|2015?~|2015 |-2015|2015-21|2015/2017|2015/..|../2017|\
    ../..|2015/|/2017|2017/2015|2015-06/2015|2015/2015-06|2015-06-30/2015-06-01|\
    2015/2016/2017|2015-02-30/2016|2015?/2016~|сәуір|２０１５|2015-03-21T10:00|..|";

#[test]
fn dates_are_checked_as_the_service_checks_them() {
    if !has_node() {
        return;
    }
    let mut texts: Vec<String> = DATES.split('|').map(str::to_owned).collect();
    let mut random = SeededRandom(11);
    let letters: Vec<char> = "0123456789-/.~?%".chars().collect();
    for _ in 0..3_000 {
        let mut text: Vec<char> = texts[random.below(40)].chars().collect();
        for _ in 0..random.below(3) {
            let at = random.below(text.len() + 1);
            match random.below(3) {
                0 if at < text.len() => text[at] = letters[random.below(letters.len())],
                1 if at < text.len() => _ = text.remove(at),
                _ => text.insert(at, letters[random.below(letters.len())]),
            }
        }
        texts.push(text.into_iter().collect());
    }
    let found = problems(&texts);
    assert_eq!(found.len(), texts.len());
    for (text, found) in texts.iter().zip(found) {
        let [single, any] = [&found[0], &found[1]];
        assert_eq!(single.is_null(), text.parse::<FuzzyDate>().is_ok(), "{text} as a date: {single}");
        assert_eq!(any.is_null(), text.parse::<Edtf>().is_ok(), "{text} as a date or an interval: {any}");
        let is_interval = text.parse::<Edtf>().is_ok() && text.contains('/');
        assert_eq!(single == "INTERVAL", is_interval || any == "REVERSED", "{text}: {single}, {any}");
    }
    let of = |text: &str| problems(&[text.to_owned()])[0][1].as_str().unwrap_or("none").to_owned();
    assert_eq!(of("2015-02-29"), "NO_SUCH_DAY");
    assert_eq!(of("2017/2015"), "REVERSED");
    assert_eq!(of("21.03.2015"), "NOT_A_DATE");
}

/// Returns what the client says about each text: as a single date, and as a date or an interval.
fn problems(texts: &[String]) -> Vec<Value> {
    let answer = ask_client("dates", &serde_json::to_string(texts).unwrap());
    serde_json::from_str(&answer).unwrap()
}
