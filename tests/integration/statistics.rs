//! Statistics computed from a learner's review log.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    changed, first_of_queue, item, learn, outcomes, queue, review, review_at, right_answer, start_lesson,
    submit, wrong_answer,
};

async fn statistics(learner: &Client, fields: &str) -> Value {
    let data = learner.query(&format!("{{ viewer {{ statistics {{ {fields} }} }} }}"), json!({})).await;
    data["viewer"]["statistics"].clone()
}

/// Returns a review that rates a card by hand at a moment.
fn rating_at(item: &Value, at: DateTime<Utc>, rating: &str) -> Value {
    review_at(at, item, &json!({"rating": rating}))
}

async fn submit_accepted(learner: &Client, reviews: &[Value]) {
    assert_eq!(outcomes(&submit(learner, reviews).await), vec!["ACCEPTED"; reviews.len()]);
}

#[tokio::test]
async fn a_late_answer_repairs_the_streak() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let fields = "streaks { hasStudiedToday hasFreezeLeft
        current { days freezes firstDay lastDay } longest { days freezes firstDay lastDay } }";
    let nothing = json!({"streaks": {"hasStudiedToday": false, "hasFreezeLeft": false, "current": null, "longest": null}});
    assert_eq!(statistics(&learner, fields).await, nothing);

    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let begin = service.clock.now();
    service.clock.advance(Duration::days(7));
    // On the 23rd, 24th, 27th, 28th and 29th.
    let on =
        |days: i64| rating_at(&items[usize::try_from(days).unwrap()], begin + Duration::days(days), "GOOD");
    submit_accepted(&learner, &[on(0), on(1), on(4), on(5), on(6)]).await;
    let broken = statistics(&learner, fields).await;
    let three = json!({"days": 3, "freezes": 0, "firstDay": "2026-11-27", "lastDay": "2026-11-29"});
    assert_eq!(
        broken["streaks"],
        json!({"hasStudiedToday": false, "hasFreezeLeft": true, "current": three, "longest": three})
    );

    // A client with answers of the 26th submits them late: one day is missed, which a freeze covers.
    submit_accepted(&learner, &[on(3)]).await;
    let mended = statistics(&learner, fields).await;
    let six = json!({"days": 6, "freezes": 1, "firstDay": "2026-11-23", "lastDay": "2026-11-29"});
    assert_eq!(
        mended["streaks"],
        json!({"hasStudiedToday": false, "hasFreezeLeft": false, "current": six, "longest": six})
    );

    // The 30th is missed, too: six days after the 25th is too soon for another freeze.
    service.clock.advance(Duration::days(1));
    let missed = statistics(&learner, fields).await;
    assert_eq!(missed["streaks"]["longest"]["days"], 6);
    assert_eq!(
        missed["streaks"]["current"],
        json!({"days": 4, "freezes": 1, "firstDay": "2026-11-26", "lastDay": "2026-11-29"})
    );
    service.clock.advance(Duration::days(1));
    let over = statistics(&learner, fields).await;
    assert_eq!((&over["streaks"]["current"], &over["streaks"]["longest"]["days"]), (&json!(null), &json!(6)));
}

#[tokio::test]
async fn known_words_are_the_sum_of_recall_probabilities() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let words = "words { total new learning young mature begun known }";
    let memory = "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) {
        progress { total new learning young mature begun learned }
        words { headword memory { state retrievability stability difficulty } } } }";
    assert_eq!(statistics(&learner, words).await["words"]["total"], 0);

    learn(&service, &learner, "amandasu").await;
    start_lesson(&learner, "otbasy").await;
    let items = first_of_queue(&learner, 100).await;
    submit_accepted(&learner, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    assert_eq!(
        statistics(&learner, words).await["words"],
        json!({"total": 10, "new": 4, "learning": 1, "young": 5, "mature": 0, "begun": 6, "known": 6.0})
    );
    let lesson = learner.query(memory, json!({"slug": "otbasy"})).await;
    assert_eq!(
        lesson["lesson"]["progress"],
        json!({"total": 5, "new": 4, "learning": 1, "young": 0, "mature": 0, "begun": 1, "learned": 0})
    );

    service.clock.advance(Duration::days(9));
    let mut sum = 0.0;
    for slug in ["amandasu", "otbasy"] {
        let lesson = learner.query(memory, json!({"slug": slug})).await;
        for word in lesson["lesson"]["words"].as_array().unwrap() {
            let memory = &word["memory"];
            let expected =
                if memory["retrievability"].is_null() { ["NEW"; 2] } else { ["LEARNING", "YOUNG"] };
            assert!(expected.contains(&memory["state"].as_str().unwrap()), "{word}");
            assert_eq!(memory["stability"].is_null(), memory["state"] == "NEW");
            sum += memory["retrievability"].as_f64().unwrap_or(0.0);
        }
    }
    let known = statistics(&learner, words).await["words"]["known"].as_f64().unwrap();
    assert!((known - sum).abs() < 1e-4 && known > 3.0 && known < 5.9, "{known} {sum}");

    let nobody = service.client().query(memory, json!({"slug": "amandasu"})).await;
    assert_eq!(nobody["lesson"]["words"][0]["memory"], json!(null));
}

