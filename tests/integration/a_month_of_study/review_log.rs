//! The service's numbers, compared with counts made from the review log.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{DAYS, LESSONS, Learner, MISSED};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{lesson, moment};

/// Returns the whole review log, oldest first.
pub(super) async fn log(client: &Client) -> Vec<Value> {
    let document = "query($after: String) { viewer { reviews(first: 100, after: $after) { edges { node {
        reviewedAt studyDay durationMs rating verdict phase slip { kind letters { expected written } } card { id word { id } } } }
        pageInfo { hasNextPage endCursor } } } }";
    let (mut log, mut after) = (Vec::new(), json!(null));
    loop {
        let page = client.query(document, json!({"after": after})).await["viewer"]["reviews"].take();
        log.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            log.reverse();
            return log;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// The counts of a study day: reviews, milliseconds, reviews rated AGAIN, new words, reviewed cards, and remembered
/// cards.
type Counts = [u64; 6];

fn counted(log: &[Value]) -> BTreeMap<NaiveDate, Counts> {
    let mut days: BTreeMap<NaiveDate, Counts> = BTreeMap::new();
    let (mut words, mut reviewed) = (BTreeSet::new(), BTreeSet::new());
    for review in log {
        let day: NaiveDate = review["studyDay"].as_str().unwrap().parse().unwrap();
        let [reviews, duration, again, new_words, came_back, retained] = days.entry(day).or_default();
        let remembered = u64::from(review["rating"] != "AGAIN");
        *reviews += 1;
        *duration += review["durationMs"].as_u64().unwrap();
        *again += 1 - remembered;
        *new_words += u64::from(words.insert(review["card"]["word"]["id"].to_string()));
        if reviewed.insert((day, review["card"]["id"].to_string())) && review["phase"] == "REVIEW" {
            *came_back += 1;
            *retained += remembered;
        }
    }
    days
}

pub(super) async fn check_counts_against_the_log(learner: &Learner, log: &[Value]) {
    let document = "{ viewer { statistics { activity(from: \"2026-11-23\", to: \"2026-12-31\") {
        date reviews durationMs again newWords newCards retention { all { reviews retained } } } } } }";
    let activity = learner.client.query(document, json!({})).await["viewer"]["statistics"]["activity"].take();
    let mut actual: BTreeMap<NaiveDate, Counts> = BTreeMap::new();
    for day in activity.as_array().unwrap() {
        let number = |value: &Value| value.as_u64().unwrap();
        let all = &day["retention"]["all"];
        let counts = [
            &day["reviews"],
            &day["durationMs"],
            &day["again"],
            &day["newWords"],
            &all["reviews"],
            &all["retained"],
        ];
        actual.insert(day["date"].as_str().unwrap().parse().unwrap(), counts.map(number));
        assert!(number(&day["newCards"]) <= 15, "{day}");
    }
    let counted = counted(log);
    assert_eq!(actual, counted);
    assert_eq!(actual.len(), usize::try_from(DAYS).unwrap() - MISSED.len());

    // The number of remembered cards follows the forgetting curve: only one in 100,000 months would fail by chance.
    let sum = |place: usize| counted.values().map(|counts| counts[place]).sum::<u64>();
    let (came_back, retained) = (sum(4), sum(5));
    assert!(came_back > 300, "{came_back}");
    // A few slips spell another word, and some of the answers with another word may be right by chance.
    assert!(retained.abs_diff(learner.remembered) < 8, "{retained} {}", learner.remembered);
    let retained = f64::from(u32::try_from(retained).unwrap());
    let off = (retained - learner.expected).abs();
    assert!(off < 4.5 * learner.variance.sqrt(), "{retained} of {came_back}, {}", learner.expected);
}

pub(super) async fn check_slips_and_mistakes_against_the_log(learner: &Learner, log: &[Value]) {
    let document = "{ viewer { statistics {
        slips(first: 100) { count slip { kind letters { expected written } } }
        mistakes(days: 7, first: 100) { card { id } review { reviewedAt } }
    } } }";
    let actual = learner.client.query(document, json!({})).await["viewer"]["statistics"].take();
    let slipped = log.iter().filter(|review| !review["slip"].is_null());
    let confused = json!({"kind": "CONFUSED", "letters": [{"expected": "қ", "written": "к"}]});
    assert_eq!(actual["slips"], json!([{"count": slipped.clone().count(), "slip": confused}]));
    // A slip may spell another word.
    assert!((5..=learner.slips).contains(&slipped.count()), "{}", learner.slips);
    assert!(log.iter().any(|review| review["verdict"] == "ANOTHER_WORD"));

    let last: HashMap<&str, &Value> =
        log.iter().map(|review| (review["card"]["id"].as_str().unwrap(), review)).collect();
    let today: NaiveDate = log.last().unwrap()["studyDay"].as_str().unwrap().parse().unwrap();
    let mut mistakes: Vec<(DateTime<Utc>, &str)> = last
        .into_iter()
        .filter(|(_, review)| review["rating"] == "AGAIN" || !review["slip"].is_null())
        .filter(|(_, review)| {
            let day: NaiveDate = review["studyDay"].as_str().unwrap().parse().unwrap();
            today - day < Duration::days(7)
        })
        .map(|(card, review)| (moment(&review["reviewedAt"]), card))
        .collect();
    mistakes.sort_unstable();
    mistakes.reverse();
    let actual: Vec<(DateTime<Utc>, &str)> = actual["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| (moment(&mistake["review"]["reviewedAt"]), mistake["card"]["id"].as_str().unwrap()))
        .collect();
    assert!(!actual.is_empty());
    assert_eq!(actual, mistakes);
}

pub(super) async fn check_forecast_against_the_cards(service: &Service, learner: &Learner) {
    let document = "{ viewer { statistics { forecast(days: 365) { overdue days { due } } } } }";
    let forecast = learner.client.query(document, json!({})).await["viewer"]["statistics"]["forecast"].take();
    let days = forecast["days"].as_array().unwrap();
    let due: u64 = days.iter().map(|day| day["due"].as_u64().unwrap()).sum();
    let mut introduced_cards = 0;
    for slug in &LESSONS[..learner.lessons] {
        let lesson = lesson(&learner.client, slug).await;
        for card in
            lesson["words"].as_array().unwrap().iter().flat_map(|word| word["cards"].as_array().unwrap())
        {
            introduced_cards += u64::from(card["phase"] != "NEW");
            assert!(moment(&card["dueAt"]) < service.clock.now() + Duration::days(365), "{card}");
        }
    }
    assert_eq!(forecast["overdue"].as_u64().unwrap() + due, introduced_cards);
}
