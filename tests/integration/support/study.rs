//! Studying lessons as a client does.

use chrono::{DateTime, Duration, Utc};
use dostyq::app::Caller;
use dostyq::app::consistency::{CheckOptions, Finding, Outcome, Wrong, check_learners};
use kazakh::inflection::{Noun, NounForm, Possessor};
use kazakh::latin_draft::{Script, fold_latin, in_script};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::Client;
use super::service::Service;

const START: &str = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug startedAt } errors { code path } } }";

/// The fields of an exercise that are needed to build right and wrong answers.
pub(crate) const EXERCISE: &str = "
    __typename
    ... on ChooseMeaningExercise { id text word { headword } language choices { id meaning } }
    ... on TypeMeaningExercise { id text language }
    ... on ChooseWordExercise { id meaning language choices { id text } }
    ... on TypeWordExercise { id meaning language }
    ... on ClozeExercise { id before after meaning language translation { language text } gapForm { name(lang: EN) } }
    ... on OrderLettersExercise { id meaning language pieces }
    ... on OrderWordsExercise { id meaning language pieces translation { language text } }
    ... on ListenAndChooseExercise { id spokenText choices { id text } }
    ... on ListenAndTypeExercise { id spokenText }
    ... on InflectExercise { id text meaning language form { number possessor case name(lang: EN) } }";

fn queue_document() -> String {
    format!(
        "query($first: Int!) {{ viewer {{ studyQueue(first: $first) {{
            card {{ id skill phase dueAt
                word {{ id headword glosses {{ language text }} examples {{ sentence }} }} }}
            exercise {{ {EXERCISE} }}
        }} }} }}"
    )
}

const SUBMIT: &str = "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
    results {
      reviewId
      grade { verdict rating word { headword } expected otherWord { headword } slip { kind letters { expected written } } }
      review { rating phase elapsedDays intervalDays studyDay stability difficulty }
      card { id phase dueAt intervalDays reps lapses stability difficulty }
      error { code message path }
    }
    viewer { today { newWords dailyGoal isGoalReached reviews due } }
    errors { code path }
} }";

const CARDS: &str =
    "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) {
    startedAt
    words { headword cards {
      id skill phase dueAt intervalDays stability difficulty reps lapses lastReviewedAt
    } }
} }";

/// Starts a lesson of the project's course.
pub(crate) async fn start_lesson(learner: &Client, slug: &str) {
    let lesson = learner
        .query(
            "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }",
            json!({"slug": slug}),
        )
        .await;
    let started = learner.query(START, json!({"id": lesson["lesson"]["id"]})).await;
    assert_eq!(started["startLesson"]["errors"], json!([]));
}

/// Returns a lesson as the learner sees it: when it was started, and the cards of its words.
pub(crate) async fn lesson(learner: &Client, slug: &str) -> Value {
    learner.query(CARDS, json!({"slug": slug})).await["lesson"].take()
}

pub(crate) async fn queue(learner: &Client) -> Vec<Value> {
    first_of_queue(learner, 20).await
}

pub(crate) async fn first_of_queue(learner: &Client, first: u32) -> Vec<Value> {
    let data = learner.query(&queue_document(), json!({"first": first})).await;
    data["viewer"]["studyQueue"].as_array().unwrap().clone()
}

/// Returns the queue item of a word and a skill: its meaning (`RECOGNIZE`) or the word itself (`PRODUCE`).
pub(crate) fn item<'a>(queue: &'a [Value], headword: &str, skill: &str) -> &'a Value {
    let card = |item: &&Value| {
        item["card"]["word"]["headword"] == json!(headword) && item["card"]["skill"] == json!(skill)
    };
    queue.iter().find(card).unwrap_or_else(|| panic!("«{headword}» is not in the queue: {queue:#?}"))
}

