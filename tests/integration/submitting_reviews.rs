//! Submitting reviews: each answer is graded and counts once, and a refused one does not affect the others.

use chrono::{DateTime, Duration, Utc};
use hyper::StatusCode;
use kazakh::fold::fold_kazakh as fold;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    changed, item, lesson, new_id, outcomes, queue, review, review_at, right_answer, start_lesson, submit,
    wrong_answer,
};

/// Registers a learner who has just started the first lesson, and returns their queue.
pub(crate) async fn beginner(service: &Service) -> (Client, Vec<Value>) {
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    (learner, items)
}

#[tokio::test]
async fn typed_answers_are_graded_and_slips_are_named() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let slip = |kind: &str, letters: Value| json!({"kind": kind, "letters": letters});
    let confused = |expected, written| slip("CONFUSED", json!([{"expected": expected, "written": written}]));
    let none = json!(null);
    let answers = [
        ("рақмет", "рақмет", "CORRECT", "GOOD", none.clone()),
        ("рақмет", " Рақмет! ", "CORRECT", "GOOD", none.clone()),
        ("рақмет", "рахмет", "CORRECT", "GOOD", none.clone()),
        ("рақмет", "ракмет", "SLIP", "HARD", confused("қ", "к")),
        ("сәлем", "салем", "SLIP", "HARD", confused("ә", "а")),
        ("сәлем", "сәлем бе", "WRONG", "AGAIN", none.clone()),
        ("сәлем", "сәем", "SLIP", "HARD", slip("MISSING", json!([{"expected": "л", "written": null}]))),
        ("сәлем", "сәллем", "SLIP", "HARD", slip("EXTRA", json!([{"expected": null, "written": "л"}]))),
        // Another word, even one that is not taught here.
        ("сәлем", "әлем", "ANOTHER_WORD", "AGAIN", none.clone()),
        ("сәлем", "сәелм", "SLIP", "HARD", slip("SWAPPED", json!([{"expected": "л", "written": "е"}]))),
        // A headword of another lesson, and one of this lesson.
        ("сәлем", "отбасы", "ANOTHER_WORD", "AGAIN", none.clone()),
        ("сәлем", "Кешіріңіз", "ANOTHER_WORD", "AGAIN", none.clone()),
        ("сәлем", "білмеймін", "WRONG", "AGAIN", none.clone()),
        ("сәлем", "salem", "SLIP", "HARD", confused("ä", "a")),
        ("сәлем", "?", "WRONG", "AGAIN", none),
    ];
    let reviews: Vec<Value> = answers
        .iter()
        .map(|(word, text, ..)| review(&service, item(&items, word, "PRODUCE"), &json!({"text": text})))
        .collect();

    let submitted = submit(&learner, &reviews).await;

    for ((word, text, verdict, rating, slip), result) in
        answers.iter().zip(submitted["results"].as_array().unwrap())
    {
        let grade = &result["grade"];
        let found = json!([grade["verdict"], grade["rating"], grade["word"]["headword"], grade["slip"]]);
        assert_eq!(found, json!([verdict, rating, word, slip]), "{text} for {word}");
        assert_eq!(result["review"]["rating"], *rating, "{text} for {word}");
        assert_eq!(grade["expected"][0], *word, "{text} for {word}");
        let other = fold(text);
        let other = ["отбасы", "кешіріңіз"].into_iter().find(|taught| *taught == other);
        assert_eq!(grade["otherWord"]["headword"], json!(other), "{text} for {word}");
    }
    // Submitted again, a slip is still named.
    let again = submit(&learner, &reviews).await;
    for (first, second) in
        submitted["results"].as_array().unwrap().iter().zip(again["results"].as_array().unwrap())
    {
        assert_eq!((&first["grade"], &first["review"]), (&second["grade"], &second["review"]));
    }
}

#[tokio::test]
async fn a_chosen_meaning_is_right_or_wrong() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "RECOGNIZE");
    let answers = [
        (right_answer(salem), "CORRECT", "GOOD"),
        (wrong_answer(salem), "WRONG", "AGAIN"),
        (json!({"choice": salem["card"]["id"]}), "WRONG", "AGAIN"),
        (json!({"choice": "nonsense"}), "WRONG", "AGAIN"),
    ];
    let reviews: Vec<Value> = answers.iter().map(|(answer, ..)| review(&service, salem, answer)).collect();

    let submitted = submit(&learner, &reviews).await;

    for ((answer, verdict, rating), result) in answers.iter().zip(submitted["results"].as_array().unwrap()) {
        let found = (&result["grade"]["verdict"], &result["review"]["rating"]);
        assert_eq!(found, (&json!(verdict), &json!(rating)), "{answer}");
    }
}

