//! `checkAnswer` grades like `submitReviews`, and writes nothing.

use serde_json::{Value, json};

use crate::submitting_reviews::{beginner, log};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{item, lesson, queue, review, right_answer, start_lesson, submit, wrong_answer};

const CHECK: &str = "query($input: CheckAnswerInput!) { checkAnswer(input: $input) {
    verdict rating word { headword } expected otherWord { headword } slip { kind letters { expected written } } } }";

async fn check(learner: &Client, input: Value) -> Value {
    learner.query(CHECK, json!({"input": input})).await["checkAnswer"].take()
}

#[tokio::test]
async fn an_answer_is_graded_and_nothing_is_written() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let before = (lesson(&learner, "amandasu").await, queue(&learner).await);
    for item in &items {
        for answer in [right_answer(item), wrong_answer(item)] {
            let by_exercise =
                check(&learner, json!({"exerciseId": item["exercise"]["id"], "answer": answer})).await;
            let with_card =
                json!({"exerciseId": item["exercise"]["id"], "cardId": item["card"]["id"], "answer": answer});
            assert_eq!(check(&learner, with_card).await, by_exercise);
            assert_eq!(by_exercise["verdict"] == "CORRECT", answer == right_answer(item), "{item:#}");
        }
    }
    let salem = item(&items, "сәлем", "PRODUCE");
    let by_card = check(&learner, json!({"cardId": salem["card"]["id"], "answer": {"text": "салем"}})).await;
    assert_eq!((&by_card["verdict"], &by_card["rating"]), (&json!("SLIP"), &json!("HARD")));
    let other = check(&learner, json!({"cardId": salem["card"]["id"], "answer": {"text": "рахмет"}})).await;
    assert_eq!(
        (&other["verdict"], &other["otherWord"]["headword"]),
        (&json!("ANOTHER_WORD"), &json!("рақмет"))
    );

    assert_eq!((lesson(&learner, "amandasu").await, queue(&learner).await), before);
    assert_eq!(log(&learner).await, Vec::<Value>::new());

    // It finds the same as submitting does.
    let mut given = review(&service, salem, &json!({"text": "салем"}));
    given["exerciseId"] = json!(null);
    let submitted = submit(&learner, &[given]).await;
    assert_eq!(submitted["results"][0]["grade"], by_card);
}

#[tokio::test]
async fn ungradable_answers_have_codes_and_other_learners_cards_are_absent() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let berik = service.client().register("berik@example.kz").await;
    start_lesson(&berik, "amandasu").await;
    let his = queue(&berik).await;
    let (id, card) = (&items[0]["exercise"]["id"], &items[0]["card"]["id"]);
    let right = right_answer(&items[0]);
    for absent in [
        json!({"exerciseId": his[0]["exercise"]["id"], "answer": right}),
        json!({"cardId": his[0]["card"]["id"], "answer": right}),
        json!({"cardId": "nonsense", "answer": right}),
    ] {
        assert_eq!(check(&learner, absent).await, json!(null));
    }
    for bad in [
        json!({"answer": right}),
        json!({"exerciseId": "nonsense", "answer": right}),
        json!({"exerciseId": "A".repeat(201), "answer": right}),
        json!({"exerciseId": id, "cardId": items[1]["card"]["id"], "answer": right}),
        json!({"exerciseId": id, "answer": {"text": "привет"}}),
        json!({"exerciseId": id, "answer": {"rating": "EASY"}}),
        json!({"cardId": card, "answer": {"rating": "EASY"}}),
        json!({"cardId": item(&items, "сәлем", "PRODUCE")["card"]["id"], "answer": {"text": "а".repeat(201)}}),
        json!({"cardId": item(&items, "сәлем", "PRODUCE")["card"]["id"], "answer": {"text": ""}}),
    ] {
        let answer = learner.execute(CHECK, json!({"input": bad})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{bad}");
    }
    let nobody = service.client().execute(CHECK, json!({"input": {"exerciseId": id, "answer": right}})).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
}
