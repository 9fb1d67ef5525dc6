//! A learner learns five words, reviews them later, and sees their progress.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    first_of_queue, item, learn, lesson, moment, outcomes, queue, review, right_answer, start_lesson, submit,
    wrong_answer,
};

#[tokio::test]
async fn five_words_are_learned_and_due_again_days_later() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;

    // All meanings come before the first word.
    let items = queue(&learner).await;
    let kinds: Vec<&str> =
        items.iter().map(|item| item["exercise"]["__typename"].as_str().unwrap()).collect();
    assert_eq!(kinds, [["ChooseMeaningExercise"; 5], ["ChooseWordExercise"; 5]].concat());

    // Two right answers take a card through its learning steps, 10 minutes apart.
    for _ in 0..2 {
        let reviews: Vec<Value> =
            queue(&learner).await.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        assert_eq!(reviews.len(), 10);
        let submitted = submit(&learner, &reviews).await;
        for result in submitted["results"].as_array().unwrap() {
            assert_eq!((&result["error"], &result["grade"]["verdict"]), (&json!(null), &json!("CORRECT")));
        }
        service.clock.advance(Duration::minutes(10));
    }
    let today = learner
        .query("{ viewer { today { date newWords dailyGoal isGoalReached reviews due } } }", json!({}))
        .await;
    assert_eq!(
        today["viewer"]["today"],
        json!({"date": "2026-11-23", "newWords": 5, "dailyGoal": 5, "isGoalReached": true, "reviews": 20, "due": 0})
    );
    assert_eq!(queue(&learner).await, Vec::<Value>::new());

    // The cards are due two days later, from 04:00 in Almaty.
    service.clock.advance(Duration::hours(40));
    assert_eq!(queue(&learner).await, Vec::<Value>::new());
    service.clock.advance(Duration::minutes(-20) + Duration::hours(1));
    assert_eq!(queue(&learner).await.len(), 10);

    let progress = learner
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) {
                progress { total begun learned mature }
                lessons { slug startedAt progress { total begun learned mature } }
            } }",
            json!({}),
        )
        .await;
    let course = &progress["course"];
    assert_eq!(course["progress"], json!({"total": 150, "begun": 5, "learned": 5, "mature": 0}));
    assert_eq!(course["lessons"][0]["progress"], json!({"total": 5, "begun": 5, "learned": 5, "mature": 0}));
    assert_eq!(course["lessons"][1]["startedAt"], json!(null));
}

#[tokio::test]
async fn starting_a_lesson_again_changes_nothing() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let first = queue(&learner).await;
    submit(&learner, &[review(&service, &first[0], &right_answer(&first[0]))]).await;
    let before = (lesson(&learner, "amandasu").await, queue(&learner).await);

    service.clock.advance(Duration::minutes(5));
    start_lesson(&learner, "amandasu").await;

    assert_eq!((lesson(&learner, "amandasu").await, queue(&learner).await), before);
}

#[tokio::test]
async fn an_unknown_lesson_cannot_be_started() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let course = learner.query("{ course(by: {slug: \"kunine-bes-soz\"}) { id } }", json!({})).await;
    for id in ["", "nonsense", course["course"]["id"].as_str().unwrap()] {
        let started = learner
            .query(
                "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug } errors { code path } } }",
                json!({"id": id}),
            )
            .await;
        assert_eq!(
            started["startLesson"],
            json!({"lesson": null, "errors": [{"code": "NOT_FOUND", "path": ["lessonId"]}]})
        );
    }
}

#[tokio::test]
async fn an_exercise_stays_the_same_until_it_is_answered() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for slug in ["amandasu", "otbasy", "ui"] {
        start_lesson(&learner, slug).await;
    }
    let all = first_of_queue(&learner, 100).await;
    assert_eq!(all.len(), 20, "new cards of one day");

    assert_eq!(first_of_queue(&learner, 100).await, all);
    for first in [1, 3, 12] {
        assert_eq!(first_of_queue(&learner, first).await, all[..first as usize]);
    }
    // Answers to other cards do not change it either.
    let answered = &all[0];
    submit(&learner, &[review(&service, answered, &right_answer(answered))]).await;
    assert_eq!(first_of_queue(&learner, 100).await, all[1..]);
}

#[tokio::test]
async fn one_of_four_meanings_is_right() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for slug in ["amandasu", "otbasy", "ui"] {
        start_lesson(&learner, slug).await;
    }
    let items = first_of_queue(&learner, 100).await;
    let choosing: Vec<&Value> = items.iter().filter(|item| item["card"]["skill"] == "RECOGNIZE").collect();
    assert_eq!(choosing.len(), 15);
    for item in choosing {
        let choices = item["exercise"]["choices"].as_array().unwrap();
        assert_eq!(choices.len(), 4);
        let right = choices.iter().filter(|choice| choice["id"] == item["card"]["word"]["id"]);
        assert_eq!(right.count(), 1, "{item:#}");
        let mut meanings: Vec<&str> =
            choices.iter().map(|choice| choice["meaning"].as_str().unwrap()).collect();
        meanings.sort_unstable();
        meanings.dedup();
        assert_eq!(meanings.len(), 4, "{item:#}");
    }
}

