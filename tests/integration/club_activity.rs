//! `clubActivity`: leaders follow the activity of the members who share it.

use std::time::Instant;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{learn, queue, review, right_answer, start_lesson, submit};
use crate::support::websocket::Socket;

/// A club with its leader, which members join.
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

    /// Registers a member who shares their activity or not.
    async fn member(&self, service: &Service, name: &str, shares: bool) -> Client {
        let email = format!("{name}@example.kz");
        let member = service.client().register(&email).await;
        // One minute after the other: events list members in the order of joining.
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

/// Sets what the member shares, as another device of theirs would.
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

/// Returns the members of the next event: name, reviews, and new words.
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

fn activity(name: &str, reviews: u64, new_words: u64) -> (String, u64, u64) {
    (name.to_owned(), reviews, new_words)
}

/// Counts the entries in the member's access log that are about activity.
async fn access_log_entries(service: &Service, email: &str) -> i64 {
    let database = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*) FROM club_access_log JOIN accounts ON accounts.id = learner_id
        WHERE subject = 'activity' AND email = $1";
    database.query_one(count, &[&email]).await.unwrap().get(0)
}

#[tokio::test]
async fn the_first_event_has_todays_activity_and_later_ones_new_answers() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    let berik = club.member(&service, "berik", true).await;
    learn(&service, &aigul, "amandasu").await;
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, [activity("aigul", 20, 5)]);

    // Starting a lesson is not activity.
    start_lesson(&berik, "amandasu").await;
    answer_one(&service, &berik).await;
    assert_eq!(event(&mut socket).await, [activity("berik", 1, 1)]);
    start_lesson(&aigul, "otbasy").await;
    answer_one(&service, &aigul).await;
    assert_eq!(event(&mut socket).await, [activity("aigul", 21, 6)]);

    // The first event contains what was missed during a reconnect.
    drop(socket);
    answer_one(&service, &berik).await;
    let mut again = club.follow(&service).await;
    assert_eq!(event(&mut again).await, [activity("aigul", 21, 6), activity("berik", 2, 2)]);
}

#[tokio::test]
async fn members_who_do_not_share_are_absent_and_a_withdrawn_share_applies_from_the_next_event() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    let berik = club.member(&service, "berik", false).await;
    for learner in [&aigul, &berik] {
        start_lesson(learner, "amandasu").await;
        answer_one(&service, learner).await;
    }
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, [activity("aigul", 1, 1)]);

    share(&service, "aigul@example.kz", false).await;
    answer_one(&service, &aigul).await;
    share(&service, "berik@example.kz", true).await;
    assert_eq!(event(&mut socket).await, [activity("berik", 1, 1)]);
    answer_one(&service, &aigul).await;
    answer_one(&service, &berik).await;
    assert_eq!(event(&mut socket).await, [activity("berik", 2, 2)]);
}

#[tokio::test]
async fn following_is_logged_once_for_each_member() {
    let service = Service::start().await;
    let club = Club::create(&service).await;
    let aigul = club.member(&service, "aigul", true).await;
    club.member(&service, "berik", false).await;
    start_lesson(&aigul, "amandasu").await;
    let mut socket = club.follow(&service).await;
    assert_eq!(event(&mut socket).await, []);
    assert_eq!(
        (
            access_log_entries(&service, "aigul@example.kz").await,
            access_log_entries(&service, "berik@example.kz").await
        ),
        (1, 0)
    );

    answer_one(&service, &aigul).await;
    event(&mut socket).await;
    assert_eq!(access_log_entries(&service, "aigul@example.kz").await, 1, "she is followed");
    share(&service, "berik@example.kz", true).await;
    answer_one(&service, &aigul).await;
    event(&mut socket).await;
    assert_eq!(access_log_entries(&service, "berik@example.kz").await, 1, "now he is, too");
}

#[tokio::test]
async fn changes_of_another_process_are_followed() {
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
        assert_eq!(event(socket).await, [activity("aigul", 1, 1)]);
    }
}

#[tokio::test]
async fn the_subscription_ends_soon_after_the_leader_role_or_the_session() {
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
    other.query("mutation { logOut { errors { code } } }", json!({})).await;
    let began = Instant::now();
    assert_eq!(ended.close_code().await, 4403);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());

    let database = connect(&service.database.url).await.unwrap();
    let demote = "UPDATE club_memberships SET role = 'member' WHERE role = 'leader'";
    database.batch_execute(demote).await.unwrap();
    let began = Instant::now();
    socket.ends_with_null("clubActivity").await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[tokio::test]
async fn many_followers_cost_one_statement_a_second_and_none_after_they_leave() {
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
    // Wait for three seconds of another subscription.
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
