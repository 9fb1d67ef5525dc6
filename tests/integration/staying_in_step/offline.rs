//! `offlinePack`: the cards to study on the next days.

use std::collections::BTreeSet;

use chrono::Duration;
use serde_json::{Value, json};

use super::replica::Replica;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, first_of_queue, know_lessons, learn, moment, outcomes, queue, review, review_at, right_answer,
    start_lesson, submit,
};

fn document() -> String {
    format!(
        "query($days: Int!, $first: Int!) {{ viewer {{ offlinePack(days: $days, first: $first) {{
            until serverTime hasMore cursor glossLanguages
            settings {{ rolloverHour newCardsPerDay }}
            preset {{ desiredRetention parameters learningStepsSeconds relearningStepsSeconds easyDaysPercent }}
            items {{
                card {{ id skill phase dueAt
                    word {{ id headword glosses {{ language text }} examples {{ sentence }} }} }}
                exercise {{ {EXERCISE} }}
            }}
            words {{ id headword glosses {{ language text }} examples {{ sentence translations {{ language text }} }} }}
        }} }} }}"
    )
}

async fn pack(learner: &Client, days: i32, first: i32) -> Value {
    learner.query(&document(), json!({"days": days, "first": first})).await["viewer"]["offlinePack"].take()
}

fn cards(items: &Value) -> BTreeSet<&str> {
    items.as_array().unwrap().iter().map(|item| item["card"]["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_pack_holds_what_becomes_due_until_its_last_day_ends() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    let week = pack(&learner, 14, 200).await;
    assert_eq!(cards(&week["items"]).len(), 10, "{week:#}");
    let due: Vec<_> = week["items"].as_array().unwrap().iter().map(|item| &item["card"]["dueAt"]).collect();
    for days in 1..=14 {
        let pack = pack(&learner, days, 200).await;
        let until = moment(&pack["until"]);
        let within = due.iter().filter(|due| moment(due) < until).count();
        assert_eq!(cards(&pack["items"]).len(), within, "{days} days, until {until}");
        // 04:00 in Almaty.
        assert_eq!(until, moment(&json!("2026-11-23T23:00:00Z")) + Duration::days(i64::from(days) - 1));
    }
    assert_eq!(pack(&learner, 1, 200).await["items"], json!([]));
}

#[tokio::test]
async fn the_packs_exercises_are_those_of_the_later_queue() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    start_lesson(&learner, "otbasy").await;
    let pack = pack(&learner, 14, 200).await;
    assert_eq!(cards(&pack["items"]).len(), 20);
    service.clock.advance(Duration::days(14));
    let queue = first_of_queue(&learner, 100).await;
    assert_eq!(queue.len(), 20);
    for item in &queue {
        let packed = pack["items"].as_array().unwrap().iter();
        let packed = packed.clone().find(|packed| packed["card"]["id"] == item["card"]["id"]).unwrap();
        assert_eq!(packed["exercise"], item["exercise"]);
    }
    // The pack contains everything else that is needed.
    assert_eq!(pack["words"].as_array().unwrap().len(), 10);
    assert!(pack["words"].as_array().unwrap().iter().all(|word| word["glosses"][0]["text"].is_string()));
    assert_eq!(pack["glossLanguages"], json!(["ru", "en"]));
    let preset = &pack["preset"];
    assert_eq!(preset["parameters"].as_array().unwrap().len(), 21);
    assert_eq!((&preset["parameters"][2], &preset["desiredRetention"]), (&json!(2.3065), &json!(0.9)));
    assert_eq!(preset["learningStepsSeconds"], json!([60, 600]));
    assert_eq!(pack["settings"]["rolloverHour"], 4);
}

#[tokio::test]
async fn new_cards_are_limited_by_the_days_of_the_pack() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for lesson in ["amandasu", "otbasy", "ui", "sandar-1-5", "sandar-6-10"] {
        start_lesson(&learner, lesson).await;
    }
    assert_eq!(cards(&pack(&learner, 1, 200).await["items"]).len(), 20);
    assert_eq!(cards(&pack(&learner, 2, 200).await["items"]).len(), 40);
    assert_eq!(cards(&pack(&learner, 14, 200).await["items"]).len(), 50);
    let bounded = pack(&learner, 14, 7).await;
    assert_eq!((cards(&bounded["items"]).len(), &bounded["hasMore"]), (7, &json!(true)));
    // New cards studied today count against today's limit.
    let items = queue(&learner).await;
    submit(&learner, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    let today = pack(&learner, 1, 200).await;
    assert_eq!(today["items"][0]["card"]["phase"], "LEARNING");
    assert_eq!(cards(&today["items"]).len(), 1 + 19);
    for (days, first) in [(0, 10), (15, 10), (1, 0), (1, 501)] {
        let answer = learner.execute(&document(), json!({"days": days, "first": first})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{days} {first}");
    }
}

#[tokio::test]
async fn new_cards_have_their_days_in_a_pack_that_cannot_hold_all_that_come_back() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let limit = "mutation { updateSettings(input: {newCardsPerDay: 4}) { errors { code } } }";
    assert_eq!(learner.query(limit, json!({})).await["updateSettings"]["errors"], json!([]));
    assert!(know_lessons(&learner, 26).await >= 250);
    service.clock.advance(Duration::days(1));
    for lesson in ["beru-men-alu", "qandai"] {
        start_lesson(&learner, lesson).await;
    }
    let mut most_of_a_day = 0;
    // Before the first card comes back, and when many are overdue.
    for _ in 0..9 {
        let pack = pack(&learner, 14, 200).await;
        assert_eq!((cards(&pack["items"]).len(), &pack["hasMore"]), (200, &json!(true)));
        let today = moment(&pack["until"]) - Duration::days(14);
        let mut new = 0;
        let mut order = Vec::new();
        for item in pack["items"].as_array().unwrap() {
            let is_new = item["card"]["phase"] == "NEW";
            let day = (moment(&item["card"]["dueAt"]) - today).num_days().max(0);
            order.push((if is_new { new / 4 } else { day }, is_new));
            new += i64::from(is_new);
        }
        assert!(order.is_sorted(), "{order:?}");
        let due = order.iter().filter(|(day, is_new)| *day == 0 && !is_new).count();
        most_of_a_day = most_of_a_day.max(due);
        let room = i64::try_from(200 - due).unwrap().min(4);
        assert!(new >= room, "{due} cards are due today, and the pack has {new} new ones");
        service.clock.advance(Duration::days(1));
    }
    assert!(most_of_a_day >= 50, "{most_of_a_day}");
}

#[tokio::test]
async fn offline_reviews_are_submitted_later_and_changes_fetch_the_rest() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let tablet = service.client().log_in("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let pack = pack(&learner, 3, 200).await;
    let begin = service.clock.now();
    service.clock.advance(Duration::days(2));
    start_lesson(&tablet, "otbasy").await;
    let items = pack["items"].as_array().unwrap();
    let answers: Vec<Value> = items
        .iter()
        .zip(1..)
        .map(|(item, nth)| review_at(begin + Duration::hours(nth), item, &right_answer(item)))
        .collect();
    assert_eq!(outcomes(&submit(&learner, &answers).await), ["ACCEPTED"; 10]);
    let cursor = pack["cursor"].as_str().map(str::to_owned);
    let mut kept = Replica { cursor, ..Replica::default() };
    kept.catch_up(&learner, 500).await;
    let counts = ["lessonStarts", "cards", "reviews", "words"].map(|list| kept.count(list));
    assert_eq!(counts, [1, 20, 10, 0]);
}