#[tokio::test]
async fn meanings_are_in_the_learners_language_or_in_russian() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    for (own, shown, meaning) in [
        ("ru", "ru", "привет"),
        ("en", "en", "hi"),
        ("uig", "ug", "سالام"),
        ("zh-CN", "zh-Hans", "你好"),
        ("sah", "ru", "привет"),
        ("kk", "ru", "привет"),
    ] {
        let change = "mutation($tag: LanguageTag!) {
            updateSettings(input: {glossLanguages: [$tag]}) { viewer { settings { glossLanguages } } }
        }";
        learner.query(change, json!({"tag": own})).await;

        let items = queue(&learner).await;
        assert!(items.iter().all(|item| item["exercise"]["language"] == shown), "{own}: {items:#?}");
        let producing = item(&items, "сәлем", "PRODUCE");
        assert_eq!(producing["exercise"]["meaning"], meaning, "{own}");
        let choosing = item(&items, "сәлем", "RECOGNIZE");
        let choices = choosing["exercise"]["choices"].as_array().unwrap();
        let right = choices.iter().find(|choice| choice["id"] == choosing["card"]["word"]["id"]).unwrap();
        assert_eq!(right["meaning"], meaning, "{own}");
    }
}

/// Returns the ids of the reviews on a page of the log, and its `pageInfo`.
async fn page_of_log(learner: &Client, arguments: &str) -> (Vec<Value>, Value) {
    let document = format!(
        "{{ viewer {{ reviews({arguments}) {{
            edges {{ node {{ reviewId }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
        }} }} }}"
    );
    let data = learner.query(&document, json!({})).await;
    let page = &data["viewer"]["reviews"];
    let edges = page["edges"].as_array().unwrap();
    (edges.iter().map(|edge| edge["node"]["reviewId"].clone()).collect(), page["pageInfo"].clone())
}

#[tokio::test]
async fn the_review_log_is_paged_newest_first() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let mut latest_first = Vec::new();
    for item in &items[..5] {
        service.clock.advance(Duration::seconds(10));
        let review = review(&service, item, &right_answer(item));
        submit(&learner, std::slice::from_ref(&review)).await;
        latest_first.insert(0, review["reviewId"].clone());
    }

    let (all, _) = page_of_log(&learner, "first: 100").await;
    assert_eq!(all, latest_first);

    let (mut read, mut page) = page_of_log(&learner, "first: 2").await;
    assert_eq!(page["hasPreviousPage"], json!(false));
    while page["hasNextPage"] == json!(true) {
        let next = page_of_log(&learner, &format!("first: 2, after: {}", page["endCursor"])).await;
        assert!(next.0.len() <= 2);
        read.extend(next.0);
        page = next.1;
    }
    assert_eq!(read, latest_first);

    let (end, page) = page_of_log(&learner, "last: 2").await;
    assert_eq!(end, latest_first[3..]);
    let (before, _) = page_of_log(&learner, &format!("last: 2, before: {}", page["startCursor"])).await;
    assert_eq!(before, latest_first[1..3]);
}

#[tokio::test]
async fn nobody_else_sees_the_review_log() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    let log = learner
        .query("{ viewer { reviews(first: 1) { edges { node { id card { id } } } } } }", json!({}))
        .await;
    let review = &log["viewer"]["reviews"]["edges"][0]["node"];
    let reads = "query($review: ID!, $card: ID!) {
        node(id: $review) { id }
        nodes(ids: [$review, $card]) { id }
        viewer { reviews { edges { cursor } } }
    }";
    let ids = json!({"review": review["id"], "card": review["card"]["id"]});

    let own = learner.query(reads, ids.clone()).await;
    assert_eq!(own["nodes"], json!([{"id": ids["review"]}, {"id": ids["card"]}]));
    for (other, viewer) in [
        (service.client().register("berik@example.kz").await, json!({"reviews": {"edges": []}})),
        (service.client(), json!(null)),
    ] {
        let response = other.query(reads, ids.clone()).await;
        assert_eq!(response, json!({"node": null, "nodes": [null, null], "viewer": viewer}));
    }
}

#[tokio::test]
async fn a_word_with_two_cards_counts_once_for_the_goal() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let salem = |skill| {
        let item = item(&items, "сәлем", skill);
        review(&service, item, &right_answer(item))
    };

    let one = submit(&learner, &[salem("RECOGNIZE")]).await;
    assert_eq!(one["viewer"]["today"]["newWords"], 1);
    let both = submit(&learner, &[salem("PRODUCE")]).await;
    assert_eq!(
        both["viewer"]["today"],
        json!({"newWords": 1, "dailyGoal": 5, "isGoalReached": false, "reviews": 2, "due": 0})
    );
}

