//! The life of an account: its sessions, entering the password again, and management by admins.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD, codes};
use crate::support::club::{create_club, join_sharing, leader, learner, set_role};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::moment;

mod deletion;
mod every_reference;
mod session_of_a_request;

const SESSIONS: &str = "{ viewer { sessions { id device createdAt lastUsedAt expiresAt isCurrent } } }";

const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) {
    session { token } revokedDeletion errors { code }
} }";

const DELETE: &str = "mutation { deleteAccount { deletionDueAt errors { code } } }";

const ACCOUNTS: &str = "query($text: String, $role: Role, $first: Int, $after: String) {
    accounts(text: $text, role: $role, first: $first, after: $after) {
        edges { cursor node { accountId email role disabledAt deletionDueAt } } pageInfo { hasNextPage }
    }
}";

const SET_ROLE: &str = "mutation($id: ID!, $role: Role!) {
    setAccountRole(input: {accountId: $id, role: $role}) { managedAccount { role } errors { code path } }
}";

const DISABLE: &str = "mutation($id: ID!, $disabled: Boolean!) {
    setAccountDisabled(input: {accountId: $id, disabled: $disabled}) { managedAccount { disabledAt } errors { code } }
}";

async fn log_in_on(service: &Service, email: &str, device: &str) -> Client {
    let input = json!({"email": email, "password": PASSWORD, "device": device});
    let data = service.client().query(LOG_IN, json!({"input": input})).await;
    service.client().with_token(data["logIn"]["session"]["token"].as_str().unwrap())
}

async fn sessions(client: &Client) -> Vec<Value> {
    client.query(SESSIONS, json!({})).await["viewer"]["sessions"].as_array().unwrap().clone()
}

async fn is_logged_out(client: &Client) -> bool {
    let answer = client.execute("{ viewer { id } }", json!({})).await.json();
    answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_together() {
    let service = Service::start().await;
    let first = service
        .client()
        .with("user-agent", "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0")
        .register("aigul@example.kz")
        .await;
    let phone = log_in_on(&service, "aigul@example.kz", "Айгүлдің телефоны").await;
    let school = log_in_on(&service, "aigul@example.kz", " мектеп ").await;
    let other = service.client().register("berik@example.kz").await;

    let listed = sessions(&phone).await;
    let shown: Vec<_> = listed.iter().map(|session| (&session["device"], &session["isCurrent"])).collect();
    assert_eq!(shown.len(), 3);
    assert!(shown.contains(&(&json!("Firefox, Windows"), &json!(false))), "{shown:?}");
    assert!(shown.contains(&(&json!("Айгүлдің телефоны"), &json!(true))), "{shown:?}");
    assert!(shown.contains(&(&json!("мектеп"), &json!(false))), "{shown:?}");
    assert_eq!(moment(&listed[0]["createdAt"]), service.clock.now());

    let end =
        "mutation($id: ID!) { endSession(input: {id: $id}) { deletedAccountSessionId errors { code } } }";
    let id = &listed.iter().find(|session| session["device"] == "мектеп").unwrap()["id"];
    let not_mine = other.query(end, json!({"id": id})).await["endSession"].take();
    assert_eq!((codes(&not_mine), &not_mine["deletedAccountSessionId"]), (vec!["NOT_FOUND"], &json!(null)));
    let ended = phone.query(end, json!({"id": id})).await["endSession"].take();
    assert_eq!(ended, json!({"deletedAccountSessionId": id, "errors": []}));
    assert!(is_logged_out(&school).await);
    assert!(!is_logged_out(&first).await);

    let end_others = "mutation { endOtherSessions { endedSessions errors { code } } }";
    let ended = phone.query(end_others, json!({})).await["endOtherSessions"].take();
    assert_eq!(ended, json!({"endedSessions": 1, "errors": []}));
    assert!(is_logged_out(&first).await);
    assert!(!is_logged_out(&phone).await && !is_logged_out(&other).await);
    assert_eq!(sessions(&phone).await.len(), 1);
}

#[tokio::test]
async fn a_session_that_is_used_goes_on_up_to_a_year() {
    let service = Service::start().await;
    let used = service.client().register("aigul@example.kz").await;
    let forgotten = service.client().log_in("aigul@example.kz").await;
    let begin = service.clock.now();
    for _ in 0..4 {
        service.clock.advance(Duration::days(89));
        assert!(!is_logged_out(&used).await);
    }
    assert!(is_logged_out(&forgotten).await, "90 days without being used");
    assert_eq!(moment(&sessions(&used).await[0]["expiresAt"]), begin + Duration::days(365));
    service.clock.advance(begin + Duration::days(365) - service.clock.now());
    assert!(is_logged_out(&used).await);
}

#[tokio::test]
async fn a_use_of_a_session_is_stored_once_an_hour() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    let cost = async || service.statements(client.query("{ __typename }", json!({}))).await.1;
    service.clock.advance(Duration::minutes(59));
    assert_eq!(cost().await, 1);
    service.clock.advance(Duration::minutes(1));
    assert_eq!((cost().await, cost().await), (2, 1));
    assert_eq!(moment(&sessions(&client).await[0]["lastUsedAt"]), service.clock.now());
}

