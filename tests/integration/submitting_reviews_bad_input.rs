//! Every problem of one answer has its own result, and does not affect the rest of the batch.

use chrono::Duration;
use dostyq::domain::ids::CardId;
use dostyq::domain::language_tag::LanguageTag;
use dostyq::domain::learning::exercise::{ExerciseId, Task};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::content_import::folder::ContentFolder;
use crate::content_import::import;
use crate::submitting_reviews::{beginner, log};
use crate::support::service::Service;
use crate::support::study::{
    changed, item, lesson, outcomes, queue, review, review_at, right_answer, start_lesson, submit,
};

/// Returns the id of an exercise of a queued card, even if the card never showed that exercise.
fn exercise_id(item: &Value, task: Task) -> Value {
    let card = CardId::from_global(item["card"]["id"].as_str().unwrap()).unwrap();
    let language = LanguageTag::new("ru").unwrap();
    json!(ExerciseId { card, reps: 0, language, task }.to_string())
}

#[tokio::test]
async fn each_bad_answer_has_its_own_result_and_does_not_affect_the_others() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let registered = service.clock.now();
    service.clock.advance(Duration::days(2));
    let now = service.clock.now();
    let salem = item(&items, "сәлем", "RECOGNIZE");
    let good = || review(&service, salem, &right_answer(salem));
    let with = |field: &str, value: Value| changed(&good(), field, value);
    let answered = |answer: Value| with("answer", answer);
    let at = |at| review_at(at, salem, &right_answer(salem));
    let never_made = CardId::from(Uuid::from_u128(7)).to_global();
    let other = item(&items, "рақмет", "RECOGNIZE");

    let cases = [
        ("ACCEPTED", good()),
        // The time.
        ("INVALID_REVIEW_TIME", at(now + Duration::days(1))),
        ("INVALID_REVIEW_TIME", at(registered - Duration::days(1))),
        ("INVALID_DURATION", with("durationMs", json!(i32::MIN))),
        // An unknown time zone does not lose the answer: that of the settings counts.
        ("ACCEPTED", with("timeZone", json!("Mars/Olympus"))),
        ("ACCEPTED", with("timeZone", json!("Z".repeat(10_000)))),
        // The card and the answer.
        ("NOT_FOUND", changed(&with("cardId", json!(never_made)), "answer", json!({"rating": "GOOD"}))),
        ("CARD_REQUIRED", with("cardId", json!(null))),
        (
            "CARD_REQUIRED",
            changed(&with("cardId", json!(null)), "wordId", salem["card"]["word"]["id"].clone()),
        ),
        ("CARD_REQUIRED", changed(&with("cardId", json!(null)), "skill", json!("RECOGNIZE"))),
        ("INVALID_ANSWER", answered(json!({"text": "х"}))),
        ("INVALID_ANSWER", answered(json!({"order": ["с", "ә"]}))),
        ("ACCEPTED", answered(json!({"choice": "х".repeat(1_000)}))),
        // The exercise.
        ("INVALID_EXERCISE", with("exerciseId", json!(""))),
        ("INVALID_EXERCISE", with("exerciseId", json!("nonsense"))),
        ("INVALID_EXERCISE", with("exerciseId", json!("A".repeat(201)))),
        ("INVALID_EXERCISE", with("exerciseId", json!("A".repeat(10_000)))),
        ("INVALID_EXERCISE", with("exerciseId", other["exercise"]["id"].clone())),
        ("INVALID_EXERCISE", with("exerciseId", salem["card"]["id"].clone())),
        ("INVALID_EXERCISE", with("exerciseId", exercise_id(salem, Task::TypeWord))),
        ("ACCEPTED", with("exerciseId", json!(null))),
        // A learner who saw both sides of a card rates it by hand, whatever the exercise.
        ("ACCEPTED", answered(json!({"rating": "EASY"}))),
    ];
    let reviews: Vec<Value> = cases.iter().map(|(_, review)| review.clone()).collect();

    let submitted = submit(&learner, &reviews).await;

    assert_eq!(outcomes(&submitted), cases.iter().map(|(outcome, _)| *outcome).collect::<Vec<_>>());
    assert_eq!(log(&learner).await.len(), 6);
    let message = "This exercise does not belong to the card. Request the card's exercise again.";
    assert_eq!(submitted["results"][13]["error"]["message"], message);
    let message = "Name the card: send cardId, or wordId and skill together.";
    assert_eq!(submitted["results"][7]["error"]["message"], message);
}

