//! Actions on cards other than answering.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{
    item, learn, new_id, outcomes, queue, rate, review, right_answer, start_lesson, submit,
};

const CARD: &str =
    "id phase isSuspended suspendedAt isBuried isLeech reps lapses dueAt stability lastReviewedAt";

/// Runs a mutation that takes card ids.
async fn with_cards(learner: &Client, mutation: &str, ids: &[&Value]) -> Value {
    let document = format!(
        "mutation($ids: [ID!]!) {{ {mutation}(input: {{cardIds: $ids}}) {{
            results {{ cardId card {{ {CARD} }} error {{ code }} }} viewer {{ today {{ due }} }} errors {{ code path }} }} }}"
    );
    learner.query(&document, json!({"ids": ids})).await[mutation].take()
}

async fn reset(learner: &Client, resets: &[Value]) -> Value {
    let document = format!(
        "mutation($resets: [CardResetInput!]!) {{ resetCards(input: {{resets: $resets}}) {{
            results {{ cardId card {{ {CARD} }} error {{ code }} }} errors {{ code path }} }} }}"
    );
    learner.query(&document, json!({"resets": resets})).await["resetCards"].take()
}

fn codes(payload: &Value) -> Vec<&str> {
    let results = payload["results"].as_array().unwrap_or_else(|| panic!("{payload:#}"));
    results.iter().map(|result| result["error"]["code"].as_str().unwrap_or("DONE")).collect()
}

/// Returns whether the card is in the queue.
async fn is_in_queue(learner: &Client, card: &Value) -> bool {
    queue(learner).await.iter().any(|item| item["card"]["id"] == *card)
}

#[tokio::test]
async fn today_counts_the_due_cards_that_the_queue_has() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let counts = async || {
        let today = learner.query("{ viewer { today { reviews due } } }", json!({})).await;
        assert_eq!(today["viewer"]["today"]["reviews"], 0);
        (today["viewer"]["today"]["due"].as_u64().unwrap(), queue(&learner).await.len())
    };
    assert_eq!(counts().await, (10, 10));
    let items = queue(&learner).await;
    with_cards(&learner, "suspendCards", &[&items[0]["card"]["id"]]).await;
    assert_eq!(counts().await, (9, 9), "one is suspended");
    with_cards(&learner, "buryCards", &[&items[1]["card"]["id"]]).await;
    assert_eq!(counts().await, (8, 8), "one is buried");

    let database = connect(&service.database.url).await.unwrap();
    let others =
        "SELECT id FROM cards WHERE suspended_at IS NULL AND buried_until IS NULL ORDER BY id LIMIT 1";
    let lapse = format!("UPDATE cards SET lapses = 8 WHERE id = ({others})");
    database.batch_execute(&lapse).await.unwrap();
    assert_eq!(counts().await, (7, 7), "one is a leech");
    database.batch_execute("UPDATE cards SET pardoned_lapses = 8 WHERE lapses = 8").await.unwrap();
    assert_eq!(counts().await, (8, 8), "it was returned");
    database.batch_execute("UPDATE cards SET lapses = 12 WHERE lapses = 8").await.unwrap();
    assert_eq!(counts().await, (7, 7), "it is a leech again");
    let withdraw = "UPDATE words SET withdrawn_at = now() WHERE id = (
        SELECT word_id FROM cards WHERE suspended_at IS NULL AND buried_until IS NULL AND lapses < 8 ORDER BY id LIMIT 1)";
    database.batch_execute(withdraw).await.unwrap();
    let (due, queued) = counts().await;
    assert!((due == 5 || due == 6) && queued as u64 == due, "a word is withdrawn: {due}, {queued}");
    database.batch_execute("UPDATE learners SET skills = '{recognize}'").await.unwrap();
    let (fewer, queued) = counts().await;
    assert!(fewer < due && queued as u64 == fewer, "only one skill is practised: {fewer}, {queued}");
}

#[tokio::test]
async fn a_suspended_card_stays_out_of_the_queue_until_it_is_unsuspended() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let card = queue(&learner).await[3]["card"]["id"].clone();

    let suspended = with_cards(&learner, "suspendCards", &[&card]).await;
    let since = suspended["results"][0]["card"]["suspendedAt"].clone();
    assert_eq!(suspended["results"][0]["card"]["isSuspended"], true);
    assert_eq!(suspended["viewer"]["today"]["due"], 9);
    assert!(!is_in_queue(&learner, &card).await);

    service.clock.advance(Duration::minutes(1));
    let again = with_cards(&learner, "suspendCards", &[&card, &card]).await;
    assert_eq!(codes(&again), ["DONE", "DONE"]);
    assert_eq!(again["results"][1]["card"]["suspendedAt"], since, "the first time counts");

    let back = with_cards(&learner, "unsuspendCards", &[&card]).await;
    assert_eq!(
        (&back["results"][0]["card"]["isSuspended"], &back["viewer"]["today"]["due"]),
        (&json!(false), &json!(10))
    );
    assert!(is_in_queue(&learner, &card).await);
}

