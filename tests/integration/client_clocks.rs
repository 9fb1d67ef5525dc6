//! Whatever the clock of a phone says, and in whatever order its requests arrive, no answer is lost or counted twice.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    assert_counts_are_right, changed, item, moment, new_id, outcomes, queue, rate, review, review_at,
    right_answer, start_lesson, submit, wrong_answer,
};

const SUBMIT: &str = "mutation($reviews: [ReviewInput!]!, $now: DateTime) {
    submitReviews(input: {reviews: $reviews, clientNow: $now}) {
      results { reviewId review { reviewedAt clientReviewedAt voidedAt elapsedDays } card { reps phase dueAt intervalDays }
        error { code path message } }
      errors { code } } }";

const START: &str =
    "mutation($id: ID!, $at: DateTime) { startLesson(input: {lessonId: $id, startedAt: $at}) {
    lesson { startedAt } errors { code } } }";

async fn submit_at(learner: &Client, client_now: Value, reviews: &[Value]) -> Value {
    learner.query(SUBMIT, json!({"reviews": reviews, "now": client_now})).await["submitReviews"].take()
}

async fn undo(learner: &Client, review: &Value) -> Value {
    let document = "mutation($id: UUID!) { undoReviews(input: {reviewIds: [$id]}) {
        results { review { voidedAt } card { reps } error { code } } } }";
    learner.query(document, json!({"id": review["reviewId"]})).await["undoReviews"]["results"][0].take()
}

async fn beginner(service: &Service) -> (Client, Vec<Value>) {
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    (learner, items)
}

#[tokio::test]
async fn the_times_of_a_wrong_clock_are_corrected_and_kept() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    service.clock.advance(Duration::minutes(3));
    let now = service.clock.now();
    let hours = [-1, 1, 5, -24, 24 * 300];
    for (item, wrong) in items.iter().zip(hours.map(Duration::hours)) {
        let answered = now - Duration::minutes(1);
        let answer = review_at(answered + wrong, item, &right_answer(item));
        let submitted = submit_at(&learner, json!(now + wrong), std::slice::from_ref(&answer)).await;
        let logged = &submitted["results"][0]["review"];
        assert_eq!(moment(&logged["reviewedAt"]), answered, "{wrong} {submitted:#}");
        assert_eq!(moment(&logged["clientReviewedAt"]), answered + wrong);
        // Sent again later, with another latency, it is the same review.
        let later = json!(now + wrong + Duration::milliseconds(700));
        let again = submit_at(&learner, later, std::slice::from_ref(&answer)).await;
        assert_eq!(again["results"][0]["card"]["reps"], 1, "{again:#}");
    }
    // An answer after the clock was read, a small difference, and one beyond a year.
    let small = Duration::minutes(4);
    let answer = review_at(now - small, &items[5], &right_answer(&items[5]));
    let submitted = submit_at(&learner, json!(now - small), &[answer]).await;
    assert_eq!(moment(&submitted["results"][0]["review"]["reviewedAt"]), now - small);
    let far = Duration::days(400);
    let answer = review_at(now - far, &items[6], &right_answer(&items[6]));
    let submitted = submit_at(&learner, json!(now - far), &[answer]).await;
    assert_eq!(submitted["results"][0]["error"]["code"], "INVALID_REVIEW_TIME");
    // Times at the ends of the calendar: a correction would move them beyond it.
    for (end, wrong) in [("+262142-12-31T23:59:59Z", -1), ("-262143-01-01T00:00:00Z", 1)] {
        let mut answer = review_at(now, &items[7], &right_answer(&items[7]));
        answer["reviewedAt"] = json!(end);
        let submitted = submit_at(&learner, json!(now + Duration::hours(wrong)), &[answer]).await;
        assert_eq!(submitted["results"][0]["error"]["code"], "INVALID_REVIEW_TIME", "{end}");
    }
}

