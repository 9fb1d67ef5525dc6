//! The cost of each operation in SQL statements: `tests/statements.txt` says how many it sends.
//!
//! A difference is either a fault or a decision: `UPDATE_STATEMENTS=1` writes the table, and review sees the change. A
//! request with a token sends one statement to find its account. A public query sends one more for the version of the
//! directory, or only that one if its result is shared; `shared_results.rs` tests this, and here nothing is shared.

use std::env;
use std::fmt::Write as _;
use std::fs;

use chrono::Duration;
use dostyq::domain::accounts::Role;
use hyper::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::{Client, PASSWORD};
use crate::support::device::subscription;
use crate::support::mail::MailFolder;
use crate::support::passkey::{Device, login_options};
use crate::support::second_factor::SecondFactor;
use crate::support::service::{Service, root};
use crate::support::sql::connect;

mod web;
mod web_editor;

const ORGANIZATION: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    id slug kind name shortName description nameSince { edtf } founded { edtf }
    formerNames { name until { edtf } }
    milestones { date { edtf } text }
    parent { slug name }
    host { slug name }
    children { slug name }
    hostedOrganizations { slug name }
    posts { slug title holders { since { edtf } attested { edtf } person { slug name } } }
    indicators { slug name observations { period { edtf } value qualifier } }
} }";

/// Fields at other depths.
const DEEPER: [(&str, &str); 3] = [
    ("organization with its ancestors", "ancestors { slug name }"),
    ("organization with its members", "members { role person { slug name } }"),
    ("organization with its events and their organizers", "events { slug title organizers { slug name } }"),
];

const PAGE_OF_CHAIRS: &str = "query($first: Int) { organizations(first: $first) { edges { node { lastKnownChair { person { name } } } } } }";
const PAGE: &str = "query($first: Int!) { organizations(first: $first) {
    edges { node { slug name parent { slug name } posts { kind title lastKnownHolder { person { slug name } } } } }
    pageInfo { hasNextPage endCursor }
} }";

const TREE: &str = "{ organizations(filter: {slugs: [\"house\", \"assembly\"]}) { edges { node {
    slug name children { slug name posts { title lastKnownHolder { person { slug name } } } }
} } } }";

const WHOLE_TREE: &str =
    "{ organization(by: {slug: \"assembly\"}) { slug name descendants(first: 1000) { depth parentId
    organization { slug name posts { title lastKnownHolder { person { slug name } } } } } } }";

const EDIT: &str =
    "mutation($id: ID!, $version: Int!) { updateOrganization(input: {id: $id, version: $version,
    changes: {position: 7}, reason: \"moved\"}) { organization { version } errors { code } } }";

const REVISIONS: &str = "query($slug: String!) { organization(by: {slug: $slug}) { version
    revisions(first: 20) { edges { node { version editor action reason changes { field } } } } } }";

const STATISTICS: &str = "{ viewer { statistics {
    words { total new learning young mature introduced known }
    streaks { hasStudiedToday hasFreezeLeft current { days freezes } longest { days } }
    activity(from: \"2026-01-01\", to: \"2026-12-31\") { date reviews durationMs newWords }
    retention(from: \"2026-01-01\", to: \"2026-12-31\", period: WEEK) { firstDay retention { all { reviews share } } }
    forecast(days: 365) { overdue days { date due } }
    slips { count slip { kind letters { expected written } } }
    mistakes { card { word { headword } } review { verdict } }
} } }";

const MEMORY: &str = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) {
    words { headword meaning { language text } memory { state retrievability stability difficulty }
      learnerWord { note synonyms { language texts } } }
} }";

const UPDATE_WORD: &str = "mutation($id: ID!) { updateLearnerWord(input: {wordId: $id, note: \"x\",
    synonyms: [{language: \"ru\", texts: [\"хай\"]}]}) { learnerWord { note } errors { code } } }";

const REPORT: &str =
    "mutation($id: ID!) { reportGloss(input: {wordId: $id, language: \"ru\", gloss: \"привет\", reason: \"x\"}) {
    glossReport { id word { headword } } errors { code } } }";

