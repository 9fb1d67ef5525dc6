//! Learners find a club through its organization and request to join, and its leaders decide.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::set_disabled;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::archive::ARCHIVE;
use crate::support::client::Client;
use crate::support::club::{CREATE, JOIN, join_sharing, leader, learner, leave, problem};
use crate::support::service::Service;
use crate::support::sql::commit_during;

const OPEN: &str = "{ organization(by: {slug: \"parasat\"}) { openClubs { id name area } } }";

const ASK: &str = "mutation($input: RequestToJoinClubInput!) { requestToJoinClub(input: $input) {
    clubJoinRequest { id clubName displayName message shares status decidedAt club { id } } errors { code path }
} }";

const DECIDE: &str =
    "mutation($id: ID!, $accept: Boolean!) { decideJoinRequest(input: {id: $id, accept: $accept}) {
    clubJoinRequest { status } deletedClubJoinRequestId errors { code path }
} }";

const WITHDRAW: &str = "mutation($id: ID!) { withdrawJoinRequest(input: {id: $id}) { clubJoinRequest { status } errors { code path } } }";

const TO_CLUB: &str = "query($id: ID!) { club(by: {id: $id}) { joinRequests { edges { node { id displayName message shares } } } } }";

const OWN: &str = "{ viewer { clubJoinRequests { edges { node { id clubName status club { id viewerMembership { shares role } } } } } } }";

const NODE: &str = "query($id: ID!) { node(id: $id) { ... on ClubJoinRequest { displayName } } }";

async fn open_club(service: &Service, leader: &Client, name: &str) -> Value {
    let parasat = leader.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let id = &parasat["organization"]["id"];
    let input = json!({"name": name, "organization": id, "area": "KZ-33", "requests": true});
    let created = leader.query(CREATE, input).await["createClub"].take();
    assert_eq!(created["errors"], json!([]));
    service.clock.advance(Duration::minutes(1));
    created["club"].clone()
}

async fn send_request(client: &Client, club: &Value, mut input: Value) -> Value {
    input["clubId"] = club["id"].clone();
    client.query(ASK, json!({"input": input})).await["requestToJoinClub"].take()
}

async fn decide(client: &Client, request: &Value, accept: bool) -> Value {
    client.query(DECIDE, json!({"id": request["id"], "accept": accept})).await["decideJoinRequest"].take()
}

async fn withdraw(client: &Client, request: &Value) -> Value {
    client.query(WITHDRAW, json!({"id": request["id"]})).await["withdrawJoinRequest"].take()
}

fn nodes(connection: &Value) -> Vec<Value> {
    connection["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect()
}

async fn own(client: &Client) -> Vec<Value> {
    nodes(&client.query(OWN, json!({})).await["viewer"]["clubJoinRequests"])
}

async fn to_club(client: &Client, club: &Value) -> Vec<Value> {
    nodes(&client.query(TO_CLUB, json!({"id": club["id"]})).await["club"]["joinRequests"])
}

#[tokio::test]
async fn a_club_that_nobody_can_lead_is_not_listed() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Достар").await;
    let is_listed = async || {
        let found = service.client().query(OPEN, json!({})).await["organization"]["openClubs"].take();
        found.as_array().unwrap().iter().any(|one| one["id"] == club["id"])
    };
    assert!(is_listed().await);
    let operator = Caller::anonymous(&service.services);
    set_disabled(&operator, "dana@example.kz", true).await.unwrap();
    assert!(!is_listed().await, "the leader is disabled");
    set_disabled(&operator, "dana@example.kz", false).await.unwrap();
    assert!(is_listed().await);
    service.set_role("dana@example.kz", Role::Learner).await;
    assert!(!is_listed().await, "there is no leader");
}

