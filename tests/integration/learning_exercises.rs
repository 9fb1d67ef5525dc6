//! The kinds of exercises over the life of cards, in both scripts, and what the log keeps of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{
    first_of_queue, item, kind, moment, outcomes, queue, review, right_answer, start_lesson, submit,
    wrong_answer,
};

/// Registers a learner who practises all skills and has started these lessons.
async fn learner_of_all_skills(service: &Service, script: &str, lessons: &[&str]) -> Client {
    let learner = service.client().register("aigul@example.kz").await;
    let database = connect(&service.database.url).await.unwrap();
    database
        .batch_execute(&format!(
            "UPDATE learners SET script = '{script}', skills = '{{recognize,produce,listen,inflect}}', new_cards_per_day = 999"
        ))
        .await
        .unwrap();
    for lesson in lessons {
        start_lesson(&learner, lesson).await;
    }
    learner
}

/// Advances the clock until a card is due.
async fn wait_for_due_card(service: &Service, learner: &Client) {
    let next = learner.query("{ viewer { nextDueAt } }", json!({})).await;
    let due = moment(&next["viewer"]["nextDueAt"]);
    service.clock.advance(due - service.clock.now());
}

/// Answers the whole queue rightly this many times, waiting for due cards if it is empty. Calls `inspect` with each
/// item first.
async fn study(service: &Service, learner: &Client, times: u32, mut inspect: impl FnMut(&Value)) {
    for _ in 0..times {
        let items = first_of_queue(learner, 100).await;
        if items.is_empty() {
            wait_for_due_card(service, learner).await;
            continue;
        }
        items.iter().for_each(&mut inspect);
        let reviews: Vec<Value> =
            items.iter().map(|item| review(service, item, &right_answer(item))).collect();
        let submitted = submit(learner, &reviews).await;
        for (item, result) in items.iter().zip(submitted["results"].as_array().unwrap()) {
            assert_eq!(result["grade"]["verdict"], "CORRECT", "{item:#} {result:#}");
            assert_ne!(result["grade"]["expected"], json!([]), "{item:#} {result:#}");
        }
        service.clock.advance(Duration::minutes(10));
    }
}

const KINDS: [(&str, &str); 10] = [
    ("ListenAndChooseExercise", "LISTEN"),
    ("ChooseMeaningExercise", "RECOGNIZE"),
    ("ChooseWordExercise", "PRODUCE"),
    ("ClozeExercise", "PRODUCE"),
    ("InflectExercise", "INFLECT"),
    ("OrderLettersExercise", "PRODUCE"),
    ("OrderWordsExercise", "PRODUCE"),
    ("ListenAndTypeExercise", "LISTEN"),
    ("TypeMeaningExercise", "RECOGNIZE"),
    ("TypeWordExercise", "PRODUCE"),
];

#[tokio::test]
async fn every_kind_appears_and_accepts_its_right_answer() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui", "mektep", "otbasy", "tamaq"]).await;
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    study(&service, &learner, 24, |item| {
        let skill = item["card"]["skill"].as_str().unwrap().to_owned();
        kinds.entry(kind(item).to_owned()).or_default().insert(skill);
    })
    .await;
    let expected = KINDS.map(|(kind, skill)| (kind.to_owned(), BTreeSet::from([skill.to_owned()])));
    assert_eq!(kinds, BTreeMap::from(expected));

    // The log names the exercises too.
    let log = learner
        .query(
            "{ viewer { reviews(first: 100) { edges { node { exerciseKind exerciseDetail glossLanguage } } } } }",
            json!({}),
        )
        .await;
    for edge in log["viewer"]["reviews"]["edges"].as_array().unwrap() {
        let node = &edge["node"];
        let has_detail =
            ["CLOZE", "ORDER_WORDS", "INFLECT"].contains(&node["exerciseKind"].as_str().unwrap());
        assert_eq!((!node["exerciseDetail"].is_null(), &node["glossLanguage"]), (has_detail, &json!("ru")));
    }
}