const TODAY: &str =
    "{ viewer { account { displayName role } today { date newWords goal isGoalReached reviews due } } }";

const SEARCH: &str = "query($text: String!) { search(text: $text) { edges { match matchedName { text } node {
    ... on Organization { slug } ... on Person { slug } ... on Event { slug } ... on Word { slug } } } } }";
const COURSE: &str = "{ course(by: {slug: \"kunine-bes-soz\"}) {
    title description progress { total introduced learned mature }
    units { slug title progress { total introduced learned mature } }
    lessons { slug position title startedAt progress { total introduced learned mature } }
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

const CHANGES: &str = "query($since: String, $first: Int!) { viewer { changes(since: $since, first: $first) {
    cursor hasMore settings { timeZone } preset { parameters }
    lessonStarts { lesson { slug } startedAt } cards { id phase dueAt reps word { headword } } reviews { reviewId rating }
    reviewVoids { reviewId } cardResets { cardId } learnerWords { wordId learnerWord { note } }
    lessons { slug } words { headword glosses { language text } } withdrawn
} } }";

const PACK: &str = "query($first: Int!) { viewer { offlinePack(days: 14, first: $first) {
    cursor hasMore until settings { timeZone } preset { parameters }
    items { card { id phase dueAt } exercise {
        ... on ChooseMeaningExercise { choices { id meaning } }
        ... on TypeWordExercise { meaning }
    } }
    words { headword glosses { language text } examples { sentence translations { text } } }
} } }";

const ROSTER: &str = "query($id: ID!) { club(by: {id: $id}) {
    name organization { name } inviteCode
    members { edges { node {
        displayName role joinedAt
        progress { words { total introduced learned mature } newWordsToday dailyGoal due reviews lastReviewedAt }
    } } }
} }";

const JOIN: &str =
    "mutation($code: String!) { joinClub(input: {inviteCode: $code, shares: [ACTIVITY, RESULTS]}) {
        club { name } errors { code } } }";

const ASSIGN: &str = "mutation($club: ID!, $lesson: ID!) {
    createAssignment(input: {clubId: $club, lessonIds: [$lesson], until: \"2027-01-01\"}) {
        assignment { id lessons { slug } words { headword } } errors { code } } }";

const ASSIGNMENT_PROGRESS: &str =
    "query($id: ID!) { node(id: $id) { ... on Assignment { note words { headword }
    progress(first: 100) { edges { node { displayName } progress { status wordsDone } } } } } }";

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

/// Creates a club, and returns its id and invite code.
async fn club(service: &Service, leader: &Client, email: &str) -> (Value, Value) {
    service.promote(email).await;
    let created = leader
        .query("mutation { createClub(input: {name: \"Достар\"}) { club { id inviteCode } } }", json!({}))
        .await;
    let club = &created["createClub"]["club"];
    (club["id"].clone(), club["inviteCode"].clone())
}

/// Adds members, each with a started lesson and an answered word.
async fn add_members(service: &Service, code: &Value, emails: impl Iterator<Item = String>) {
    for email in emails {
        let member = service.client().register(&email).await;
        member.query(JOIN, json!({"code": code})).await;
        start(&member, "amandasu").await;
        let reviews = answers(service, &member, 1).await;
        member.query(SUBMIT, json!({"reviews": reviews})).await;
    }
}

