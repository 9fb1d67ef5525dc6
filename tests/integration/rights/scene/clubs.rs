//! Club A, with its leader, a second one, the member and a fellow; club B, with its leader alone.

use std::collections::BTreeMap;

use chrono::Duration;
use serde_json::{Value, json};

use super::super::Role;
use super::Scene;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

const CREATE: &str = "mutation($name: String!, $organization: ID) {
    createClub(input: {name: $name, organizationId: $organization}) {
        club { id inviteCode viewerMembership { id } } errors { code } } }";
const JOIN: &str = "mutation($code: String!) { joinClub(input: {inviteCode: $code}) {
    club { viewerMembership { id } } errors { code } } }";
/// What the member agreed to, and that the deputy leads.
const AGREEMENTS: &str = "UPDATE club_memberships SET shares_activity = true, shares_results = true;
    UPDATE club_memberships SET role = 'leader' WHERE learner_id IN
        (SELECT id FROM accounts WHERE email = 'deputy@example.kz');";

pub(super) async fn set(scene: &mut Scene, service: &Service, people: &BTreeMap<Role, Client>) {
    let organization = scene.id("a published organization").to_owned();
    let a = found(&people[&Role::Leader], "А клубы", &json!(organization)).await;
    let b = found(&people[&Role::OtherLeader], "Б клубы", &json!(null)).await;
    let deputy = service.client().register("deputy@example.kz").await;
    service.clock.advance(Duration::minutes(1));
    join(&deputy, &a).await;
    let member = join(&people[&Role::Member], &a).await;
    let fellow = join(&people[&Role::Fellow], &a).await;
    connect(&service.database.url).await.unwrap().batch_execute(AGREEMENTS).await.unwrap();

    scene.put("club A", &a["id"]);
    scene.put("club B", &b["id"]);
    scene.put_secret("the code of club A", &a["inviteCode"], &[Role::Leader]);
    scene.put_secret("the member's membership", &member, &[Role::Member, Role::Leader]);
    scene.put_secret("the fellow's membership", &fellow, &[Role::Fellow, Role::Leader]);
    scene.put_secret("the leader's membership", &a["viewerMembership"]["id"], &[Role::Leader]);
    let cursors = people[&Role::Leader]
        .query(
            "query($id: ID!) { club(id: $id) { members(first: 1) { edges { cursor } } } }",
            json!({"id": a["id"]}),
        )
        .await;
    scene.put("a cursor of club A", &cursors["club"]["members"]["edges"][0]["cursor"]);
}

async fn found(leader: &Client, name: &str, organization: &Value) -> Value {
    let made = leader.query(CREATE, json!({"name": name, "organization": organization})).await;
    assert_eq!(made["createClub"]["errors"], json!([]));
    made["createClub"]["club"].clone()
}

/// The own membership.
async fn join(client: &Client, club: &Value) -> Value {
    let joined = client.query(JOIN, json!({"code": club["inviteCode"]})).await;
    assert_eq!(joined["joinClub"]["errors"], json!([]));
    joined["joinClub"]["club"]["viewerMembership"]["id"].clone()
}
