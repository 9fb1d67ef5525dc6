//! Ten days of two learners with the same knowledge, one with a Kazakh keyboard and one with a Russian keyboard:
//! neither learner loses answers or words because of the keyboard.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::Duration;
use kazakh::alphabet::confusable_class;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::seeded_random::SeededRandom;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, kind, outcomes, rate, review, right_answer, start_lesson, submit, wrong_answer,
};

const DAYS: i64 = 10;
const LESSONS: [&str; 10] =
    ["amandasu", "otbasy", "ui", "sandar-1-5", "sandar-6-10", "uaqyt", "tamaq", "mektep", "adamdar", "dene"];

/// The effort and the result of ten days.
#[derive(Debug)]
struct Outcome {
    answers: u32,
    lapses: u64,
    known: f64,
}

async fn queue(learner: &Client) -> Vec<Value> {
    let document = format!(
        "{{ viewer {{ studyQueue(first: 100) {{
            card {{ id skill phase reps retrievability
                word {{ id headword glosses {{ language text }} examples {{ sentence }} }} }}
            exercise {{ {EXERCISE} }}
        }} }} }}"
    );
    learner.query(&document, json!({})).await["viewer"]["studyQueue"].as_array().unwrap().clone()
}

/// Whether the learner remembers the card: both learners remember the same word in the same skill equally often.
fn remembers(item: &Value) -> bool {
    let card = &item["card"];
    let chance = match card["phase"].as_str().unwrap() {
        "NEW" => 0.8,
        "REVIEW" => card["retrievability"].as_f64().unwrap(),
        _ => 0.9,
    };
    let mut hasher = DefaultHasher::new();
    for part in [&card["word"]["headword"], &card["skill"]] {
        part.as_str().unwrap().hash(&mut hasher);
    }
    card["reps"].as_u64().unwrap().hash(&mut hasher);
    SeededRandom(hasher.finish()).happens(chance)
}

/// Returns an answer as a Russian keyboard types it.
fn on_russian_keyboard(answer: &Value) -> Value {
    match answer["text"].as_str() {
        Some(text) => json!({"text": text.chars().map(confusable_class).collect::<String>()}),
        None => answer.clone(),
    }
}

async fn ten_days(keyboard: &str, types_in_russian: bool) -> Outcome {
    let service = Service::start().await;
    let learner = service.client().register_to_be_taught("aigul@example.kz").await;
    let settings = "mutation($keyboard: Keyboard!) { updateSettings(input: {keyboard: $keyboard, newCardsPerDay: 10}) { errors { code } } }";
    learner.query(settings, json!({"keyboard": keyboard})).await;
    for lesson in LESSONS {
        start_lesson(&learner, lesson).await;
    }
    let mut answers = 0;
    for _ in 0..DAYS {
        let mut idle = 0;
        while idle < 30 {
            let items = queue(&learner).await;
            let (asked, shown): (Vec<Value>, Vec<Value>) =
                items.into_iter().partition(|item| !item["exercise"].is_null());
            idle = if asked.is_empty() { idle + 1 } else { 0 };
            let shown: Vec<Value> =
                shown.iter().map(|item| json!({"wordId": item["card"]["word"]["id"]})).collect();
            let introduce = "mutation($words: [IntroductionInput!]!) { introduceWords(input: {introductions: $words}) { errors { code } } }";
            learner.query(introduce, json!({"words": shown})).await;
            let reviews: Vec<Value> = asked
                .iter()
                .map(|item| {
                    let right = if remembers(item) { right_answer(item) } else { wrong_answer(item) };
                    let is_kazakh = kind(item) != "TypeMeaningExercise";
                    let typed = types_in_russian && is_kazakh;
                    review(&service, item, &if typed { on_russian_keyboard(&right) } else { right })
                })
                .collect();
            answers += u32::try_from(reviews.len()).unwrap();
            let submitted = submit(&learner, &reviews).await;
            assert!(outcomes(&submitted).iter().all(|outcome| *outcome == "ACCEPTED"), "{submitted:#}");
            service.clock.advance(Duration::minutes(2));
        }
        let next_day = service.clock.now() + Duration::days(1);
        let morning = next_day.date_naive().and_hms_opt(4, 0, 0).unwrap().and_utc();
        service.clock.advance(morning - service.clock.now());
    }
    let words = "{ viewer { statistics { words { known } } reviews(first: 1) { edges { node { id } } } } }";
    let data = learner.query(words, json!({})).await;
    let cards = learner
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { words { cards { lapses } } } } }",
            json!({}),
        )
        .await;
    let lapses = cards["course"]["lessons"].as_array().unwrap().iter();
    let lapses = lapses.flat_map(|lesson| lesson["words"].as_array().unwrap());
    let lapses = lapses.flat_map(|word| word["cards"].as_array().unwrap());
    Outcome {
        answers,
        lapses: lapses.map(|card| card["lapses"].as_u64().unwrap()).sum(),
        known: data["viewer"]["statistics"]["words"]["known"].as_f64().unwrap(),
    }
}