#[tokio::test]
async fn the_table_says_how_many_statements_each_operation_sends() {
    let mail = MailFolder::new();
    let service = Service::sharing_nothing(Some(mail.mail())).await;
    let mut table = Table { service: &service, lines: Vec::new(), cost: 0 };
    count_directory(&mut table).await;
    count_pages(&mut table).await;
    count_editing(&mut table).await;
    count_webhooks(&mut table).await;
    let learner = count_accounts(&mut table).await;
    count_learning(&mut table, &learner).await;
    count_cards(&mut table).await;
    count_clubs(&mut table, &learner).await;
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

async fn count_directory(table: &mut Table<'_>) {
    let anyone = table.service.client();
    let parasat = json!({"slug": "parasat"});
    table.count("organization with most of its fields", &anyone, ORGANIZATION, parasat.clone()).await;
    for (name, field) in DEEPER {
        table.count(name, &anyone, &organization_with(field), parasat.clone()).await;
    }
    table.count("20 organizations with parent and chair", &anyone, PAGE, json!({"first": 20})).await;
    table.count("20 organizations with the chair alone", &anyone, PAGE_OF_CHAIRS, json!({"first": 20})).await;
    table.count("house and assembly with children, posts and holders", &anyone, TREE, json!({})).await;
    table.count("whole tree with names, posts and current holders", &anyone, WHOLE_TREE, json!({})).await;
    for (name, text) in [
        ("search for the beginning of a name", "достық"),
        ("search for a misspelled name", "дустык уйи"),
        ("search without results", "щщщ"),
    ] {
        table.count(name, &anyone, SEARCH, json!({"text": text})).await;
    }
    table.count("course with its lessons, logged out", &anyone, COURSE, json!({})).await;
    table.count("lesson with words, glosses and examples, logged out", &anyone, LESSON, json!({})).await;
}

/// Counts the public pages.
async fn count_pages(table: &mut Table<'_>) {
    let anyone = table.service.client();
    for (name, path) in [
        ("page of the house", "/kk/"),
        ("page of all organizations", "/kk/organizations"),
        ("page of an organization", "/kk/organizations/parasat"),
        ("page of an organization on a day", "/kk/organizations/mothers?at=2014-06-01"),
        ("page of all posts", "/kk/posts"),
        ("page of all people", "/kk/people"),
        ("page of a person", "/kk/people/liliya-kushch"),
        ("page of all events", "/kk/events"),
        ("page of an event", "/kk/events/nauryz"),
        ("page of all figures", "/kk/figures"),
        ("page of all sources", "/kk/sources"),
        ("page of the lessons", "/kk/lessons"),
        ("page of a search", "/kk/search?q=parasat"),
        ("page of a search without a text", "/kk/search"),
        ("sitemap", "/sitemap.xml"),
        ("feed of changes", "/data/changes.atom"),
    ] {
        let (answer, statements) = table.service.statements(anyone.get(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        table.lines.push((name.to_owned(), statements));
    }
    let (missing, statements) = table.service.statements(anyone.get("/kk/people/nobody")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    table.lines.push(("page of an unknown person".to_owned(), statements));
}

/// Counts what editors do.
async fn count_editing(table: &mut Table<'_>) {
    let service = table.service;
    let email = "statements-editor@example.kz";
    let editor = service.client().register(email).await;
    service.set_role(email, Role::Editor).await;
    let found = editor.query("{ organization(by: {slug: \"mothers\"}) { id version } }", json!({})).await;
    let mothers = found["organization"].clone();
    table.count("edit an organization", &editor, EDIT, mothers).await;
    table.count("revisions of an organization", &editor, REVISIONS, json!({"slug": "mothers"})).await;
}

async fn count_webhooks(table: &mut Table<'_>) {
    let admin = table.service.register_with_role("admin@example.kz", Role::Admin).await;
    let create = "mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } secret errors { code } } }";
    let input = json!({"url": "https://hooks.example.org/x", "recordKinds": ["PERSON"]});
    let created = table.count("create a webhook", &admin, create, json!({"input": input})).await;
    table.count("webhooks", &admin, "{ webhooks { url isActive } }", json!({})).await;
    let delete =
        "mutation($id: ID!) { deleteWebhook(input: {id: $id}) { deletedWebhookId errors { code } } }";
    let id = json!({"id": created["createWebhook"]["webhook"]["id"]});
    table.count("delete a webhook", &admin, delete, id).await;
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
    count_sync(table, learner).await;
}

async fn count_sync(table: &mut Table<'_>, learner: &Client) {
    let page = json!({"first": 20});
    table.count("first page of 20 changes", learner, CHANGES, page.clone()).await;
    let data = table.count("all changes, with the course", learner, CHANGES, json!({"first": 500})).await;
    let changes = &data["viewer"]["changes"];
    assert_eq!(changes["hasMore"], false);
    let since = json!({"since": changes["cursor"], "first": 20});
    table.count("changes since the last one", learner, CHANGES, since).await;
    table.count("offline pack of 20 cards", learner, PACK, page).await;
    table.count("offline pack for 14 days", learner, PACK, json!({"first": 500})).await;
    table.count("all statistics", learner, STATISTICS, json!({})).await;
    let lesson = table.count("lesson with words and their memory", learner, MEMORY, json!({})).await;
    assert_eq!(lesson["lesson"]["words"].as_array().unwrap().len(), 5);
    let word = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id } } }",
            json!({}),
        )
        .await;
    let id = &word["lesson"]["words"][0]["id"];
    table.count("add a note and synonyms to a word", learner, UPDATE_WORD, json!({"id": id})).await;
    let data = table.count("report a gloss", learner, REPORT, json!({"id": id})).await;
    assert_eq!(data["reportGloss"]["errors"], json!([]));
    let own = "{ viewer { glossReports { edges { node { status word { headword } } } } } }";
    table.count("a learner's gloss reports", learner, own, json!({})).await;
    learner.reauthenticate().await;
    for (name, file) in
        [("export of all of a learner's data", "export.json"), ("export of the review log", "reviews.csv")]
    {
        let (answer, statements) = table.service.statements(learner.get(&format!("/me/{file}"))).await;
        assert_eq!(answer.status, 200);
        table.lines.push((name.to_owned(), statements));
    }
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
    let presets = "{ viewer { scheduling { number } schedulingPresets { number effectiveAt } optimizationJob { status } } }";
    table.count("scheduling, its presets and the last job", &learner, presets, json!({})).await;
    let explain = "query($id: ID!) { explainSchedule(cardId: $id) { lines } }";
    table.count("explain a schedule", &learner, explain, json!({"id": cards[0]})).await;
    let simulate = "{ simulateWorkload(input: {desiredRetentions: [0.8, 0.9], days: 30}) { reviewsPerDay } }";
    table.count("simulate the workload", &learner, simulate, json!({})).await;
}

