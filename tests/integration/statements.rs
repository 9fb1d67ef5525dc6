//! The cost of each operation in SQL statements: `tests/statements.txt` says how many it sends.
//!
//! A difference is either a fault or a decision: `UPDATE_STATEMENTS=1` writes the table, and review sees the change. A
//! request with a token sends one statement to find its account. A public query sends one more for the version of the
//! directory, or only that one if its result is shared; `shared_results.rs` tests this, and here nothing is shared.

use std::env;
use std::fmt::Write as _;
use std::fs;

use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::{Client, PASSWORD};
use crate::support::device::subscription;
use crate::support::mail::MailFolder;
use crate::support::passkey::{Device, login_options};
use crate::support::second_factor::SecondFactor;
use crate::support::service::{Service, root};

mod clubs;
mod directory;
mod learner_data;
mod web;
mod web_editor;

use self::directory::PAGE;

const TODAY: &str =
    "{ viewer { account { displayName role } today { date newWords dailyGoal isGoalReached reviews due } } }";

const COURSE: &str = "{ course(by: {slug: \"kunine-bes-soz\"}) {
    title description progress { total begun learned mature }
    units { slug title progress { total begun learned mature } }
    lessons { slug position title startedAt progress { total begun learned mature } }
} }";

const LESSON: &str = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) {
    title description startedAt
    words { headword partOfSpeech glosses { language text } examples { sentence translations { text } } cards { skill phase dueAt } }
} }";

const START: &str = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug startedAt } errors { code } } }";

const QUEUE: &str = "query($first: Int!) { viewer { studyQueue(first: $first) {
    card { id skill phase word { id headword } }
    exercise {
        ... on ChooseMeaningExercise { word { headword } choices { id meaning } }
        ... on TypeWordExercise { meaning }
    }
} } }";

const SUBMIT: &str = "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
    results { grade { verdict word { headword } } review { rating } card { phase dueAt reps } error { code } }
    viewer { today { newWords reviews due } }
    errors { code }
} }";

const CHECK: &str = "query($input: CheckAnswerInput!) { checkAnswer(input: $input) {
    verdict expected word { headword } otherWord { headword } } }";

const LOG: &str = "query($first: Int!) { viewer { reviews(first: $first) {
    edges { node { reviewedAt verdict rating answer card { skill phase word { headword } } } }
    pageInfo { hasNextPage endCursor }
} } }";

/// The counted operations, in order.
struct Table<'a> {
    service: &'a Service,
    lines: Vec<(String, u64)>,
    /// What all of them cost together.
    cost: u64,
}

impl Table<'_> {
    /// Runs an operation that must succeed, and adds its cost to the table.
    async fn count(
        &mut self,
        name: impl Into<String>,
        client: &Client,
        document: &str,
        variables: Value,
    ) -> Value {
        let counted = client.query_with_cost(document, variables);
        let ((data, cost), statements) = self.service.statements(counted).await;
        self.lines.push((name.into(), statements));
        self.cost += cost;
        data
    }

    fn text(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, (name, statements)| {
            writeln!(text, "{name:<64}{statements:>3}").unwrap();
            text
        })
    }
}

/// Returns the ids of the nodes of a connection.
fn node_ids(connection: &Value) -> Vec<&Value> {
    connection["edges"].as_array().unwrap().iter().map(|edge| &edge["node"]["id"]).collect()
}

async fn cost(service: &Service, client: &Client, document: &str, variables: Value) -> u64 {
    service.statements(client.query(document, variables)).await.1
}

async fn lesson_id(client: &Client, slug: &str) -> Value {
    let document =
        "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }";
    client.query(document, json!({"slug": slug})).await["lesson"]["id"].take()
}

async fn start(client: &Client, slug: &str) {
    let id = lesson_id(client, slug).await;
    let started = client.query(START, json!({"id": id})).await;
    assert_eq!(started["startLesson"]["errors"], json!([]));
}

