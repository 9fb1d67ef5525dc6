//! `clubNews`: members get assignments, and leaders get requests to join.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{CREATE, create_club, join, leader, learner};
use crate::support::service::Service;
use crate::support::websocket::Socket;

async fn follow(service: &Service, client: &Client) -> Socket {
    let mut socket = Socket::init(service, json!({"token": client.token()})).await;
    let news = "subscription { clubNews {
        assignments { id note until club { name } viewerProgress { status words } }
        joinRequests { displayName message status club { name } } } }";
    socket.subscribe("1", news).await;
    socket
}

/// Returns the assignments and the requests of the next event.
async fn news(socket: &mut Socket) -> (Value, Value) {
    let mut message = socket.message_of("1").await;
    assert_eq!(message["type"], "next", "{message}");
    assert!(message["payload"]["errors"].is_null(), "{message}");
    let mut news = message["payload"]["data"]["clubNews"].take();
    (news["assignments"].take(), news["joinRequests"].take())
}

/// Assigns a word until the 25th, and returns the assignment's id.
async fn assign(leader: &Client, club: &Value, note: &str) -> Value {
    let find = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id } } }";
    let word = leader.query(find, json!({})).await["lesson"]["words"][0]["id"].take();
    let assign = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
        assignment { id } errors { code } } }";
    let input = json!({"clubId": club["id"], "wordIds": [word], "until": "2026-11-25", "note": note});
    let mut created = leader.query(assign, json!({"input": input})).await["createAssignment"].take();
    assert_eq!(created["errors"], json!([]));
    created["assignment"]["id"].take()
}

#[tokio::test]
async fn a_member_is_told_of_assignments_in_whichever_process_they_are_made() {
    let service = Service::start().await;
    let other = service.start_second().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let known = assign(&dana, &club, "бірінші").await;
    let assigned = |id: &Value, note: &str, until: &str| {
        json!([{"id": id, "note": note, "until": until, "club": {"name": "Парасат достары"},
            "viewerProgress": {"status": "OPEN", "words": 1}}])
    };
    let mut here = follow(&service, &aigul).await;
    let mut there = follow(&other, &aigul).await;
    for socket in [&mut here, &mut there] {
        let first = (assigned(&known, "бірінші", "2026-11-25"), json!([]));
        assert_eq!(news(socket).await, first, "what runs already");
    }

    let new = assign(&dana, &club, "екінші").await;
    for socket in [&mut here, &mut there] {
        assert_eq!(
            news(socket).await,
            (assigned(&new, "екінші", "2026-11-25"), json!([])),
            "only the new one"
        );
    }
    let update = "mutation($id: ID!) { updateAssignment(input: {id: $id, until: \"2026-11-30\"}) { errors { code } } }";
    dana.query(update, json!({"id": known})).await;
    assert_eq!(news(&mut here).await, (assigned(&known, "бірінші", "2026-11-30"), json!([])));
    // An assignment that was withdrawn is in no event.
    let withdraw = "mutation($id: ID!) { withdrawAssignment(input: {id: $id}) { errors { code } } }";
    dana.query(withdraw, json!({"id": known})).await;
    let last = assign(&dana, &club, "соңғы").await;
    assert_eq!(news(&mut here).await, (assigned(&last, "соңғы", "2026-11-25"), json!([])));
}

#[tokio::test]
async fn a_leader_is_told_of_requests_to_join() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let parasat = dana.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let input = json!({"name": "Достар", "organization": parasat["organization"]["id"], "requests": true});
    let club = dana.query(CREATE, input).await["createClub"]["club"].take();
    create_club(&service, &erlan, "Ұлағат").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let ask = async |client: &Client, message: &str| {
        let ask = "mutation($input: RequestToJoinClubInput!) { requestToJoinClub(input: $input) {
            clubJoinRequest { id } errors { code } } }";
        let input = json!({"clubId": club["id"], "message": message});
        let mut asked = client.query(ask, json!({"input": input})).await["requestToJoinClub"].take();
        assert_eq!(asked["errors"], json!([]));
        asked["clubJoinRequest"]["id"].take()
    };
    let asked = |name: &str, message: &str| {
        json!([{"displayName": format!("{name}@example.kz"), "message": message, "status": "OPEN",
            "club": {"name": "Достар"}}])
    };
    let mut socket = follow(&service, &dana).await;
    let mut stranger = follow(&service, &erlan).await;
    let mut requester = follow(&service, &aigul).await;
    for socket in [&mut socket, &mut stranger, &mut requester] {
        assert_eq!(news(socket).await, (json!([]), json!([])), "the first event comes at once");
    }

    let request = ask(&aigul, "сәлем").await;
    assert_eq!(news(&mut socket).await, (json!([]), asked("aigul", "сәлем")));
    ask(&aigul, "сәлеметсіз бе").await;
    assert_eq!(news(&mut socket).await, (json!([]), asked("aigul", "сәлеметсіз бе")), "it was changed");
    let decide =
        "mutation($id: ID!) { decideJoinRequest(input: {id: $id, accept: true}) { errors { code } } }";
    let decided = dana.query(decide, json!({"id": request})).await;
    assert_eq!(decided["decideJoinRequest"]["errors"], json!([]));
    ask(&berik, "мен де").await;
    assert_eq!(news(&mut socket).await, (json!([]), asked("berik", "мен де")), "a decision is no news");
    let mut again = follow(&service, &dana).await;
    assert_eq!(news(&mut again).await, (json!([]), asked("berik", "мен де")), "what is open");

    // The next news of the others are their own: nothing was sent to them about these requests.
    let own = assign(&dana, &club, "бәріңізге").await;
    let (assignments, requests) = news(&mut requester).await;
    assert_eq!((&assignments[0]["id"], requests), (&own, json!([])));
    service
        .client()
        .with_token(erlan.token())
        .query("mutation { logOut { errors { code } } }", json!({}))
        .await;
    assert_eq!(stranger.close_code().await, 4403);
}
