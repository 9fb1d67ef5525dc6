//! Each answer counts once and at its own time, in whatever order, how often, and from whatever device it is submitted.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::submitting_reviews::{beginner, log};
use crate::support::client::Client;
use crate::support::seeded_random::SeededRandom;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{
    changed, item, lesson, moment, new_id, outcomes, review, review_at, right_answer, submit, wrong_answer,
};

/// Returns seven answers to each card within a month, in order of time. Some are wrong, and two are at the same moment.
fn a_month_of_answers(items: &[Value], begin: DateTime<Utc>) -> Vec<Value> {
    let times = [
        Duration::zero(),
        Duration::minutes(10),
        Duration::hours(50),
        Duration::hours(50),
        Duration::days(6),
        Duration::days(6) + Duration::minutes(10),
        Duration::days(30),
    ];
    let mut reviews = Vec::new();
    for (nth, &time) in times.iter().enumerate() {
        for (card, item) in items.iter().enumerate() {
            let is_tied = nth > 0 && times[nth - 1] == time;
            let is_right = |nth: usize| !(card + 2 * nth).is_multiple_of(5);
            // The same answer at the same moment would be one answer, sent twice.
            let right = if is_tied { !is_right(nth - 1) } else { is_right(nth) };
            let answer = if right { right_answer(item) } else { wrong_answer(item) };
            let at = begin + time + Duration::seconds(i64::try_from(card).unwrap());
            reviews.push(review_at(at, item, &answer));
        }
    }
    reviews.sort_by_key(|review| (moment(&review["reviewedAt"]), review["reviewId"].to_string()));
    reviews
}

/// Returns the reviews in an order unrelated to their times: by their ids, which are random.
fn shuffled(reviews: &[Value]) -> Vec<Value> {
    let mut reviews = reviews.to_vec();
    reviews.sort_by_key(|review| review["reviewId"].to_string());
    reviews
}

async fn submit_in_parts(learner: &Client, reviews: &[Value], size: usize) {
    for part in reviews.chunks(size) {
        assert_eq!(outcomes(&submit(learner, part).await), vec!["ACCEPTED"; part.len()]);
    }
}

#[tokio::test]
async fn order_repetition_and_concurrency_make_no_difference() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let phone = service.client().log_in("aigul@example.kz").await;
    let reviews = a_month_of_answers(&items, service.clock.now());
    service.clock.advance(Duration::days(40));
    let snapshot = Snapshot::of(&service).await;
    let mixed = shuffled(&reviews);
    let backwards: Vec<Value> = reviews.iter().rev().cloned().collect();
    let (odd, even): (Vec<_>, Vec<_>) = mixed.iter().cloned().enumerate().partition(|(nth, _)| nth % 2 == 1);
    let [odd, even] = [odd, even].map(|half| half.into_iter().map(|(_, review)| review).collect::<Vec<_>>());

    submit_in_parts(&learner, &reviews, 100).await;
    let expected = (lesson(&learner, "amandasu").await, log(&learner).await);
    let words = expected.0["words"].as_array().unwrap();
    let cards: Vec<&Value> = words.iter().flat_map(|word| word["cards"].as_array().unwrap()).collect();
    assert!(cards.len() == 10 && cards.iter().all(|card| card["reps"] == 7), "{cards:#?}");
    assert!(cards.iter().any(|card| card["lapses"] != 0), "{cards:#?}");

    for way in ["one by one", "shuffled", "backwards, in parts", "twice", "twice in one", "by two at once"] {
        snapshot.restore().await;
        assert_eq!(log(&learner).await, Vec::<Value>::new());
        match way {
            "one by one" => submit_in_parts(&learner, &reviews, 1).await,
            "shuffled" => submit_in_parts(&learner, &mixed, 100).await,
            "backwards, in parts" => submit_in_parts(&learner, &backwards, 9).await,
            "twice" => {
                submit_in_parts(&learner, &mixed, 23).await;
                submit_in_parts(&learner, &backwards, 17).await;
            }
            "twice in one" => {
                submit_in_parts(&learner, &[mixed.clone(), reviews.clone()].concat(), 200).await;
            }
            _ => {
                tokio::join!(submit_in_parts(&learner, &odd, 8), submit_in_parts(&phone, &even, 8));
                // Neither got the response that everything was accepted.
                tokio::join!(submit_in_parts(&learner, &mixed, 31), submit_in_parts(&phone, &backwards, 29));
            }
        }
        let found = (lesson(&learner, "amandasu").await, log(&learner).await);
        assert_eq!(found, expected, "{way}");
    }

    snapshot.restore().await;
    tokio::join!(submit_in_parts(&learner, &mixed, 100), submit_in_parts(&phone, &mixed, 100));
    assert_eq!(
        (lesson(&learner, "amandasu").await, log(&learner).await),
        expected,
        "the same by two at once"
    );
}