/// Returns right answers to the current study queue, given now.
async fn answers(service: &Service, client: &Client, count: usize) -> Vec<Value> {
    let data = client.query(QUEUE, json!({"first": count})).await;
    let items = data["viewer"]["studyQueue"].as_array().unwrap();
    assert_eq!(items.len(), count);
    items.iter().map(|item| answer(service, item, Duration::zero())).collect()
}

fn answer(service: &Service, item: &Value, ago: Duration) -> Value {
    let card = &item["card"];
    let answer = match card["skill"].as_str().unwrap() {
        "RECOGNIZE" => json!({"choice": card["word"]["id"]}),
        _ => json!({"text": card["word"]["headword"]}),
    };
    json!({
        "reviewId": Uuid::from_u128(u128::from_be_bytes(dostyq::random::bytes())),
        "cardId": card["id"],
        "reviewedAt": service.clock.now() - ago,
        "durationMs": 4_000,
        "answer": answer,
    })
}

#[tokio::test]
async fn the_table_says_how_many_statements_each_operation_sends() {
    let mail = MailFolder::new();
    let service = Service::sharing_nothing(Some(mail.mail())).await;
    let mut table = Table { service: &service, lines: Vec::new(), cost: 0 };
    directory::count(&mut table).await;
    let learner = count_accounts(&mut table).await;
    count_learning(&mut table, &learner).await;
    count_cards(&mut table).await;
    count_word_lists(&mut table).await;
    clubs::count(&mut table, &learner).await;
    web::count(&mut table, &mail).await;

    let file = root().join("tests/statements.txt");
    let current = table.text();
    if env::var_os("UPDATE_STATEMENTS").is_some() {
        fs::write(&file, &current).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == current,
        "tests/statements.txt differs (UPDATE_STATEMENTS=1 writes it). It must be:\n{current}\nIt is:\n{committed}"
    );
}

async fn count_accounts(table: &mut Table<'_>) -> Client {
    const SESSION: &str = "session { token } viewer { account { email } today { due } } errors { code }";
    let anyone = table.service.client();
    let credentials = json!({"email": "aigul@example.kz", "password": PASSWORD});
    let mut registration = credentials.clone();
    registration["displayName"] = json!("Айгүл");
    let register = format!("mutation($input: RegisterInput!) {{ register(input: $input) {{ {SESSION} }} }}");
    let log_in = format!("mutation($input: LogInInput!) {{ logIn(input: $input) {{ {SESSION} }} }}");

    let data = table.count("register", &anyone, &register, json!({"input": registration})).await;
    let learner = anyone.with_token(data["register"]["session"]["token"].as_str().unwrap());
    table
        .count(
            "register with a registered e-mail address",
            &anyone,
            &register,
            json!({"input": registration}),
        )
        .await;
    let data = table.count("log in", &anyone, &log_in, json!({"input": credentials})).await;
    let other = anyone.with_token(data["logIn"]["session"]["token"].as_str().unwrap());
    let wrong = json!({"email": "aigul@example.kz", "password": "жаңбырдан кейін"});
    table.count("log in with a wrong password", &anyone, &log_in, json!({"input": wrong})).await;
    let careful = anyone.register("careful@example.kz").await;
    let factor = SecondFactor::set_up(&careful, table.service.clock.now()).await;
    let mut credentials = json!({"email": "careful@example.kz", "password": PASSWORD});
    table.count("log in without the second factor", &anyone, &log_in, json!({"input": credentials})).await;
    let next = table.service.clock.now() + Duration::seconds(30);
    for (name, second_factor) in [
        ("log in with a second factor", factor.code(next)),
        ("log in with a recovery code", factor.recovery_codes[0].clone()),
    ] {
        credentials["secondFactor"] = json!(second_factor);
        table.count(name, &anyone, &log_in, json!({"input": credentials})).await;
    }
    let mut device = Device::registered(&careful).await;
    let answer = device.get(&login_options(&anyone, "SECOND_FACTOR").await);
    let credentials = json!({"email": "careful@example.kz", "password": PASSWORD, "passkey": answer});
    table
        .count("log in with a passkey as second factor", &anyone, &log_in, json!({"input": credentials}))
        .await;
    let change = "mutation($new: String!) { changePassword(input: {currentPassword: $new, newPassword: $new}) { viewer { account { id } } } }";
    table.count("list sessions", &learner, "{ viewer { sessions { device isCurrent } } }", json!({})).await;
    let reauthenticate =
        "mutation($password: String!) { reauthenticate(input: {password: $password}) { errors { code } } }";
    table.count("enter the password again", &learner, reauthenticate, json!({"password": PASSWORD})).await;
    table.count("log out", &other, "mutation { logOut { errors { code } } }", json!({})).await;
    table.count("change password", &learner, change, json!({"new": PASSWORD})).await;
    let end = "mutation { endOtherSessions { endedSessions errors { code } } }";
    table.count("end all other sessions", &learner, end, json!({})).await;
    let settings = "mutation { updateSettings(input: {dailyGoal: 10, teachNewWords: false}) { viewer { account { dailyGoal } } errors { code } } }";
    table.count("update settings", &learner, settings, json!({})).await;
    table.count("key of messages to devices", &learner, "{ pushPublicKey }", json!({})).await;
    let device = subscription("https://push.example.org/x");
    let subscribe =
        "mutation($input: SubscribeToPushInput!) { subscribeToPush(input: $input) { errors { code } } }";
    table.count("subscribe to push", &learner, subscribe, json!({"input": device})).await;
    let unsubscribe = "mutation($input: UnsubscribeFromPushInput!) { unsubscribeFromPush(input: $input) { errors { code } } }";
    let device = json!({"endpoint": device["endpoint"]});
    table.count("unsubscribe from push", &learner, unsubscribe, json!({"input": device})).await;
    let skills = "mutation { updateSettings(input: {skills: [RECOGNIZE, PRODUCE]}) { viewer { settings { skills } } errors { code } } }";
    table.count("change the practised skills", &learner, skills, json!({})).await;
    learner
}