#[tokio::test]
async fn kazakh_is_shown_in_the_learners_script_with_one_card_for_both() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "latin", &["ui", "mektep", "otbasy"]).await;
    let is_cyrillic = |text: &str| text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    let mut kinds = BTreeSet::new();
    study(&service, &learner, 16, |item| {
        let exercise = &item["exercise"];
        let list = |name: &str| exercise[name].as_array().cloned().unwrap_or_default();
        let choices = list("choices");
        let texts = [&exercise["text"], &exercise["before"], &exercise["after"]].into_iter();
        let texts = texts.chain(choices.iter().map(|choice| &choice["text"])).filter(|text| !text.is_null());
        let pieces = list("pieces");
        for text in texts.chain(&pieces) {
            assert!(!is_cyrillic(text.as_str().unwrap()), "{exercise:#}");
            kinds.insert(kind(item).to_owned());
        }
        if !exercise["spokenText"].is_null() {
            assert!(is_cyrillic(exercise["spokenText"].as_str().unwrap()), "the spoken text is Cyrillic");
        }
    })
    .await;
    assert!(kinds.contains("ClozeExercise") && kinds.contains("OrderLettersExercise"), "{kinds:?}");

    // The right answers above were in Cyrillic. The same cards also accept Latin answers, and show the right answer in
    // Latin.
    let database = connect(&service.database.url).await.unwrap();
    database
        .batch_execute("UPDATE cards SET due_at = '2026-11-23', state = 'review', stability = 1, difficulty = 5, buried_until = NULL")
        .await
        .unwrap();
    let items = first_of_queue(&learner, 100).await;
    let house = item(&items, "үй", "PRODUCE");
    let mut answer = review(&service, house, &json!({"text": "üi"}));
    answer["exerciseId"] = json!(null);
    let mut wrong = review(&service, house, &json!({"text": "qoi"}));
    wrong["exerciseId"] = json!(null);
    let submitted = submit(&learner, &[answer, wrong]).await;
    let results = submitted["results"].as_array().unwrap();
    assert_eq!(results[0]["grade"]["verdict"], "CORRECT", "{submitted:#}");
    assert_eq!(results[1]["grade"]["expected"][0], "üi", "{submitted:#}");
}

#[tokio::test]
async fn each_item_has_its_word_and_wrong_answers_to_all_kinds_are_wrong() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui", "mektep"]).await;
    study(&service, &learner, 6, |_| ()).await;
    let mut items = queue(&learner).await;
    if items.is_empty() {
        wait_for_due_card(&service, &learner).await;
        items = queue(&learner).await;
    }
    assert!(!items.is_empty());
    let reviews: Vec<Value> = items.iter().map(|item| review(&service, item, &wrong_answer(item))).collect();
    let submitted = submit(&learner, &reviews).await;
    assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; items.len()]);
    for (item, result) in items.iter().zip(submitted["results"].as_array().unwrap()) {
        assert_eq!(result["review"]["rating"], "AGAIN", "{item:#} {result:#}");
        let chosen = result["grade"]["otherWord"]["headword"].as_str();
        let is_choice = kind(item).starts_with("Choose");
        assert!(!is_choice || chosen.is_some(), "the chosen word: {result:#}");
    }
    let words = learner
        .query("{ viewer { studyQueue(first: 3) { word { id } card { word { id } } } } }", json!({}))
        .await;
    for item in words["viewer"]["studyQueue"].as_array().unwrap() {
        assert_eq!(item["word"], item["card"]["word"]);
    }
}

#[tokio::test]
async fn forms_are_named_in_the_language_of_the_request() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui"]).await;
    let document = "{ viewer { studyQueue(first: 100) { exercise { ... on InflectExercise {
        text form { number possessor case en: name(lang: EN) ru: name(lang: RU) kk: name(lang: KK) name } } } } } }";
    let data = learner.with("accept-language", "ru").query(document, json!({})).await;
    let items = data["viewer"]["studyQueue"].as_array().unwrap();
    let forms: Vec<&Value> =
        items.iter().map(|item| &item["exercise"]["form"]).filter(|form| !form.is_null()).collect();
    assert!(!forms.is_empty());
    for form in forms {
        assert_eq!(form["name"], form["ru"]);
        let texts = ["kk", "ru", "en"].map(|language| form[language].as_str().unwrap());
        assert!(texts.iter().all(|text| !text.is_empty()) && texts[0] != texts[1], "{form:#}");
        // A form with one ending while the card is being learned.
        let endings =
            [form["number"] == "PLURAL", !form["possessor"].is_null(), form["case"] != "NOMINATIVE"];
        assert_eq!(endings.into_iter().filter(|there| *there).count(), 1, "{form:#}");
    }
}

#[tokio::test]
async fn drills_ask_in_a_sentence_for_endings_that_lessons_have_taught() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui"]).await;
    let drills = async || {
        let document = "{ viewer { studyQueue(first: 100) { exercise { ... on InflectExercise {
            before after translation { language text } form { number possessor case } } } } } }";
        let items = learner.query(document, json!({})).await["viewer"]["studyQueue"].take();
        let exercises = items.as_array().unwrap().iter().map(|item| item["exercise"].clone());
        exercises.filter(|exercise| exercise["form"].is_object()).collect::<Vec<Value>>()
    };
    // The course up to the lesson, whether its other lessons were started or not.
    let lessons =
        "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { slug endings { number possessor case } } } }";
    let course = service.client().query(lessons, json!({})).await;
    let lessons = course["course"]["lessons"].as_array().unwrap();
    let endings = |lessons: &[Value]| -> Vec<Value> {
        lessons.iter().flat_map(|lesson| lesson["endings"].as_array().unwrap().clone()).collect()
    };
    let taught = endings(&lessons[..3]);
    assert_eq!((lessons[2]["slug"].as_str().unwrap(), taught.len()), ("ui", 4));
    assert_eq!(endings(lessons).len(), 12, "the course teaches each ending once");
    let found = drills().await;
    assert_eq!(found.len(), 5, "a drill for each noun of the lesson");
    for drill in &found {
        assert!(taught.contains(&drill["form"]), "{drill:#}");
        assert!(!drill["before"].as_str().unwrap().is_empty(), "{drill:#}");
        assert_eq!(drill["translation"]["language"], "ru", "{drill:#}");
    }
    // A lesson that is started later teaches more endings.
    start_lesson(&learner, "uaqyt").await;
    start_lesson(&learner, "mektep").await;
    let taught = endings(&[
        lessons[1].clone(),
        lessons[2].clone(),
        lessons[5].clone(),
        lessons[6].clone(),
        lessons[7].clone(),
    ]);
    for drill in drills().await {
        assert!(taught.contains(&drill["form"]), "{drill:#}");
    }
}

