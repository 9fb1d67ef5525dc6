//! What the leaders of a club ask about it.

mod numbers;
mod rights;
mod risks;
mod rosters;
mod story;

use chrono::{DateTime, Duration, Utc};
use dostyq::domain::ids::{CardId, WordId};
use dostyq::domain::learning::exercise::{ExerciseId, Task};
use dostyq::domain::learning::word::LanguageTag;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{new_id, outcomes, start_lesson, submit};

/// A club, who leads it, and who learns in it.
struct Club {
    leader: Client,
    id: Value,
    code: Value,
    members: Vec<Client>,
}

impl Club {
    /// A club that nobody has joined.
    async fn create(service: &Service, leader: &str) -> Self {
        let email = format!("{leader}@example.kz");
        let client = service.client().register(&email).await;
        service.promote(&email).await;
        let created = client
            .query("mutation { createClub(input: {name: \"Достар\"}) { club { id inviteCode } } }", json!({}))
            .await;
        let club = &created["createClub"]["club"];
        Self { leader: client, id: club["id"].clone(), code: club["inviteCode"].clone(), members: Vec::new() }
    }

    /// A club of members with these names and languages, who share everything.
    async fn of(service: &Service, members: impl IntoIterator<Item = (String, &str)>) -> Self {
        let mut club = Self::create(service, "dana").await;
        for (name, language) in members {
            let member = learner(service, &name, language).await;
            club.join(&member).await;
            club.members.push(member);
            // Ids are in the order of milliseconds.
            service.clock.advance(Duration::milliseconds(1));
        }
        share_all(service).await;
        club
    }

    async fn join(&self, member: &Client) {
        let join = "mutation($code: String!) { joinClub(input: {inviteCode: $code}) { errors { code } } }";
        let joined = member.query(join, json!({"code": self.code})).await;
        assert_eq!(joined["joinClub"]["errors"], json!([]));
    }

    /// An answer to the leader's question.
    async fn ask(&self, question: &str) -> Value {
        self.asked_by(&self.leader, question).await["insight"].take()
    }

    /// What somebody gets of the club who asks it.
    async fn asked_by(&self, client: &Client, question: &str) -> Value {
        let document = format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ name insight {{ {question} }} }} }}");
        client.query(&document, json!({"id": self.id})).await["club"].take()
    }

    /// The code of the error that a question is answered with.
    async fn error_code(&self, question: &str) -> String {
        let document = format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ insight {{ {question} }} }} }}");
        self.leader.execute(&document, json!({"id": self.id})).await.code()
    }
}

/// Somebody who learns with meanings in a language.
async fn learner(service: &Service, name: &str, language: &str) -> Client {
    let registered = service
        .client()
        .query(
            "mutation($input: RegisterInput!) { register(input: $input) { session { token } errors { code } } }",
            json!({"input": {
                "email": format!("{name}@example.kz"), "password": PASSWORD, "displayName": name,
                "glossLanguage": language,
            }}),
        )
        .await;
    let token = registered["register"]["session"]["token"].as_str();
    service.client().with_token(token.unwrap_or_else(|| panic!("{registered:#}")))
}

/// All members of all clubs share everything.
async fn share_all(service: &Service) {
    share(service, "true", "activity = true, results = true, answers = true").await;
}

/// What the members with some names share.
async fn share(service: &Service, members: &str, parts: &str) {
    let parts = ["activity", "results", "answers"]
        .iter()
        .fold(parts.to_owned(), |parts, part| parts.replace(part, &format!("shares_{part}")));
    let update = format!(
        "UPDATE club_memberships SET {parts} FROM accounts
         WHERE accounts.id = learner_id AND club_memberships.role = 'member' AND {members}"
    );
    connect(&service.database.url).await.unwrap().batch_execute(&update).await.unwrap();
}

/// A card of a learner's, with its word.
#[derive(Debug, Clone)]
struct CardOf {
    id: String,
    word_id: String,
    headword: String,
    produces: bool,
    /// Another word of the lesson.
    other_id: String,
}

/// Starts a lesson; its cards, those for meanings first.
async fn start(member: &Client, slug: &str) -> Vec<CardOf> {
    start_lesson(member, slug).await;
    let document =
        "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) {
        words { id headword cards { id skill } } } }";
    let lesson = member.query(document, json!({"slug": slug})).await;
    let words = lesson["lesson"]["words"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut cards = Vec::new();
    for (place, word) in words.iter().enumerate() {
        for card in word["cards"].as_array().unwrap() {
            cards.push(CardOf {
                id: text(&card["id"]),
                word_id: text(&word["id"]),
                headword: text(&word["headword"]),
                produces: card["skill"] == "PRODUCE",
                other_id: text(&words[(place + 1) % words.len()]["id"]),
            });
        }
    }
    cards.sort_by_key(|card| card.produces);
    cards
}

/// How a card is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Right,
    Wrong,
    /// With н for ң, where the word is typed.
    Slip,
}

/// An answer to the exercise of a card that a client has made: to choose the meaning, or to type the word.
fn answer(card: &CardOf, language: &str, at: DateTime<Utc>, answer: Answer) -> Value {
    let exercise = ExerciseId {
        card: CardId::from_global(&card.id).unwrap(),
        reps: 0,
        language: LanguageTag::new(language).unwrap(),
        task: if card.produces { Task::TypeWord } else { Task::ChooseMeaning },
    };
    assert!(WordId::from_global(&card.word_id).is_some());
    let given = match (card.produces, answer) {
        (true, Answer::Right) => json!({"text": card.headword}),
        (true, Answer::Slip) => json!({"text": card.headword.replace('ң', "н")}),
        (true, Answer::Wrong) => json!({"text": "мен мұны білмеймін"}),
        (false, Answer::Wrong) => json!({"choice": card.other_id}),
        (false, _) => json!({"choice": card.word_id}),
    };
    json!({
        "reviewId": new_id(), "cardId": card.id, "exerciseId": exercise.to_string(), "reviewedAt": at,
        "durationMs": 4_000, "answer": given,
    })
}

/// Hands answers in, which must all be accepted.
async fn hand_in(member: &Client, answers: &[Value]) {
    for batch in answers.chunks(200) {
        let submitted = submit(member, batch).await;
        assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; batch.len()]);
    }
}

/// The edges of a connection, each to a member.
fn members(connection: &Value) -> Vec<Value> {
    connection["edges"].as_array().unwrap().clone()
}

/// What members of a list are called.
fn names(members: &[Value]) -> Vec<String> {
    members.iter().map(|member| member["node"]["displayName"].as_str().unwrap().to_owned()).collect()
}