#[tokio::test]
async fn reviews_at_two_in_the_morning_count_for_the_day_before() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let today = "{ viewer { today { date newWords reviews } } }";

    // 02:00 in Almaty, on the 24th
    service.clock.advance(Duration::hours(15));
    let submitted = submit(&learner, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    assert_eq!(submitted["results"][0]["review"]["studyDay"], "2026-11-23");
    let night = learner.query(today, json!({})).await;
    assert_eq!(night["viewer"]["today"], json!({"date": "2026-11-23", "newWords": 1, "reviews": 1}));

    service.clock.advance(Duration::hours(2));
    let morning = learner.query(today, json!({})).await;
    assert_eq!(morning["viewer"]["today"], json!({"date": "2026-11-24", "newWords": 0, "reviews": 0}));
}

#[tokio::test]
async fn study_days_follow_the_learners_time_zone() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let today = "{ viewer { today { date } } }";
    assert_eq!(learner.query(today, json!({})).await["viewer"]["today"]["date"], "2026-11-23");

    let change = "mutation { updateSettings(input: {timeZone: \"America/New_York\"}) { errors { code } viewer { today { date } } } }";
    let changed = learner.query(change, json!({})).await;
    assert_eq!(
        changed["updateSettings"],
        json!({"errors": [], "viewer": {"today": {"date": "2026-11-22"}}}),
        "01:00 in New York"
    );
    assert_eq!(learner.query(today, json!({})).await["viewer"]["today"]["date"], "2026-11-22");
}

#[tokio::test]
async fn a_forgotten_word_lapses_and_is_relearned() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;

    // A mistake on a card that is still being learned is not a lapse.
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let wrong = submit(&learner, &[review(&service, &items[0], &wrong_answer(&items[0]))]).await;
    let result = &wrong["results"][0];
    assert_eq!((&result["card"]["phase"], &result["card"]["lapses"]), (&json!("LEARNING"), &json!(0)));
    for _ in 0..2 {
        service.clock.advance(Duration::minutes(10));
        let items = queue(&learner).await;
        let reviews: Vec<Value> =
            items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        assert_eq!(outcomes(&submit(&learner, &reviews).await), vec!["ACCEPTED"; reviews.len()]);
    }

    service.clock.advance(Duration::days(3));
    let items = queue(&learner).await;
    let forgotten = item(&items, "сәлем", "PRODUCE");
    assert_eq!(forgotten["card"]["phase"], "REVIEW");
    let lapsed = submit(&learner, &[review(&service, forgotten, &wrong_answer(forgotten))]).await;
    let result = &lapsed["results"][0];
    assert_eq!(
        (&result["review"]["phase"], &result["review"]["rating"]),
        (&json!("REVIEW"), &json!("AGAIN"))
    );
    let card = &result["card"];
    assert_eq!((&card["phase"], &card["lapses"]), (&json!("RELEARNING"), &json!(1)));
    assert_eq!(moment(&card["dueAt"]), service.clock.now() + Duration::minutes(10));

    service.clock.advance(Duration::minutes(10));
    let again = submit(&learner, &[review(&service, forgotten, &right_answer(forgotten))]).await;
    let result = &again["results"][0];
    assert_eq!(result["review"]["phase"], "RELEARNING");
    assert_eq!((&result["card"]["phase"], &result["card"]["lapses"]), (&json!("REVIEW"), &json!(1)));
}

#[tokio::test]
async fn learning_steps_come_before_overdue_cards_and_the_next_due_time_is_shown() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let next = "{ viewer { nextDueAt } }";
    assert_eq!(learner.query(next, json!({})).await["viewer"]["nextDueAt"], json!(null));
    start_lesson(&learner, "amandasu").await;
    for _ in 0..2 {
        let items = queue(&learner).await;
        let reviews: Vec<Value> =
            items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        submit(&learner, &reviews).await;
        service.clock.advance(Duration::minutes(10));
    }
    // All cards are due two days later, at 04:00 in Almaty.
    assert_eq!(learner.query(next, json!({})).await["viewer"]["nextDueAt"], "2026-11-24T23:00:00+00:00");

    service.clock.advance(Duration::days(3));
    let overdue = queue(&learner).await;
    assert_eq!(overdue.len(), 10);
    let last = overdue.last().unwrap();
    submit(&learner, &[review(&service, last, &wrong_answer(last))]).await;
    service.clock.advance(Duration::minutes(10));
    let items = queue(&learner).await;
    assert_eq!(
        (items.len(), &items[0]["card"]["id"], &items[0]["card"]["phase"]),
        (10, &last["card"]["id"], &json!("RELEARNING"))
    );
}