#[tokio::test]
async fn a_refused_answer_does_not_affect_the_others() {
    let service = Service::start().await;
    let other = service.client().register("berik@example.kz").await;
    start_lesson(&other, "amandasu").await;
    let others_card = queue(&other).await[0]["card"]["id"].clone();
    let (learner, items) = beginner(&service).await;
    service.clock.advance(Duration::hours(1));
    let typing = item(&items, "сәлем", "PRODUCE");
    let choosing = item(&items, "сәлем", "RECOGNIZE");
    let good = |item: &Value| review(&service, item, &right_answer(item));
    let typed = |text: &str| review(&service, typing, &json!({"text": text}));
    let dated = |at: DateTime<Utc>| review_at(at, typing, &right_answer(typing));
    let now = service.clock.now();
    let created = now - Duration::hours(1);
    let word = &typing["card"]["word"]["id"];

    let cases = [
        ("ACCEPTED", good(typing)),
        ("ACCEPTED", typed(&"а".repeat(200))),
        ("INVALID_ANSWER", typed(&"а".repeat(201))),
        ("INVALID_ANSWER", typed("")),
        ("ACCEPTED", typed("сәлем\n")),
        ("INVALID_ANSWER", typed("сәлем\u{0}")),
        ("INVALID_ANSWER", changed(&good(typing), "exerciseId", json!(null))),
        ("INVALID_ANSWER", review(&service, choosing, &json!({"text": "привет"}))),
        ("NOT_FOUND", changed(&good(typing), "cardId", json!("nonsense"))),
        ("NOT_FOUND", changed(&good(typing), "cardId", word.clone())),
        ("NOT_FOUND", changed(&good(choosing), "cardId", others_card)),
        ("ACCEPTED", dated(now + Duration::minutes(5))),
        ("INVALID_REVIEW_TIME", dated(now + Duration::minutes(6))),
        ("INVALID_REVIEW_TIME", dated("9999-12-31T23:59:59Z".parse().unwrap())),
        ("ACCEPTED", dated(created - Duration::minutes(5))),
        ("INVALID_REVIEW_TIME", dated(created - Duration::minutes(6))),
        ("INVALID_REVIEW_TIME", dated("0001-01-01T00:00:00Z".parse().unwrap())),
        ("ACCEPTED", changed(&dated(now - Duration::seconds(10)), "durationMs", json!(0))),
        ("ACCEPTED", changed(&dated(now - Duration::seconds(20)), "durationMs", json!(3_600_000))),
        ("INVALID_DURATION", changed(&good(typing), "durationMs", json!(-1))),
        ("INVALID_DURATION", changed(&good(typing), "durationMs", json!(3_600_001))),
        ("ACCEPTED", good(choosing)),
    ];
    let reviews: Vec<Value> = cases.iter().map(|(_, review)| review.clone()).collect();

    let submitted = submit(&learner.with("accept-language", "ru"), &reviews).await;

    assert_eq!(outcomes(&submitted), cases.iter().map(|(outcome, _)| *outcome).collect::<Vec<_>>());
    for (result, review) in submitted["results"].as_array().unwrap().iter().zip(&reviews) {
        assert_eq!(result["reviewId"], review["reviewId"]);
        let refused = !result["error"].is_null();
        for there in ["grade", "review", "card"] {
            assert_eq!(result[there].is_null(), refused, "{result:#}");
        }
    }
    assert_eq!(
        submitted["results"][2]["error"]["message"],
        "Дайте ответ, подходящий к упражнению, не длиннее 200 символов."
    );
    assert_eq!(submitted["viewer"]["today"]["reviews"], 8);
    assert_eq!(log(&learner).await.len(), 8, "refused answers are not in the log");
}

