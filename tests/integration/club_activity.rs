//! `clubActivity`: leaders see who learns now, of those who share it.

use std::time::Instant;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{learn, queue, review, right_answer, start_lesson, submit};
use crate::support::websocket::Socket;

/// A club with its leader, and the members who are let in.
struct Club {
    leader: Client,
    id: Value,
    code: Value,
}

impl Club {
    async fn create(service: &Service) -> Self {
        let leader = service.client().register("dana@example.kz").await;
        service.promote("dana@example.kz").await;
        let create = "mutation { createClub(input: {name: \"Достар\"}) { club { id inviteCode } } }";
        let club = leader.query(create, json!({})).await["createClub"]["club"].take();
        Self { leader, id: club["id"].clone(), code: club["inviteCode"].clone() }
    }

    /// Somebody who joins, and shares their activity or doesn't.
    async fn member(&self, service: &Service, name: &str, shares: bool) -> Client {
        let email = format!("{name}@example.kz");
        let member = service.client().register(&email).await;
        // One after the other: events are in the order of joining.
        service.clock.advance(Duration::minutes(1));
        let join = "mutation($code: String!) { joinClub(input: {inviteCode: $code}) { errors { code } } }";
        let joined = member.query(join, json!({"code": self.code})).await;
        assert_eq!(joined["joinClub"]["errors"], json!([]));
        share(service, &email, shares).await;
        member
    }

    async fn follow(&self, service: &Service) -> Socket {
        self.follow_as(service, &self.leader).await
    }

    async fn follow_as(&self, service: &Service, client: &Client) -> Socket {
        let mut socket = Socket::init(service, json!({"token": client.token()})).await;
        let document = format!(
            "subscription {{ clubActivity(clubId: {}) {{
                members {{ membership {{ displayName }} date lastReviewedAt reviews newWords }} }} }}",
            self.id
        );
        socket.subscribe("1", &document).await;
        socket
    }
}

/// As the member or somebody else's device has it now.
async fn share(service: &Service, email: &str, shares: bool) {
    let database = connect(&service.database.url).await.unwrap();
    let agree = "UPDATE club_memberships SET shares_activity = $1
        WHERE learner_id = (SELECT id FROM accounts WHERE email = $2)";
    assert_eq!(database.execute(agree, &[&shares, &email]).await.unwrap(), 1);
}

async fn answer_one(service: &Service, learner: &Client) {
    let items = queue(learner).await;
    submit(learner, &[review(service, &items[0], &right_answer(&items[0]))]).await;
}

/// Who has answered, by the next event, and what of it is told.
async fn event(socket: &mut Socket) -> Vec<(String, u64, u64)> {
    let message = socket.message_of("1").await;
    assert_eq!(message["type"], "next", "{message}");
    let members = message["payload"]["data"]["clubActivity"]["members"].as_array();
    let members = members.unwrap_or_else(|| panic!("{message}"));
    members
        .iter()
        .map(|member| {
            let name = member["membership"]["displayName"].as_str().unwrap();
            let name = name.split('@').next().unwrap().to_owned();
            (name, member["reviews"].as_u64().unwrap(), member["newWords"].as_u64().unwrap())
        })
        .collect()
}

fn told(name: &str, reviews: u64, new_words: u64) -> (String, u64, u64) {
    (name.to_owned(), reviews, new_words)
}

/// The last event says that there is no such club.
/// How often somebody can read that their activity was looked at.
async fn looks(service: &Service, email: &str) -> i64 {
    let database = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*) FROM club_access_log JOIN accounts ON accounts.id = learner_id
        WHERE subject = 'activity' AND email = $1";
    database.query_one(count, &[&email]).await.unwrap().get(0)
}

#[tokio::test]
async fn who_answered_today_comes_at_once_and_then_whoever_answers() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    let berik = club.member(&service, "berik", true).await;
    learn(&service, &aigul, "amandasu").await;
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, [told("aigul", 20, 5)]);

    // That a lesson was started is no answer.
    start_lesson(&berik, "amandasu").await;
    answer_one(&service, &berik).await;
    assert_eq!(event(&mut socket).await, [told("berik", 1, 1)]);
    start_lesson(&aigul, "otbasy").await;
    answer_one(&service, &aigul).await;
    assert_eq!(event(&mut socket).await, [told("aigul", 21, 6)]);

    // What was missed over a reconnect is in the first event.
    drop(socket);
    answer_one(&service, &berik).await;
    let mut again = club.follow(&service).await;
    assert_eq!(event(&mut again).await, [told("aigul", 21, 6), told("berik", 2, 2)]);
}