#[tokio::test]
async fn activity_and_retention_are_counted_by_day() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let items = queue(&learner).await;
    let mut reviews: Vec<Value> =
        items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    reviews[0] = review(&service, &items[0], &wrong_answer(&items[0]));
    reviews[1] = changed(&reviews[1], "durationMs", json!(600_000));
    submit_accepted(&learner, &reviews).await;

    let activity = "activity(from: \"2026-11-01\", to: \"2026-12-01\") {
        date reviews durationMs newWords newCards again retention { all { reviews retained share } } }";
    let none = json!({"all": {"reviews": 0, "retained": 0, "share": null}});
    let nine_of_ten = json!({"all": {"reviews": 10, "retained": 9, "share": 0.9}});
    assert_eq!(
        statistics(&learner, activity).await["activity"],
        json!([
            {"date": "2026-11-23", "reviews": 20, "durationMs": 80_000, "newWords": 5, "newCards": 10, "again": 0, "retention": none},
            // At most one minute counts for an answer.
            {"date": "2026-11-26", "reviews": 10, "durationMs": 96_000, "newWords": 0, "newCards": 0, "again": 1, "retention": nine_of_ten},
        ])
    );
    let today = learner
        .query(
            "{ viewer { today { newCards retention { young { reviews } mature { reviews } } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        today["viewer"]["today"],
        json!({"newCards": 0, "retention": {"young": {"reviews": 10}, "mature": {"reviews": 0}}})
    );

    let retention = async |period: &str| {
        let field = format!(
            "retention(from: \"2026-11-20\", to: \"2026-12-31\"{period}) {{
                firstDay lastDay retention {{ young {{ reviews retained }} mature {{ share }} }} }}"
        );
        statistics(&learner, &field).await["retention"].clone()
    };
    let expected = |first: &str, last: &str| {
        json!([{"firstDay": first, "lastDay": last,
            "retention": {"young": {"reviews": 10, "retained": 9}, "mature": {"share": null}}}])
    };
    assert_eq!(retention("").await, expected("2026-11-20", "2026-12-31"));
    assert_eq!(retention(", period: DAY").await, expected("2026-11-26", "2026-11-26"));
    assert_eq!(retention(", period: WEEK").await, expected("2026-11-23", "2026-11-29"));
    assert_eq!(retention(", period: MONTH").await, expected("2026-11-20", "2026-11-30"));
    assert_eq!(retention(", period: YEAR").await, expected("2026-11-20", "2026-12-31"));
}

#[tokio::test]
async fn due_cards_are_forecast() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let ahead = "forecast(days: 7) { overdue days { date due } }";
    let due = |forecast: &Value| -> Vec<u64> {
        let days = forecast["forecast"]["days"].as_array().unwrap();
        days.iter().map(|day| day["due"].as_u64().unwrap()).collect()
    };
    assert_eq!(due(&statistics(&learner, ahead).await), [0; 7]);
    learn(&service, &learner, "amandasu").await;

    // Ten cards are due on the 25th, from 04:00 in Almaty.
    let forecast = statistics(&learner, ahead).await;
    assert_eq!(forecast["forecast"]["days"][2], json!({"date": "2026-11-25", "due": 10}));
    assert_eq!((due(&forecast), &forecast["forecast"]["overdue"]), (vec![0, 0, 10, 0, 0, 0, 0], &json!(0)));
    assert_eq!(due(&statistics(&learner, "forecast(days: 2) { days { due } }").await), [0, 0]);

    service.clock.advance(Duration::days(2));
    assert_eq!(due(&statistics(&learner, ahead).await), [10, 0, 0, 0, 0, 0, 0]);
    service.clock.advance(Duration::days(1));
    let later = statistics(&learner, ahead).await;
    assert_eq!((due(&later), &later["forecast"]["overdue"]), (vec![0; 7], &json!(10)));
    let today = learner.query("{ viewer { today { due } } }", json!({})).await;
    assert_eq!(today["viewer"]["today"]["due"], 10);
}