/// Returns the right answer to a queue item.
pub(crate) fn right_answer(item: &Value) -> Value {
    let (exercise, word) = (&item["exercise"], &item["card"]["word"]);
    // In both scripts: the learner may use either.
    let sentences = || {
        let cyrillic = word["examples"].as_array().unwrap().iter().map(|example| text(&example["sentence"]));
        cyrillic.flat_map(|sentence| {
            [Script::Cyrillic, Script::Latin].map(|script| in_script(sentence, script).into_owned())
        })
    };
    match kind(item) {
        "ChooseMeaningExercise" | "ChooseWordExercise" | "ListenAndChooseExercise" => {
            json!({"choice": word["id"]})
        }
        "TypeMeaningExercise" => {
            let glosses = word["glosses"].as_array().unwrap();
            let gloss = glosses.iter().find(|gloss| gloss["language"] == exercise["language"]).unwrap();
            json!({"text": gloss["text"]})
        }
        "ClozeExercise" => {
            let (before, after) = (text(&exercise["before"]), text(&exercise["after"]));
            let gap = |sentence: String| Some(sentence.strip_prefix(before)?.strip_suffix(after)?.to_owned());
            json!({"text": sentences().find_map(gap).unwrap()})
        }
        "OrderLettersExercise" => {
            let letters: Vec<String> = text(&word["headword"]).chars().map(String::from).collect();
            json!({"order": letters})
        }
        "OrderWordsExercise" => {
            // The first word of a sentence is shown without its capital.
            let small = |words: &[&str]| {
                let mut words: Vec<String> = words.iter().map(|word| fold_latin(word)).collect();
                words.sort_unstable();
                words
            };
            let pieces: Vec<&str> = exercise["pieces"].as_array().unwrap().iter().map(text).collect();
            let in_order = |sentence: String| {
                let words =
                    sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
                let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
                (small(&words) == small(&pieces)).then(|| json!(words))
            };
            json!({"order": sentences().find_map(in_order).unwrap()})
        }
        "InflectExercise" => json!({"text": inflected(text(&word["headword"]), &exercise["form"])}),
        _ => json!({"text": word["headword"]}),
    }
}

fn inflected(headword: &str, form: &Value) -> String {
    let named = |form: &NounForm| {
        let possessor = form.possessor.map(|possessor| match possessor {
            Possessor::FirstSingular => "FIRST_SINGULAR",
            Possessor::SecondFamiliar => "SECOND_FAMILIAR",
            Possessor::SecondPolite => "SECOND_POLITE",
            Possessor::Third => "THIRD",
            Possessor::FirstPlural => "FIRST_PLURAL",
        });
        let case = format!("{:?}", form.case).to_uppercase();
        json!([if form.plural { "PLURAL" } else { "SINGULAR" }, possessor, case])
    };
    let expected = json!([form["number"], form["possessor"], form["case"]]);
    let form = NounForm::all().find(|form| named(form) == expected).unwrap();
    Noun::look_up(headword).form(form)
}

/// Returns an answer that is clearly wrong.
pub(crate) fn wrong_answer(item: &Value) -> Value {
    let exercise = &item["exercise"];
    match kind(item) {
        "ChooseMeaningExercise" | "ChooseWordExercise" | "ListenAndChooseExercise" => {
            let choices = exercise["choices"].as_array().unwrap();
            json!({"choice": choices.iter().find(|choice| choice["id"] != item["card"]["word"]["id"]).unwrap()["id"]})
        }
        "OrderLettersExercise" | "OrderWordsExercise" => json!({"order": exercise["pieces"]}),
        _ => json!({"text": "мен мұны білмеймін"}),
    }
}