#[tokio::test]
async fn who_does_not_share_it_is_not_told_of_and_a_withdrawn_share_holds_from_the_next_event() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    let berik = club.member(&service, "berik", false).await;
    for learner in [&aigul, &berik] {
        start_lesson(learner, "amandasu").await;
        answer_one(&service, learner).await;
    }
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, [told("aigul", 1, 1)]);

    share(&service, "aigul@example.kz", false).await;
    answer_one(&service, &aigul).await;
    share(&service, "berik@example.kz", true).await;
    assert_eq!(event(&mut socket).await, [told("berik", 1, 1)]);
    answer_one(&service, &aigul).await;
    answer_one(&service, &berik).await;
    assert_eq!(event(&mut socket).await, [told("berik", 2, 2)]);
}

#[tokio::test]
async fn members_can_read_once_that_they_are_followed() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    club.member(&service, "berik", false).await;
    start_lesson(&aigul, "amandasu").await;
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, []);
    assert_eq!(
        (looks(&service, "aigul@example.kz").await, looks(&service, "berik@example.kz").await),
        (1, 0)
    );

    answer_one(&service, &aigul).await;
    event(&mut socket).await;
    assert_eq!(looks(&service, "aigul@example.kz").await, 1, "she is followed since");
    share(&service, "berik@example.kz", true).await;
    answer_one(&service, &aigul).await;
    event(&mut socket).await;
    assert_eq!(looks(&service, "berik@example.kz").await, 1, "now he is, too");
}

#[tokio::test]
async fn what_another_process_writes_is_told() {
    let service = Service::start().await;
    let other = service.start_second().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    start_lesson(&aigul, "amandasu").await;
    let mut here = club.follow(&service).await;
    let mut there = club.follow(&other).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await, []);
    }
    answer_one(&service, &other.client().with_token(aigul.token())).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await, [told("aigul", 1, 1)]);
    }
}

#[tokio::test]
async fn it_ends_soon_after_the_right_or_the_session_has() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    let mut refused = club.follow_as(&service, &aigul).await;
    refused.ends_with_null("clubActivity").await;

    let other = service.client().log_in("dana@example.kz").await;
    let mut ended = club.follow_as(&service, &other).await;
    let mut socket = club.follow(&service).await;
    event(&mut ended).await;
    event(&mut socket).await;
    other.query("mutation { logOut { loggedOut } }", json!({})).await;
    let began = Instant::now();
    let last = ended.message_of("1").await;
    assert_eq!(last["payload"]["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{last}");
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());

    let database = connect(&service.database.url).await.unwrap();
    let demote = "UPDATE club_memberships SET role = 'member' WHERE role = 'leader'";
    database.batch_execute(demote).await.unwrap();
    let began = Instant::now();
    socket.ends_with_null("clubActivity").await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[tokio::test]
async fn many_who_follow_cost_one_statement_a_second_and_none_when_they_are_gone() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    start_lesson(&aigul, "amandasu").await;
    let mut sockets = Vec::new();
    for _ in 0..4 {
        let session = service.client().log_in("dana@example.kz").await;
        let mut socket = club.follow_as(&service, &session).await;
        event(&mut socket).await;
        sockets.push(socket);
    }
    // A clock beside it: three seconds.
    let mut watch = Socket::init(&service, json!({})).await;
    let mut three_seconds = async || {
        watch.subscribe("2", "subscription { serverTime(intervalMs: 1000, count: 4) }").await;
        while watch.message_of("2").await["type"] != "complete" {}
    };
    let ((), statements) = service.statements(three_seconds()).await;
    assert!((2..=5).contains(&statements), "{statements}");
    drop(sockets);
    three_seconds().await;
    let ((), statements) = service.statements(three_seconds()).await;
    assert_eq!(statements, 0);
}
