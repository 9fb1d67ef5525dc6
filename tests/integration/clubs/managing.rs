//! Admins see all clubs, hand them over, and delete them.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::archive::DELETE;
use super::members;
use crate::support::client::Client;
use crate::support::club::{create_club, join, leader, learner, problem};
use crate::support::service::Service;

const CLUBS: &str = "query($text: String, $without: Boolean, $first: Int, $after: String) {
    clubs(text: $text, withoutLeader: $without, first: $first, after: $after) {
        edges { cursor node { clubId name members archivedAt leaders { accountId displayName } } }
        pageInfo { hasNextPage }
    }
}";
const TRANSFER: &str = "mutation($input: TransferClubInput!) { transferClub(input: $input) {
    managedClub { members leaders { displayName } } errors { code path }
} }";

async fn admin(service: &Service) -> Client {
    service.register_with_role("admin@example.kz", Role::Admin).await
}

async fn transfer(client: &Client, club: &Value, account: &Value, former: &str) -> Value {
    let input = json!({"clubId": club["id"], "accountId": account, "formerLeaders": former});
    client.query(TRANSFER, json!({"input": input})).await["transferClub"].take()
}

async fn roles(client: &Client, club: &Value) -> Vec<(String, String)> {
    let members = members(client, club).await;
    let text = |value: &Value| value.as_str().unwrap().split('@').next().unwrap().to_owned();
    let members = members.as_array().unwrap().iter();
    members.map(|member| (text(&member["displayName"]), text(&member["role"]))).collect()
}

#[tokio::test]
async fn an_admin_lists_all_clubs_and_those_without_a_leader() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let first = create_club(&service, &dana, "Парасат 100%").await;
    join(&learner(&service, "aigul").await, &first).await;
    let erlan = leader(&service, "erlan").await;
    let second = create_club(&service, &erlan, "Ұлағат").await;
    service.set_role("erlan@example.kz", Role::Learner).await;

    let all = admin.query(CLUBS, json!({})).await;
    let nodes: Vec<Value> =
        all["clubs"]["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect();
    let leaders = json!([{"accountId": dana.account_id().await, "displayName": "dana@example.kz"}]);
    assert_eq!(
        nodes,
        [
            json!({"clubId": first["id"], "name": "Парасат 100%", "members": 2, "archivedAt": null, "leaders": leaders}),
            json!({"clubId": second["id"], "name": "Ұлағат", "members": 1, "archivedAt": null, "leaders": []}),
        ]
    );
    for (filter, found) in [
        (json!({"text": "парасат"}), json!([first["id"]])),
        (json!({"text": "0%"}), json!([first["id"]])),
        (json!({"text": "_"}), json!([])),
        (json!({"without": true}), json!([second["id"]])),
        (json!({"first": 1}), json!([first["id"]])),
        (json!({"after": all["clubs"]["edges"][0]["cursor"]}), json!([second["id"]])),
    ] {
        let list = admin.query(CLUBS, filter.clone()).await;
        let ids: Value = list["clubs"]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| edge["node"]["clubId"].clone())
            .collect();
        assert_eq!(ids, found, "{filter}");
    }
    for client in [&dana, &erlan, &service.client()] {
        assert_eq!(client.query(CLUBS, json!({})).await["clubs"], json!(null));
    }
}

#[tokio::test]
async fn a_leader_who_cannot_log_in_or_awaits_deletion_leads_no_club() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let without_leader = async || {
        let found = admin.query(CLUBS, json!({"without": true})).await["clubs"]["edges"].take();
        found.as_array().unwrap().iter().map(|edge| edge["node"]["clubId"].clone()).collect::<Vec<_>>()
    };
    let disable = "mutation($id: ID!, $disabled: Boolean!) {
        setAccountDisabled(input: {accountId: $id, disabled: $disabled}) { errors { code } } }";
    let id = dana.account_id().await;
    for (disabled, found) in [(true, vec![club["id"].clone()]), (false, vec![])] {
        admin.query(disable, json!({"id": id, "disabled": disabled})).await;
        assert_eq!(without_leader().await, found);
    }
    let dana = service.client().log_in("dana@example.kz").await;
    dana.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
    assert_eq!(without_leader().await, [club["id"].clone()]);
    service.client().log_in("dana@example.kz").await;
    assert_eq!(without_leader().await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_admin_hands_a_club_over() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let erlan = leader(&service, "erlan").await;
    let (his, hers, admins) = (erlan.account_id().await, aigul.account_id().await, admin.account_id().await);

    assert_eq!(problem(&transfer(&dana, &club, &his, "STAY").await), ("FORBIDDEN", ""));
    assert_eq!(problem(&transfer(&admin, &club, &hers, "STAY").await), ("MAY_NOT_LEAD", "accountId"));
    assert_eq!(problem(&transfer(&admin, &club, &json!("x"), "STAY").await), ("NOT_FOUND", "accountId"));
    assert_eq!(problem(&transfer(&admin, &json!({"id": "x"}), &his, "STAY").await), ("NOT_FOUND", "clubId"));
    service.clock.advance(Duration::minutes(16));
    assert_eq!(problem(&transfer(&admin, &club, &his, "STAY").await), ("REAUTHENTICATION_REQUIRED", ""));
    admin.reauthenticate().await;

    let done = transfer(&admin, &club, &his, "STAY").await;
    let expected = json!({"members": 3, "leaders": [{"displayName": "erlan@example.kz"}]});
    assert_eq!(done, json!({"managedClub": expected, "errors": []}));
    let role = |name: &str, role: &str| (name.to_owned(), role.to_owned());
    assert_eq!(
        roles(&erlan, &club).await,
        [role("dana", "MEMBER"), role("aigul", "MEMBER"), role("erlan", "LEADER")]
    );
    // Back to dana, who is a member; erlan leaves. A second time changes nothing.
    let danas = dana.account_id().await;
    for _ in 0..2 {
        assert_eq!(transfer(&admin, &club, &danas, "LEAVE").await["managedClub"]["members"], 2);
        assert_eq!(roles(&dana, &club).await, [role("dana", "LEADER"), role("aigul", "MEMBER")]);
    }
    // A club that has lost its leader gets one again.
    service.set_role("dana@example.kz", Role::Learner).await;
    let done = transfer(&admin, &club, &admins, "STAY").await;
    assert_eq!(done["managedClub"]["leaders"], json!([{"displayName": "admin@example.kz"}]));
    assert_eq!(roles(&admin, &club).await.len(), 3);
}

#[tokio::test]
async fn an_admin_deletes_a_club_that_they_are_not_in() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    service.clock.advance(Duration::minutes(16));
    let id = json!({"id": club["id"]});
    assert_eq!(
        problem(&admin.query(DELETE, id.clone()).await["deleteClub"]),
        ("REAUTHENTICATION_REQUIRED", "")
    );
    admin.reauthenticate().await;
    assert_eq!(admin.query(DELETE, id.clone()).await["deleteClub"]["deletedClubId"], club["id"]);
    assert_eq!(dana.query("query($id: ID!) { club(by: {id: $id}) { id } }", id).await["club"], json!(null));
}