#[tokio::test]
async fn a_tablet_that_is_a_day_behind_does_not_keep_a_card_due() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    service.clock.advance(Duration::days(2));
    let salem = item(&items, "сәлем", "RECOGNIZE");
    submit(&learner, &[review(&service, salem, &wrong_answer(salem))]).await;
    // The tablet does not send its clock. Its exercises were made after the phone's answer.
    for reps in 2..=3 {
        service.clock.advance(Duration::minutes(11));
        let items = queue(&learner).await;
        let salem = item(&items, "сәлем", "RECOGNIZE");
        let yesterday = service.clock.now() - Duration::days(1);
        let submitted = submit(&learner, &[review_at(yesterday, salem, &right_answer(salem))]).await;
        assert_eq!(submitted["results"][0]["card"]["reps"], reps, "{submitted:#}");
    }
    assert!(queue(&learner).await.iter().all(|item| { item["card"]["id"] != salem["card"]["id"] }));
    // Yesterday's answer to yesterday's exercise keeps its day.
    let other = item(&items, "рақмет", "RECOGNIZE");
    submit(&learner, &[review(&service, other, &right_answer(other))]).await;
    let yesterday = service.clock.now() - Duration::days(1);
    let late = submit_at(&learner, json!(null), &[review_at(yesterday, other, &wrong_answer(other))]).await;
    assert_eq!(moment(&late["results"][0]["review"]["reviewedAt"]), yesterday);
}

#[tokio::test]
async fn a_lesson_that_was_started_offline_takes_its_earlier_answers() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let lesson = learner
        .query("{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id words { id headword } } }", json!({}))
        .await["lesson"]
        .take();
    let began = service.clock.now();
    service.clock.advance(Duration::days(3));
    // Another device starts it later, and the answers of the first one come after that.
    start_lesson(&learner, "amandasu").await;
    let word = &lesson["words"][0];
    let answer = json!({"reviewId": new_id(), "wordId": word["id"], "skill": "RECOGNIZE", "durationMs": 900,
        "reviewedAt": began + Duration::minutes(5), "answer": {"choice": word["id"]}});
    let refused = submit(&learner, std::slice::from_ref(&answer)).await;
    assert_eq!(outcomes(&refused), ["INVALID_REVIEW_TIME"]);
    let started = learner.query(START, json!({"id": lesson["id"], "at": began})).await["startLesson"].take();
    assert_eq!(moment(&started["lesson"]["startedAt"]), began);
    let submitted = submit(&learner, &[answer]).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED"]);
    assert_eq!(submitted["results"][0]["grade"]["verdict"], "CORRECT");
    // A later start changes nothing; a start in the future counts as now.
    let future = service.clock.now() + Duration::days(9);
    let again = learner.query(START, json!({"id": lesson["id"], "at": future})).await["startLesson"].take();
    assert_eq!(moment(&again["lesson"]["startedAt"]), began);
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_for_whatever_happened_offline() {
    const OFFLINE: &str = "mutation($now: DateTime, $lesson: ID!, $word: ID!, $start: DateTime!, $shown: DateTime!) {
        startLesson(input: {lessonId: $lesson, startedAt: $start, clientNow: $now}) { lesson { startedAt } errors { code } }
        introduceWords(input: {introductions: [{wordId: $word, introducedAt: $shown}], clientNow: $now}) {
          results { cards { id introducedAt } error { code } } } }";
    const RESET: &str = "mutation($now: DateTime, $id: UUID!, $card: ID!, $at: DateTime!) {
        resetCards(input: {resets: [{resetId: $id, cardId: $card, resetAt: $at}], clientNow: $now}) {
          results { card { reps phase } error { code } } } }";
    let service = Service::start().await;
    for wrong in [1, -2, 24 * 40].map(Duration::hours) {
        let learner = service.client().register(&format!("aigul{}@example.kz", wrong.num_hours())).await;
        let lesson = learner
            .query("{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id words { id headword } } }", json!({}))
            .await["lesson"]
            .take();
        let word = &lesson["words"][0]["id"];
        let began = service.clock.now();
        let after = |minutes| began + Duration::minutes(minutes);
        service.clock.advance(Duration::minutes(30));
        let sent = json!(service.clock.now() + wrong);
        let variables = json!({"now": sent, "lesson": lesson["id"], "word": word, "start": began + wrong,
            "shown": after(1) + wrong});
        let happened = learner.query(OFFLINE, variables).await;
        assert_eq!(moment(&happened["startLesson"]["lesson"]["startedAt"]), began, "{wrong}");
        let cards = &happened["introduceWords"]["results"][0]["cards"];
        assert_eq!(moment(&cards[0]["introducedAt"]), after(1), "{wrong}");

        let answer = json!({"reviewId": new_id(), "wordId": word, "skill": "RECOGNIZE", "durationMs": 900,
            "reviewedAt": after(2) + wrong, "answer": {"choice": word}});
        let submitted = submit_at(&learner, sent.clone(), &[answer]).await;
        assert_eq!(moment(&submitted["results"][0]["review"]["reviewedAt"]), after(2), "{submitted:#}");
        assert_eq!(submitted["results"][0]["card"]["reps"], 1);

        // Sent twice, with another latency: one reset, after the answer.
        let mut reset = json!({"id": new_id(), "card": cards[0]["id"], "at": after(3) + wrong});
        for latency in [0, 900] {
            reset["now"] = json!(service.clock.now() + wrong + Duration::milliseconds(latency));
            let done = learner.query(RESET, reset.clone()).await["resetCards"]["results"][0].take();
            assert_eq!((&done["error"], &done["card"]["phase"]), (&json!(null), &json!("NEW")), "{done:#}");
        }
    }
}