async fn count_clubs(table: &mut Table<'_>, member: &Client) {
    let service = table.service;
    let leader = service.client().register("leader@example.kz").await;
    service.promote("leader@example.kz").await;
    let parasat = service.client().query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let create =
        "mutation($organization: ID) { createClub(input: {name: \"Достар\", organizationId: $organization}) {
        club { id inviteCode } errors { code } } }";
    let organization = &parasat["organization"]["id"];
    let data = table.count("create a club", &leader, create, json!({"organization": organization})).await;
    let (id, code) = (&data["createClub"]["club"]["id"], &data["createClub"]["club"]["inviteCode"]);
    let look = "query($code: String!) { invitedClub(inviteCode: $code) { name leaders memberCount organization { name } } }";
    table.count("where an invite code leads", member, look, json!({"code": code})).await;
    table.count("join a club", member, JOIN, json!({"code": code})).await;
    // Others join later: among members who joined at the same moment, any could be the last, who is removed below.
    service.clock.advance(Duration::minutes(1));
    let clubs = "{ viewer { clubMemberships { edges { node { role club { name } } } } } }";
    table.count("a learner's clubs", member, clubs, json!({})).await;
    add_members(service, code, ["b@example.kz".to_owned()].into_iter()).await;
    let roster = table.count("roster of 3 members with progress", &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(roster["club"]["members"]["edges"].as_array().unwrap().len(), 3);
    add_members(service, code, (0..9).map(|n| format!("member{n}@example.kz"))).await;
    let roster = table.count("roster of 12 members with progress", &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(roster["club"]["members"]["edges"].as_array().unwrap().len(), 12);
    count_insight(table, &leader, id).await;
    count_leading(table, &leader, id).await;
    let any_request = "{ viewer { account { displayName } } }";
    table.count("first request of a member after an assignment", member, any_request, json!({})).await;
    let own =
        "{ viewer { assignments { edges { node { words { headword } viewerProgress { status } } } } } }";
    table.count("a learner's assignments", member, own, json!({})).await;
    let notes = "{ viewer { clubNotes { edges { node { text author club { name } } } } } }";
    table.count("a learner's notes from leaders", member, notes, json!({})).await;
    let log = "{ viewer { clubAccessLog { edges { node { clubName accessedBy subject } } } } }";
    table.count("access log of a learner", member, log, json!({})).await;
    let share = "mutation($id: ID!) { updateClubSharing(input: {clubId: $id, shares: [RESULTS]}) { clubMembership { shares } } }";
    table.count("change the data shared with a club", member, share, json!({"id": id})).await;
    let newcomer = service.client().register("newcomer@example.kz").await;
    let data = table.count("join a club with an assignment", &newcomer, JOIN, json!({"code": code})).await;
    assert_eq!(data["joinClub"]["errors"], json!([]));
    let applicant = service.client().register("applicant@example.kz").await;
    let request = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) { clubJoinRequest { id } errors { code } } }";
    let data = table.count("ask to join a club", &applicant, request, json!({"id": id})).await;
    let accept = "mutation($id: ID!) { decideJoinRequest(input: {id: $id, accept: true}) { clubJoinRequest { status } errors { code } } }";
    let request = &data["requestToJoinClub"]["clubJoinRequest"]["id"];
    let data = table.count("accept a join request", &leader, accept, json!({"id": request})).await;
    assert_eq!(data["decideJoinRequest"]["errors"], json!([]));
    let leave =
        "mutation($id: ID!) { leaveClub(input: {clubId: $id}) { deletedClubMembershipId errors { code } } }";
    table.count("leave a club", member, leave, json!({"id": id})).await;
}

