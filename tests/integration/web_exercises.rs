//! The verdicts that the app shows before those of the service arrive, for every kind of exercise: the items are
//! those of the client's own pack, and `checkAnswer` grades the same answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kazakh::inflection::Noun;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::seeded_random::SeededRandom;
use crate::support::service::Service;
use crate::support::study::{kind, start_lesson};
use crate::web_grading::{ask_client, has_node, misspelled};
use crate::web_operations::operations;

const KINDS: [&str; 10] = [
    "CHOOSE_MEANING",
    "TYPE_MEANING",
    "CHOOSE_WORD",
    "TYPE_WORD",
    "CLOZE",
    "ORDER_LETTERS",
    "ORDER_WORDS",
    "LISTEN_AND_CHOOSE",
    "LISTEN_AND_TYPE",
    "INFLECT",
];
const LESSONS: [&str; 6] = ["ui", "mektep", "otbasy", "tamaq", "uaqyt", "kiim"];

/// The number of answers that one request checks.
const AT_ONCE: usize = 20;

/// An item of the pack, and the headword of its word.
struct Asked {
    item: Value,
    headword: String,
}

#[tokio::test]
async fn every_kind_of_exercise_is_graded_as_the_service_grades_it() {
    if !has_node() {
        return;
    }
    let service = Service::start().await;
    let mut random = SeededRandom(11);
    for (name, script, keyboard, language) in [
        ("aigul", "CYRILLIC", "KAZAKH", "ru"),
        ("berik", "CYRILLIC", "RUSSIAN", "en"),
        ("gulnar", "LATIN", "RUSSIAN", "ru"),
    ] {
        let learner = learner(&service, name, script, keyboard, language).await;
        let asked = items(&learner).await;
        let texts: Vec<String> = asked.iter().map(|asked| asked.headword.clone()).collect();
        let mut questions = Vec::new();
        for Asked { item, headword } in &asked {
            let answers = answers(item, headword, &texts, &mut random);
            questions.extend(answers.into_iter().map(|answer| (item, answer)));
        }
        assert!(questions.len() >= 2_000, "{}", questions.len());
        let grades = service_grades(&learner, &questions).await;
        let shown = client_grades(&questions, keyboard);

        let mut failures = Vec::new();
        let mut of_kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for (((item, answer), grade), shown) in questions.iter().zip(&grades).zip(&shown) {
            *of_kinds.entry(kind(item)).or_default() += 1;
            let found = faults(item, answer, grade, shown);
            if !found.is_empty() {
                let right = &item["acceptedAnswers"];
                failures.push(format!(
                    "{}, {found:?}: {answer} for {right}: the service says {grade}, the client {shown}",
                    kind(item)
                ));
            }
        }
        assert_eq!(of_kinds.len(), KINDS.len(), "{of_kinds:?}");
        assert!(
            failures.is_empty(),
            "{} of {} for {name}:\n{}",
            failures.len(),
            questions.len(),
            failures[..failures.len().min(20)].join("\n")
        );
    }
}

/// What is wrong with what the client shows of an answer.
fn faults(item: &Value, answer: &Value, grade: &Value, shown: &Value) -> Vec<&'static str> {
    let kind = kind(item);
    let is_sure = shown["isSure"] == true;
    let agrees = shown["verdict"] == grade["verdict"];
    let has_same_slip = shown["slip"] == grade["slip"];
    let is_word = matches!(kind, "TypeWordExercise" | "ListenAndTypeExercise");
    // The client leaves to the service other forms of a meaning and other orders. Where those who read Latin letters
    // type Cyrillic ones, it knows whether the word was remembered, and the service knows about slips.
    let is_cyrillic = |text: &Value| {
        text.as_str().unwrap_or_default().contains(|letter: char| ('\u{400}'..='\u{52f}').contains(&letter))
    };
    let is_left = matches!(kind, "TypeMeaningExercise" | "OrderWordsExercise");
    let is_rewritten = is_cyrillic(&answer["text"]) && !is_cyrillic(&item["acceptedAnswers"][0]["text"]);
    let is_lapse = matches!(shown["verdict"].as_str(), Some("WRONG" | "ANOTHER_WORD"));
    let checks = [
        ("it is not sure of a choice", !is_sure && !answer["choice"].is_null()),
        ("it is sure of another verdict", is_sure && !agrees),
        ("it is sure of another slip", is_sure && !has_same_slip),
        ("it is sure of another rating", is_sure && is_lapse != (grade["rating"] == "AGAIN")),
        ("it shows another slip in a word", agrees && is_word && !has_same_slip && !is_rewritten),
        ("it is not sure that an answer is right", !is_sure && shown["verdict"] == "CORRECT"),
        ("it misses a right answer", grade["verdict"] == "CORRECT" && !agrees && !is_left && !is_rewritten),
        ("it takes a right answer for a lapse", grade["verdict"] == "CORRECT" && is_lapse && !is_left),
        ("it expects something else", shown["expected"] != grade["expected"]),
    ];
    checks.into_iter().filter(|(_, is_fault)| *is_fault).map(|(fault, _)| fault).collect()
}