#[tokio::test]
async fn a_buried_card_comes_back_on_the_next_day() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let card = queue(&learner).await[0]["card"]["id"].clone();

    let buried = with_cards(&learner, "buryCards", &[&card]).await;
    assert_eq!(buried["results"][0]["card"]["isBuried"], true);
    assert!(!is_in_queue(&learner, &card).await);
    let taken_back = with_cards(&learner, "unburyCards", &[&card]).await;
    assert_eq!(taken_back["results"][0]["card"]["isBuried"], false);
    assert!(is_in_queue(&learner, &card).await);

    with_cards(&learner, "buryCards", &[&card]).await;
    // It is 11:00 in Almaty; the next day begins at 04:00.
    service.clock.advance(Duration::hours(17) - Duration::minutes(1));
    assert!(!is_in_queue(&learner, &card).await);
    service.clock.advance(Duration::minutes(1));
    assert!(is_in_queue(&learner, &card).await);
}

#[tokio::test]
async fn a_card_becomes_a_leech_at_eight_lapses_until_it_is_unsuspended() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let card = queue(&learner).await[0]["card"]["id"].clone();
    let answer = async |rating: &str| {
        let submitted = submit(&learner, &[rate(service.clock.now(), &card, rating)]).await;
        assert_eq!(outcomes(&submitted), ["ACCEPTED"]);
        submitted["results"][0]["card"]["lapses"].as_u64().unwrap()
    };
    answer("EASY").await;
    // All of this happens within the ninety days of a login.
    let lapse = async || {
        service.clock.advance(Duration::days(3));
        let lapses = answer("AGAIN").await;
        service.clock.advance(Duration::minutes(10));
        answer("GOOD").await;
        service.clock.advance(Duration::days(3));
        lapses
    };
    for times in 1..8 {
        assert_eq!(lapse().await, times);
        assert!(is_in_queue(&learner, &card).await, "after {times} lapses");
    }
    assert_eq!(lapse().await, 8);
    assert!(!is_in_queue(&learner, &card).await);

    let back = with_cards(&learner, "unsuspendCards", &[&card]).await;
    assert_eq!(
        (&back["results"][0]["card"]["isLeech"], &back["results"][0]["card"]["lapses"]),
        (&json!(false), &json!(8))
    );
    assert!(is_in_queue(&learner, &card).await);
    // It is a leech again after half as many more lapses.
    for times in 9..12 {
        assert_eq!(lapse().await, times);
        assert!(is_in_queue(&learner, &card).await, "after {times} lapses");
    }
    lapse().await;
    assert!(!is_in_queue(&learner, &card).await);
    let node = learner
        .query(
            "query($id: ID!) { node(id: $id) { ... on Card { isLeech isSuspended } } }",
            json!({"id": card}),
        )
        .await;
    assert_eq!(node["node"], json!({"isLeech": true, "isSuspended": false}));
}

#[tokio::test]
async fn with_sibling_burying_each_word_has_one_card_a_day() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let database = connect(&service.database.url).await.unwrap();
    database.execute("UPDATE learners SET bury_siblings = true", &[]).await.unwrap();
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    assert_eq!(items.len(), 5, "one card for each of the five words");

    submit(&learner, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    service.clock.advance(Duration::minutes(10));
    let word = &items[0]["card"]["word"]["id"];
    let now = queue(&learner).await;
    let of_word: Vec<&Value> = now.iter().filter(|item| item["card"]["word"]["id"] == *word).collect();
    assert_eq!(of_word.len(), 1, "its learning steps continue");
    assert_eq!(of_word[0]["card"]["id"], items[0]["card"]["id"]);
    submit(&learner, &[rate(service.clock.now(), &items[0]["card"]["id"], "EASY")]).await;
    assert!(!queue(&learner).await.iter().any(|item| item["card"]["word"]["id"] == *word));
    service.clock.advance(Duration::days(1));
    let headword = items[0]["card"]["word"]["headword"].as_str().unwrap();
    item(&queue(&learner).await, headword, "PRODUCE");
}