/// Counts the fields of a club's insight.
async fn count_insight(table: &mut Table<'_>, leader: &Client, club: &Value) {
    let share =
        "UPDATE club_memberships SET shares_activity = true, shares_results = true, shares_answers = true";
    connect(&table.service.database.url).await.unwrap().batch_execute(share).await.unwrap();
    for (name, fields) in [
        (
            "overview of a club",
            "overview(from: \"2026-11-01\", to: \"2027-11-30\") { activity { totals { reviews } } results { totals { backlog } } }",
        ),
        (
            "insight into each member of a club",
            "roster { edges { node { displayName } activity { reviews } results { wordsKnown } risks { sign } } }",
        ),
        (
            "lessons and members of a club",
            "lessons { lessons { startedMembers } members { edges { lessons { words { learned } } } } }",
        ),
        (
            "hardest words of a club",
            "hardestWords(from: \"2026-11-01\", to: \"2027-11-30\") { words { rate cause } }",
        ),
        (
            "letter confusions of a club",
            "confusions(from: \"2026-11-01\", to: \"2027-11-30\") { pairs { count } }",
        ),
        (
            "activity of a club",
            "activity(from: \"2026-11-01\", to: \"2027-11-30\") { days { activeMembers } weeks { activeMembers } }",
        ),
        (
            "readiness of a club",
            "readiness(on: \"2027-03-22\", lessonIds: [$lesson]) { withReviews { known } members { edges { minutesPerDay } } }",
        ),
    ] {
        let lesson = lesson_id(leader, "amandasu").await;
        let fields = fields.replace("$lesson", &lesson.to_string());
        let document = format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ insight {{ {fields} }} }} }}");
        table.count(name, leader, &document, json!({"id": club})).await;
    }
    for (name, file) in [
        ("export of a club's results", "results.csv"),
        ("export of a club as OneRoster", "oneroster.zip"),
        ("export of a club as xAPI statements", "statements.json"),
    ] {
        let path = format!("/clubs/{}/{file}", club.as_str().unwrap());
        let (answer, statements) = table.service.statements(leader.get(&path)).await;
        assert_eq!(answer.status, 200);
        table.lines.push((name.to_owned(), statements));
    }
}

