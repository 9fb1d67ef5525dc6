//! New words are shown before they are asked, and asked in one skill before the others. Only what can be practised at
//! the moment is asked.

use std::collections::BTreeSet;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, kind, moment, outcomes, queue, review, review_at, right_answer, start_lesson, submit,
};

const INTRODUCE: &str =
    "mutation($words: [IntroductionInput!]!) { introduceWords(input: {introductions: $words}) {
    results { wordId cards { skill introducedAt reps phase } error { code } } errors { code } } }";

/// Returns the steps of the queue: `+сәлем` for a word that is shown, `?сәлем` for one that is asked.
fn steps(items: &[Value]) -> Vec<String> {
    let step = |item: &Value| {
        let sign = if item["exercise"].is_null() { '+' } else { '?' };
        format!("{sign}{}", item["card"]["word"]["headword"].as_str().unwrap())
    };
    items.iter().map(step).collect()
}

async fn introduce(learner: &Client, items: &[&Value]) -> Value {
    let words: Vec<Value> = items.iter().map(|item| json!({"wordId": item["card"]["word"]["id"]})).collect();
    learner.query(INTRODUCE, json!({"words": words})).await["introduceWords"].take()
}

#[tokio::test]
async fn a_new_word_is_shown_and_asked_after_two_others() {
    let service = Service::start().await;
    let learner = service.client().register_to_be_taught("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let five = ["сәлем", "сәлеметсіз бе", "рақмет", "кешіріңіз", "сау болыңыз"];
    let expected =
        [("+", 0), ("+", 1), ("+", 2), ("?", 0), ("+", 3), ("?", 1), ("+", 4), ("?", 2), ("?", 3), ("?", 4)];
    let expected: Vec<String> = expected.map(|(sign, place)| format!("{sign}{}", five[place])).into();
    assert_eq!(steps(&items), expected);
    assert!(items.iter().all(|item| item["card"]["skill"] == "RECOGNIZE"), "writing comes later");

    // A client that reports each word and requests the queue again sees the same order, and nothing is logged.
    let mut seen = Vec::new();
    for _ in 0..10 {
        let items = queue(&learner).await;
        let first = &items[0];
        seen.push(steps(&items)[0].clone());
        service.clock.advance(Duration::seconds(3));
        if first["exercise"].is_null() {
            let introduced = introduce(&learner, &[first]).await;
            assert_eq!(introduced["results"][0]["error"], json!(null), "{introduced}");
            let cards = introduced["results"][0]["cards"].as_array().unwrap();
            assert!(cards.iter().all(|card| card["introducedAt"].is_string() && card["phase"] == "NEW"));
        } else {
            submit(&learner, &[review(&service, first, &right_answer(first))]).await;
        }
    }
    assert_eq!(seen, expected);
    assert_eq!(queue(&learner).await, Vec::<Value>::new(), "the five do not come back within a minute");
    let log = learner.query("{ viewer { reviews(first: 100) { edges { node { id } } } } }", json!({})).await;
    assert_eq!(log["viewer"]["reviews"]["edges"].as_array().unwrap().len(), 5);

    // Only what has been chosen rightly is asked in the other skill, and nothing is typed on the first day.
    let mut kinds = BTreeSet::new();
    for _ in 0..40 {
        service.clock.advance(Duration::minutes(1));
        let items = queue(&learner).await;
        kinds.extend(items.iter().map(|item| kind(item).to_owned()));
        let answers: Vec<Value> =
            items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        submit(&learner, &answers).await;
    }
    // Whether letters are ordered depends on the cards' ids.
    kinds.remove("OrderLettersExercise");
    assert_eq!(kinds, ["ChooseMeaningExercise", "ChooseWordExercise"].map(str::to_owned).into());
}

#[tokio::test]
async fn a_client_that_reports_nothing_still_gets_the_exercises() {
    let service = Service::start().await;
    let learner = service.client().register_to_be_taught("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let asked: Vec<Value> = items.iter().filter(|item| !item["exercise"].is_null()).cloned().collect();
    let answers: Vec<Value> = asked.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    assert_eq!(outcomes(&submit(&learner, &answers).await), ["ACCEPTED"; 5]);
    service.clock.advance(Duration::minutes(1));
    assert!(steps(&queue(&learner).await).iter().all(|step| step.starts_with('?')));
    // Words without a card cannot be introduced, and a batch has a limit.
    let unknown = learner.query(INTRODUCE, json!({"words": [{"wordId": "nonsense"}]})).await;
    assert_eq!(unknown["introduceWords"]["results"][0]["error"]["code"], "NOT_FOUND");
    let many = vec![json!({"wordId": "nonsense"}); 201];
    let many = learner.query(INTRODUCE, json!({"words": many})).await;
    assert_eq!(many["introduceWords"]["errors"][0]["code"], "TOO_MANY_ITEMS");
}

#[tokio::test]
async fn learners_who_cannot_type_or_listen_now_practise_the_rest() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let settings =
        "mutation { updateSettings(input: {skills: [RECOGNIZE, PRODUCE, LISTEN]}) { errors { code } } }";
    learner.query(settings, json!({})).await;
    start_lesson(&learner, "amandasu").await;
    let ask = async |arguments: &str| {
        let document = format!(
            "{{ viewer {{ studyQueue(first: 100, {arguments}) {{ card {{ skill }} exercise {{ {EXERCISE} }} }} }} }}"
        );
        let data = learner.query(&document, json!({})).await;
        data["viewer"]["studyQueue"].as_array().unwrap().clone()
    };
    let skills = |items: &[Value]| -> BTreeSet<String> {
        items.iter().map(|item| item["card"]["skill"].as_str().unwrap().to_owned()).collect()
    };
    let silent = ask("skills: [RECOGNIZE, PRODUCE]").await;
    assert_eq!((silent.len(), skills(&silent)), (10, ["PRODUCE".to_owned(), "RECOGNIZE".to_owned()].into()));
    assert_eq!(skills(&ask("kinds: [LISTEN_AND_CHOOSE]").await), ["LISTEN".to_owned()].into());
    assert_eq!(ask("skills: []").await, Vec::<Value>::new());
    assert_eq!(ask("kinds: [INFLECT, FLIP_CARD]").await, Vec::<Value>::new());
    // Mature cards are typed, but can be asked otherwise.
    let database = crate::support::sql::connect(&service.database.url).await.unwrap();
    let mature = "UPDATE cards SET state = 'review', interval_days = 40, due_at = '2026-11-01', reps = 1, \
        stability = 40, difficulty = 5";
    database.batch_execute(mature).await.unwrap();
    let choosing = ask("kinds: [CHOOSE_MEANING, CHOOSE_WORD, LISTEN_AND_CHOOSE]").await;
    assert_eq!(choosing.len(), 15);
    assert!(choosing.iter().all(|item| kind(item).contains("Choose")), "{choosing:#?}");
    let pack = learner
        .query("{ viewer { offlinePack(days: 1, kinds: [TYPE_MEANING]) { items { exercise { __typename } } } } }", json!({}))
        .await;
    let items = pack["viewer"]["offlinePack"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    assert!(items.iter().all(|item| kind(item) == "TypeMeaningExercise"));
}

const TRIAL: &str =
    "query { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id trialItems {
    skill word { id headword glosses { language text } examples { sentence } } exercise { __typename
      ... on ChooseMeaningExercise { id text word { headword } language choices { id meaning } }
      ... on ChooseWordExercise { id meaning language choices { id text } } } } } }";