async fn count_learning(table: &mut Table<'_>, learner: &Client) {
    let service = table.service;
    let lesson = lesson_id(learner, "amandasu").await;
    table.count("viewer today", learner, TODAY, json!({})).await;
    table.count("start a lesson", learner, START, json!({"id": lesson})).await;
    table.count("start a lesson again", learner, START, json!({"id": lesson})).await;
    for lesson in ["otbasy", "ui", "sandar-1-5"] {
        start(learner, lesson).await;
    }
    table.count("course with lessons and progress", learner, COURSE, json!({})).await;
    table.count("lesson with words, glosses, examples and cards", learner, LESSON, json!({})).await;

    let queue = table.count("study queue of 20, all new", learner, QUEUE, json!({"first": 20})).await;
    let items = queue["viewer"]["studyQueue"].as_array().unwrap().clone();
    let right: Vec<Value> = items.iter().map(|item| answer(service, item, Duration::zero())).collect();
    let count = table.count("submit 1 review", learner, SUBMIT, json!({"reviews": right[..1]})).await;
    assert_eq!(count["submitReviews"]["results"][0]["grade"]["verdict"], "CORRECT");
    table.count("submit 19 reviews", learner, SUBMIT, json!({"reviews": right[1..]})).await;
    table.count("submit 20 reviews again", learner, SUBMIT, json!({"reviews": right})).await;

    let check = json!({"cardId": items[0]["card"]["id"], "answer": right[0]["answer"]});
    let checked = table.count("check an answer", learner, CHECK, json!({"input": check})).await;
    assert_eq!(checked["checkAnswer"]["verdict"], "CORRECT");

    service.clock.advance(Duration::minutes(10));
    let late = answer(service, &items[0], Duration::minutes(5));
    let reviews = answers(service, learner, 20).await;
    table.count("submit the second reviews of 20 cards", learner, SUBMIT, json!({"reviews": reviews})).await;
    let data = table.count("submit a late review", learner, SUBMIT, json!({"reviews": [late]})).await;
    assert_eq!(data["submitReviews"]["results"][0]["card"]["reps"], 3, "{data:#}");
    // By then all cards are due, whatever the fuzz of their intervals.
    service.clock.advance(Duration::days(10));
    // The first request in an hour also stores that the session is used.
    learner.query("{ __typename }", json!({})).await;
    table.count("study queue of 20, all due", learner, QUEUE, json!({"first": 20})).await;
    let queue = learner.query(QUEUE, json!({"first": 40})).await;
    let items = &queue["viewer"]["studyQueue"].as_array().unwrap()[20..];
    assert!(items.iter().all(|item| item["card"]["skill"] == "PRODUCE"));
    let typed: Vec<Value> = items.iter().map(|item| answer(service, item, Duration::zero())).collect();
    table.count("submit 20 reviews with typed answers", learner, SUBMIT, json!({"reviews": typed})).await;
    let data =
        table.count("20 reviews of the log, with cards and words", learner, LOG, json!({"first": 20})).await;
    assert_eq!(data["viewer"]["reviews"]["edges"].as_array().unwrap().len(), 20);
    learner_data::count(table, learner).await;
}