#[tokio::test]
async fn a_russian_keyboard_costs_neither_answers_nor_words() {
    let kazakh = ten_days("KAZAKH", false).await;
    let russian = ten_days("RUSSIAN", true).await;
    let unset = ten_days("KAZAKH", true).await;
    println!("a Kazakh keyboard: {kazakh:?}");
    println!("a Russian keyboard: {russian:?}");
    println!("a Russian keyboard that the settings do not name: {unset:?}");
    let share = |one: u32, other: u32| f64::from(one) / f64::from(other);
    assert!(kazakh.answers > 200 && kazakh.known > 20.0, "{kazakh:?}");
    assert!((share(russian.answers, kazakh.answers) - 1.0).abs() <= 0.05, "{russian:?} {kazakh:?}");
    assert!((russian.known / kazakh.known - 1.0).abs() <= 0.05, "{russian:?} {kazakh:?}");
    assert_eq!(russian.lapses, kazakh.lapses);
    assert!(share(unset.answers, kazakh.answers) <= 1.25, "{unset:?} {kazakh:?}");
}

#[tokio::test]
async fn an_answer_may_name_the_keyboard_that_it_was_typed_on() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "sandar-1-5").await;
    let document = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"sandar-1-5\"}}) {
        words { headword cards { id skill } } } }";
    let lesson = learner.query(document, json!({})).await;
    let words = lesson["lesson"]["words"].as_array().unwrap();
    let four = words.iter().find(|word| word["headword"] == "төрт").unwrap();
    let cards = four["cards"].as_array().unwrap();
    let card = cards.iter().find(|card| card["skill"] == "PRODUCE").unwrap()["id"].clone();
    let check = "query($card: ID!, $keyboard: Keyboard) {
        checkAnswer(input: {cardId: $card, answer: {text: \"торт\"}, keyboard: $keyboard}) { verdict rating } }";
    let submit = "mutation($reviews: [ReviewInput!]!) {
        submitReviews(input: {reviews: $reviews}) { results { grade { verdict rating } error { code } } } }";
    for (keyboard, verdict, rating) in [
        (Value::Null, "ANOTHER_WORD", "AGAIN"),
        (json!("KAZAKH"), "ANOTHER_WORD", "AGAIN"),
        (json!("RUSSIAN"), "SLIP", "GOOD"),
    ] {
        let expected = json!({"verdict": verdict, "rating": rating});
        let checked = learner.query(check, json!({"card": card, "keyboard": keyboard})).await;
        assert_eq!(checked["checkAnswer"], expected, "{keyboard}");
        let mut review = rate(service.clock.now(), &card, "GOOD");
        review["answer"] = json!({"text": "торт"});
        review["keyboard"] = keyboard.clone();
        let submitted = learner.query(submit, json!({"reviews": [review]})).await;
        assert_eq!(
            submitted["submitReviews"]["results"][0],
            json!({"grade": expected, "error": null}),
            "{keyboard}"
        );
        service.clock.advance(Duration::minutes(10));
    }
}