#[tokio::test]
async fn a_trial_without_an_account_counts_after_signing_up() {
    let service = Service::start().await;
    let visitor = service.client();
    let lesson = visitor.query(TRIAL, json!({})).await["lesson"].take();
    let items = lesson["trialItems"].as_array().unwrap();
    assert_eq!(items.iter().filter(|item| item["exercise"].is_null()).count(), 5);
    let began = service.clock.now();
    let asked: Vec<&Value> = items.iter().filter(|item| !item["exercise"].is_null()).collect();
    assert_eq!(asked.len(), 10);
    let answers: Vec<Value> = asked
        .iter()
        .zip(1..)
        .map(|(item, nth)| {
            let as_queued = json!({"card": {"id": null, "word": item["word"]}, "exercise": item["exercise"]});
            let at = began + Duration::seconds(20 * nth);
            let mut answer = review_at(at, &as_queued, &right_answer(&as_queued));
            answer["wordId"] = item["word"]["id"].clone();
            answer["skill"] = item["skill"].clone();
            answer
        })
        .collect();
    service.clock.advance(Duration::days(3));
    let learner = visitor.register_to_be_taught("aigul@example.kz").await;
    assert_eq!(outcomes(&submit(&learner, &answers).await), ["NOT_FOUND"; 10], "there are no cards yet");
    let start = "mutation($id: ID!, $at: DateTime) { startLesson(input: {lessonId: $id, startedAt: $at}) {
        lesson { startedAt } errors { code } } }";
    let started = learner.query(start, json!({"id": lesson["id"], "at": began})).await;
    assert_eq!(started["startLesson"]["errors"], json!([]));
    let submitted = submit(&learner, &answers).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED"; 10], "{submitted:#}");
    for result in submitted["results"].as_array().unwrap() {
        assert_eq!(result["grade"]["verdict"], "CORRECT");
        assert_eq!(result["card"]["reps"], 1);
    }
    assert_eq!(outcomes(&submit(&learner, &answers).await), ["ACCEPTED"; 10], "sent again, they count once");
    let items = queue(&learner).await;
    assert!(steps(&items).iter().all(|step| step.starts_with('?')), "the words are known");
}

