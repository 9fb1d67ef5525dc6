//! The end of clubs: an archived club stays readable but accepts nothing new, and a deleted club leaves the members'
//! own logs unchanged.

use chrono::Duration;
use serde_json::{Value, json};

use super::assignments::{assign, lesson};
use super::members;
use crate::support::client::Client;
use crate::support::club::{CREATE, JOIN, create_club, join, leader, learner, problem};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::learn;
use crate::support::websocket::Socket;

pub(super) const ARCHIVE: &str = "mutation($id: ID!) { archiveClub(input: {id: $id}) {
    club { archivedAt } errors { code path } } }";
const UNARCHIVE: &str = "mutation($id: ID!) { unarchiveClub(input: {id: $id}) {
    club { archivedAt } errors { code path } } }";
pub(super) const DELETE: &str =
    "mutation($id: ID!) { deleteClub(input: {id: $id}) { deletedClubId errors { code path } } }";
const INVITE: &str =
    "mutation($id: ID!) { createClubInvitation(input: {clubId: $id}) { errors { code path } } }";
const IMPORT: &str = "mutation($id: ID!) { importClubMembers(input: {clubId: $id, csv: \"name\\nА\"}) { errors { code path } } }";
const REQUEST: &str = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) { clubJoinRequest { id } errors { code path } } }";
const DECIDE: &str =
    "mutation($id: ID!, $accept: Boolean!) { decideJoinRequest(input: {id: $id, accept: $accept}) {
    errors { code path } } }";
const ASSIGN: &str =
    "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) { errors { code path } } }";
const OPEN: &str = "{ organization(by: {slug: \"parasat\"}) { openClubs { id } } }";
const OWN_ASSIGNMENTS: &str = "{ viewer { assignments { edges { node { id } } } } }";

async fn act(client: &Client, document: &str, club: &Value) -> Value {
    let mut data = client.query(document, json!({"id": club["id"]})).await;
    data.as_object_mut().unwrap().values_mut().next().unwrap().take()
}

/// Creates a club that anyone may ask to join.
async fn open_club(service: &Service, leader: &Client) -> Value {
    let parasat = leader.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let input = json!({"name": "Достар", "organization": parasat["organization"]["id"], "requests": true});
    let created = leader.query(CREATE, input).await["createClub"]["club"].take();
    service.clock.advance(Duration::minutes(1));
    created
}

#[tokio::test]
async fn an_archived_club_takes_nothing_new_and_stays_readable() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana).await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;
    let otbasy = lesson(&dana, "otbasy").await;
    let input = json!({"lessonIds": [otbasy["id"]], "until": "2026-12-20"});
    let assignment = assign(&dana, &club, input.clone()).await;
    let berik = learner(&service, "berik").await;
    let request = act(&berik, REQUEST, &club).await["clubJoinRequest"].take();

    let archived = act(&dana, ARCHIVE, &club).await;
    assert_eq!(archived["errors"], json!([]));
    let since = archived["club"]["archivedAt"].clone();
    assert!(since.is_string());
    service.clock.advance(Duration::hours(1));
    assert_eq!(act(&dana, ARCHIVE, &club).await["club"]["archivedAt"], since, "archived already");

    let gulnar = learner(&service, "gulnar").await;
    let refused = gulnar.query(JOIN, json!({"code": club["inviteCode"]})).await;
    assert_eq!(problem(&refused["joinClub"]), ("CLUB_ARCHIVED", "inviteCode"));
    assert_eq!(problem(&act(&gulnar, REQUEST, &club).await), ("CLUB_ARCHIVED", "clubId"));
    assert_eq!(gulnar.query(OPEN, json!({})).await["organization"]["openClubs"], json!([]));
    assert_eq!(problem(&act(&dana, INVITE, &club).await), ("CLUB_ARCHIVED", "clubId"));
    assert_eq!(problem(&act(&dana, IMPORT, &club).await), ("CLUB_ARCHIVED", "clubId"));
    let mut new = input;
    new["clubId"] = club["id"].clone();
    let refused = dana.query(ASSIGN, json!({"input": new})).await;
    assert_eq!(problem(&refused["createAssignment"]), ("CLUB_ARCHIVED", "clubId"));
    let change =
        "mutation($id: ID!) { updateAssignment(input: {id: $id, note: \"x\"}) { errors { code path } } }";
    assert_eq!(problem(&act(&dana, change, &assignment).await), ("CLUB_ARCHIVED", ""));
    let accept = json!({"id": request["id"], "accept": true});
    assert_eq!(problem(&dana.query(DECIDE, accept).await["decideJoinRequest"]), ("CLUB_ARCHIVED", "id"));
    assert_eq!(aigul.query(OWN_ASSIGNMENTS, json!({})).await["viewer"]["assignments"]["edges"], json!([]));

    // Everybody still sees it, and may leave it.
    assert_eq!(members(&dana, &club).await[1]["progress"]["reviews"], 20);
    join(&aigul, &club).await;
    let seen = aigul
        .query("query($id: ID!) { club(by: {id: $id}) { name archivedAt } }", json!({"id": club["id"]}))
        .await;
    assert_eq!(seen["club"], json!({"name": "Достар", "archivedAt": since}));
    let decline = json!({"id": request["id"], "accept": false});
    assert_eq!(dana.query(DECIDE, decline).await["decideJoinRequest"]["errors"], json!([]));

    assert_eq!(act(&dana, UNARCHIVE, &club).await, json!({"club": {"archivedAt": null}, "errors": []}));
    join(&gulnar, &club).await;
    let own = aigul.query(OWN_ASSIGNMENTS, json!({})).await;
    assert_eq!(own["viewer"]["assignments"]["edges"][0]["node"]["id"], assignment["id"]);
    assert_eq!(gulnar.query(OPEN, json!({})).await["organization"]["openClubs"], json!([{"id": club["id"]}]));
}