/// Counts the operations of learners' own lists.
async fn count_word_lists(table: &mut Table<'_>) {
    let learner = table.service.client().register("lists@example.kz").await;
    let import = "mutation($table: String!) { importWordList(input: {table: $table}) {
        rows { match words { headword } } wordList { id words { id headword } progress { total } } errors { code } } }";
    let data = table.count("import a word list", &learner, import, json!({"table": "үй\nкөз\nkitap"})).await;
    let id = data["importWordList"]["wordList"]["id"].clone();
    let known = json!({"table": "word,known\nалма,1\nнан,\nсу,1"});
    table.count("import a word list with known words", &learner, import, known).await;
    let own = "{ viewer { wordLists { edges { node { name words { headword } progress { begun } } } } } }";
    table.count("a learner's word lists", &learner, own, json!({})).await;
    let start = "mutation($id: ID!) { startWordList(input: {id: $id}) { wordList { startedAt progress { total } } errors { code } } }";
    table.count("start a word list", &learner, start, json!({"id": id})).await;
    let change = "mutation($id: ID!, $word: ID!) { updateWordList(input: {id: $id, name: \"Үй\", removeWordIds: [$word]}) {
        wordList { words { headword } } errors { code } } }";
    let word = &data["importWordList"]["wordList"]["words"][0]["id"];
    table.count("change a word list", &learner, change, json!({"id": id, "word": word})).await;
    let delete =
        "mutation($id: ID!) { deleteWordList(input: {id: $id}) { deletedWordListId errors { code } } }";
    let deleted = table.count("delete a word list", &learner, delete, json!({"id": id})).await;
    assert_eq!(deleted["deleteWordList"]["deletedWordListId"], id);
}