#[tokio::test]
async fn a_pause_empties_the_queue_and_a_backlog_is_spread_afterwards() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for lesson in ["amandasu", "otbasy"] {
        crate::support::study::learn(&service, &learner, lesson).await;
    }
    let pause = "mutation($until: Date) { pauseStudy(input: {until: $until}) {
        viewer { settings { pausedUntil } nextDueAt today { due } } errors { code path } } }";
    for until in ["2026-11-23", "2025-01-01", "2028-01-01"] {
        let refused = learner.query(pause, json!({"until": until})).await;
        assert_eq!(refused["pauseStudy"]["errors"][0]["code"], "INVALID_PAUSE", "{until}");
    }
    let refused = learner.query(pause, json!({"until": "2026-12-32"})).await["pauseStudy"].take();
    assert_eq!(refused["errors"], json!([{"code": "INVALID_DATE", "path": ["until"]}]));
    let paused = learner.query(pause, json!({"until": "2026-12-20"})).await["pauseStudy"].take();
    assert_eq!(paused["viewer"]["settings"]["pausedUntil"], "2026-12-20");
    let next = &paused["viewer"]["nextDueAt"];
    assert_eq!(moment(next), moment(&json!("2026-12-19T23:00:00Z")), "04:00 in Almaty");
    let forecast = async || {
        let ahead =
            "{ viewer { nextDueAt statistics { forecast(days: 30) { overdue days { date due } } } } }";
        let viewer = learner.query(ahead, json!({})).await["viewer"].take();
        let found = &viewer["statistics"]["forecast"];
        let days = found["days"].as_array().unwrap().iter().filter(|day| day["due"] != 0);
        let days: Vec<String> =
            days.map(|day| format!("{} {}", day["date"].as_str().unwrap(), day["due"])).collect();
        (found["overdue"].clone(), days, moment(&viewer["nextDueAt"]).to_string())
    };
    let (overdue, days, _) = forecast().await;
    assert_eq!(
        (overdue, days),
        (json!(0), vec!["2026-12-20 20".to_owned()]),
        "no card comes back before the end of the pause"
    );
    service.clock.advance(Duration::days(10));
    let pack = "{ viewer { offlinePack(days: 14) { items { card { phase } } } } }";
    let packed = learner.query(pack, json!({})).await["viewer"]["offlinePack"]["items"].take();
    assert_eq!(packed, json!([]), "the pause is longer than the days of the pack");
    service.clock.advance(Duration::days(10));
    start_lesson(&learner, "ui").await;
    assert_eq!(queue(&learner).await, Vec::<Value>::new());
    let packed = learner.query(pack, json!({})).await["viewer"]["offlinePack"]["items"].take();
    let count =
        |phase: &str| packed.as_array().unwrap().iter().filter(|item| item["card"]["phase"] == phase).count();
    assert_eq!((count("REVIEW"), count("NEW") > 0), (20, true), "it ends within the days of the pack");
    service.clock.advance(Duration::days(10));
    let due = queue(&learner).await.iter().filter(|item| item["card"]["phase"] == "REVIEW").count();
    assert_eq!(due, 20);
    let spread = "mutation($days: Int!) { spreadBacklog(input: {days: $days}) { postponedCards viewer { today { due } } errors { code } } }";
    let refused = learner.query(spread, json!({"days": 1})).await;
    assert_eq!(refused["spreadBacklog"]["errors"][0]["code"], "INVALID_DAYS");
    for time in ["once", "again, as after a lost response"] {
        let spread = learner.query(spread, json!({"days": 5})).await["spreadBacklog"].take();
        let left = (&spread["postponedCards"], &spread["viewer"]["today"]["due"]);
        assert_eq!(left, (&json!(16), &json!(4)), "{time}");
    }
    let spread_days = ["2026-12-24 4", "2026-12-25 4", "2026-12-26 4", "2026-12-27 4"].map(String::from);
    let tomorrow = "2026-12-23 23:00:00 UTC".to_owned();
    assert_eq!(forecast().await, (json!(4), spread_days.to_vec(), tomorrow));
    let buried = "{ viewer { offlinePack(days: 2) { items { card { isBuried buriedUntil } } } } }";
    let packed = learner.query(buried, json!({})).await["viewer"]["offlinePack"]["items"].take();
    let tomorrow = json!({"card": {"isBuried": true, "buriedUntil": "2026-12-24"}});
    assert_eq!(packed.as_array().unwrap().iter().filter(|item| **item == tomorrow).count(), 4);
    service.clock.advance(Duration::days(1));
    let due = learner.query("{ viewer { today { due } } }", json!({})).await;
    assert_eq!(due["viewer"]["today"]["due"], 8);
    let resumed = learner.query(pause, json!({"until": null})).await;
    assert_eq!(resumed["pauseStudy"]["viewer"]["settings"]["pausedUntil"], json!(null));
}