/// Counts what leaders do with a club.
async fn count_leading(table: &mut Table<'_>, leader: &Client, club: &Value) {
    let open = "mutation($id: ID!) { updateClub(input: {id: $id, acceptsJoinRequests: true}) { club { name } errors { code } } }";
    let data = table.count("change a club", leader, open, json!({"id": club})).await;
    assert_eq!(data["updateClub"]["errors"], json!([]));
    let note = "mutation($id: ID!) { sendClubNote(input: {clubId: $id, text: \"Сәлем!\"}) { clubNote { id } errors { code } } }";
    let data = table.count("send a note to a club", leader, note, json!({"id": club})).await;
    assert_eq!(data["sendClubNote"]["errors"], json!([]));
    let create_invitation = "mutation($id: ID!) { createClubInvitation(input: {clubId: $id, maxUses: 30}) { clubInvitation { id } } }";
    let data = table.count("create an invitation", leader, create_invitation, json!({"id": club})).await;
    let revoke = "mutation($id: ID!) { revokeClubInvitation(input: {id: $id}) { clubInvitation { uses } } }";
    let invitation = &data["createClubInvitation"]["clubInvitation"]["id"];
    table.count("revoke an invitation", leader, revoke, json!({"id": invitation})).await;
    let group = "mutation($id: ID!) { importClubMembers(input: {clubId: $id, csv: \"name\\nА\\nБ\"}) { rows { code } } }";
    table.count("import a group of members", leader, group, json!({"id": club})).await;
    let lists = "query($id: ID!) { club(by: {id: $id}) { inviteCode invitations { edges { node { code } } }
        joinRequests { edges { node { displayName } } } assignments { edges { node { note } } } } }";
    table.count("invitations, requests and assignments of a club", leader, lists, json!({"id": club})).await;
    let lesson = lesson_id(leader, "otbasy").await;
    let input = json!({"club": club, "lesson": lesson});
    let data = table.count("assign a lesson to 11 members", leader, ASSIGN, input).await;
    let assignment = &data["createAssignment"]["assignment"]["id"];
    table
        .count(
            "progress of 11 members with an assignment",
            leader,
            ASSIGNMENT_PROGRESS,
            json!({"id": assignment}),
        )
        .await;
    let update = "mutation($id: ID!) { updateAssignment(input: {id: $id, note: \"x\"}) { assignment { note } errors { code } } }";
    table.count("change an assignment", leader, update, json!({"id": assignment})).await;
    let members = "query($id: ID!) { club(by: {id: $id}) { members(last: 1) { edges { node { id } } } } }";
    let data = leader.query(members, json!({"id": club})).await;
    let last = &data["club"]["members"]["edges"][0]["node"]["id"];
    let role =
        "mutation($id: ID!) { setClubRole(input: {id: $id, role: LEADER}) { clubMembership { role } } }";
    table.count("make a member a leader", leader, role, json!({"id": last})).await;
    let remove = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { deletedClubMembershipId errors { code } } }";
    table.count("remove a member", leader, remove, json!({"id": last})).await;
    let search = "query($id: ID!) { club(by: {id: $id}) { members(search: \"member\", orderBy: NAME) {
        totalCount edges { node { id displayName } } } } }";
    let data = table.count("search a club's members", leader, search, json!({"id": club})).await;
    let all = "query($id: ID!) { club(by: {id: $id}) { members { totalCount edges { cursor } } } }";
    table.count("a club's members, counted", leader, all, json!({"id": club})).await;
    count_the_end_of_clubs(table, leader, club, &data["club"]["members"]["edges"][0]["node"]["id"]).await;
}