/// Registers a learner who practises all skills, and starts the lessons.
async fn learner(service: &Service, name: &str, script: &str, keyboard: &str, language: &str) -> Client {
    let learner = service.client().register(&format!("{name}@example.kz")).await;
    let update =
        "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { errors { code path } } }";
    let input = json!({
        "script": script, "keyboard": keyboard, "glossLanguages": [language], "newCardsPerDay": 999,
        "skills": ["RECOGNIZE", "PRODUCE", "LISTEN", "INFLECT"],
    });
    let updated = learner.query(update, json!({"input": input})).await;
    assert_eq!(updated["updateSettings"]["errors"], json!([]));
    for lesson in LESSONS {
        start_lesson(&learner, lesson).await;
    }
    learner
}

/// Returns the items of the learner's pack: for each card, an exercise of each kind.
async fn items(learner: &Client) -> Vec<Asked> {
    let document = operations().remove("offline-pack").unwrap();
    let mut found = Vec::new();
    for kind in KINDS {
        let of_kind = document.replace("first: 200", &format!("first: 200, kinds: [{kind}]"));
        assert_ne!(of_kind, document);
        let pack = learner.query(&of_kind, json!({"days": 1})).await["viewer"]["offlinePack"].take();
        let words = pack["words"].as_array().unwrap();
        for item in pack["items"].as_array().unwrap().iter().filter(|item| !item["exercise"].is_null()) {
            let word = words.iter().find(|word| word["id"] == item["word"]["id"]).unwrap();
            let headword = word["headword"].as_str().unwrap().to_owned();
            found.push(Asked { item: item.clone(), headword });
        }
    }
    found
}

/// Returns answers that people may give: right ones, misspelled ones, other words and forms, and other choices and
/// orders.
fn answers(item: &Value, headword: &str, others: &[String], random: &mut SeededRandom) -> Vec<Value> {
    let exercise = &item["exercise"];
    let accepted = item["acceptedAnswers"].as_array().unwrap();
    let accepted: Vec<&str> = accepted.iter().map(|answer| answer["text"].as_str().unwrap()).collect();
    if let Some(choices) = exercise["choices"].as_array().or(exercise["words"].as_array()) {
        return choices.iter().map(|choice| json!({"choice": choice["id"]})).collect();
    }
    if let Some(pieces) = exercise["pieces"].as_array() {
        let in_order = |text: &&str| match kind(item) {
            "OrderLettersExercise" => text.chars().map(String::from).collect::<Vec<_>>(),
            _ => text.split_whitespace().map(str::to_owned).collect(),
        };
        let right = accepted.iter().map(in_order).map(|order| json!({"order": order}));
        let others: Vec<Value> = (0..5).map(|_| json!({"order": shuffled(pieces, random)})).collect();
        return right.chain(others).collect();
    }
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..3 {
        let text = accepted[random.below(accepted.len())];
        texts.push(text.to_owned());
        // What a keyboard without a letter makes of a form may be another form.
        texts.extend([('ң', "н"), ('і', "и")].map(|(letter, typed)| text.replace(letter, typed)));
        texts.extend((0..3).map(|_| misspelled(text, others, random)));
    }
    texts.push(headword.to_owned());
    if matches!(kind(item), "ClozeExercise" | "InflectExercise") {
        let forms: Vec<String> = Noun::look_up(headword).paradigm().map(|(_, text)| text).collect();
        texts.extend((0..4).filter_map(|_| forms.get(random.below(forms.len().max(1))).cloned()));
    }
    let blocked = item["blockedAnswers"].as_array().unwrap().iter().take(2);
    texts.extend(blocked.map(|answer| answer["text"].as_str().unwrap().to_owned()));
    texts.iter().filter(|text| !text.trim().is_empty()).map(|text| json!({"text": text})).collect()
}

fn shuffled(pieces: &[Value], random: &mut SeededRandom) -> Vec<Value> {
    let mut order = pieces.to_vec();
    for at in (1..order.len()).rev() {
        order.swap(at, random.below(at + 1));
    }
    order
}

/// Returns the service's grades of the answers.
async fn service_grades(learner: &Client, questions: &[(&Value, Value)]) -> Vec<Value> {
    let mut grades = Vec::new();
    for some in questions.chunks(AT_ONCE) {
        let (mut parameters, mut fields) = (String::new(), String::new());
        for at in 0..some.len() {
            write!(parameters, " $input{at}: CheckAnswerInput!").unwrap();
            write!(
                fields,
                " grade{at}: checkAnswer(input: $input{at}) {{
                    verdict rating expected slip {{ kind letters {{ expected written }} }} }}"
            )
            .unwrap();
        }
        let inputs = some.iter().enumerate().map(|(at, (item, answer))| {
            (format!("input{at}"), json!({"exerciseId": item["exercise"]["id"], "answer": answer}))
        });
        let document = format!("query({parameters}) {{ {fields} }}");
        let data = learner.query(&document, Value::Object(inputs.collect())).await;
        grades.extend((0..some.len()).map(|at| data[format!("grade{at}")].clone()));
    }
    grades
}

/// Returns the client's grades of the answers, each with the right answers that it shows.
fn client_grades(questions: &[(&Value, Value)], keyboard: &str) -> Vec<Value> {
    let line = |(item, answer): &(&Value, Value)| {
        json!({"item": item, "answer": answer, "keyboard": keyboard}).to_string()
    };
    let lines: Vec<String> = questions.iter().map(line).collect();
    let output = ask_client("grading", &lines.join("\n"));
    let grades: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(grades.len(), questions.len());
    grades
}