#[tokio::test]
async fn a_session_that_was_used_while_the_clock_was_ahead_lasts_no_longer() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    let seen = async || sessions(&client).await[0].take();
    service.clock.advance(Duration::hours(1));
    let right = seen().await;
    service.clock.advance(Duration::days(20));
    assert_eq!(moment(&seen().await["lastUsedAt"]), service.clock.now());
    service.clock.advance(Duration::days(-20));
    let again = seen().await;
    assert_eq!((&again["lastUsedAt"], &again["expiresAt"]), (&right["lastUsedAt"], &right["expiresAt"]));
}

#[tokio::test]
async fn sensitive_actions_need_a_login_within_15_minutes() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    assert_eq!(client.get("/me/export.json").await.status, StatusCode::OK);
    service.clock.advance(Duration::minutes(16));
    for file in ["/me/export.json", "/me/reviews.csv"] {
        let refused = client.get(file).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.json()["error"].as_str().unwrap().contains("REAUTHENTICATION_REQUIRED"));
    }
    let refused = client.query(DELETE, json!({})).await["deleteAccount"].take();
    assert_eq!(codes(&refused), ["REAUTHENTICATION_REQUIRED"]);

    let reauthenticate = "mutation($password: String!) {
        reauthenticate(input: {password: $password}) { viewer { account { email } } errors { code path } }
    }";
    let wrong = client.query(reauthenticate, json!({"password": "болжам"})).await["reauthenticate"].take();
    assert_eq!(wrong["errors"], json!([{"code": "INVALID_CREDENTIALS", "path": ["password"]}]));
    assert_eq!(client.get("/me/export.json").await.status, StatusCode::FORBIDDEN);
    let right = client.query(reauthenticate, json!({"password": PASSWORD})).await["reauthenticate"].take();
    assert_eq!(right["viewer"]["account"]["email"], "aigul@example.kz");
    assert_eq!(client.get("/me/export.json").await.status, StatusCode::OK);
    // It counts for this session alone. After a login of another account, the same request is about that account.
    service.client().register("berik@example.kz").await;
    let both = format!(
        "mutation($input: LogInInput!) {{ logIn(input: $input) {{ errors {{ code }} }} {} }}",
        &DELETE[10..DELETE.len() - 2]
    );
    let input = json!({"email": "berik@example.kz", "password": PASSWORD});
    let data = client.query(&both, json!({"input": input})).await;
    assert_eq!(codes(&data["deleteAccount"]), Vec::<String>::new());
    service.clock.advance(Duration::minutes(16));
    let refused = client.query(DELETE, json!({})).await["deleteAccount"].take();
    assert_eq!(codes(&refused), ["REAUTHENTICATION_REQUIRED"]);
}

