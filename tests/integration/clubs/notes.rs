//! Leaders write notes to all members of a club, or to one of them.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{create_club, join, leader, learner, leave, problem, set_role};
use crate::support::service::Service;

const SEND: &str = "mutation($input: SendClubNoteInput!) { sendClubNote(input: $input) {
    clubNote { id text author forAll sentAt club { name } recipient { displayName } } errors { code path }
} }";

const OWN: &str =
    "query($first: Int = 20, $after: String) { viewer { clubNotes(first: $first, after: $after) {
    edges { node { text author forAll } } pageInfo { hasNextPage endCursor }
} } }";

const OF_CLUB: &str = "query($id: ID!) { club(by: {id: $id}) {
    notes { edges { node { text recipient { displayName } } } }
} }";

const NODE: &str = "query($id: ID!) { node(id: $id) { ... on ClubNote { text } } }";

async fn send(client: &Client, club: &Value, text: &str, member: Option<&Value>) -> Value {
    let mut input = json!({"clubId": club["id"], "text": text});
    if let Some(member) = member {
        input["membershipId"] = member["id"].clone();
    }
    client.query(SEND, json!({"input": input})).await["sendClubNote"].take()
}

fn texts(notes: &Value) -> Vec<&str> {
    notes["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["text"].as_str().unwrap()).collect()
}

async fn own(client: &Client) -> Value {
    client.query(OWN, json!({})).await["viewer"]["clubNotes"].take()
}

async fn of_club(client: &Client, club: &Value) -> Value {
    client.query(OF_CLUB, json!({"id": club["id"]})).await["club"]["notes"].take()
}

#[tokio::test]
async fn members_see_the_notes_to_all_and_to_them_since_they_joined() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    send(&dana, &club, "Ертерек", None).await;
    service.clock.advance(Duration::minutes(1));
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let membership = join(&aigul, &club).await;
    join(&berik, &club).await;
    service.clock.advance(Duration::minutes(1));

    let sent = send(&dana, &club, "  Сенбіде кездесеміз!\n", None).await;
    assert_eq!(sent["errors"], json!([]));
    let note = &sent["clubNote"];
    assert_eq!(
        (&note["text"], &note["author"], &note["forAll"]),
        (&json!("Сенбіде кездесеміз!"), &json!("dana@example.kz"), &json!(true))
    );
    assert_eq!((&note["club"]["name"], &note["recipient"]), (&json!("Достар"), &json!(null)));
    service.clock.advance(Duration::minutes(1));
    let personal = send(&dana, &club, "Жарайсың!", Some(&membership)).await["clubNote"].take();
    assert_eq!(
        (&personal["forAll"], &personal["recipient"]["displayName"]),
        (&json!(false), &json!("aigul@example.kz"))
    );

    assert_eq!(texts(&own(&aigul).await), ["Жарайсың!", "Сенбіде кездесеміз!"], "newest first");
    assert_eq!(texts(&own(&berik).await), ["Сенбіде кездесеміз!"]);
    assert_eq!(texts(&own(&dana).await), Vec::<&str>::new(), "a leader gets none");
    assert_eq!(texts(&of_club(&dana, &club).await), ["Жарайсың!", "Сенбіде кездесеміз!", "Ертерек"]);
    assert_eq!(texts(&of_club(&berik, &club).await), ["Сенбіде кездесеміз!"]);
    let id = json!({"id": personal["id"]});
    assert_eq!(aigul.query(NODE, id.clone()).await["node"]["text"], "Жарайсың!");
    assert_eq!(berik.query(NODE, id.clone()).await["node"], json!(null));
    assert_eq!(service.client().query(NODE, id).await["node"], json!(null));

    let first = aigul.query(OWN, json!({"first": 1})).await["viewer"]["clubNotes"].take();
    assert_eq!((texts(&first), &first["pageInfo"]["hasNextPage"]), (vec!["Жарайсың!"], &json!(true)));
    let after = json!({"first": 1, "after": first["pageInfo"]["endCursor"]});
    let rest = aigul.query(OWN, after).await["viewer"]["clubNotes"].take();
    assert_eq!(
        (texts(&rest), &rest["pageInfo"]["hasNextPage"]),
        (vec!["Сенбіде кездесеміз!"], &json!(false))
    );

    // Notes to a member who leaves are gone.
    leave(&aigul, &club).await;
    assert_eq!(texts(&own(&aigul).await), Vec::<&str>::new());
    assert_eq!(texts(&of_club(&dana, &club).await), ["Сенбіде кездесеміз!", "Ертерек"]);
}

