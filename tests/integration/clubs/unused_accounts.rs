//! An account that is disabled or awaits its deletion is given nothing: no club, no role and no membership.

use dostyq::app::Caller;
use dostyq::app::accounts::set_disabled;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::members;
use crate::support::client::Client;
use crate::support::club::{CREATE, create_club, join, leader, problem, set_role};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};

const REQUEST: &str = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) {
    clubJoinRequest { id } errors { code } } }";
const DECIDE: &str = "mutation($id: ID!, $accept: Boolean!) {
    payload: decideJoinRequest(input: {id: $id, accept: $accept}) {
        clubJoinRequest { status } errors { code path } } }";
const TRANSFER: &str = "mutation($club: ID!, $account: ID!) {
    payload: transferClub(input: {clubId: $club, accountId: $account}) { errors { code path } } }";
const SET_ROLE: &str = "mutation($account: ID!, $role: Role!) {
    payload: setAccountRole(input: {accountId: $account, role: $role}) { errors { code path } } }";

/// Erlan, who may lead clubs, is a member of a club of dana's, and asks to join another one.
struct Place {
    service: Service,
    admin: Client,
    dana: Client,
    club: Value,
    /// Erlan's account, membership and request.
    account: Value,
    membership: Value,
    request: Value,
}

impl Place {
    async fn new() -> Self {
        let service = Service::start().await;
        let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
        let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
        let club = create_club(&service, &dana, "Парасат достары").await;
        let membership = join(&erlan, &club).await;
        let parasat = "{ organization(by: {slug: \"parasat\"}) { id } }";
        let parasat = dana.query(parasat, json!({})).await["organization"]["id"].take();
        let input = json!({"name": "Ұлағат", "organization": parasat, "requests": true});
        let open = dana.query(CREATE, input).await["createClub"]["club"]["id"].take();
        let asked = erlan.query(REQUEST, json!({"id": open})).await["requestToJoinClub"].take();
        assert_eq!(asked["errors"], json!([]));
        let request = asked["clubJoinRequest"]["id"].clone();
        let account = erlan.account_id().await;
        Self { service, admin, dana, club, account, membership, request }
    }

    async fn lead(&self) -> Value {
        set_role(&self.dana, &self.membership, "LEADER").await
    }

    async fn decide(&self, accept: bool) -> Value {
        self.dana.query(DECIDE, json!({"id": self.request, "accept": accept})).await["payload"].take()
    }

    async fn transfer(&self) -> Value {
        let input = json!({"club": self.club["id"], "account": self.account});
        self.admin.query(TRANSFER, input).await["payload"].take()
    }

    async fn set_account_role(&self, role: &str) -> Value {
        self.admin.query(SET_ROLE, json!({"account": self.account, "role": role})).await["payload"].take()
    }

    /// Returns the roles of the club's members, in the order of joining.
    async fn roles(&self) -> Vec<Value> {
        let members = members(&self.dana, &self.club).await;
        members.as_array().unwrap().iter().map(|member| member["role"].clone()).collect()
    }
}

#[tokio::test]
async fn an_account_that_is_disabled_or_awaits_deletion_is_given_nothing() {
    let place = Place::new().await;
    let operator = Caller::anonymous(&place.service.services);
    let refuses = async |code: &str| {
        assert_eq!(problem(&place.lead().await), (code, "id"));
        assert_eq!(problem(&place.decide(true).await), (code, "id"));
        assert_eq!(problem(&place.transfer().await), (code, "accountId"));
        assert_eq!(problem(&place.set_account_role("EDITOR").await), (code, "accountId"));
        assert_eq!(place.roles().await, ["LEADER", "MEMBER"]);
    };
    set_disabled(&operator, "erlan@example.kz", true).await.unwrap();
    refuses("ACCOUNT_DISABLED").await;
    set_disabled(&operator, "erlan@example.kz", false).await.unwrap();
    let erlan = place.service.client().log_in("erlan@example.kz").await;
    erlan.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
    refuses("ACCOUNT_AWAITS_DELETION").await;

    // What it has can be taken away.
    assert_eq!(place.set_account_role("LEARNER").await["errors"], json!([]));
    assert_eq!(place.decide(false).await["clubJoinRequest"]["status"], "DECLINED");

    // A login revokes the request to delete it.
    place.service.client().log_in("erlan@example.kz").await;
    assert_eq!(place.set_account_role("LEADER").await["errors"], json!([]));
    assert_eq!(place.lead().await["errors"], json!([]));
    assert_eq!(place.transfer().await["errors"], json!([]));
}

#[tokio::test]
async fn nor_is_one_that_is_disabled_or_awaits_deletion_at_the_same_time() {
    let place = Place::new().await;
    let url = &place.service.database.url;
    let sql = connect(url).await.unwrap();
    for (column, code) in
        [("disabled_at", "ACCOUNT_DISABLED"), ("deletion_due_at", "ACCOUNT_AWAITS_DELETION")]
    {
        let set = format!("UPDATE accounts SET {column} = '2100-01-01' WHERE email = 'erlan@example.kz'");
        let unset = format!("UPDATE accounts SET {column} = NULL");
        assert_eq!(problem(&commit_during(url, &set, place.lead()).await), (code, "id"));
        sql.batch_execute(&unset).await.unwrap();
        assert_eq!(problem(&commit_during(url, &set, place.decide(true)).await), (code, "id"));
        sql.batch_execute(&unset).await.unwrap();
        assert_eq!(problem(&commit_during(url, &set, place.transfer()).await), (code, "accountId"));
        sql.batch_execute(&unset).await.unwrap();
        let promoted = commit_during(url, &set, place.set_account_role("EDITOR")).await;
        assert_eq!(problem(&promoted), (code, "accountId"));
        sql.batch_execute(&unset).await.unwrap();
    }
    assert_eq!(place.roles().await, ["LEADER", "MEMBER"]);
    assert_eq!(place.decide(true).await["errors"], json!([]));
}