#[tokio::test]
async fn a_leader_accepts_a_join_request() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Достар").await;
    open_club(&service, &dana, "Айналайын").await;
    let closed = dana.query(CREATE, json!({"name": "Жабық"})).await["createClub"]["club"].take();
    let response = service.client().query(OPEN, json!({})).await["organization"]["openClubs"].take();
    let names: Vec<&Value> = response.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Айналайын", "Достар"], "in alphabetical order, for everyone");
    assert_eq!(response[1], json!({"id": club["id"], "name": "Достар", "area": "KZ-33"}));

    let aigul = learner(&service, "aigul").await;
    let input = json!({"message": " Мен де үйренгім келеді ", "shares": ["RESULTS"]});
    let request = send_request(&aigul, &club, input).await["clubJoinRequest"].take();
    assert_eq!((&request["clubName"], &request["status"]), (&json!("Достар"), &json!("OPEN")));
    assert_eq!((&request["club"], &request["shares"]), (&json!(null), &json!(["RESULTS"])));
    let repeated =
        send_request(&aigul, &club, json!({"shares": ["ACTIVITY", "RESULTS"]})).await["clubJoinRequest"]
            .take();
    assert_eq!(
        (&repeated["id"], &repeated["message"]),
        (&request["id"], &json!(null)),
        "the new request replaces the old one"
    );
    let waiting = to_club(&dana, &club).await;
    let shown = json!({"id": request["id"], "displayName": "aigul@example.kz", "message": null, "shares": ["ACTIVITY", "RESULTS"]});
    assert_eq!(waiting, [shown]);

    let accepted = decide(&dana, &request, true).await;
    let expected = json!({"clubJoinRequest": {"status": "ACCEPTED"}, "deletedClubJoinRequestId": request["id"], "errors": []});
    assert_eq!(accepted, expected);
    let mine = own(&aigul).await;
    assert_eq!(
        mine[0]["club"]["viewerMembership"],
        json!({"shares": ["ACTIVITY", "RESULTS"], "role": "MEMBER"})
    );
    assert_eq!(to_club(&dana, &club).await, [] as [Value; 0]);
    for accept in [true, false] {
        assert_eq!(problem(&decide(&dana, &request, accept).await), ("ALREADY_DECIDED", "id"));
    }
    assert_eq!(problem(&withdraw(&aigul, &request).await), ("ALREADY_DECIDED", "id"));
    assert_eq!(problem(&send_request(&aigul, &club, json!({})).await), ("ALREADY_MEMBER", ""));

    // A club that does not accept requests reveals nothing.
    let berik = learner(&service, "berik").await;
    for id in [&closed["id"], &json!("nonsense"), &request["id"]] {
        assert_eq!(
            problem(&send_request(&berik, &json!({"id": id}), json!({})).await),
            ("NOT_FOUND", "clubId")
        );
    }
    let close =
        "mutation($id: ID!) { updateClub(input: {id: $id, acceptsJoinRequests: false}) { errors { code } } }";
    let his = send_request(&berik, &club, json!({})).await["clubJoinRequest"].take();
    dana.query(close, json!({"id": club["id"]})).await;
    assert_eq!(problem(&send_request(&berik, &club, json!({})).await), ("NOT_FOUND", "clubId"));
    let response = service.client().query(OPEN, json!({})).await["organization"]["openClubs"].take();
    assert_eq!(response.as_array().unwrap().len(), 1);
    assert_eq!(
        decide(&dana, &his, false).await["clubJoinRequest"]["status"],
        "DECLINED",
        "earlier requests can still be decided"
    );
    assert_eq!(own(&berik).await[0]["club"], json!(null));
}

#[tokio::test]
async fn a_leader_sees_how_many_requests_wait_at_each_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let first = open_club(&service, &dana, "Достар").await;
    let waiting = async |client: &Client| {
        let clubs = "{ viewer { clubMemberships { edges { node { club { name openJoinRequests } } } } } }";
        let (found, statements) = service.statements(client.query(clubs, json!({}))).await;
        let clubs = nodes(&found["viewer"]["clubMemberships"]);
        let count = |club: &Value| club["club"]["openJoinRequests"].clone();
        (clubs.iter().map(count).collect::<Vec<_>>(), statements)
    };
    let (counts, for_one) = waiting(&dana).await;
    assert_eq!(counts, [json!(0)]);
    let second = open_club(&service, &dana, "Айналайын").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let request = send_request(&aigul, &first, json!({})).await["clubJoinRequest"].take();
    send_request(&berik, &first, json!({})).await;
    send_request(&berik, &second, json!({})).await;
    assert_eq!(waiting(&dana).await, (vec![json!(2), json!(1)], for_one));

    decide(&dana, &request, true).await;
    assert_eq!(waiting(&dana).await.0, [json!(1), json!(1)]);
    assert_eq!(waiting(&aigul).await.0, [json!(null)], "a member does not see it");
    dana.query(ARCHIVE, json!({"id": second["id"]})).await;
    assert_eq!(waiting(&dana).await.0, [json!(1), json!(0)], "nobody can be let in there");
}