#[tokio::test]
async fn an_earlier_start_leaves_a_card_that_was_reset_as_it_is() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let card = &item(&items, "сәлем", "RECOGNIZE")["card"]["id"];
    let began = service.clock.now() - Duration::days(10);
    service.clock.advance(Duration::hours(1));
    let reset = "mutation($id: UUID!, $card: ID!, $at: DateTime) {
        resetCards(input: {resets: [{resetId: $id, cardId: $card, resetAt: $at}]}) {
            results { card { dueAt } error { code } } } }";
    // A leap second, which the database does not store.
    let at = service.clock.now().format("%Y-%m-%dT%H:00:60Z").to_string();
    service.clock.advance(Duration::minutes(2));
    let reset = learner.query(reset, json!({"id": new_id(), "card": card, "at": at})).await;
    let due = reset["resetCards"]["results"][0]["card"]["dueAt"].clone();
    assert_eq!(moment(&due), service.clock.now() - Duration::minutes(1));
    let lesson = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = learner.query(lesson, json!({})).await["lesson"]["id"].take();
    let started = learner.query(START, json!({"id": lesson, "at": began})).await;
    assert_eq!(moment(&started["startLesson"]["lesson"]["startedAt"]), began);
    let found = learner
        .query("query($id: ID!) { node(id: $id) { ... on Card { dueAt } } }", json!({"id": card}))
        .await;
    assert_eq!(found["node"]["dueAt"], due);
    assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn one_answer_under_two_ids_counts_once() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    service.clock.advance(Duration::minutes(1));
    let now = service.clock.now();
    let [one, other] = [&items[0], &items[1]];
    let (first, second) = (
        review_at(now, one, &right_answer(one)),
        review_at(now + Duration::seconds(1), one, &right_answer(one)),
    );
    // In two batches, and in one.
    submit(&learner, std::slice::from_ref(&first)).await;
    let doubled = submit_at(&learner, json!(null), std::slice::from_ref(&second)).await;
    assert_eq!(doubled["results"][0]["card"]["reps"], 1, "{doubled:#}");
    assert!(doubled["results"][0]["review"]["voidedAt"].is_string());
    let twice = [review_at(now, other, &right_answer(other)), review_at(now, other, &right_answer(other))];
    let both = submit_at(&learner, json!(null), &twice).await;
    assert_eq!(both["results"][1]["card"]["reps"], 1, "{both:#}");
    // Sent again after the card has moved on, it stays the same answer.
    service.clock.advance(Duration::minutes(11));
    let items = queue(&learner).await;
    let next = items.iter().find(|item| item["card"]["id"] == one["card"]["id"]).unwrap();
    submit(&learner, &[review(&service, next, &right_answer(next))]).await;
    let again = submit_at(&learner, json!(null), &[second]).await;
    assert_eq!(again["results"][0]["card"]["reps"], 2);
    // Another answer, or the same one a minute later, is a second one.
    let third = &items[2];
    let now = service.clock.now();
    let answers = [
        review_at(now, third, &wrong_answer(third)),
        review_at(now + Duration::seconds(1), third, &right_answer(third)),
        review_at(now + Duration::seconds(90), third, &right_answer(third)),
    ];
    let all = submit_at(&learner, json!(null), &answers).await;
    assert_eq!(all["results"][2]["card"]["reps"], 3, "{all:#}");
}

#[tokio::test]
async fn an_undo_that_arrives_first_holds() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let before = queue(&learner).await;
    let answer = review(&service, &items[0], &right_answer(&items[0]));
    let undone = undo(&learner, &answer).await;
    assert_eq!((&undone["error"], &undone["review"]), (&json!(null), &json!(null)));
    let submitted = submit_at(&learner, json!(null), std::slice::from_ref(&answer)).await;
    assert!(submitted["results"][0]["review"]["voidedAt"].is_string(), "{submitted:#}");
    assert_eq!(submitted["results"][0]["card"]["reps"], 0);
    assert_eq!(queue(&learner).await, before);
    let again = submit_at(&learner, json!(null), std::slice::from_ref(&answer)).await;
    assert_eq!(again["results"][0]["card"]["reps"], 0);
    assert!(undo(&learner, &answer).await["review"]["voidedAt"].is_string());
    let today = learner.query("{ viewer { today { reviews newWords } } }", json!({})).await;
    assert_eq!(today["viewer"]["today"], json!({"reviews": 0, "newWords": 0}));
}

