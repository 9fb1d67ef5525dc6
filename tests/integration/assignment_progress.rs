//! `assignmentProgress`: leaders follow the progress of the members who share their results.

use std::time::Instant;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{create_club, join, join_sharing, leader, learner};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{first_of_queue, outcomes, review, right_answer, submit};
use crate::support::websocket::Socket;

/// A club with an assignment: the first lesson, until the 25th.
struct AssignedClub {
    dana: Client,
    club: Value,
    id: Value,
}

/// Assigns a lesson until the 25th, and returns the assignment's id.
async fn assign(leader: &Client, club: &Value, lesson: &str, note: &str) -> Value {
    let find = "query($slug: String!) {
        lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }";
    let lesson = leader.query(find, json!({"slug": lesson})).await;
    let assign = "mutation($club: ID!, $lesson: ID!, $note: String!) { createAssignment(input: {
        clubId: $club, lessonIds: [$lesson], until: \"2026-11-25\", note: $note}) { assignment { id } errors { code } } }";
    let input = json!({"club": club["id"], "lesson": lesson["lesson"]["id"], "note": note});
    let mut created = leader.query(assign, input).await["createAssignment"].take();
    assert_eq!(created["errors"], json!([]));
    created["assignment"]["id"].take()
}

impl AssignedClub {
    async fn create(service: &Service) -> Self {
        let dana = leader(service, "dana").await;
        let club = create_club(service, &dana, "Парасат достары").await;
        let id = assign(&dana, &club, "amandasu", "").await;
        Self { dana, club, id }
    }

    async fn follow(&self, service: &Service) -> Socket {
        self.follow_as(service, &self.dana).await
    }

    async fn follow_as(&self, service: &Service, client: &Client) -> Socket {
        let mut socket = Socket::init(service, json!({"token": client.token()})).await;
        let document = format!(
            "subscription {{ assignmentProgress(assignmentId: {}) {{ at assignment {{ until note }}
                members {{ membership {{ displayName }} progress {{ status words wordsDone doneOn isLate }} }} }} }}",
            self.id
        );
        socket.subscribe("1", &document).await;
        socket
    }

    async fn update(&self, change: &str) {
        let document = format!(
            "mutation {{ updateAssignment(input: {{id: {}, {change}}}) {{ errors {{ code }} }} }}",
            self.id
        );
        let updated = self.dana.query(&document, json!({})).await;
        assert_eq!(updated["updateAssignment"]["errors"], json!([]));
    }
}

/// Answers this many new words of the queue once each, and returns the reviews.
async fn answer_words(service: &Service, client: &Client, words: usize) -> Vec<Value> {
    let queue = first_of_queue(client, 100).await;
    let new =
        queue.iter().filter(|item| item["card"]["phase"] == "NEW" && item["card"]["skill"] == "RECOGNIZE");
    let reviews: Vec<Value> =
        new.take(words).map(|item| review(service, item, &right_answer(item))).collect();
    assert_eq!(reviews.len(), words);
    assert_eq!(outcomes(&submit(client, &reviews).await), vec!["ACCEPTED"; words]);
    reviews
}

async fn share_results(service: &Service, name: &str, shares: bool) {
    let database = connect(&service.database.url).await.unwrap();
    let agree = "UPDATE club_memberships SET shares_results = $1
        WHERE learner_id = (SELECT id FROM accounts WHERE email = $2)";
    assert_eq!(database.execute(agree, &[&shares, &format!("{name}@example.kz")]).await.unwrap(), 1);
}

/// Returns the members of the next event: name, status, words done, and words.
async fn event(socket: &mut Socket) -> Vec<(String, String, u64, u64)> {
    let update = update_of(socket).await;
    let members = update["members"].as_array().unwrap();
    members
        .iter()
        .map(|member| {
            let name = member["membership"]["displayName"].as_str().unwrap();
            let name = name.split('@').next().unwrap().to_owned();
            let member_progress = &member["progress"];
            let number = |field: &str| member_progress[field].as_u64().unwrap();
            (
                name,
                member_progress["status"].as_str().unwrap().to_owned(),
                number("wordsDone"),
                number("words"),
            )
        })
        .collect()
}

async fn update_of(socket: &mut Socket) -> Value {
    let mut message = socket.message_of("1").await;
    assert_eq!(message["type"], "next", "{message}");
    assert!(message["payload"]["errors"].is_null(), "{message}");
    message["payload"]["data"]["assignmentProgress"].take()
}

fn progress(name: &str, status: &str, done: u64) -> (String, String, u64, u64) {
    (name.to_owned(), status.to_owned(), done, 5)
}

/// Counts the entries in the member's access log that are about an assignment.
async fn access_log_entries(service: &Service, name: &str) -> i64 {
    let database = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*) FROM club_access_log JOIN accounts ON accounts.id = learner_id
        WHERE subject = 'assignment' AND email = $1";
    database.query_one(count, &[&format!("{name}@example.kz")]).await.unwrap().get(0)
}