/// Returns the same answers in another order, some of them twice, split into batches of two devices.
fn shuffle_repeat_and_split(reviews: &[Value], random: &mut SeededRandom) -> [Vec<Vec<Value>>; 2] {
    let repeated = reviews.iter().filter(|_| random.below(3) == 0).cloned().collect::<Vec<_>>();
    let mut all = [reviews.to_vec(), repeated].concat();
    for place in (1..all.len()).rev() {
        all.swap(place, random.below(place + 1));
    }
    let mut devices = [Vec::new(), Vec::new()];
    while !all.is_empty() {
        let rest = all.split_off((1 + random.below(12)).min(all.len()));
        devices[random.below(2)].push(std::mem::replace(&mut all, rest));
    }
    devices
}

#[tokio::test]
async fn random_orders_repetitions_and_devices_give_the_same_result() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let phone = service.client().log_in("aigul@example.kz").await;
    // Two cards of each skill, seven answers each.
    let reviews = a_month_of_answers(&[&items[..2], &items[5..7]].concat(), service.clock.now());
    service.clock.advance(Duration::days(40));
    let snapshot = Snapshot::of(&service).await;
    submit_in_parts(&learner, &reviews, 100).await;
    let expected = (lesson(&learner, "amandasu").await, log(&learner).await);
    let send = async |device: &Client, parts: &[Vec<Value>]| {
        for part in parts {
            assert_eq!(outcomes(&submit(device, part).await), vec!["ACCEPTED"; part.len()]);
        }
    };

    // Each case is a month over HTTP, so there are few of them by default.
    let cases = std::env::var("PROPTEST_CASES").map_or(36, |cases| cases.parse().unwrap());
    for seed in 0..cases {
        snapshot.restore().await;
        let [one, other] = shuffle_repeat_and_split(&reviews, &mut SeededRandom(seed));
        // In every other case, both devices submit at the same time.
        if seed % 2 == 0 {
            tokio::join!(send(&learner, &one), send(&phone, &other));
        } else {
            send(&learner, &one).await;
            send(&phone, &other).await;
        }
        let found = (lesson(&learner, "amandasu").await, log(&learner).await);
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[tokio::test]
async fn a_late_answer_counts_at_its_time() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    let begin = service.clock.now();
    let snapshot = Snapshot::of(&service).await;
    let [first, second, forgotten] =
        [(0, right_answer(salem)), (10, right_answer(salem)), (60 * 24 * 4, wrong_answer(salem))]
            .map(|(minutes, answer)| review_at(begin + Duration::minutes(minutes), salem, &answer));
    service.clock.advance(Duration::days(5));

    let in_order = submit(&learner, &[first.clone(), second.clone(), forgotten.clone()]).await;
    let card = &in_order["results"][0]["card"];
    assert_eq!(
        (&card["phase"], &card["lapses"], &card["reps"]),
        (&json!("RELEARNING"), &json!(1), &json!(3))
    );

    snapshot.restore().await;
    let without = submit(&learner, &[first, forgotten]).await;
    assert_eq!(without["results"][1]["card"]["lapses"], 0, "the card was still being learned");
    let late = submit(&learner, &[second]).await;
    assert_eq!(late["results"][0]["card"], *card);
    assert_eq!(late["results"][0]["review"], in_order["results"][1]["review"]);
}

#[tokio::test]
async fn one_id_for_two_cards_at_the_same_time_is_refused_once() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let phone = service.client().log_in("aigul@example.kz").await;
    for pair in items.chunks(2) {
        let id = new_id();
        let [a, b] = [0, 1]
            .map(|n| [changed(&review(&service, &pair[n], &right_answer(&pair[n])), "reviewId", id.clone())]);
        let (a, b) = tokio::join!(submit(&learner, &a), submit(&phone, &b));
        let mut found = [outcomes(&a)[0], outcomes(&b)[0]];
        found.sort_unstable();
        assert_eq!(found, ["ACCEPTED", "REVIEW_ID_REUSED"]);
    }
}

/// The cards before any answer, to start again with the same cards: a card's intervals also depend on its id.
struct Snapshot(tokio_postgres::Client);

impl Snapshot {
    async fn of(service: &Service) -> Self {
        let database = connect(&service.database.url).await.unwrap();
        database.batch_execute("CREATE TEMPORARY TABLE snapshot AS SELECT * FROM cards").await.unwrap();
        Self(database)
    }

    async fn restore(&self) {
        let restore =
            "BEGIN; DELETE FROM reviews; DELETE FROM cards; INSERT INTO cards SELECT * FROM snapshot; COMMIT";
        self.0.batch_execute(restore).await.unwrap();
    }
}