#[tokio::test]
async fn time_zones_a_second_apart_make_no_second_day() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let card = &items[0]["card"]["id"];
    let now = service.clock.now();
    let in_zone = |at, zone| changed(&rate(at, card, "EASY"), "timeZone", json!(zone));
    let answers = [
        in_zone(now, "Pacific/Niue"),
        in_zone(now + Duration::seconds(1), "Pacific/Kiritimati"),
        in_zone(now + Duration::seconds(2), "Pacific/Niue"),
    ];
    let submitted = submit_at(&learner, json!(null), &answers).await;
    for result in submitted["results"].as_array().unwrap() {
        assert_eq!(result["review"]["elapsedDays"], 0, "{submitted:#}");
    }
    // In other batches, with other cards, before and after, in the zone of the settings or another one.
    for (number, (seconds, zone)) in
        [(-30, json!("Pacific/Kiritimati")), (30, json!(null)), (60, json!("Asia/Seoul"))]
            .into_iter()
            .enumerate()
    {
        let card = &items[number + 1]["card"]["id"];
        let answer = changed(&rate(now + Duration::seconds(seconds), card, "GOOD"), "timeZone", zone);
        assert_eq!(outcomes(&submit(&learner, std::slice::from_ref(&answer)).await), ["ACCEPTED"]);
        let again = submit(&learner, &[answer]).await;
        assert_eq!(outcomes(&again), ["ACCEPTED"], "sent again, it is the same review");
    }
    let document = "{ viewer { reviews { edges { node { timeZone studyDay } } }
        statistics { streaks { longest { days } } activity(from: \"2026-11-20\", to: \"2026-11-27\") { reviews } } } }";
    let viewer = learner.query(document, json!({})).await["viewer"].take();
    let reviews = viewer["reviews"]["edges"].as_array().unwrap();
    assert_eq!(reviews.len(), 6);
    for review in reviews {
        assert_eq!(
            review["node"],
            json!({"timeZone": "Pacific/Niue", "studyDay": "2026-11-22"}),
            "{viewer:#}"
        );
    }
    assert_eq!(viewer["statistics"]["streaks"]["longest"]["days"], 1);
    assert_eq!(viewer["statistics"]["activity"], json!([{"reviews": 6}]));
    // Six hours after the last of them, the learner may be anywhere.
    service.clock.advance(Duration::hours(7));
    let later = in_zone(service.clock.now(), "Pacific/Kiritimati");
    assert_eq!(outcomes(&submit(&learner, &[later]).await), ["ACCEPTED"]);
    let data =
        learner.query("{ viewer { reviews(first: 1) { edges { node { timeZone } } } } }", json!({})).await;
    assert_eq!(data["viewer"]["reviews"]["edges"][0]["node"]["timeZone"], "Pacific/Kiritimati");
}

#[tokio::test]
async fn a_malformed_answer_is_named_and_the_others_count() {
    let service = Service::start().await;
    let (learner, items) = beginner(&service).await;
    let good: Vec<Value> = items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    let mut answers = good.clone();
    answers[1]["reviewedAt"] = json!("yesterday");
    answers[3]["reviewedAt"] = json!("2026-02-30T10:00:00Z");
    answers[5]["reviewId"] = json!("no-uuid");
    let submitted = submit_at(&learner, json!(null), &answers).await;
    let results = submitted["results"].as_array().unwrap();
    assert_eq!(results.len(), 10);
    for (index, result) in results.iter().enumerate() {
        if [1, 3, 5].contains(&index) {
            assert_eq!(result["error"]["code"], "MALFORMED_ITEM", "{result:#}");
            assert_eq!(result["error"]["path"], json!(["reviews", index.to_string()]));
        } else {
            assert_eq!(result["error"], json!(null), "{result:#}");
            assert_eq!(result["card"]["reps"], 1);
        }
    }
    assert_eq!(results[1]["reviewId"], good[1]["reviewId"]);
    assert_eq!(results[5]["reviewId"], json!(null));
    assert_eq!(outcomes(&submit(&learner, &good).await), ["ACCEPTED"; 10], "the repaired batch is taken");
}