#[tokio::test]
async fn a_reset_card_is_new_and_keeps_its_reviews() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let card = queue(&learner).await[0]["card"]["id"].clone();
    with_cards(&learner, "suspendCards", &[&card]).await;
    let entry = json!({"resetId": new_id(), "cardId": card});

    let done = reset(&learner, std::slice::from_ref(&entry)).await;
    let shown = &done["results"][0]["card"];
    assert_eq!(
        (&shown["phase"], &shown["stability"], &shown["lastReviewedAt"]),
        (&json!("NEW"), &json!(null), &json!(null))
    );
    assert_eq!((&shown["reps"], &shown["isSuspended"]), (&json!(2), &json!(false)));
    assert!(is_in_queue(&learner, &card).await);
    let log =
        learner.query("{ viewer { reviews(first: 100) { edges { node { voidedAt } } } } }", json!({})).await;
    assert_eq!(log["viewer"]["reviews"]["edges"].as_array().unwrap().len(), 20);

    // Repeating the reset changes nothing, even after the card was answered.
    submit(&learner, &[rate(service.clock.now() + Duration::seconds(1), &card, "EASY")]).await;
    let again = reset(&learner, std::slice::from_ref(&entry)).await;
    assert_eq!((codes(&again), &again["results"][0]["card"]["phase"]), (vec!["DONE"], &json!("REVIEW")));
}

#[tokio::test]
async fn a_late_reset_takes_effect_at_its_time() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let cards: Vec<Value> = queue(&learner).await.iter().map(|item| item["card"]["id"].clone()).collect();
    let begin = service.clock.now();
    service.clock.advance(Duration::days(10));
    let two_reviews =
        |card: &Value| [rate(begin, card, "EASY"), rate(begin + Duration::days(8), card, "AGAIN")];
    let entry =
        |card: &Value| json!({"resetId": new_id(), "cardId": card, "resetAt": begin + Duration::days(4)});
    let [first, second] = two_reviews(&cards[0]);
    submit(&learner, &[first, second]).await;

    let late = reset(&learner, &[entry(&cards[0])]).await;

    // As if it had arrived in order: the answer after it was the first of a new card, not a lapse.
    let shown = &late["results"][0]["card"];
    assert_eq!((&shown["phase"], &shown["lapses"]), (&json!("LEARNING"), &json!(0)));
    let [first, second] = two_reviews(&cards[1]);
    submit(&learner, &[first]).await;
    reset(&learner, &[entry(&cards[1])]).await;
    let in_order = submit(&learner, &[second]).await;
    let other = &in_order["results"][0]["card"];
    for field in ["phase", "lapses", "dueAt", "stability"] {
        assert_eq!(shown[field], other[field], "{field}");
    }
}

#[tokio::test]
async fn problems_are_reported_for_each_card() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let other = service.client().register("other@example.kz").await;
    let mut cards = Vec::new();
    for learner in [&aigul, &other] {
        start_lesson(learner, "amandasu").await;
        cards.push(queue(learner).await[0]["card"]["id"].clone());
    }
    let nonsense = json!("nonsense");
    for mutation in ["suspendCards", "unsuspendCards", "buryCards", "unburyCards"] {
        let done = with_cards(&aigul, mutation, &[&cards[1], &nonsense, &cards[0]]).await;
        assert_eq!(codes(&done), ["NOT_FOUND", "NOT_FOUND", "DONE"], "{mutation}");
        let many = with_cards(&aigul, mutation, &vec![&cards[0]; 201]).await;
        assert_eq!(many["errors"], json!([{"code": "TOO_MANY_ITEMS", "path": ["cardIds"]}]));
        let document = format!("mutation {{ {mutation}(input: {{cardIds: []}}) {{ errors {{ code }} }} }}");
        assert_eq!(service.client().execute(&document, json!({})).await.code(), "UNAUTHENTICATED");
    }

    let now = service.clock.now();
    let id = new_id();
    let at = |moment| json!({"resetId": new_id(), "cardId": cards[0], "resetAt": moment});
    let done = reset(
        &aigul,
        &[
            json!({"resetId": id, "cardId": cards[0], "resetAt": now}),
            json!({"resetId": id, "cardId": cards[1]}),
            json!({"resetId": id, "cardId": cards[0], "resetAt": now + Duration::seconds(1)}),
            json!({"resetId": id, "cardId": cards[0]}),
            json!({"resetId": new_id(), "cardId": cards[1]}),
            at(now + Duration::minutes(6)),
            at(now - Duration::minutes(6)),
        ],
    )
    .await;
    assert_eq!(
        codes(&done),
        [
            "DONE",
            "RESET_ID_REUSED",
            "RESET_ID_REUSED",
            "DONE",
            "NOT_FOUND",
            "INVALID_RESET_TIME",
            "INVALID_RESET_TIME"
        ]
    );
    let many = reset(&aigul, &vec![json!({"resetId": new_id(), "cardId": cards[0]}); 201]).await;
    assert_eq!(many["errors"], json!([{"code": "TOO_MANY_ITEMS", "path": ["resets"]}]));
}