/// Counts moving a member, archiving, handing over and deleting clubs.
async fn count_the_end_of_clubs(table: &mut Table<'_>, leader: &Client, club: &Value, member: &Value) {
    let create = "mutation { createClub(input: {name: \"Келесі\"}) { club { id } } }";
    let next = leader.query(create, json!({})).await["createClub"]["club"]["id"].take();
    let shift = "mutation($from: ID!, $to: ID!, $ids: [ID!]!) {
        moveClubMembers(input: {fromClubId: $from, toClubId: $to, membershipIds: $ids}) {
            clubMemberships { id club { name } } errors { code } } }";
    let input = json!({"from": club, "to": next, "ids": [member]});
    let data = table.count("move a member to another club", leader, shift, input).await;
    assert_eq!(data["moveClubMembers"]["errors"], json!([]));
    let archive =
        "mutation($id: ID!) { archiveClub(input: {id: $id}) { club { archivedAt } errors { code } } }";
    table.count("archive a club", leader, archive, json!({"id": next})).await;
    let unarchive =
        "mutation($id: ID!) { unarchiveClub(input: {id: $id}) { club { archivedAt } errors { code } } }";
    table.count("take a club out of the archive", leader, unarchive, json!({"id": next})).await;
    let admin = table.service.register_with_role("admin-of-clubs@example.kz", Role::Admin).await;
    let clubs = "{ clubs(first: 10) { edges { node { name members leaders { displayName } } } } }";
    table.count("all clubs, for an admin", &admin, clubs, json!({})).await;
    let own = admin.account_id().await;
    let transfer = "mutation($club: ID!, $account: ID!) {
        transferClub(input: {clubId: $club, accountId: $account}) { club { name } errors { code } } }";
    let data = table.count("hand a club over", &admin, transfer, json!({"club": next, "account": own})).await;
    assert_eq!(data["transferClub"]["errors"], json!([]));
    let mut accounts = Vec::new();
    for email in ["first-of-two@example.kz", "second-of-two@example.kz"] {
        let learner = table.service.client().register(email).await;
        start(&learner, "amandasu").await;
        let reviews = answers(table.service, &learner, 1).await;
        learner.query(SUBMIT, json!({"reviews": reviews})).await;
        accounts.push(learner.account_id().await);
    }
    let merge = "mutation($from: ID!, $into: ID!) {
        mergeAccounts(input: {fromAccountId: $from, intoAccountId: $into}) { account { id } errors { code } } }";
    let input = json!({"from": accounts[0], "into": accounts[1]});
    let data = table.count("merge two accounts", &admin, merge, input).await;
    assert_eq!(data["mergeAccounts"]["errors"], json!([]));
    let delete = "mutation($id: ID!) { deleteClub(input: {id: $id}) { deletedClubId errors { code } } }";
    let data = table.count("delete a club", &admin, delete, json!({"id": next})).await;
    assert_eq!(data["deleteClub"]["errors"], json!([]));
}

fn organization_with(fields: &str) -> String {
    format!("query($slug: String!) {{ organization(by: {{slug: $slug}}) {{ {fields} }} }}")
}

#[tokio::test]
async fn one_large_query_sends_no_more_statements_than_its_parts() {
    let service = Service::sharing_nothing(None).await;
    let anyone = service.client();
    let parasat = json!({"slug": "parasat"});
    let mut parts = cost(&service, &anyone, ORGANIZATION, parasat.clone()).await;
    let mut everything = ORGANIZATION.trim_end_matches("} }").to_owned();
    for (_, field) in DEEPER {
        // The statement for the organization itself is shared.
        parts += cost(&service, &anyone, &organization_with(field), parasat.clone()).await - 1;
        everything.push_str(field);
    }
    everything.push_str(" } }");
    let whole = cost(&service, &anyone, &everything, parasat).await;
    assert!(whole <= parts, "{whole} together, {parts} separately");
}