#[tokio::test]
async fn only_the_answers_after_the_first_200_are_refused() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    service.clock.advance(Duration::minutes(20));
    let at = |nth: i64| service.clock.now() - Duration::minutes(20) + Duration::seconds(3 * nth);
    let mut reviews: Vec<Value> =
        (0..203).map(|nth| review_at(at(nth), &items[0], &right_answer(&items[0]))).collect();
    // Refused answers count towards the 200, and so do repeated ones.
    reviews[0]["cardId"] = json!("nonsense");
    reviews[201] = reviews[1].clone();

    let submitted = submit(&learner, &reviews).await;

    let taken = ["ACCEPTED"; 199];
    let beyond = ["TOO_MANY_ITEMS"; 3];
    assert_eq!(outcomes(&submitted), [&["NOT_FOUND"][..], &taken, &beyond].concat());
    assert_eq!(submitted["errors"], json!([]));
    assert_eq!(submitted["viewer"]["today"]["reviews"], 199);
    for (result, review) in submitted["results"].as_array().unwrap().iter().zip(&reviews).skip(200) {
        assert_eq!(result["reviewId"], review["reviewId"]);
        assert_eq!(
            result["error"]["message"],
            "Only the first 200 reviews of a batch are accepted. Send this review again in another batch."
        );
        assert!(["grade", "review", "card"].iter().all(|field| result[field].is_null()), "{result:#}");
    }

    let again = submit(&learner, &reviews[200..]).await;
    assert_eq!(outcomes(&again), ["ACCEPTED"; 3]);
    assert_eq!(again["viewer"]["today"]["reviews"], 201);
    assert_eq!(submit(&learner, &[]).await["results"], json!([]));

    // Hundreds more make no difference to the database, and a request has a maximum size.
    let mut sent = Vec::new();
    for count in [200, 450] {
        service.clock.advance(Duration::minutes(1));
        let many: Vec<Value> =
            (0..count).map(|_| review(&service, &items[0], &right_answer(&items[0]))).collect();
        let (submitted, statements) = service.statements(submit(&learner, &many)).await;
        assert_eq!(outcomes(&submitted).iter().filter(|outcome| **outcome == "ACCEPTED").count(), 200);
        sent.push(statements);
    }
    assert_eq!(sent[0], sent[1]);
    let too_many = vec![review(&service, &items[0], &right_answer(&items[0])); 2_000];
    let answer = learner
        .execute(
            "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) { errors { code } } }",
            json!({"reviews": too_many}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_repeated_answer_has_the_same_result_and_counts_once() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let mut reviews: Vec<Value> =
        items[3..7].iter().map(|item| review(&service, item, &right_answer(item))).collect();
    // Finer than the service stores.
    reviews[0]["reviewedAt"] = json!("2026-11-23T06:00:00.123456789Z");

    let first = submit(&learner, &reviews).await;
    assert_eq!(outcomes(&first), ["ACCEPTED"; 4]);
    service.clock.advance(Duration::minutes(3));
    assert_eq!(submit(&learner, &reviews).await["results"], first["results"]);
    // Twice in one batch, once with the UUID in capitals.
    let mut twice = [reviews.clone(), reviews.clone()].concat();
    twice[1]["reviewId"] = json!(reviews[1]["reviewId"].as_str().unwrap().to_uppercase());
    let again = submit(&learner, &twice).await;
    let results = first["results"].as_array().unwrap();
    assert_eq!(again["results"], json!([results.clone(), results.clone()].concat()));

    assert_eq!(again["viewer"]["today"]["reviews"], 4);
    assert_eq!(log(&learner).await.len(), 4);
}

#[tokio::test]
async fn only_a_reused_review_id_is_refused() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let salem = item(&items, "сәлем", "PRODUCE");
    let first = review(&service, salem, &right_answer(salem));
    submit(&learner, std::slice::from_ref(&first)).await;
    let before = lesson(&learner, "amandasu").await;

    let others = [
        changed(&first, "answer", wrong_answer(salem)),
        changed(&first, "durationMs", json!(4_001)),
        changed(&first, "reviewedAt", json!(service.clock.now() + Duration::seconds(1))),
        changed(&first, "cardId", items[6]["card"]["id"].clone()),
        changed(&first, "cardId", items[7]["card"]["id"].clone()),
    ];
    assert_eq!(outcomes(&submit(&learner, &others).await), ["REVIEW_ID_REUSED"; 5]);
    assert_eq!(lesson(&learner, "amandasu").await, before);

    // Within one batch, the first answer counts.
    let (a, b) = (review(&service, &items[0], &right_answer(&items[0])), {
        let item = item(&items, "рақмет", "PRODUCE");
        review(&service, item, &right_answer(item))
    });
    let other_a = changed(&a, "answer", wrong_answer(&items[0]));
    let submitted = submit(&learner, &[a.clone(), other_a, first.clone(), b, a]).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED", "REVIEW_ID_REUSED", "ACCEPTED", "ACCEPTED", "ACCEPTED"]);
    assert_eq!(submitted["viewer"]["today"]["reviews"], 3);

    // Another learner's ids do not matter.
    let berik = service.client().register("berik@example.kz").await;
    start_lesson(&berik, "amandasu").await;
    let his = &queue(&berik).await[0];
    let review = changed(&review(&service, his, &right_answer(his)), "reviewId", first["reviewId"].clone());
    assert_eq!(outcomes(&submit(&berik, &[review]).await), ["ACCEPTED"]);
}

/// Returns the answers in the log, latest first, without the scheduling at the time of each answer, which never changes
/// later.
pub(crate) async fn log(learner: &Client) -> Vec<Value> {
    let data = learner
        .query(
            "{ viewer { reviews(first: 100) { edges { node {
                reviewId reviewedAt studyDay durationMs exerciseKind answer verdict rating card { id }
            } } } } }",
            json!({}),
        )
        .await;
    let edges = data["viewer"]["reviews"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

#[tokio::test]
async fn an_extreme_date_does_not_affect_the_rest_of_the_batch() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let mut absurd = review(&service, &items[0], &right_answer(&items[0]));
    for date in ["+262142-12-31T23:59:59Z", "-262143-01-01T00:00:00Z"] {
        absurd["reviewedAt"] = json!(date);
        absurd["reviewId"] = new_id();
        let submitted =
            submit(&learner, &[absurd.clone(), review(&service, &items[1], &right_answer(&items[1]))]).await;
        assert_eq!(submitted["results"][0]["error"]["code"], "INVALID_REVIEW_TIME", "{date}");
        assert_eq!(submitted["results"][1]["error"], json!(null), "{date}");
    }
}