#[tokio::test]
async fn the_first_event_has_all_members_and_later_ones_those_who_made_progress() {
    let service = Service::start().await;
    let assigned = AssignedClub::create(&service).await;
    let (aigul, berik, gulnar) = (
        learner(&service, "aigul").await,
        learner(&service, "berik").await,
        learner(&service, "gulnar").await,
    );
    for client in [&aigul, &berik] {
        join(client, &assigned.club).await;
        service.clock.advance(Duration::minutes(1));
    }
    join_sharing(&gulnar, &assigned.club, &["ACTIVITY"]).await;
    answer_words(&service, &aigul, 2).await;
    let mut socket = assigned.follow(&service).await;
    assert_eq!(
        event(&mut socket).await,
        [progress("aigul", "OPEN", 2), progress("berik", "OPEN", 0)],
        "berik has created no request since, and gulnar shares no results"
    );

    answer_words(&service, &gulnar, 1).await;
    let two = answer_words(&service, &berik, 2).await;
    assert_eq!(event(&mut socket).await, [progress("berik", "OPEN", 2)]);
    answer_words(&service, &aigul, 3).await;
    assert_eq!(event(&mut socket).await, [progress("aigul", "DONE", 5)]);
    // An undone answer no longer counts.
    let undo = "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) { errors { code } } }";
    let undone = berik.query(undo, json!({"ids": [two[1]["reviewId"]]})).await;
    assert_eq!(undone["undoReviews"]["errors"], json!([]));
    assert_eq!(event(&mut socket).await, [progress("berik", "OPEN", 1)]);

    // The first event contains what was missed during a reconnect.
    drop(socket);
    answer_words(&service, &berik, 1).await;
    let mut again = assigned.follow(&service).await;
    assert_eq!(event(&mut again).await, [progress("aigul", "DONE", 5), progress("berik", "OPEN", 2)]);

    // A new member gets the assignment too, and appears in an event.
    let erlan = learner(&service, "erlan").await;
    join(&erlan, &assigned.club).await;
    assert_eq!(event(&mut again).await, [progress("erlan", "OPEN", 0)]);
}

#[tokio::test]
async fn the_status_changes_with_the_day_and_the_assignment() {
    let service = Service::start().await;
    let assigned = AssignedClub::create(&service).await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &assigned.club).await;
    answer_words(&service, &aigul, 1).await;
    let mut socket = assigned.follow(&service).await;
    assert_eq!(event(&mut socket).await, [progress("aigul", "OPEN", 1)]);
    service.clock.advance(Duration::days(3));
    assert_eq!(event(&mut socket).await, [progress("aigul", "MISSED", 1)]);
    assigned.update("until: \"2026-12-01\"").await;
    let update = update_of(&mut socket).await;
    assert_eq!(update["assignment"], json!({"until": "2026-12-01", "note": null}));
    assert_eq!(update["members"][0]["progress"]["status"], "OPEN");
    assigned.update("note: \"тағы бір апта\"").await;
    let update = update_of(&mut socket).await;
    assert_eq!((&update["assignment"]["note"], &update["members"]), (&json!("тағы бір апта"), &json!([])));
}

#[tokio::test]
async fn a_withdrawn_share_applies_from_the_next_event_and_following_is_logged_once() {
    let service = Service::start().await;
    let assigned = AssignedClub::create(&service).await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &assigned.club).await;
    service.clock.advance(Duration::minutes(1));
    join_sharing(&berik, &assigned.club, &["ACTIVITY"]).await;
    let mut socket = assigned.follow(&service).await;
    assert_eq!(event(&mut socket).await, [progress("aigul", "OPEN", 0)]);
    assert_eq!(
        (access_log_entries(&service, "aigul").await, access_log_entries(&service, "berik").await),
        (1, 0)
    );
    answer_words(&service, &aigul, 1).await;
    assert_eq!(event(&mut socket).await, [progress("aigul", "OPEN", 1)]);

    share_results(&service, "aigul", false).await;
    answer_words(&service, &aigul, 1).await;
    share_results(&service, "berik", true).await;
    assert_eq!(event(&mut socket).await, [progress("berik", "OPEN", 0)]);
    answer_words(&service, &aigul, 1).await;
    answer_words(&service, &berik, 1).await;
    assert_eq!(event(&mut socket).await, [progress("berik", "OPEN", 1)]);
    assert_eq!(
        (access_log_entries(&service, "aigul").await, access_log_entries(&service, "berik").await),
        (1, 1),
        "each once"
    );
}

