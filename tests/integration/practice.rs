//! Practice beyond the schedule, lessons that are known already, and answers that should count.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, kind, lesson, new_id, queue, review, right_answer, start_lesson, submit, wrong_answer,
};

const PRACTISE: &str = "mutation($answers: [PracticeAnswerInput!]!) { submitPractice(input: {answers: $answers}) {
    results { answerId grade { verdict rating } error { code } } viewer { today { reviews } } errors { code } } }";

async fn items(learner: &Client, arguments: &str) -> Vec<Value> {
    let document = format!(
        "{{ viewer {{ practiceItems({arguments}) {{
            card {{ id skill word {{ id headword glosses {{ language text }} examples {{ sentence }} }} }}
            exercise {{ {EXERCISE} }} }} }} }}"
    );
    learner.query(&document, json!({})).await["viewer"]["practiceItems"].as_array().unwrap().clone()
}

fn answer(service: &Service, item: &Value, answer: &Value) -> Value {
    json!({"answerId": new_id(), "exerciseId": item["exercise"]["id"], "answeredAt": service.clock.now(),
        "durationMs": 900, "answer": answer})
}

#[tokio::test]
async fn practice_is_graded_and_logged_and_schedules_nothing() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let first = queue(&learner).await;
    let answers: Vec<Value> = first
        .iter()
        .map(|item| {
            let is_wrong = item["card"]["word"]["headword"] == "сәлем";
            review(&service, item, &if is_wrong { wrong_answer(item) } else { right_answer(item) })
        })
        .collect();
    submit(&learner, &answers).await;
    service.clock.advance(Duration::minutes(15));
    let later: Vec<Value> =
        queue(&learner).await.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    submit(&learner, &later).await;
    let before = lesson(&learner, "amandasu").await;

    service.clock.advance(Duration::minutes(1));
    let again = answer(&service, &first[0], &wrong_answer(&first[0]));
    submit(&learner, &[review(&service, &first[1], &wrong_answer(&first[1]))]).await;
    let mistakes = items(&learner, "source: MISTAKES").await;
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    assert_eq!(mistakes[0]["card"]["id"], first[1]["card"]["id"]);
    let lesson_id = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }",
            json!({}),
        )
        .await["lesson"]["id"]
        .take();
    let of_lesson = items(&learner, &format!("source: LESSON, lessonId: {lesson_id}")).await;
    assert_eq!(of_lesson.len(), 10);
    let chosen = items(&learner, &format!("source: LESSON, lessonId: {lesson_id}, kinds: [TYPE_WORD]")).await;
    assert_eq!(chosen.len(), 5);
    assert!(chosen.iter().all(|item| kind(item) == "TypeWordExercise"));
    let ahead = items(&learner, "source: AHEAD, first: 3").await;
    assert_eq!(ahead.len(), 3);

    let before_practice = lesson(&learner, "amandasu").await;
    assert_ne!(before, before_practice, "the wrong answer counted");
    let answers = [answer(&service, &ahead[0], &right_answer(&ahead[0])), again.clone(), again];
    let practised = learner.query(PRACTISE, json!({"answers": answers})).await["submitPractice"].take();
    let verdicts: Vec<&Value> =
        practised["results"].as_array().unwrap().iter().map(|result| &result["grade"]["verdict"]).collect();
    assert_eq!(verdicts, ["CORRECT", "WRONG", "WRONG"]);
    assert_eq!(lesson(&learner, "amandasu").await, before_practice, "no card has changed");
    let reviews = learner.query("{ viewer { today { reviews } } }", json!({})).await;
    assert_eq!(practised["viewer"]["today"], reviews["viewer"]["today"]);
    learner.reauthenticate().await;
    let export: Value = serde_json::from_slice(&learner.get("/me/export.json").await.body).unwrap();
    assert_eq!(export["practice"].as_array().unwrap().len(), 2, "sent twice, logged once");

    // What cannot be practised has an error of its own.
    let mut unknown = answer(&service, &ahead[0], &right_answer(&ahead[0]));
    unknown["exerciseId"] = json!("nonsense");
    let mut slow = answer(&service, &ahead[0], &right_answer(&ahead[0]));
    slow["durationMs"] = json!(-1);
    let refused = learner.query(PRACTISE, json!({"answers": [unknown, slow]})).await["submitPractice"].take();
    assert_eq!(refused["results"][0]["error"]["code"], "INVALID_EXERCISE");
    assert_eq!(refused["results"][1]["error"]["code"], "INVALID_DURATION");
    let without =
        learner.execute("{ viewer { practiceItems(source: LESSON) { card { id } } } }", json!({})).await;
    assert_eq!(without.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_known_lesson_comes_back_after_days() {
    let service = Service::start().await;
    let learner = service.client().register_to_be_taught("aigul@example.kz").await;
    let lesson_id = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }",
            json!({}),
        )
        .await["lesson"]["id"]
        .take();
    let know = "mutation($id: ID!) { markLessonKnown(input: {lessonId: $id}) { lesson { slug } ratedCards errors { code } } }";
    // A client that gets no response sends it again, while the first request may still run.
    let known =
        futures_util::future::join_all((0..3).map(|_| learner.query(know, json!({"id": lesson_id})))).await;
    let rated: Vec<&Value> = known.iter().map(|known| &known["markLessonKnown"]["ratedCards"]).collect();
    assert_eq!(rated.iter().filter_map(|rated| rated.as_i64()).sum::<i64>(), 10, "{rated:?}");
    assert_eq!(known[0]["markLessonKnown"]["lesson"]["slug"], "amandasu");
    let again = learner.query(know, json!({"id": lesson_id})).await["markLessonKnown"].take();
    assert_eq!(again["ratedCards"], 0);
    let unknown = learner.query(know, json!({"id": "nonsense"})).await["markLessonKnown"].take();
    assert_eq!(unknown["errors"][0]["code"], "NOT_FOUND");
    let lesson = lesson(&learner, "amandasu").await;
    for word in lesson["words"].as_array().unwrap() {
        for card in word["cards"].as_array().unwrap() {
            assert_eq!(card["phase"], "REVIEW");
            assert!(card["intervalDays"].as_u64().unwrap() >= 4, "{card}");
        }
    }
    assert_eq!(queue(&learner).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_challenge_goes_to_the_editors_with_the_answer() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let salem = crate::support::study::item(&items, "сәлем", "PRODUCE");
    let wrong = review(&service, salem, &json!({"text": "қайырлы күн"}));
    let right = review(&service, &items[0], &right_answer(&items[0]));
    submit(&learner, &[wrong.clone(), right.clone()]).await;
    let challenge = "mutation($id: UUID!, $reason: String) { challengeGrade(input: {reviewId: $id, reason: $reason}) {
        wordReport { suggestion gloss language reason challengedReviewId word { headword } status } errors { code path } } }";
    let made = learner
        .query(challenge, json!({"id": wrong["reviewId"], "reason": "Так тоже здороваются."}))
        .await["challengeGrade"]
        .take();
    assert_eq!(made["errors"], json!([]));
    let expected = json!({
        "suggestion": "қайырлы күн", "gloss": "сәлем", "language": "kk", "reason": "Так тоже здороваются.",
        "challengedReviewId": wrong["reviewId"], "word": {"headword": "сәлем"}, "status": "OPEN",
    });
    assert_eq!(made["wordReport"], expected);
    for (review, code) in [
        (&wrong["reviewId"], "REPORT_ALREADY_OPEN"),
        (&right["reviewId"], "NOTHING_TO_CHALLENGE"),
        (&new_id(), "NOT_FOUND"),
    ] {
        let refused = learner.query(challenge, json!({"id": review})).await;
        assert_eq!(refused["challengeGrade"]["errors"][0]["code"], code);
    }
    let editor = service.register_with_role("editor@example.kz", Role::Editor).await;
    let seen =
        editor.query("{ wordReports { edges { node { suggestion challengedReviewId } } } }", json!({})).await;
    let node = &seen["wordReports"]["edges"][0]["node"];
    assert_eq!(
        (&node["suggestion"], &node["challengedReviewId"]),
        (&json!("қайырлы күн"), &wrong["reviewId"])
    );
}