#[tokio::test]
async fn only_the_applicant_and_the_leaders_see_a_request() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    let request = send_request(&aigul, &club, json!({})).await["clubJoinRequest"].take();
    let member = learner(&service, "berik").await;
    member.query(JOIN, json!({"code": club["inviteCode"]})).await;
    let erlan = leader(&service, "erlan").await;
    open_club(&service, &erlan, "Ұлағат").await;
    let unknown = ("NOT_FOUND", "id");
    assert_eq!(problem(&decide(&aigul, &request, true).await), unknown, "she can't let herself in");
    assert_eq!(problem(&withdraw(&dana, &request).await), unknown, "only the applicant can withdraw it");
    for (caller, client) in [("a member", &member), ("another leader", &erlan)] {
        assert_eq!(problem(&decide(client, &request, true).await), unknown, "{caller}");
        assert_eq!(problem(&withdraw(client, &request).await), unknown, "{caller}");
        assert_eq!(client.query(NODE, json!({"id": request["id"]})).await["node"], json!(null), "{caller}");
    }
    assert_eq!(member.query(TO_CLUB, json!({"id": club["id"]})).await["club"]["joinRequests"], json!(null));
    for client in [&aigul, &dana] {
        let response = client.query(NODE, json!({"id": request["id"]})).await;
        assert_eq!(response["node"]["displayName"], "aigul@example.kz");
    }
    let nobody = service.client();
    assert_eq!(nobody.query(NODE, json!({"id": request["id"]})).await["node"], json!(null));
    let input = json!({"clubId": club["id"]});
    assert_eq!(nobody.execute(ASK, json!({"input": input})).await.code(), "UNAUTHENTICATED");
    let input = json!({"id": request["id"], "accept": true});
    assert_eq!(nobody.execute(DECIDE, input).await.code(), "UNAUTHENTICATED");
    assert_eq!(nobody.execute(WITHDRAW, json!({"id": request["id"]})).await.code(), "UNAUTHENTICATED");
    assert_eq!(
        problem(&send_request(&aigul, &club, json!({"message": " "})).await),
        ("INVALID_REASON", "message")
    );

    assert_eq!(
        withdraw(&aigul, &request).await,
        json!({"clubJoinRequest": {"status": "WITHDRAWN"}, "errors": []})
    );
    assert_eq!(problem(&decide(&dana, &request, true).await), ("ALREADY_DECIDED", "id"));
    let again = send_request(&aigul, &club, json!({})).await["clubJoinRequest"].take();
    assert_ne!(again["id"], request["id"]);
    assert_eq!(own(&aigul).await.len(), 2);
}

#[tokio::test]
async fn racing_decisions_decide_once() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Достар").await;
    for number in 0..4 {
        let asker = learner(&service, &format!("asker{number}")).await;
        let (one, other) =
            tokio::join!(send_request(&asker, &club, json!({})), send_request(&asker, &club, json!({})));
        assert_eq!(one["clubJoinRequest"]["id"], other["clubJoinRequest"]["id"], "{one} {other}");
        let request = &one["clubJoinRequest"];
        let (yes, no, back) = tokio::join!(
            decide(&dana, request, true),
            decide(&dana, request, false),
            withdraw(&asker, request)
        );
        let done: Vec<&Value> =
            [&yes, &no, &back].into_iter().filter(|payload| payload["errors"] == json!([])).collect();
        assert_eq!(done.len(), 1, "{yes} {no} {back}");
        let mine = own(&asker).await;
        assert_eq!(mine.len(), 1);
        assert_eq!(mine[0]["status"], done[0]["clubJoinRequest"]["status"]);
        assert_eq!(mine[0]["club"].is_null(), mine[0]["status"] != "ACCEPTED");
    }
}

#[tokio::test]
async fn at_most_twenty_requests_wait() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let aigul = learner(&service, "aigul").await;
    let mut first = Value::Null;
    for number in 0..21 {
        let club = open_club(&service, &dana, &format!("Клуб {number}")).await;
        let mut request = send_request(&aigul, &club, json!({})).await;
        match number {
            0 => first = request["clubJoinRequest"].take(),
            20 => {
                assert_eq!(problem(&request), ("TOO_MANY_JOIN_REQUESTS", ""));
                withdraw(&aigul, &first).await;
                request = send_request(&aigul, &club, json!({})).await;
                assert_eq!(request["errors"], json!([]));
            }
            _ => assert_eq!(request["errors"], json!([])),
        }
    }
}

#[tokio::test]
async fn who_is_accepted_shares_what_the_request_says_last() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let asked = send_request(&aigul, &club, json!({"shares": ["ACTIVITY", "RESULTS"]})).await;
    let less = "UPDATE club_join_requests SET shares_activity = false";
    let accepted = decide(&dana, &asked["clubJoinRequest"], true);
    let accepted = commit_during(&service.database.url, less, accepted).await;
    assert_eq!(accepted["errors"], json!([]));
    assert_eq!(own(&aigul).await[0]["club"]["viewerMembership"]["shares"], json!(["RESULTS"]));
}

#[tokio::test]
async fn a_request_ends_when_its_sender_joins_in_another_way() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = open_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    let sent = send_request(&aigul, &club, json!({"shares": ["RESULTS"]})).await["clubJoinRequest"].take();
    let code = "query($id: ID!) { club(by: {id: $id}) { id inviteCode } }";
    let invited = dana.query(code, json!({"id": club["id"]})).await["club"].take();
    join_sharing(&aigul, &invited, &[]).await;
    assert_eq!(to_club(&dana, &club).await, Vec::<Value>::new());
    assert_eq!(own(&aigul).await[0]["status"], "ACCEPTED");
    leave(&aigul, &club).await;
    let late = decide(&dana, &sent, true).await;
    assert_eq!(problem(&late), ("ALREADY_DECIDED", "id"));
    assert_eq!(own(&aigul).await[0]["club"]["viewerMembership"], json!(null));
}