/// Counts actions on cards other than answering.
async fn count_cards(table: &mut Table<'_>) {
    let service = table.service;
    let learner = service.client().register("cards@example.kz").await;
    for lesson in ["amandasu", "otbasy"] {
        start(&learner, lesson).await;
    }
    let data = learner.query(QUEUE, json!({"first": 20})).await;
    let items = data["viewer"]["studyQueue"].as_array().unwrap();
    let cards: Vec<&Value> = items.iter().map(|item| &item["card"]["id"]).collect();
    let reviews: Vec<Value> = items.iter().map(|item| answer(service, item, Duration::zero())).collect();
    learner.query(SUBMIT, json!({"reviews": reviews})).await;
    let next = "query($first: Int!) { viewer { studyQueue(first: $first) { card { isLeech nextStates { rating dueAt } } } } }";
    table.count("study queue of 20 with previews", &learner, next, json!({"first": 20})).await;
    for (name, mutation) in [("suspend 20 cards", "suspendCards"), ("bury 20 cards", "buryCards")] {
        let document = format!(
            "mutation($ids: [ID!]!) {{ {mutation}(input: {{cardIds: $ids}}) {{ results {{ card {{ phase }} error {{ code }} }} }} }}"
        );
        table.count(name, &learner, &document, json!({"ids": cards})).await;
    }
    let undo = "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) { results { card { phase } error { code } } } }";
    let ids: Vec<&Value> = reviews.iter().map(|review| &review["reviewId"]).collect();
    table.count("undo 1 review", &learner, undo, json!({"ids": ids[..1]})).await;
    table.count("undo 19 reviews", &learner, undo, json!({"ids": ids[1..]})).await;
    let reset = "mutation($resets: [CardResetInput!]!) { resetCards(input: {resets: $resets}) { results { card { phase } error { code } } } }";
    let id = || Uuid::from_u128(u128::from_be_bytes(dostyq::random::bytes()));
    let resets: Vec<Value> = cards.iter().map(|card| json!({"resetId": id(), "cardId": card})).collect();
    table.count("reset 20 cards", &learner, reset, json!({"resets": resets})).await;
    let reviews: Vec<Value> = items.iter().map(|item| answer(service, item, Duration::seconds(-1))).collect();
    learner.query(SUBMIT, json!({"reviews": reviews})).await;
    for (name, reschedule) in
        [("change the scheduling from now on", false), ("change the scheduling for all reviews", true)]
    {
        let document = "mutation($input: UpdateSchedulingInput!) { updateScheduling(input: $input) { movedCards errors { code } } }";
        let input =
            json!({"learningStepsSeconds": if reschedule { [30] } else { [120] }, "reschedule": reschedule});
        table.count(name, &learner, document, json!({"input": input})).await;
    }
    let presets =
        "{ viewer { preset { number } presets { number effectiveAt } optimizationJob { status } } }";
    table.count("scheduling, its presets and the last job", &learner, presets, json!({})).await;
    let explain = "query($id: ID!) { explainSchedule(cardId: $id) { lines } }";
    table.count("explain a schedule", &learner, explain, json!({"id": cards[0]})).await;
    let simulate = "{ simulateWorkload(input: {desiredRetentions: [0.8, 0.9], days: 30}) { reviewsPerDay } }";
    table.count("simulate the workload", &learner, simulate, json!({})).await;
}

#[tokio::test]
async fn a_longer_page_sends_no_more_statements() {
    let service = Service::sharing_nothing(None).await;
    let anyone = service.client().with("accept-language", "kk");
    let cost_of_page = async |client: &Client, document: &str, first: i32| {
        cost(&service, client, document, json!({"first": first})).await
    };
    assert_eq!(cost_of_page(&anyone, PAGE, 3).await, cost_of_page(&anyone, PAGE, 20).await, "organizations");

    let learner = anyone.register("aigul@example.kz").await;
    for lesson in ["amandasu", "otbasy"] {
        start(&learner, lesson).await;
    }
    assert_eq!(
        cost_of_page(&learner, QUEUE, 2).await,
        cost_of_page(&learner, QUEUE, 20).await,
        "the study queue"
    );
    let reviews = answers(&service, &learner, 20).await;
    learner.query(SUBMIT, json!({"reviews": reviews})).await;
    assert_eq!(cost_of_page(&learner, LOG, 2).await, cost_of_page(&learner, LOG, 20).await, "the review log");
}

#[tokio::test]
async fn a_larger_batch_of_reviews_sends_no_more_statements() {
    let service = Service::start().await;
    let mut costs = Vec::new();
    for (email, count) in [("a@example.kz", 1), ("b@example.kz", 19), ("c@example.kz", 20)] {
        let learner = service.client().register(email).await;
        // Twenty words, so that the first twenty cards all have the same skill.
        for lesson in ["amandasu", "otbasy", "ui", "sandar-1-5"] {
            start(&learner, lesson).await;
        }
        for _ in 0..2 {
            let reviews = answers(&service, &learner, count).await;
            costs.push(cost(&service, &learner, SUBMIT, json!({"reviews": reviews})).await);
            service.clock.advance(Duration::minutes(10));
        }
    }
    assert_eq!(costs[..2], costs[2..4], "1 and 19 reviews, the first and the second time");
    assert_eq!(costs[..2], costs[4..], "1 and 20 reviews, the first and the second time");
}
