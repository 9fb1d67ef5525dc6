//! Explanations of a card's schedule, in words and numbers.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{new_id, queue, rate, start_lesson, submit};

const EXPLAIN: &str = "query($card: ID!, $lang: Language) { explainSchedule(cardId: $card, lang: $lang) {
    lines card { id intervalDays } dueAt isDue phase step stepsSeconds lastRating
    retrievability stability difficulty desiredRetention rawIntervalDays intervalDays fuzzMinimumDays fuzzMaximumDays
    minimumIntervalDays maximumIntervalDays easyDaysPercent presetNumber isLeech isSuspended isBuried
} }";

async fn explain(learner: &Client, card: &Value, lang: &str) -> Value {
    learner.query(EXPLAIN, json!({"card": card, "lang": lang})).await["explainSchedule"].take()
}

fn lines(explained: &Value) -> Vec<&str> {
    explained["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
}

async fn beginner(service: &Service) -> (Client, Value) {
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let card = queue(&learner).await[0]["card"]["id"].clone();
    (learner, card)
}

#[tokio::test]
async fn schedules_are_explained_from_the_first_day_to_long_intervals() {
    let service = Service::start().await;
    let (learner, card) = beginner(&service).await;
    let new = explain(&learner, &card, "EN").await;
    assert_eq!(
        lines(&new),
        ["This card is new. New cards come in the order in which lessons were started, at most 20 per day."]
    );
    assert_eq!(
        (&new["phase"], &new["isDue"], &new["stability"]),
        (&json!("NEW"), &json!(false), &json!(null))
    );

    submit(&learner, &[rate(service.clock.now(), &card, "GOOD")]).await;
    let learning = explain(&learner, &card, "EN").await;
    assert_eq!(
        lines(&learning),
        [
            "The last answer was on 2026-11-23, rated GOOD (remembered).",
            "Its stability S is 2.3 days: after that time, the chance of recall is down to 90 %. Its difficulty D is 2.1 on a scale from 1 to 10.",
            "The chance that you recall it today, R, is 100 %.",
            "The card is in its learning steps: step 2 of 2, with a wait of 10 min.",
            "It was scheduled with the default preset.",
            "It is due from 2026-11-23 11:10 (Asia/Almaty).",
        ]
    );
    assert_eq!(
        (&learning["step"], &learning["stepsSeconds"], &learning["intervalDays"]),
        (&json!(2), &json!([60, 600]), &json!(null))
    );

    service.clock.advance(Duration::minutes(10));
    submit(&learner, &[rate(service.clock.now(), &card, "GOOD")]).await;
    let after_two = explain(&learner, &card, "EN").await;
    assert_eq!(
        lines(&after_two)[3..],
        [
            "For your desired retention of 90 %, the model's interval is 2.3 days.",
            "Only one interval was possible: 2 days.",
            "It was scheduled with the default preset.",
            "It is due from 2026-11-25 04:00 (Asia/Almaty).",
        ]
    );
    service.clock.advance(Duration::days(2));
    let due = explain(&learner, &card, "EN").await;
    assert_eq!(due["isDue"], true);
    assert_eq!(lines(&due)[2], "The chance that you recall it today, R, is 90.9 %.");
    assert_eq!(lines(&due)[6], "It has been due since 2026-11-25 04:00 (Asia/Almaty).");
}

#[tokio::test]
async fn the_explained_numbers_are_those_of_the_schedule() {
    let service = Service::start().await;
    let (learner, card) = beginner(&service).await;
    let update = "mutation { updateScheduling(input: {desiredRetention: 0.8, maximumIntervalDays: 60, easyDaysPercent: [100, 100, 100, 100, 100, 50, 0]}) { errors { code } } }";
    learner.query(update, json!({})).await;
    submit(&learner, &[rate(service.clock.now(), &card, "EASY")]).await;
    let next = "query($id: ID!) { node(id: $id) { ... on Card { nextStates { intervalDays } } } }";
    learner.query(next, json!({"id": card})).await;
    let explained = explain(&learner, &card, "EN").await;
    let number = |field: &str| explained[field].as_f64().unwrap_or_else(|| panic!("{field}: {explained:#}"));

    assert_eq!(explained["card"]["intervalDays"], explained["intervalDays"]);
    assert_eq!((&explained["stability"], &explained["desiredRetention"]), (&json!(8.2956), &json!(0.8)));
    assert_eq!((&explained["presetNumber"], &explained["maximumIntervalDays"]), (&json!(1), &json!(60)));
    // I(r, S) = S / f · (r^(-1 / w20) − 1), f = 0.980346
    let raw = 8.2956 / 0.980_346 * (0.8f64.powf(-1.0 / 0.1542) - 1.0);
    assert!((number("rawIntervalDays") - raw).abs() < 1e-2 * raw, "{raw} {explained:#}");
    let (from, until) = (number("fuzzMinimumDays"), number("fuzzMaximumDays"));
    assert!(from < until && (from..=until).contains(&number("intervalDays")) && from <= raw && raw <= until);
    assert!(
        lines(&explained).iter().any(|line| line.contains(&format!("chosen from {from} to {until} days")))
    );
    assert!(lines(&explained).iter().any(|line| line.ends_with("Saturday 50 %, Sunday 0 %.")));

    // Twice the maximum interval, but scheduled no later than the maximum.
    service.clock.advance(Duration::days(60));
    submit(&learner, &[rate(service.clock.now(), &card, "EASY")]).await;
    let long = explain(&learner, &card, "EN").await;
    assert!(long["rawIntervalDays"].as_f64().unwrap() > 60.0 && long["intervalDays"].as_u64().unwrap() <= 60);
    assert!(lines(&long).contains(&"That is longer than your maximum of 60 days."));
}

#[tokio::test]
async fn the_explanation_is_in_the_requested_language() {
    let service = Service::start().await;
    let (learner, card) = beginner(&service).await;
    submit(&learner, &[rate(service.clock.now(), &card, "EASY")]).await;
    service.clock.advance(Duration::days(30));
    submit(&learner, &[rate(service.clock.now(), &card, "AGAIN")]).await;
    let cards = "mutation($id: ID!) { suspendCards(input: {cardIds: [$id]}) { errors { code } }
        buryCards(input: {cardIds: [$id]}) { errors { code } } }";
    learner.query(cards, json!({"id": card})).await;

    let kazakh = explain(&learner, &card, "KK").await;
    let [answered, memory, recall, step, preset, suspended, buried, due] = lines(&kazakh)[..] else {
        panic!("{kazakh:#}")
    };
    assert_eq!(answered, "Соңғы жауап – 2026-12-23, бағасы – AGAIN (ұмытылды).");
    assert!(
        memory.starts_with("Жадтағы тұрақтылық S = ") && memory.ends_with("(1-ден 10-ға дейін)."),
        "{memory}"
    );
    assert_eq!(recall, "Бүгін еске түсіру ықтималдығы R = 100 %.");
    assert_eq!(
        step,
        "Карточка ұмытылды, сондықтан сол күннің қадамдарынан өтіп жатыр: барлығы 1 қадам, қазіргісі – 1-қадам, күту уақыты – 10 минут."
    );
    assert_eq!(preset, "Жоспарлау баптаулары – әдепкі.");
    assert_eq!(suspended, "Сіз карточканы тоқтатып қойдыңыз: қайтарып алғанша ол сұралмайды.");
    assert_eq!(buried, "Карточка 2026-12-24 күніне дейін кейінге қалдырылды.");
    assert_eq!(due, "Карточканы қайталайтын уақыт: 2026-12-23 11:10 (Asia/Almaty).");
    assert_eq!((&kazakh["isSuspended"], &kazakh["isBuried"]), (&json!(true), &json!(true)));

    let russian = explain(&learner, &card, "RU").await;
    assert!(lines(&russian).contains(&"Вы приостановили карточку: пока вы её не вернёте, она не приходит."));
    // Without an argument, in the language of the request.
    let of_request = learner.with("accept-language", "ru").query(EXPLAIN, json!({"card": card})).await;
    assert_eq!(of_request["explainSchedule"]["lines"], russian["lines"]);
}

#[tokio::test]
async fn a_reset_card_is_explained_and_another_learners_card_is_not() {
    let service = Service::start().await;
    let (learner, card) = beginner(&service).await;
    submit(&learner, &[rate(service.clock.now(), &card, "EASY")]).await;
    service.clock.advance(Duration::days(1));
    let reset = "mutation($id: UUID!, $card: ID!) { resetCards(input: {resets: [{resetId: $id, cardId: $card}]}) { errors { code } } }";
    learner.query(reset, json!({"id": new_id(), "card": card})).await;
    assert_eq!(
        lines(&explain(&learner, &card, "EN").await)[0],
        "The card was reset on 2026-11-24 and is new again."
    );

    let other = service.client().register("other@example.kz").await;
    for (client, card) in [(&other, &card), (&service.client(), &card), (&learner, &json!("nonsense"))] {
        assert_eq!(explain(client, card, "EN").await, json!(null));
    }
}