#[tokio::test]
async fn the_learners_own_meaning_is_accepted_and_never_a_wrong_choice() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui", "mektep"]).await;
    let items = first_of_queue(&learner, 100).await;
    let house = item(&items, "үй", "RECOGNIZE");
    let choices = house["exercise"]["choices"].as_array().unwrap();
    let wrong = choices.iter().find(|choice| choice["id"] != house["card"]["word"]["id"]).unwrap();
    let own = wrong["meaning"].as_str().unwrap();
    let database = connect(&service.database.url).await.unwrap();
    database
        .execute(
            "INSERT INTO learner_words (learner_id, word_id, synonyms, change_number)
             SELECT learner_id, word_id, jsonb_build_object('ru', jsonb_build_array($1::text, 'хата')), 0
             FROM cards JOIN words ON words.id = word_id WHERE headword = 'үй' AND skill = 'recognize'",
            &[&own],
        )
        .await
        .unwrap();

    let items = first_of_queue(&learner, 100).await;
    let choices = item(&items, "үй", "RECOGNIZE")["exercise"]["choices"].as_array().unwrap();
    assert!(choices.iter().all(|choice| choice["meaning"] != own), "{choices:#?}");

    // When the card is due weeks later, its meaning has to be typed.
    database
        .batch_execute("UPDATE cards SET state = 'review', interval_days = 30, reps = 5, due_at = '2026-11-23', stability = 30, difficulty = 5")
        .await
        .unwrap();
    let items = first_of_queue(&learner, 100).await;
    let house = item(&items, "үй", "RECOGNIZE");
    assert_eq!(kind(house), "TypeMeaningExercise");
    let answers = ["Хата", own, "дом", "хатаа"].map(|text| review(&service, house, &json!({"text": text})));
    let submitted = submit(&learner, &answers).await;
    let results = submitted["results"].as_array().unwrap();
    for result in &results[..3] {
        assert_eq!(result["grade"]["verdict"], "CORRECT", "{result:#}");
    }
    assert_ne!(results[3]["grade"]["verdict"], "CORRECT");
}

#[tokio::test]
async fn cards_without_an_exercise_of_the_chosen_kinds_use_up_no_place() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui", "mektep", "otbasy"]).await;
    let database = connect(&service.database.url).await.unwrap();
    let schedule = async |due_at: &str| {
        let state = "state = 'review', interval_days = 3, reps = 3, stability = 3, difficulty = 5, buried_until = NULL";
        database.batch_execute(&format!("UPDATE cards SET {state}, due_at = '{due_at}'")).await.unwrap();
    };
    let cards = async |list: &str, arguments: &str, first: usize| -> Vec<Value> {
        let (open, close) = if list == "offlinePack" { ("items {", "}") } else { ("", "") };
        let document = format!(
            "{{ viewer {{ {list}(first: {first}{arguments}) {{ {open} card {{ id }} {close} }} }} }}"
        );
        let mut found = learner.query(&document, json!({})).await["viewer"][list].take();
        let items = if open.is_empty() { found } else { found["items"].take() };
        items.as_array().unwrap().iter().map(|item| item["card"]["id"].clone()).collect()
    };
    // Due cards, and then cards that are due later.
    schedule("2026-11-23").await;
    for (list, arguments) in
        [("studyQueue", ""), ("offlinePack", ", days: 1"), ("practiceItems", ", source: AHEAD")]
    {
        if list == "practiceItems" {
            schedule("2026-12-05").await;
        }
        let of_sentences = format!("{arguments}, kinds: [ORDER_WORDS]");
        let all = cards(list, &format!("{arguments}, skills: [PRODUCE]"), 100).await;
        let possible = cards(list, &of_sentences, 100).await;
        assert!(possible.len() > 2 && possible.len() < all.len(), "{list}: {} {}", possible.len(), all.len());
        for first in 1..possible.len() {
            assert_eq!(cards(list, &of_sentences, first).await, possible[..first], "{list}");
        }
    }
}
