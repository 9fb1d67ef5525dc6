//! What leaders of club A have made: an invitation, and an assignment; a look of theirs at the member; and the member's
//! request to club B.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::Role;
use super::Scene;
use crate::support::client::Client;

pub(super) async fn set(scene: &mut Scene, people: &BTreeMap<Role, Client>) {
    let (leader, member) = (&people[&Role::Leader], &people[&Role::Member]);
    let a = scene.id("club A").to_owned();
    let b = scene.id("club B").to_owned();
    let invitation = made(
        leader,
        "mutation($a: ID!) { made: createClubInvitation(input: {clubId: $a}) { made: invitation { id } errors { code } } }",
        json!({"a": a}),
    )
    .await;
    scene.put_secret("an invitation to club A", &invitation, &[Role::Leader]);
    let lesson = leader
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"ui\"}}) { words { id } } }",
            json!({}),
        )
        .await;
    let assignment = made(
        leader,
        "mutation($a: ID!, $word: ID!) { made: createAssignment(input: {
            clubId: $a, wordIds: [$word], note: \"Наурызға\", until: \"2026-12-16\"
        }) { made: assignment { id } errors { code } } }",
        json!({"a": a, "word": lesson["lesson"]["words"][0]["id"]}),
    )
    .await;
    let members = &[Role::Member, Role::Fellow, Role::Leader];
    scene.put_secret("an assignment of club A", &assignment, members);
    let look = "query($id: ID!) { node(id: $id) { ... on ClubMembership { progress { due } } } }";
    leader.query(look, json!({"id": scene.id("the member's membership")})).await;
    let seen =
        member.query("{ viewer { clubAccessLog(first: 1) { edges { node { id } } } } }", json!({})).await;
    let look = &seen["viewer"]["clubAccessLog"]["edges"][0]["node"]["id"];
    scene.put_secret("a look at the member", look, &[Role::Member]);
    let open = "mutation($b: ID!, $of: ID!) { made: updateClub(input: {clubId: $b, organizationId: $of, acceptsRequests: true}) {
        made: club { id } errors { code } } }";
    made(&people[&Role::OtherLeader], open, json!({"b": b, "of": scene.id("a published organization")}))
        .await;
    let request = made(
        member,
        "mutation($b: ID!) { made: requestToJoinClub(input: {clubId: $b, message: \"Сәлем\", shares: [RESULTS]}) { made: request { id } errors { code } } }",
        json!({"b": b}),
    )
    .await;
    scene.put_secret("the member's request to club B", &request, &[Role::Member, Role::OtherLeader]);
}

/// The id of what a mutation has made.
async fn made(client: &Client, document: &str, variables: Value) -> Value {
    let data = client.query(document, variables).await;
    assert_eq!(data["made"]["errors"], json!([]));
    data["made"]["made"]["id"].clone()
}