#[tokio::test]
async fn a_note_is_refused_where_it_cannot_be_sent() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let (club, other) =
        (create_club(&service, &dana, "Достар").await, create_club(&service, &dana, "Өзге").await);
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    assert_eq!(problem(&send(&aigul, &club, "Сәлем", None).await), ("NOT_FOUND", "clubId"));
    assert_eq!(
        problem(&send(&dana, &other, "Сәлем", Some(&membership)).await),
        ("NOT_FOUND", "membershipId")
    );
    let long = "ә".repeat(2_001);
    for (text, code) in [(" \n", "REQUIRED"), ("a\u{7}", "INVALID_NOTE"), (long.as_str(), "INVALID_NOTE")] {
        assert_eq!(problem(&send(&dana, &club, text, None).await), (code, "text"));
    }
    assert_eq!(send(&dana, &club, &"ә".repeat(2_000), None).await["errors"], json!([]));
    // Notes are for members who learn, not for leaders.
    let own = dana
        .query(
            "query($id: ID!) { club(by: {id: $id}) { viewerMembership { id } } }",
            json!({"id": club["id"]}),
        )
        .await;
    let own = &own["club"]["viewerMembership"];
    assert_eq!(problem(&send(&dana, &club, "Сәлем", Some(own)).await), ("NOT_FOUND", "membershipId"));
    service.promote("aigul@example.kz").await;
    assert_eq!(set_role(&dana, &membership, "LEADER").await["errors"], json!([]));
    assert_eq!(send(&aigul, &club, "Енді мен де", None).await["errors"], json!([]));

    let archive = "mutation($id: ID!) { archiveClub(input: {id: $id}) { errors { code } } }";
    dana.query(archive, json!({"id": club["id"]})).await;
    assert_eq!(problem(&send(&dana, &club, "Сәлем", None).await), ("CLUB_ARCHIVED", "clubId"));
    let berik =
        service.client().execute(SEND, json!({"input": {"clubId": club["id"], "text": "Сәлем"}})).await;
    assert_eq!(berik.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn the_notes_of_an_archived_club_stay_with_the_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    send(&dana, &club, "Рақмет бәріңізге!", None).await;
    let archive = "mutation($id: ID!) { archiveClub(input: {id: $id}) { errors { code } } }";
    dana.query(archive, json!({"id": club["id"]})).await;
    assert_eq!(texts(&own(&aigul).await), Vec::<&str>::new());
    assert_eq!(texts(&of_club(&aigul, &club).await), ["Рақмет бәріңізге!"]);
    let file = {
        aigul.reauthenticate().await;
        aigul.get("/me/export.json").await.json()
    };
    assert_eq!(file["clubNotes"][0]["text"], "Рақмет бәріңізге!", "it is in the member's own data");
}

#[tokio::test]
async fn notes_for_a_member_alone_move_with_the_membership() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let (seventh, eighth) =
        (create_club(&service, &dana, "7 сынып").await, create_club(&service, &dana, "8 сынып").await);
    let aigul = learner(&service, "aigul").await;
    let hers = join(&aigul, &seventh).await;
    service.clock.advance(Duration::minutes(1));
    send(&dana, &eighth, "бұрынғы", None).await;
    send(&dana, &seventh, "саған", Some(&hers)).await;
    service.clock.advance(Duration::minutes(1));
    let mv = "mutation($input: MoveClubMembersInput!) { moveClubMembers(input: $input) { errors { code } } }";
    let input = json!({"fromClubId": seventh["id"], "toClubId": eighth["id"], "membershipIds": [hers["id"]]});
    assert_eq!(dana.query(mv, json!({"input": input})).await["moveClubMembers"]["errors"], json!([]));
    assert_eq!(texts(&own(&aigul).await), ["саған"]);
    service.clock.advance(Duration::minutes(1));
    send(&dana, &eighth, "бәріңе", None).await;
    assert_eq!(texts(&of_club(&aigul, &eighth).await), ["бәріңе", "саған"]);
    assert_eq!(texts(&of_club(&dana, &seventh).await), Vec::<&str>::new());
}