#[tokio::test]
async fn one_subscription_follows_all_assignments_of_a_leader() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let (first, second) =
        (create_club(&service, &dana, "Парасат").await, create_club(&service, &dana, "Достар").await);
    let other = create_club(&service, &erlan, "Ұлағат").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &first).await;
    join(&berik, &second).await;
    join(&berik, &other).await;
    assign(&erlan, &other, "amandasu", "басқа").await;
    service.clock.advance(Duration::minutes(1));
    let one = assign(&dana, &first, "amandasu", "бір").await;
    service.clock.advance(Duration::minutes(1));
    assign(&dana, &second, "amandasu", "екі").await;
    let mut socket = Socket::init(&service, json!({"token": dana.token()})).await;
    let document = "subscription { assignmentProgress { assignment { note withdrawnAt }
        members { membership { displayName } progress { status words wordsDone } } } }";
    socket.subscribe("1", document).await;
    let event = async |socket: &mut Socket| {
        let update = update_of(socket).await;
        let members = update["members"].as_array().unwrap().iter();
        let members: Vec<(String, u64)> = members
            .map(|member| {
                let name = member["membership"]["displayName"].as_str().unwrap().replace("@example.kz", "");
                (name, member["progress"]["wordsDone"].as_u64().unwrap())
            })
            .collect();
        (update["assignment"]["note"].as_str().unwrap().to_owned(), members)
    };
    let of = |note: &str, members: &[(&str, u64)]| {
        (note.to_owned(), members.iter().map(|(name, done)| ((*name).to_owned(), *done)).collect::<Vec<_>>())
    };
    assert_eq!(event(&mut socket).await, of("бір", &[("aigul", 0)]));
    assert_eq!(event(&mut socket).await, of("екі", &[("berik", 0)]));

    answer_words(&service, &berik, 2).await;
    assert_eq!(event(&mut socket).await, of("екі", &[("berik", 2)]), "only what has changed");
    assign(&dana, &first, "otbasy", "үш").await;
    assert_eq!(event(&mut socket).await, of("үш", &[("aigul", 0)]), "a new one, too");
    answer_words(&service, &aigul, 1).await;
    assert_eq!(event(&mut socket).await, of("бір", &[("aigul", 1)]));
    assert_eq!(access_log_entries(&service, "aigul").await, 1, "once for all assignments of the club");

    let withdraw = "mutation($id: ID!) { withdrawAssignment(input: {id: $id}) { errors { code } } }";
    dana.query(withdraw, json!({"id": one})).await;
    let update = update_of(&mut socket).await;
    assert_eq!((&update["assignment"]["note"], &update["members"]), (&json!("бір"), &json!([])));
    assert!(update["assignment"]["withdrawnAt"].is_string());

    // An account that leads no club gets no events until it leads one.
    let mut idle = Socket::init(&service, json!({"token": aigul.token()})).await;
    idle.subscribe("1", document).await;
    service.promote("aigul@example.kz").await;
    let own = create_club(&service, &aigul, "Жаңа").await;
    assign(&aigul, &own, "amandasu", "төрт").await;
    assert_eq!(event(&mut idle).await, of("төрт", &[]));
}

#[tokio::test]
async fn changes_of_another_process_are_followed() {
    let service = Service::start().await;
    let other = service.start_second().await;
    let assigned = AssignedClub::create(&service).await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &assigned.club).await;
    let mut here = assigned.follow(&service).await;
    let mut there = assigned.follow(&other).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await, [progress("aigul", "OPEN", 0)]);
    }
    answer_words(&other, &other.client().with_token(aigul.token()), 2).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await, [progress("aigul", "OPEN", 2)]);
    }
}

#[tokio::test]
async fn the_subscription_ends_soon_after_the_leader_role_or_the_session() {
    let service = Service::start().await;
    let assigned = AssignedClub::create(&service).await;
    let (aigul, erlan) = (learner(&service, "aigul").await, leader(&service, "erlan").await);
    join(&aigul, &assigned.club).await;
    create_club(&service, &erlan, "Ұлағат").await;
    for client in [&aigul, &erlan] {
        let mut refused = assigned.follow_as(&service, client).await;
        refused.ends_with_null("assignmentProgress").await;
    }

    let other = service.client().log_in("dana@example.kz").await;
    let mut ended = assigned.follow_as(&service, &other).await;
    let mut socket = assigned.follow(&service).await;
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
    socket.ends_with_null("assignmentProgress").await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[tokio::test]
async fn more_members_take_no_more_statements() {
    let service = Service::start().await;
    let assigned = AssignedClub::create(&service).await;
    let mut costs = Vec::new();
    for number in 0..8 {
        let member = learner(&service, &format!("member{number}")).await;
        join(&member, &assigned.club).await;
        answer_words(&service, &member, 1).await;
        if number == 0 || number == 7 {
            let (mut socket, opened) = service
                .statements(async {
                    let mut socket = assigned.follow(&service).await;
                    assert_eq!(event(&mut socket).await.len(), number + 1);
                    socket
                })
                .await;
            costs.push(opened);
            socket.send(json!({"id": "1", "type": "complete"})).await;
        }
    }
    // The poll that runs every second may be among them.
    assert!(costs[0].abs_diff(costs[1]) <= 2 && costs[1] <= 12, "{costs:?}");
}
