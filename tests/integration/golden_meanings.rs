//! Typed meanings of the course's words: an answer that people would accept counts as remembered, and another as a
//! lapse.

use std::collections::HashMap;

use dostyq::domain::ids::CardId;
use dostyq::domain::language_tag::LanguageTag;
use dostyq::domain::learning::exercise::{ExerciseId, Task};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::start_lesson;

const GOLDEN: &str = include_str!("golden_meanings.txt");

/// Returns a learner who reads this language and has started the whole course, and their cards for recognizing, by
/// headword.
async fn learner(service: &Service, language: &str) -> (Client, HashMap<String, CardId>) {
    let learner = service.client().register(&format!("{language}@example.kz")).await;
    let read = "mutation($languages: [LanguageTag!]!) { updateSettings(input: {glossLanguages: $languages}) { errors { code } } }";
    learner.query(read, json!({"languages": [language]})).await;
    let lessons = "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { slug words { headword cards { id skill } } } } }";
    let course = learner.query(lessons, json!({})).await;
    for lesson in course["course"]["lessons"].as_array().unwrap() {
        start_lesson(&learner, lesson["slug"].as_str().unwrap()).await;
    }
    let course = learner.query(lessons, json!({})).await;
    let lessons = course["course"]["lessons"].as_array().unwrap().iter();
    let words = lessons.flat_map(|lesson| lesson["words"].as_array().unwrap());
    let card = |word: &Value| {
        let cards = word["cards"].as_array().unwrap();
        let card = cards.iter().find(|card| card["skill"] == "RECOGNIZE").unwrap();
        let id = CardId::from_global(card["id"].as_str().unwrap()).unwrap();
        (word["headword"].as_str().unwrap().to_owned(), id)
    };
    let cards = words.map(card).collect();
    (learner, cards)
}

async fn verdict(learner: &Client, card: CardId, language: &str, answer: &str) -> String {
    let language = LanguageTag::new(language).unwrap();
    let exercise = ExerciseId { card, reps: 0, language, task: Task::TypeMeaning }.to_string();
    let check = "query($exercise: ID!, $text: String!) {
        checkAnswer(input: {exerciseId: $exercise, answer: {text: $text}}) { verdict } }";
    let checked = learner.query(check, json!({"exercise": exercise, "text": answer})).await;
    checked["checkAnswer"]["verdict"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn defensible_meanings_are_accepted_and_others_are_not() {
    let service = Service::start().await;
    let learners =
        HashMap::from([("ru", learner(&service, "ru").await), ("en", learner(&service, "en").await)]);
    let (accepted, refused) = GOLDEN.split_once("\nrefused\n").unwrap();
    let answers = |part: &'static str| {
        let lines = part.lines().filter(|line| line.contains(" | ")).filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| {
            let fields: Vec<&str> = line.split(" | ").collect();
            fields[2].split(" / ").map(|answer| (fields[0], fields[1], answer)).collect::<Vec<_>>()
        })
    };
    let mut counts = [(0, 0), (0, 0)];
    for (part, (total, unexpected)) in [accepted, refused].into_iter().zip(&mut counts) {
        let is_accepted = part == accepted;
        for (language, word, answer) in answers(part) {
            let (learner, cards) = &learners[language];
            let card = *cards.get(word).unwrap_or_else(|| panic!("«{word}» is no word of the course"));
            let verdict = verdict(learner, card, language, answer).await;
            *total += 1;
            if matches!(verdict.as_str(), "CORRECT" | "SLIP") != is_accepted {
                *unexpected += 1;
                println!("{language}: «{answer}» for {word} is {verdict}");
            }
        }
    }
    let [(accepted, not_accepted), (refused, not_refused)] = counts;
    assert!(accepted >= 300 && refused >= 150, "{counts:?}");
    assert!(not_accepted * 100 <= accepted * 5, "{not_accepted} of {accepted} are not accepted");
    assert_eq!(not_refused, 0, "of {refused}");
}