#[tokio::test]
async fn a_sentence_removed_from_the_content_is_not_graded() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    let mut gone = review(&service, salem, &json!({"order": ["Сәлем"]}));
    gone["exerciseId"] = exercise_id(salem, Task::OrderWords { sentence: 7 });
    // A cloze is graded by its original gap, whatever happened to its sentence.
    let mut gap = review(&service, salem, &json!({"text": "сәлемің"}));
    gap["exerciseId"] = exercise_id(salem, Task::Cloze { form: "Сәлемің".to_owned() });
    let submitted = submit(&learner, &[gone, gap]).await;
    assert_eq!(outcomes(&submitted), ["INVALID_EXERCISE", "ACCEPTED"]);
    let grade = &submitted["results"][1]["grade"];
    assert_eq!((&grade["verdict"], &grade["expected"]), (&json!("CORRECT"), &json!(["Сәлемің"])));
}

#[tokio::test]
async fn only_the_answer_of_100_kilobytes_is_refused() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    let pieces = vec!["ә"; 20_000];
    for long in
        [json!({"text": "a".repeat(100_000)}), json!({"text": "ә".repeat(50_000)}), json!({"order": pieces})]
    {
        let reviews = [
            review(&service, &items[0], &right_answer(&items[0])),
            review(&service, salem, &long),
            review(&service, &items[1], &right_answer(&items[1])),
        ];
        let submitted = submit(&learner, &reviews).await;
        assert_eq!(outcomes(&submitted), ["ACCEPTED", "INVALID_ANSWER", "ACCEPTED"]);
    }
}

#[tokio::test]
async fn only_answers_with_control_characters_are_refused() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    let is_refused = |c: &char| c.is_control() && !c.is_whitespace();
    let characters: Vec<char> = (0..0xa0).filter_map(char::from_u32).filter(is_refused).collect();
    let mut reviews: Vec<Value> = characters
        .iter()
        .map(|character| review(&service, salem, &json!({"text": format!("сәлем{character}")})))
        .collect();
    reviews.push(review(&service, salem, &json!({"text": "сәлем\n"})));
    let submitted = submit(&learner, &reviews).await;
    let mut expected = vec!["INVALID_ANSWER"; characters.len()];
    expected.push("ACCEPTED");
    assert_eq!(outcomes(&submitted), expected);
}

#[tokio::test]
async fn an_answer_to_a_withdrawn_word_is_accepted_and_its_history_stays() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    submit(&learner, &[review(&service, salem, &right_answer(salem))]).await;
    let content = ContentFolder::copy();
    content.remove_word("courses/kunine-bes-soz/01-amandasu.toml", "salem");
    assert!(import(&service, &content).ends_with("1 withdrawn"));

    service.clock.advance(Duration::minutes(10));
    assert!(queue(&learner).await.iter().all(|item| item["card"]["word"]["headword"] != "сәлем"));
    let other = item(&items, "рақмет", "PRODUCE");
    let reviews =
        [review(&service, salem, &right_answer(salem)), review(&service, other, &right_answer(other))];
    let submitted = submit(&learner, &reviews).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED", "ACCEPTED"]);
    assert_eq!(submitted["results"][0]["grade"]["verdict"], "CORRECT");
    assert_eq!(submitted["results"][0]["card"]["reps"], 2);
    assert_eq!(log(&learner).await.len(), 3);
}

#[tokio::test]
async fn the_same_review_id_with_another_exercise_is_refused() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let first = review(&service, &items[0], &right_answer(&items[0]));
    submit(&learner, std::slice::from_ref(&first)).await;
    let other = changed(&first, "exerciseId", json!(null));
    let foreign = changed(&first, "exerciseId", items[1]["exercise"]["id"].clone());
    let submitted = submit(&learner, &[first, other, foreign]).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED", "REVIEW_ID_REUSED", "REVIEW_ID_REUSED"]);
    start_lesson(&learner, "otbasy").await;
    assert_eq!(lesson(&learner, "amandasu").await["words"][0]["cards"][0]["reps"], 1);
}