#[tokio::test]
async fn an_account_that_becomes_a_learner_stops_leading_its_clubs() {
    let service = Service::start().await;
    let (dana, berik) = (leader(&service, "dana").await, leader(&service, "berik").await);
    let club = create_club(&service, &dana, "Достар").await;
    let shared = join_sharing(&berik, &club, &["RESULTS"]).await;
    set_role(&dana, &shared, "LEADER").await;
    let see = "query($id: ID!) { club(by: {id: $id}) { viewerMembership { role } members { edges { node { displayName } } } inviteCode } }";
    assert!(dana.query(see, json!({"id": club["id"]})).await["club"]["members"].is_object());

    service.set_role("dana@example.kz", Role::Learner).await;

    let seen = dana.query(see, json!({"id": club["id"]})).await["club"].take();
    assert_eq!(seen, json!({"viewerMembership": {"role": "MEMBER"}, "members": null, "inviteCode": null}));
    let path = format!("/clubs/{}/results.csv", club["id"].as_str().unwrap());
    assert_eq!(dana.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(berik.query(see, json!({"id": club["id"]})).await["club"]["members"].is_object());
    // A change between roles that may lead clubs takes nothing.
    service.set_role("berik@example.kz", Role::Editor).await;
    assert!(berik.query(see, json!({"id": club["id"]})).await["club"]["members"].is_object());
}

#[tokio::test]
async fn admins_list_accounts_and_change_their_roles() {
    let service = Service::start().await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let dana = leader(&service, "dana").await;
    learner(&service, "aigul_1").await;
    learner(&service, "aigulx1").await;
    let club = create_club(&service, &dana, "Достар").await;

    assert_eq!(dana.query(ACCOUNTS, json!({})).await["accounts"], json!(null));
    assert_eq!(service.client().query(ACCOUNTS, json!({})).await["accounts"], json!(null));
    let emails = async |variables: Value| {
        let found = admin.query(ACCOUNTS, variables).await["accounts"].take();
        let edges = found["edges"].as_array().unwrap().clone();
        edges.iter().map(|edge| edge["node"]["email"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(emails(json!({})).await.len(), 4);
    assert_eq!(emails(json!({"role": "LEADER"})).await, ["dana@example.kz"]);
    assert_eq!(emails(json!({"text": "GUL_1"})).await, ["aigul_1@example.kz"], "_ is no wildcard");
    let first = admin.query(ACCOUNTS, json!({"first": 3})).await["accounts"].take();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    assert_eq!(emails(json!({"after": first["edges"][2]["cursor"]})).await.len(), 1);

    let found = admin.query(ACCOUNTS, json!({"text": "dana"})).await["accounts"].take();
    let id = &found["edges"][0]["node"]["accountId"];
    let own = admin.account_id().await;
    let refused = dana.query(SET_ROLE, json!({"id": id, "role": "ADMIN"})).await["setAccountRole"].take();
    assert_eq!(refused["errors"], json!([{"code": "FORBIDDEN", "path": []}]));
    let refused = admin.query(SET_ROLE, json!({"id": own, "role": "LEARNER"})).await["setAccountRole"].take();
    assert_eq!(refused["errors"], json!([{"code": "FORBIDDEN", "path": ["accountId"]}]));
    let unknown = admin.query(SET_ROLE, json!({"id": "x", "role": "LEARNER"})).await["setAccountRole"].take();
    assert_eq!(unknown["errors"], json!([{"code": "NOT_FOUND", "path": ["accountId"]}]));
    service.clock.advance(Duration::minutes(16));
    let late = admin.query(SET_ROLE, json!({"id": id, "role": "LEARNER"})).await["setAccountRole"].take();
    assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    admin.reauthenticate().await;
    let set = admin.query(SET_ROLE, json!({"id": id, "role": "LEARNER"})).await["setAccountRole"].take();
    assert_eq!(set, json!({"managedAccount": {"role": "LEARNER"}, "errors": []}));
    let role = "query($id: ID!) { club(by: {id: $id}) { viewerMembership { role } } }";
    let seen = dana.query(role, json!({"id": club["id"]})).await;
    assert_eq!(seen["club"]["viewerMembership"]["role"], "MEMBER");

    let disabled =
        admin.query(DISABLE, json!({"id": id, "disabled": true})).await["setAccountDisabled"].take();
    assert_eq!(moment(&disabled["managedAccount"]["disabledAt"]), service.clock.now());
    assert!(is_logged_out(&dana).await);
    let log_in = async |password: &str| {
        let input = json!({"email": "dana@example.kz", "password": password});
        service.client().query(LOG_IN, json!({"input": input})).await["logIn"].take()
    };
    assert_eq!(codes(&log_in(PASSWORD).await), ["ACCOUNT_DISABLED"]);
    assert_eq!(codes(&log_in("басқа құпиясөз").await), ["INVALID_CREDENTIALS"], "tells nothing to others");
    let enabled =
        admin.query(DISABLE, json!({"id": id, "disabled": false})).await["setAccountDisabled"].take();
    assert_eq!(enabled, json!({"managedAccount": {"disabledAt": null}, "errors": []}));
    assert_eq!(codes(&log_in(PASSWORD).await), Vec::<&str>::new());
}

#[tokio::test]
async fn of_two_admins_who_demote_or_disable_each_other_one_stays() {
    let service = Service::start().await;
    let mut admins = Vec::new();
    for email in ["dana@example.kz", "erlan@example.kz"] {
        let client = service.register_with_role(email, Role::Admin).await;
        admins.push((client.account_id().await, client));
    }
    let [(danas, dana), (erlans, erlan)] = &admins[..] else { unreachable!() };
    let database = connect(&service.database.url).await.unwrap();
    let restore = "UPDATE accounts SET role = 'admin', disabled_at = NULL";
    let count = "SELECT count(*) FROM accounts WHERE role = 'admin' AND disabled_at IS NULL";
    for _ in 0..6 {
        let demote = async |client: &Client, id: &Value| {
            client.execute(SET_ROLE, json!({"id": id, "role": "LEARNER"})).await;
        };
        tokio::join!(demote(dana, erlans), demote(erlan, danas));
        assert_eq!(database.query_one(count, &[]).await.unwrap().get::<_, i64>(0), 1);
        database.batch_execute(restore).await.unwrap();
    }
    // The admin who has lost the role, or is disabled, by the time the accounts are locked.
    let demote = json!({"id": erlans, "role": "LEARNER"});
    for (change, document, variables) in [
        ("role = 'learner'", SET_ROLE, demote),
        ("disabled_at = now()", DISABLE, json!({"id": erlans, "disabled": true})),
    ] {
        let taken = format!("UPDATE accounts SET {change} WHERE email = 'dana@example.kz'");
        let act = dana.query(document, variables);
        let refused = commit_during(&service.database.url, &taken, act).await;
        let payload = refused.as_object().unwrap().values().next().unwrap();
        assert_eq!(codes(payload), ["FORBIDDEN"], "{change}");
        database.batch_execute(restore).await.unwrap();
    }
}
