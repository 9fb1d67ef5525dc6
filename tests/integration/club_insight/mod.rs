//! Leaders' insight into their club.

mod numbers;
mod rights;
mod risks;
mod rosters;
mod story;

use chrono::{DateTime, Duration, Utc};
use dostyq::domain::ids::{CardId, WordId};
use dostyq::domain::language_tag::LanguageTag;
use dostyq::domain::learning::exercise::{ExerciseId, Task};
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{new_id, outcomes, start_lesson, submit};

/// A club with its leader and members.
struct Club {
    leader: Client,
    id: Value,
    code: Value,
    members: Vec<Client>,
}

impl Club {
    /// Creates a club without members.
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

    /// Creates a club of members with these names and languages, who share everything.
    async fn of(service: &Service, members: impl IntoIterator<Item = (String, &str)>) -> Self {
        let mut club = Self::create(service, "dana").await;
        for (name, language) in members {
            let member = learner(service, &name, language).await;
            club.join(&member).await;
            club.members.push(member);
            // Membership ids are ordered by milliseconds.
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

    /// Returns the insight for fields that the leader queries.
    async fn query(&self, fields: &str) -> Value {
        self.query_as(&self.leader, fields).await["insight"].take()
    }

    /// Returns the insight for fields that a client queries.
    async fn query_as(&self, client: &Client, fields: &str) -> Value {
        let document =
            format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ name insight {{ {fields} }} }} }}");
        client.query(&document, json!({"id": self.id})).await["club"].take()
    }

    /// Returns the error code of a refused query.
    async fn error_code(&self, fields: &str) -> String {
        let document = format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ insight {{ {fields} }} }} }}");
        self.leader.execute(&document, json!({"id": self.id})).await.code()
    }
}

/// Registers a learner with this gloss language.
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

/// Makes all members of all clubs share everything.
async fn share_all(service: &Service) {
    share(service, "true", "activity = true, results = true, answers = true").await;
}

/// Sets what the members with these names share.
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

/// A card of a learner, with its word.
#[derive(Debug, Clone)]
struct LearnerCard {
    id: String,
    word_id: String,
    headword: String,
    produces: bool,
    /// Another word of the lesson, as a wrong choice.
    other_id: String,
}

/// Starts a lesson, and returns its cards, those for meanings first.
async fn start(member: &Client, slug: &str) -> Vec<LearnerCard> {
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
            cards.push(LearnerCard {
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
enum AnswerKind {
    Right,
    Wrong,
    /// With н for ң if the word is typed, else the right choice.
    Slip,
}

/// Returns an answer to an exercise that the client built itself: choosing the meaning, or typing the word.
fn answer(card: &LearnerCard, language: &str, at: DateTime<Utc>, answer: AnswerKind) -> Value {
    let exercise = ExerciseId {
        card: CardId::from_global(&card.id).unwrap(),
        reps: 0,
        language: LanguageTag::new(language).unwrap(),
        task: if card.produces { Task::TypeWord } else { Task::ChooseMeaning },
    };
    assert!(WordId::from_global(&card.word_id).is_some());
    let given = match (card.produces, answer) {
        (true, AnswerKind::Right) => json!({"text": card.headword}),
        (true, AnswerKind::Slip) => json!({"text": card.headword.replace('ң', "н")}),
        (true, AnswerKind::Wrong) => json!({"text": "мен мұны білмеймін"}),
        (false, AnswerKind::Wrong) => json!({"choice": card.other_id}),
        (false, _) => json!({"choice": card.word_id}),
    };
    json!({
        "reviewId": new_id(), "cardId": card.id, "exerciseId": exercise.to_string(), "reviewedAt": at,
        "durationMs": 4_000, "answer": given,
    })
}

/// Submits answers, which must all be accepted.
async fn submit_accepted(member: &Client, answers: &[Value]) {
    for batch in answers.chunks(200) {
        let submitted = submit(member, batch).await;
        assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; batch.len()]);
    }
}

/// Returns the edges of a connection to members.
fn members(connection: &Value) -> Vec<Value> {
    connection["edges"].as_array().unwrap().clone()
}

/// Returns the display names of members in a list.
fn names(members: &[Value]) -> Vec<String> {
    members.iter().map(|member| member["node"]["displayName"].as_str().unwrap().to_owned()).collect()
}
