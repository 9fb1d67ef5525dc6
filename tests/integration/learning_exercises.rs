//! The kinds of exercises over the life of cards, in both scripts, and what is kept of their answers.

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

/// A learner who practises all skills, and has started these lessons.
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

/// Goes to the time when something is to be studied.
async fn wait(service: &Service, learner: &Client) {
    let next = learner.query("{ viewer { nextDueAt } }", json!({})).await;
    let due = moment(&next["viewer"]["nextDueAt"]);
    service.clock.advance(due - service.clock.now());
}

/// Answers all that is asked rightly, day after day, and looks at each item before that; so many times.
async fn study(service: &Service, learner: &Client, times: u32, mut look: impl FnMut(&Value)) {
    for _ in 0..times {
        let items = first_of_queue(learner, 100).await;
        if items.is_empty() {
            wait(service, learner).await;
            continue;
        }
        items.iter().for_each(&mut look);
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
async fn every_kind_is_asked_in_the_life_of_cards_and_its_right_answer_is_right() {
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

    // The log tells the exercises, too.
    let log = learner
        .query(
            "{ viewer { reviews(first: 100) { edges { node { exercise exerciseDetail glossLanguage } } } } }",
            json!({}),
        )
        .await;
    for edge in log["viewer"]["reviews"]["edges"].as_array().unwrap() {
        let node = &edge["node"];
        let has_detail = ["CLOZE", "ORDER_WORDS", "INFLECT"].contains(&node["exercise"].as_str().unwrap());
        assert_eq!((!node["exerciseDetail"].is_null(), &node["glossLanguage"]), (has_detail, &json!("ru")));
    }
}

#[tokio::test]
async fn kazakh_is_shown_in_the_learners_script_and_learned_once() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "latin", &["ui", "mektep", "otbasy"]).await;
    let is_cyrillic = |text: &str| text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    let mut seen = BTreeSet::new();
    study(&service, &learner, 16, |item| {
        let exercise = &item["exercise"];
        let list = |name: &str| exercise[name].as_array().cloned().unwrap_or_default();
        let choices = list("choices");
        let texts = [&exercise["text"], &exercise["before"], &exercise["after"]].into_iter();
        let texts = texts.chain(choices.iter().map(|choice| &choice["text"])).filter(|text| !text.is_null());
        let pieces = list("pieces");
        for text in texts.chain(&pieces) {
            assert!(!is_cyrillic(text.as_str().unwrap()), "{exercise:#}");
            seen.insert(kind(item).to_owned());
        }
        if !exercise["spokenText"].is_null() {
            assert!(is_cyrillic(exercise["spokenText"].as_str().unwrap()), "what is spoken is Cyrillic");
        }
    })
    .await;
    assert!(seen.contains("ClozeExercise") && seen.contains("OrderLettersExercise"), "{seen:?}");

    // The right answers above were Cyrillic; the same cards take Latin ones, and show the right answer in Latin.
    let database = connect(&service.database.url).await.unwrap();
    database
        .batch_execute("UPDATE cards SET due_at = '2026-11-23', state = 'review', buried_until = NULL")
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
async fn a_word_comes_with_its_item_and_wrong_answers_to_all_kinds_are_wrong() {
    let service = Service::start().await;
    let learner = learner_of_all_skills(&service, "cyrillic", &["ui", "mektep"]).await;
    study(&service, &learner, 6, |_| ()).await;
    let mut items = queue(&learner).await;
    if items.is_empty() {
        wait(&service, &learner).await;
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
        assert!(!is_choice || chosen.is_some(), "the word that was chosen: {result:#}");
    }
    let words = learner
        .query("{ viewer { studyQueue(first: 3) { word { id } card { word { id } } } } }", json!({}))
        .await;
    for item in words["viewer"]["studyQueue"].as_array().unwrap() {
        assert_eq!(item["word"], item["card"]["word"]);
    }
}

#[tokio::test]
async fn a_form_is_asked_for_by_name_in_the_language_of_the_request() {
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
        // One ending while it is learned.
        let endings =
            [form["number"] == "PLURAL", !form["possessor"].is_null(), form["case"] != "NOMINATIVE"];
        assert_eq!(endings.into_iter().filter(|there| *there).count(), 1, "{form:#}");
    }
}

#[tokio::test]
async fn a_meaning_of_the_learners_own_is_right_and_no_wrong_choice() {
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

    // Once it comes back after weeks, its meaning is to be typed.
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