#[tokio::test]
async fn archiving_ends_the_live_activity() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let subscription = format!("subscription {{ clubActivity(clubId: {}) {{ at }} }}", club["id"]);
    let mut socket = Socket::init(&service, json!({"token": dana.token()})).await;
    socket.subscribe("1", &subscription).await;
    assert!(socket.message_of("1").await["payload"]["data"]["clubActivity"]["at"].is_string());
    act(&dana, ARCHIVE, &club).await;
    let last = socket.message_of("1").await;
    assert_eq!(last["payload"]["data"]["clubActivity"], json!(null), "{last}");
    assert_eq!(socket.message_of("1").await["type"], "complete");

    socket.subscribe("2", &subscription).await;
    let refused = socket.message_of("2").await.to_string();
    assert!(refused.contains("BAD_USER_INPUT") && refused.contains("archived"), "{refused}");
}

#[tokio::test]
async fn only_leaders_archive_a_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let erlan = leader(&service, "erlan").await;
    for client in [&aigul, &erlan] {
        for document in [ARCHIVE, UNARCHIVE, DELETE] {
            assert_eq!(problem(&act(client, document, &club).await), ("NOT_FOUND", "id"));
        }
    }
    assert_eq!(problem(&act(&dana, ARCHIVE, &json!({"id": "nonsense"})).await), ("NOT_FOUND", "id"));
}

#[tokio::test]
async fn a_deleted_club_is_gone_and_the_members_keep_their_logs() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-12-20"})).await;
    learn(&service, &aigul, "amandasu").await;
    members(&dana, &club).await;
    let logs = "SELECT (SELECT count(*) FROM reviews), (SELECT count(*) FROM cards), (SELECT count(*) FROM club_access_log)";
    let database = connect(&service.database.url).await.unwrap();
    let counts = async || {
        let row = database.query_one(logs, &[]).await.unwrap();
        (row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, i64>(2))
    };
    let before = counts().await;
    assert!(before.0 > 0 && before.2 > 0, "{before:?}");

    service.clock.advance(Duration::minutes(16));
    assert_eq!(problem(&act(&dana, DELETE, &club).await), ("REAUTHENTICATION_REQUIRED", ""));
    dana.reauthenticate().await;
    assert_eq!(act(&dana, DELETE, &club).await, json!({"deletedClubId": club["id"], "errors": []}));

    assert_eq!(counts().await, before);
    let rows = "SELECT (SELECT count(*) FROM clubs) + (SELECT count(*) FROM club_memberships)
        + (SELECT count(*) FROM club_invitations) + (SELECT count(*) FROM assignments)
        + (SELECT count(*) FROM assignment_members)";
    assert_eq!(database.query_one(rows, &[]).await.unwrap().get::<_, i64>(0), 0);
    let seen = "query($club: ID!, $membership: ID!) { club(by: {id: $club}) { id } node(id: $membership) { id }
        viewer { clubMemberships { edges { cursor } } clubAccessLog { edges { node { clubId clubName accessedBy } } } } }";
    let seen = aigul.query(seen, json!({"club": club["id"], "membership": membership["id"]})).await;
    assert_eq!((&seen["club"], &seen["node"]), (&json!(null), &json!(null)));
    assert_eq!(seen["viewer"]["clubMemberships"]["edges"], json!([]));
    let entry = json!({"clubId": club["id"], "clubName": "Парасат достары", "accessedBy": "dana@example.kz"});
    assert_eq!(seen["viewer"]["clubAccessLog"]["edges"][0]["node"], entry, "who looked is not forgotten");
    let refused = aigul.query(JOIN, json!({"code": club["inviteCode"]})).await;
    assert_eq!(problem(&refused["joinClub"]), ("UNKNOWN_INVITE_CODE", "inviteCode"));
    assert_eq!(problem(&act(&dana, DELETE, &club).await), ("NOT_FOUND", "id"));
    let export = aigul.get("/me/export.json").await;
    assert_eq!(export.status, 403, "she logged in too long ago");
    aigul.reauthenticate().await;
    let export = aigul.get("/me/export.json").await.json();
    assert_eq!(export["clubAccessLog"][0]["club"], "Парасат достары");
}

#[tokio::test]
async fn what_is_made_for_a_club_that_is_deleted_at_the_same_time_is_refused() {
    let service = Service::start().await;
    let (dana, aigul) = (leader(&service, "dana").await, learner(&service, "aigul").await);
    let parasat = dana.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let create = json!({"name": "Достар", "organization": parasat["organization"]["id"], "requests": true});
    let invite = "mutation($id: ID!) { payload: createClubInvitation(input: {clubId: $id}) {
        errors { code path } } }";
    let import =
        "mutation($id: ID!) { payload: importClubMembers(input: {clubId: $id, csv: \"name\\nАйгүл\"}) {
        errors { code path } } }";
    let note = "mutation($id: ID!) { payload: sendClubNote(input: {clubId: $id, text: \"Сәлем\"}) {
        errors { code path } } }";
    let request = "mutation($id: ID!) { payload: requestToJoinClub(input: {clubId: $id}) {
        errors { code path } } }";
    for (client, document) in [(&dana, invite), (&dana, import), (&dana, note), (&aigul, request)] {
        let created = dana.query(CREATE, create.clone()).await["createClub"]["club"].take();
        let request = client.query(document, json!({"id": created["id"]}));
        let answered = commit_during(&service.database.url, "DELETE FROM clubs", request).await;
        assert_eq!(problem(&answered["payload"]), ("NOT_FOUND", "clubId"), "{document}");
    }
}