#[tokio::test]
async fn times_at_the_ends_of_the_calendar_are_those_of_a_year_ago_or_of_now() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let introduce = "mutation($input: IntroduceWordsInput!) { introduceWords(input: $input) {
        results { error { code } } errors { code } } }";
    let start = "mutation($id: ID!, $at: DateTime) { startLesson(input: {lessonId: $id, startedAt: $at}) {
        lesson { startedAt } errors { code } } }";
    let find = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = learner.query(find, json!({})).await["lesson"]["id"].take();
    let ends = ["+262142-12-31T23:59:59Z", "-4713-01-01T00:00:00Z", "-262143-01-01T00:00:00Z"];
    let first_days = ["2026-11-23T", "2025-11-22T", "2025-11-22T"];
    for (end, first_day) in ends.into_iter().zip(first_days) {
        let started = learner.query(start, json!({"id": lesson, "at": end})).await["startLesson"].take();
        assert!(started["lesson"]["startedAt"].as_str().unwrap().starts_with(first_day), "{end} {started}");
        let item = &queue(&learner).await[0];
        let word = json!({"wordId": item["card"]["word"]["id"], "introducedAt": end});
        let introduced = learner.query(introduce, json!({"input": {"introductions": [word]}})).await;
        assert_eq!(
            introduced["introduceWords"],
            json!({"results": [{"error": null}], "errors": []}),
            "{end}"
        );
        let mut practised = answer(&service, item, &right_answer(item));
        practised["answeredAt"] = json!(end);
        let practised =
            learner.query(PRACTISE, json!({"answers": [practised]})).await["submitPractice"].take();
        assert_eq!(practised["results"][0]["error"], json!(null), "{end} {practised}");
    }
}