#[tokio::test]
async fn a_longer_page_sends_no_more_statements() {
    let service = Service::sharing_nothing(None).await;
    let anyone = service.client();
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
async fn a_larger_tree_sends_no_more_statements() {
    // A thousand more clubs of the assembly, each with three posts and their holders, all copies of existing ones.
    const LARGER: &str = "
        CREATE TEMPORARY TABLE copies AS
            SELECT gen_random_uuid() AS id, n, (SELECT id FROM organizations WHERE slug = 'assembly') AS parent
            FROM generate_series(1, 1000) AS n;
        INSERT INTO organizations (id, slug, kind, position, sort_name, version, published, updated_at, content)
            SELECT copies.id, 'copy-' || n, kind, n, sort_name, version, published, updated_at, content
            FROM organizations, copies WHERE slug = 'parasat';
        INSERT INTO affiliations (organization_id, relation, position, target_id)
            SELECT id, 'parent', 1, parent FROM copies;
        CREATE TEMPORARY TABLE post_copies AS
            SELECT gen_random_uuid() AS id, copies.id AS organization, m, n FROM copies, generate_series(1, 3) AS m;
        INSERT INTO posts (id, slug, organization_id, kind, position, version, published, updated_at, content)
            SELECT c.id, 'copy-' || n || '-' || m, c.organization, kind, m, version, published, updated_at,
                content || jsonb_build_object('organization', c.organization)
            FROM (SELECT * FROM posts ORDER BY slug LIMIT 1) AS post, post_copies AS c;
        INSERT INTO memberships (id, organization_id, post_id, person_id, position, version, published, updated_at, content)
            SELECT gen_random_uuid(), c.organization, c.id, person_id, position, version, published, updated_at,
                content || jsonb_build_object('organization', c.organization, 'post', c.id)
            FROM (SELECT * FROM memberships WHERE post_id IS NOT NULL ORDER BY id LIMIT 1) AS held, post_copies AS c;";
    let service = Service::sharing_nothing(None).await;
    let client = service.client();
    let before = cost(&service, &client, WHOLE_TREE, json!({})).await;
    assert_eq!(before, 6);
    connect(&service.database.url).await.unwrap().batch_execute(LARGER).await.unwrap();
    assert_eq!(cost(&service, &client, WHOLE_TREE, json!({})).await, before);
    let tree = client.query(WHOLE_TREE, json!({})).await["organization"]["descendants"].take();
    let found = tree.as_array().unwrap();
    let copies: Vec<_> =
        found.iter().filter(|one| one["organization"]["posts"].as_array().unwrap().len() == 3).collect();
    assert_eq!(found.len(), 1_000);
    assert!(copies.len() > 950, "{}", copies.len());
    assert!(
        copies
            .iter()
            .all(|one| one["organization"]["posts"][2]["lastKnownHolder"]["person"]["slug"].is_string())
    );
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

#[tokio::test]
async fn a_larger_club_sends_no_more_statements() {
    let service = Service::start().await;
    let leader = service.client().register("leader@example.kz").await;
    let (id, code) = club(&service, &leader, "leader@example.kz").await;
    add_members(&service, &code, (0..2).map(|n| format!("first{n}@example.kz"))).await;
    let lesson = lesson_id(&leader, "otbasy").await;
    let assign = json!({"club": id, "lesson": lesson});
    let (made, assigned) = service.statements(leader.query(ASSIGN, assign.clone())).await;
    let assignment = json!({"id": made["createAssignment"]["assignment"]["id"]});
    let progress_cost = cost(&service, &leader, ASSIGNMENT_PROGRESS, assignment.clone()).await;
    let small = cost(&service, &leader, ROSTER, json!({"id": id})).await;
    add_members(&service, &code, (0..9).map(|n| format!("then{n}@example.kz"))).await;
    let large = cost(&service, &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(small, large);
    assert_eq!(cost(&service, &leader, ASSIGN, assign).await, assigned, "assigning");
    assert_eq!(
        cost(&service, &leader, ASSIGNMENT_PROGRESS, assignment).await,
        progress_cost,
        "an assignment's progress"
    );
}