#[tokio::test]
async fn slips_are_counted_by_pair_of_letters() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let slips = "slips { count lastAt slip { kind letters { expected written } } }";
    assert_eq!(statistics(&learner, slips).await["slips"], json!([]));
    let typed =
        |word: &str, text: &str| review(&service, item(&items, word, "PRODUCE"), &json!({"text": text}));
    submit_accepted(&learner, &[typed("рақмет", "ракмет"), typed("сәлем", "салем")]).await;
    service.clock.advance(Duration::minutes(1));
    let typed =
        |word: &str, text: &str| review(&service, item(&items, word, "PRODUCE"), &json!({"text": text}));
    submit_accepted(
        &learner,
        &[typed("рақмет", "ракмет"), typed("сәлем", "сәллем"), typed("сәлем", "сәлем")],
    )
    .await;

    let counted = statistics(&learner, "slips { count slip { kind letters { expected written } } }").await;
    let slip = |count: u32, kind: &str, expected: Value, written: Value| json!({"count": count, "slip": {"kind": kind, "letters": [{"expected": expected, "written": written}]}});
    assert_eq!(
        counted["slips"],
        json!([
            slip(2, "CONFUSED", json!("қ"), json!("к")),
            slip(1, "EXTRA", json!(null), json!("л")),
            slip(1, "CONFUSED", json!("ә"), json!("а")),
        ])
    );
    assert_eq!(statistics(&learner, "slips(first: 1) { count }").await["slips"].as_array().unwrap().len(), 1);
    service.clock.advance(Duration::days(5));
    assert_eq!(statistics(&learner, "slips(days: 5) { count }").await["slips"], json!([]));
    assert_eq!(statistics(&learner, "slips(days: 6) { count }").await["slips"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_mistake_is_listed_until_it_is_answered_right() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let mistakes = async |arguments: &str| -> Vec<String> {
        let field = format!(
            "mistakes{arguments} {{ card {{ word {{ headword }} skill }} review {{ rating verdict }} }}"
        );
        let found = statistics(&learner, &field).await;
        let summary = |mistake: &Value| {
            let (card, verdict) = (&mistake["card"], &mistake["review"]["verdict"]);
            format!("{} {} {verdict}", card["word"]["headword"], card["skill"]).replace('"', "")
        };
        found["mistakes"].as_array().unwrap().iter().map(summary).collect()
    };
    let wrong = item(&items, "сәлем", "RECOGNIZE");
    let slipped = item(&items, "рақмет", "PRODUCE");
    let right = item(&items, "рақмет", "RECOGNIZE");
    submit_accepted(
        &learner,
        &[review(&service, wrong, &wrong_answer(wrong)), review(&service, right, &right_answer(right))],
    )
    .await;
    service.clock.advance(Duration::minutes(1));
    submit_accepted(&learner, &[review(&service, slipped, &json!({"text": "ракмет"}))]).await;

    assert_eq!(mistakes("").await, ["рақмет PRODUCE SLIP", "сәлем RECOGNIZE WRONG"]);
    assert_eq!(mistakes("(first: 1)").await, ["рақмет PRODUCE SLIP"]);

    service.clock.advance(Duration::minutes(1));
    submit_accepted(&learner, &[review(&service, wrong, &right_answer(wrong))]).await;
    assert_eq!(mistakes("").await, ["рақмет PRODUCE SLIP"]);
    service.clock.advance(Duration::days(1));
    assert_eq!(mistakes("(days: 1)").await, Vec::<String>::new());
    assert_eq!(mistakes("(days: 2)").await, ["рақмет PRODUCE SLIP"]);
}

#[tokio::test]
async fn ranges_that_are_too_long_or_reversed_are_bad_input() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for field in [
        "activity(from: \"2026-11-02\", to: \"2026-11-01\") { reviews }",
        "activity(from: \"2025-01-01\", to: \"2026-11-01\") { reviews }",
        "activity(from: \"-262143-01-01\", to: \"+262142-12-31\") { reviews }",
        "retention(from: \"2025-01-01\", to: \"2026-11-01\", period: DAY) { firstDay }",
        "retention(from: \"2006-01-01\", to: \"2026-11-01\") { firstDay }",
        "forecast(days: 0) { overdue }",
        "forecast(days: 366) { overdue }",
        "slips(days: -1) { count }",
        "slips(first: 101) { count }",
        "mistakes(days: 32) { card { id } }",
        "mistakes(first: 0) { card { id } }",
        "mistakes(first: 101) { card { id } }",
    ] {
        let answer =
            learner.execute(&format!("{{ viewer {{ statistics {{ {field} }} }} }}"), json!({})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{field}");
    }
    let most = "retention(from: \"2016-11-01\", to: \"2026-11-01\", period: WEEK) { firstDay }
        activity(from: \"2025-11-01\", to: \"2026-11-30\") { reviews }";
    assert_eq!(statistics(&learner, most).await, json!({"retention": [], "activity": []}));
}
