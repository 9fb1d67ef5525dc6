//! Files that leaders export from their clubs.

mod one_roster;
mod results;
mod rights;
mod statements;

use chrono::Duration;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::support::client::{Answer, Client, PASSWORD};
use crate::support::club::{JOIN, create_club};
use crate::support::service::Service;
use crate::support::study::{new_id, outcomes, queue, review, start_lesson, submit, wrong_answer};

const ACCESS_LOG: &str = "{ viewer { clubAccessLog { edges { node { subject } } } } }";

const ASSIGN: &str = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
    assignment { id } errors { code path } } }";

const LESSON: &str = "query($slug: String!) {
    lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id title words { id headword } } }";

/// Registers an account with a name, and an e-mail address that must appear in no file.
async fn named(service: &Service, name: &str) -> Client {
    let document =
        "mutation($input: RegisterInput!) { register(input: $input) { session { token } errors { code } } }";
    let email = format!("{}@secret.example.kz", new_id().as_str().unwrap());
    let input = json!({"email": email, "password": PASSWORD, "displayName": name, "glossLanguage": "ru"});
    let data = service.client().query(document, json!({"input": input})).await;
    let client = service.client().with_token(data["register"]["session"]["token"].as_str().unwrap());
    client.without_teaching().await
}

/// Registers a leader, and creates a club for them.
async fn leader_of(service: &Service, name: &str) -> (Client, Value) {
    let leader = named(service, "Дана Серікқызы").await;
    let sql = crate::support::sql::connect(&service.database.url).await.unwrap();
    sql.execute("UPDATE accounts SET role = 'leader' WHERE display_name = 'Дана Серікқызы'", &[])
        .await
        .unwrap();
    let club = create_club(service, &leader, name).await;
    (leader, club)
}

/// Registers a named member who joins a second after the previous one, sharing these parts. Returns the client and the
/// membership's id.
async fn member(service: &Service, club: &Value, name: &str, shares: &[&str]) -> (Client, String) {
    let member = named(service, name).await;
    service.clock.advance(Duration::seconds(1));
    let joined = member.query(JOIN, json!({"code": club["inviteCode"], "shares": shares})).await;
    let id = joined["joinClub"]["club"]["viewerMembership"]["id"].as_str().unwrap().to_owned();
    (member, id)
}

async fn lesson(client: &Client, slug: &str) -> Value {
    client.query(LESSON, json!({"slug": slug})).await["lesson"].take()
}

/// Assigns a lesson to the club, due on a day, and returns the assignment's id.
async fn assign(leader: &Client, club: &Value, slug: &str, until: &str) -> String {
    let lesson = lesson(leader, slug).await;
    let input = json!({"clubId": club["id"], "lessonIds": [lesson["id"]], "note": "+Наурызға\nдейін", "until": until});
    let created = leader.query(ASSIGN, json!({"input": input})).await["createAssignment"].take();
    assert_eq!(created["errors"], json!([]));
    created["assignment"]["id"].as_str().unwrap().to_owned()
}

fn path(club: &Value, file: &str) -> String {
    format!("/clubs/{}/{file}", club["id"].as_str().unwrap())
}

async fn get(client: &Client, club: &Value, file: &str) -> Answer {
    let answer = client.get(&path(club, file)).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    assert!(!String::from_utf8_lossy(&answer.body).contains("@secret"), "no e-mail addresses");
    answer
}

/// Returns the files of a club whose member has answered five questions wrongly, by name.
pub(crate) async fn files_of_a_club(service: &Service) -> Vec<(&'static str, Vec<u8>)> {
    let (dana, club) = leader_of(service, "Достар").await;
    assign(&dana, &club, "amandasu", "2026-11-24").await;
    let (emil, _) = member(service, &club, "Құрбанов Эмиль Рашидұлы", &["RESULTS", "ANSWERS"]).await;
    start_lesson(&emil, "amandasu").await;
    let answers: Vec<_> =
        queue(&emil).await.iter().map(|item| review(service, item, &wrong_answer(item))).collect();
    assert!(outcomes(&submit(&emil, &answers).await).iter().all(|outcome| *outcome == "ACCEPTED"));
    let mut files = Vec::new();
    for name in ["oneroster.zip", "results.csv", "statements.json"] {
        files.push((name, get(&dana, &club, name).await.body.to_vec()));
    }
    files
}

/// Returns the subjects of the member's access log, newest first.
async fn accessed_subjects(client: &Client) -> Vec<String> {
    let found = client.query(ACCESS_LOG, json!({})).await;
    let edges = found["viewer"]["clubAccessLog"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["subject"].as_str().unwrap().to_owned()).collect()
}