pub(crate) fn kind(item: &Value) -> &str {
    text(&item["exercise"]["__typename"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Returns a review with an answer given now.
pub(crate) fn review(service: &Service, item: &Value, answer: &Value) -> Value {
    review_at(service.clock.now(), item, answer)
}

/// Returns a review that rates a card by hand.
pub(crate) fn rate(at: DateTime<Utc>, card: &Value, rating: &str) -> Value {
    json!({
        "reviewId": new_id(), "cardId": card, "reviewedAt": at, "durationMs": 4_000, "answer": {"rating": rating},
    })
}

/// Returns a review with an answer given at a moment. It names the exercise only if the answer has the form that the
/// exercise takes; another answer is graded by the card's skill.
pub(crate) fn review_at(at: DateTime<Utc>, item: &Value, answer: &Value) -> Value {
    let fits = match kind(item) {
        "ChooseMeaningExercise" | "ChooseWordExercise" | "ListenAndChooseExercise" => "choice",
        "OrderLettersExercise" | "OrderWordsExercise" => "order",
        _ => "text",
    };
    let mut review = json!({
        "reviewId": new_id(),
        "cardId": item["card"]["id"],
        "reviewedAt": at,
        "durationMs": 4_000,
        "answer": answer,
    });
    if !answer[fits].is_null() {
        review["exerciseId"] = item["exercise"]["id"].clone();
    }
    review
}

/// Returns the same review with one field changed.
pub(crate) fn changed(review: &Value, field: &str, value: Value) -> Value {
    let mut changed = review.clone();
    changed[field] = value;
    changed
}

pub(crate) fn new_id() -> Value {
    json!(Uuid::from_u128(u128::from_be_bytes(dostyq::random::bytes())))
}

pub(crate) async fn submit(learner: &Client, reviews: &[Value]) -> Value {
    learner.query(SUBMIT, json!({"reviews": reviews})).await["submitReviews"].take()
}

/// Parses a time of a response.
pub(crate) fn moment(text: &Value) -> DateTime<Utc> {
    text.as_str().unwrap().parse().unwrap()
}

/// Returns for each review `ACCEPTED`, or the code of its error.
pub(crate) fn outcomes(submitted: &Value) -> Vec<&str> {
    let results = submitted["results"].as_array().unwrap();
    results.iter().map(|result| result["error"]["code"].as_str().unwrap_or("ACCEPTED")).collect()
}

/// Learns the five words of a lesson: two right answers to each card, 10 minutes apart.
pub(crate) async fn learn(service: &Service, learner: &Client, slug: &str) {
    start_lesson(learner, slug).await;
    for _ in 0..2 {
        let reviews: Vec<Value> =
            queue(learner).await.iter().map(|item| review(service, item, &right_answer(item))).collect();
        let submitted = submit(learner, &reviews).await;
        assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; reviews.len()]);
        service.clock.advance(Duration::minutes(10));
    }
}

/// Marks the first lessons of the project's course as known. Returns the number of cards, which come back after days.
pub(crate) async fn know_lessons(learner: &Client, lessons: usize) -> u64 {
    let course = "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { id } } }";
    let course = learner.query(course, json!({})).await["course"].take();
    let know = "mutation($id: ID!) { markLessonKnown(input: {lessonId: $id}) { ratedCards } }";
    let mut cards = 0;
    for lesson in &course["lessons"].as_array().unwrap()[..lessons] {
        let known = learner.query(know, json!({"id": lesson["id"]})).await;
        cards += known["markLessonKnown"]["ratedCards"].as_u64().unwrap();
    }
    cards
}

/// Returns all differences between the stored cards and counts of learners and those computed from the review logs.
pub(crate) async fn wrong_with_learners(service: &Service) -> Vec<Wrong> {
    let mut found = Vec::new();
    let mut report = |finding: Finding, _: Outcome| match finding {
        Finding::Learner { wrong, .. } => found.push(wrong),
        other => panic!("{other:?}"),
    };
    let options = CheckOptions { repair: false, pause: std::time::Duration::ZERO };
    check_learners(&Caller::anonymous(&service.services), options, &mut report).await.unwrap();
    found
}

/// Asserts that all cards and all stored counts are right.
pub(crate) async fn assert_counts_are_right(service: &Service) {
    assert_eq!(wrong_with_learners(service).await, []);
}