#[tokio::test]
async fn new_cards_wait_until_the_reviews_of_the_day_are_done() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for lesson in ["amandasu", "otbasy"] {
        crate::support::study::learn(&service, &learner, lesson).await;
    }
    service.clock.advance(Duration::days(30));
    let learner = service.client().log_in("aigul@example.kz").await;
    start_lesson(&learner, "ui").await;
    let limit =
        "mutation($reviews: Int!) { updateSettings(input: {reviewsPerDay: $reviews}) { errors { code } } }";
    learner.query(limit, json!({"reviews": 5})).await;
    let phases = async || {
        let items = queue(&learner).await;
        let in_phase = |phase: &str| items.iter().filter(|item| item["card"]["phase"] == phase).count();
        (in_phase("REVIEW"), in_phase("NEW"))
    };
    assert_eq!(phases().await, (5, 0), "twenty cards are due");
    let first: Vec<Value> =
        queue(&learner).await.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    assert_eq!(outcomes(&submit(&learner, &first).await), ["ACCEPTED"; 5]);
    assert_eq!(phases().await, (0, 0), "the reviews of the day are done, and fifteen cards are still due");
    learner.query(limit, json!({"reviews": 22})).await;
    assert_eq!(phases().await, (15, 2), "new cards count towards the limit, too");
}
