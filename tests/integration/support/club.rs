//! Clubs and their members.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use super::client::Client;
use super::service::Service;

pub(crate) const CREATE: &str =
    "mutation($name: String!, $organization: ID, $area: String, $requests: Boolean = false) {
    createClub(input: {name: $name, organizationId: $organization, area: $area, acceptsJoinRequests: $requests}) {
        club { id name inviteCode area acceptsJoinRequests organization { slug } viewerMembership { id role } }
        errors { code message path }
    }
}";

pub(crate) const JOIN: &str = "mutation($code: String!, $shares: [ClubShare!] = []) {
    joinClub(input: {inviteCode: $code, shares: $shares}) {
        club { id name inviteCode viewerMembership { id role displayName joinedAt shares } }
        errors { code path }
    }
}";

const LEAVE: &str =
    "mutation($id: ID!) { leaveClub(input: {clubId: $id}) { deletedClubMembershipId errors { code path } } }";

/// Registers an account that may create clubs.
pub(crate) async fn leader(service: &Service, name: &str) -> Client {
    service.register_with_role(&format!("{name}@example.kz"), Role::Leader).await
}

pub(crate) async fn learner(service: &Service, name: &str) -> Client {
    service.client().register(&format!("{name}@example.kz")).await
}

/// Registers this many learners, some at a time: a service has few connections.
pub(crate) async fn learners(service: &Service, count: usize) -> Vec<Client> {
    let names: Vec<String> = (0..count).map(|number| format!("learner{number}")).collect();
    let registered = names.iter().map(|name| learner(service, name));
    futures_util::stream::iter(registered).buffered(4).collect().await
}

/// Creates a club, and advances the clock by a minute, so that members join later.
pub(crate) async fn create_club(service: &Service, leader: &Client, name: &str) -> Value {
    let created = leader.query(CREATE, json!({"name": name})).await;
    assert_eq!(created["createClub"]["errors"], json!([]));
    service.clock.advance(Duration::minutes(1));
    created["createClub"]["club"].clone()
}

/// Joins a club, sharing activity and results, and returns the membership.
pub(crate) async fn join(client: &Client, club: &Value) -> Value {
    join_sharing(client, club, &["ACTIVITY", "RESULTS"]).await
}

/// Joins a club, sharing these parts, and returns the membership.
pub(crate) async fn join_sharing(client: &Client, club: &Value, shares: &[&str]) -> Value {
    let joined = client.query(JOIN, json!({"code": club["inviteCode"], "shares": shares})).await;
    assert_eq!(joined["joinClub"]["errors"], json!([]));
    joined["joinClub"]["club"]["viewerMembership"].clone()
}

pub(crate) async fn leave(client: &Client, club: &Value) -> Value {
    client.query(LEAVE, json!({"id": club["id"]})).await["leaveClub"].take()
}

/// Sets a member's role in the club, and returns the payload.
pub(crate) async fn set_role(client: &Client, membership: &Value, role: &str) -> Value {
    let document = "mutation($id: ID!, $role: ClubRole!) { setClubRole(input: {id: $id, role: $role}) {
        clubMembership { id role } errors { code path }
    } }";
    client.query(document, json!({"id": membership["id"], "role": role})).await["setClubRole"].take()
}

/// Returns the code and the field of the only error of a payload.
pub(crate) fn problem(payload: &Value) -> (&str, &str) {
    let error = &payload["errors"][0];
    let (code, path) = (error["code"].as_str(), error["path"][0].as_str());
    (code.unwrap_or_else(|| panic!("{payload:#}")), path.unwrap_or_default())
}
