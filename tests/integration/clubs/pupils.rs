//! Pupils without an e-mail address: they register by a club's invite code, and its leader lets them in again.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::set_disabled;
use dostyq::domain::accounts::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::archive::{ARCHIVE, DELETE};
use crate::support::client::{Client, PASSWORD};
use crate::support::club::{create_club, join, leader, learner, leave, problem, set_role};
use crate::support::passkey::{Device, login_options};
use crate::support::pupil::{create_code, log_in_with_code, pupil, register};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::{learn, moment, new_id};

const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) {
    session { token } viewer { account { username } } errors { code path retryAfterSeconds }
} }";
const NEW_PASSWORD: &str = "көп жылдан кейін келген";

async fn log_in(service: &Service, username: &str, password: &str) -> Value {
    let input = json!({"username": username, "password": password});
    service.client().query(LOG_IN, json!({"input": input})).await["logIn"].take()
}

async fn is_logged_in(client: &Client) -> bool {
    client.execute("{ viewer { id } }", json!({})).await.json()["data"]["viewer"].is_object()
}

#[tokio::test]
async fn a_pupil_registers_by_the_clubs_code_and_logs_in_by_user_name() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (aigul, membership) = pupil(&service, &club, "Aigul7").await;
    assert_eq!(
        membership,
        json!({"id": membership["id"], "shares": ["ACTIVITY", "RESULTS"], "alias": null, "username": "aigul7"})
    );
    learn(&service, &aigul, "amandasu").await;
    let seen = "query($id: ID!) { club(by: {id: $id}) { members { edges { node { username displayName progress { reviews } } } } } }";
    let seen = dana.query(seen, json!({"id": club["id"]})).await["club"]["members"]["edges"].take();
    assert_eq!(
        seen[1]["node"],
        json!({"username": "aigul7", "displayName": "Айгүл", "progress": {"reviews": 20}})
    );
    assert_eq!(seen[0]["node"]["username"], json!(null));

    for username in ["aigul7", " AIGUL7 "] {
        let done = log_in(&service, username, PASSWORD).await;
        assert_eq!((&done["errors"], &done["viewer"]["account"]["username"]), (&json!([]), &json!("aigul7")));
    }
    for (username, password) in [("aigul7", "көп жылдан кейін"), ("aigul8", PASSWORD), ("айгүл", PASSWORD)]
    {
        assert_eq!(
            problem(&log_in(&service, username, password).await),
            ("INVALID_CREDENTIALS", ""),
            "{username}"
        );
    }
    let both = json!({"input": {"email": "a@b.kz", "username": "aigul7", "password": PASSWORD}});
    assert_eq!(problem(&service.client().query(LOG_IN, both).await["logIn"]), ("REQUIRED", "email"));
    let neither = json!({"input": {"password": PASSWORD}});
    assert_eq!(problem(&service.client().query(LOG_IN, neither).await["logIn"]), ("REQUIRED", "email"));

    // The rest of an account works without an address.
    aigul.reauthenticate().await;
    let export = aigul.get("/me/export.json").await.json();
    assert_eq!(
        (&export["account"]["email"], &export["account"]["username"]),
        (&json!(null), &json!("aigul7"))
    );
    let change = "mutation($new: String!, $old: String!) {
        changePassword(input: {currentPassword: $old, newPassword: $new}) { errors { code path } } }";
    let personal = aigul.query(change, json!({"old": PASSWORD, "new": "aigul7aigul7"})).await;
    assert!(["PASSWORD_PERSONAL", "PASSWORD_TOO_COMMON"].contains(&problem(&personal["changePassword"]).0));
    let changed = aigul.query(change, json!({"old": PASSWORD, "new": NEW_PASSWORD})).await;
    assert_eq!(changed["changePassword"]["errors"], json!([]));
    assert_eq!(log_in(&service, "aigul7", NEW_PASSWORD).await["errors"], json!([]));
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let list = admin
        .query("{ accounts(text: \"GUL7\") { edges { node { email username role } } } }", json!({}))
        .await;
    assert_eq!(
        list["accounts"]["edges"],
        json!([{"node": {"email": null, "username": "aigul7", "role": "LEARNER"}}])
    );
    let delete = "mutation { deleteAccount { deletionDueAt errors { code } } }";
    let aigul = service
        .client()
        .with_token(log_in(&service, "aigul7", NEW_PASSWORD).await["session"]["token"].as_str().unwrap());
    assert_eq!(aigul.query(delete, json!({})).await["deleteAccount"]["errors"], json!([]));
}

#[tokio::test]
async fn an_invalid_registration_is_refused_and_changes_nothing() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let valid = json!({"inviteCode": club["inviteCode"], "displayName": "Айгүл", "username": "aigul7", "password": PASSWORD});
    let with = |field: &str, value: Value| {
        let mut input = valid.clone();
        input[field] = value;
        input
    };
    for (input, code, path) in [
        (with("inviteCode", json!("00000-00000")), "UNKNOWN_INVITE_CODE", "inviteCode"),
        (with("inviteCode", json!("")), "UNKNOWN_INVITE_CODE", "inviteCode"),
        (with("displayName", json!(" ")), "INVALID_NAME", "displayName"),
        (with("username", json!("айгүл")), "INVALID_USERNAME", "username"),
        (with("username", json!("a@b.kz")), "INVALID_USERNAME", "username"),
        (with("password", json!("1234")), "PASSWORD_TOO_SHORT", "password"),
        (with("password", json!("19991999")), "PASSWORD_TOO_COMMON", "password"),
    ] {
        assert_eq!(problem(&register(&service, input.clone()).await), (code, path), "{input}");
    }
    assert_eq!(register(&service, valid.clone()).await["errors"], json!([]));
    let taken = with("username", json!("AIGUL7"));
    assert_eq!(problem(&register(&service, taken).await), ("USERNAME_TAKEN", "username"));
    dana.query(ARCHIVE, json!({"id": club["id"]})).await;
    let late = with("username", json!("berik7"));
    assert_eq!(problem(&register(&service, late).await), ("CLUB_ARCHIVED", "inviteCode"));
    let database = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*) FROM accounts WHERE email IS NULL";
    assert_eq!(database.query_one(count, &[]).await.unwrap().get::<_, i64>(0), 1);
}

#[tokio::test]
async fn a_user_name_is_made_from_the_display_name() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let mut names = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let input = json!({"inviteCode": club["inviteCode"], "displayName": "Айгүл Құрманғазы", "password": PASSWORD});
        let done = register(&service, input).await;
        assert_eq!(done["errors"], json!([]));
        let username = done["viewer"]["account"]["username"].as_str().unwrap().to_owned();
        assert!(username.len() > 5 && username.chars().all(|c| c.is_ascii_alphanumeric()), "{username}");
        assert_eq!(log_in(&service, &username, PASSWORD).await["errors"], json!([]));
        assert_eq!(done["club"]["viewerMembership"]["shares"], json!([]));
        names.insert(username);
    }
    assert_eq!(names.len(), 3);
}

#[tokio::test]
async fn a_registration_that_is_sent_again_logs_in() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let invite = "mutation($id: ID!) { createClubInvitation(input: {clubId: $id, maxUses: 1, label: \"Айгүл, 7 «Ә»\"}) {
        clubInvitation { code } errors { code } } }";
    let invited = dana.query(invite, json!({"id": club["id"]})).await;
    let input = json!({
        "inviteCode": invited["createClubInvitation"]["clubInvitation"]["code"], "displayName": "Айгүл",
        "password": PASSWORD, "clientMutationId": "0d8f5a7e-6c43-4d5c-9a2f-1f4f6b0b8c11",
    });
    let first = register(&service, input.clone()).await;
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first["club"]["viewerMembership"]["alias"], "Айгүл, 7 «Ә»");
    let again = register(&service, input.clone()).await;
    assert_eq!(again["errors"], json!([]), "although the invitation is used up");
    assert_eq!(again["viewer"], first["viewer"]);
    assert_eq!(again["club"], first["club"]);
    let mut other = input.clone();
    other["password"] = json!(NEW_PASSWORD);
    assert_eq!(problem(&register(&service, other.clone()).await), ("INVALID_CREDENTIALS", ""));
    other["clientMutationId"] = json!(null);
    assert_eq!(problem(&register(&service, other).await), ("INVITATION_USED_UP", "inviteCode"));
    dana.query(DELETE, json!({"id": club["id"]})).await;
    let alone = register(&service, input).await;
    assert_eq!(
        (&alone["viewer"], &alone["club"], &alone["errors"]),
        (&first["viewer"], &json!(null), &json!([]))
    );
}

#[tokio::test]
async fn a_registration_that_is_sent_several_times_at_once_creates_one_account() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    for username in [json!("aigul7"), json!(null)] {
        let input = json!({
            "inviteCode": club["inviteCode"], "displayName": "Айгүл", "username": username, "password": PASSWORD,
            "clientMutationId": new_id(),
        });
        let all = join_all((0..4).map(|_| register(&service, input.clone()))).await;
        for one in &all {
            assert_eq!((&one["errors"], &one["viewer"]), (&json!([]), &all[0]["viewer"]));
            assert_eq!(one["club"], all[0]["club"]);
        }
    }
    let sql = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*) FROM accounts WHERE username IS NOT NULL";
    assert_eq!(sql.query_one(count, &[]).await.unwrap().get::<_, i64>(0), 2);
}

#[tokio::test]
async fn a_leader_lets_a_pupil_in_again_once() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;

    let old = create_code(&dana, &membership).await;
    let issued = create_code(&dana, &membership).await;
    assert_eq!((&issued["errors"], &issued["username"]), (&json!([]), &json!("aigul7")));
    assert_eq!(moment(&issued["expiresAt"]), service.clock.now() + Duration::minutes(15));
    let log = aigul
        .query("{ viewer { clubAccessLog { edges { node { subject accessedBy clubName } } } } }", json!({}))
        .await;
    let entry =
        json!({"node": {"subject": "LOGIN_CODE", "accessedBy": "dana@example.kz", "clubName": "7 сынып"}});
    assert_eq!(log["viewer"]["clubAccessLog"]["edges"], json!([entry, entry]));

    let code = &issued["code"];
    for (username, code, password, refused) in [
        ("aigul7", &old["code"], NEW_PASSWORD, ("INVALID_LOGIN_CODE", "code")),
        ("aigul8", code, NEW_PASSWORD, ("INVALID_LOGIN_CODE", "code")),
        ("айгүл", code, NEW_PASSWORD, ("INVALID_LOGIN_CODE", "code")),
        ("aigul7", &json!("x"), NEW_PASSWORD, ("INVALID_LOGIN_CODE", "code")),
        ("aigul7", code, "12345678", ("PASSWORD_TOO_COMMON", "newPassword")),
    ] {
        let payload = log_in_with_code(&service, username, code, password).await;
        assert_eq!(problem(&payload), refused, "{username}");
    }
    assert!(is_logged_in(&aigul).await);
    let typed = json!(code.as_str().unwrap().to_lowercase().replace('-', " "));
    let done = log_in_with_code(&service, " Aigul7 ", &typed, NEW_PASSWORD).await;
    assert_eq!((&done["errors"], &done["viewer"]["account"]["username"]), (&json!([]), &json!("aigul7")));
    assert!(!is_logged_in(&aigul).await, "the other sessions have ended");
    assert!(is_logged_in(&service.client().with_token(done["session"]["token"].as_str().unwrap())).await);
    assert_eq!(problem(&log_in(&service, "aigul7", PASSWORD).await), ("INVALID_CREDENTIALS", ""));
    assert_eq!(log_in(&service, "aigul7", NEW_PASSWORD).await["errors"], json!([]));
    let used = log_in_with_code(&service, "aigul7", &typed, PASSWORD).await;
    assert_eq!(problem(&used), ("INVALID_LOGIN_CODE", "code"), "each code works once");

    let late = create_code(&dana, &membership).await;
    service.clock.advance(Duration::minutes(15));
    let payload = log_in_with_code(&service, "aigul7", &late["code"], PASSWORD).await;
    assert_eq!(problem(&payload), ("INVALID_LOGIN_CODE", "code"), "for a quarter of an hour");
}

#[tokio::test]
async fn a_code_removes_a_passkey_that_somebody_else_has_added() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;
    let (mut foreign, _) = Device::first(&aigul).await;
    assert_eq!(
        problem(&log_in(&service, "aigul7", PASSWORD).await),
        ("SECOND_FACTOR_REQUIRED", "secondFactor")
    );

    service.clock.advance(Duration::seconds(1));
    let issued = create_code(&dana, &membership).await;
    assert_eq!(issued["errors"], json!([]));
    let done = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(done["errors"], json!([]));
    let aigul = service.client().with_token(done["session"]["token"].as_str().unwrap());
    let own = "{ viewer { account { hasSecondFactor recoveryCodesLeft } passkeys { id }
        accountLog { edges { node { action actor } } } } }";
    let viewer = aigul.query(own, json!({})).await["viewer"].take();
    assert_eq!(viewer["account"], json!({"hasSecondFactor": false, "recoveryCodesLeft": 0}));
    assert_eq!(viewer["passkeys"], json!([]));
    let mut log: Vec<&Value> = viewer["accountLog"]["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| &edge["node"]["action"])
        .collect();
    log[..2].sort_by_key(ToString::to_string);
    assert_eq!(log, ["PASSWORD_CHANGED", "SECOND_FACTOR_RESET", "PASSKEY_ADDED"]);
    assert_eq!(log_in(&service, "aigul7", NEW_PASSWORD).await["errors"], json!([]));
    let credential = foreign.get(&login_options(&service.client(), "LOG_IN").await);
    let log_in_with_passkey = "mutation($credential: JSON!) {
        logInWithPasskey(input: {credential: $credential}) { session { token } errors { code path } } }";
    let refused = service.client().query(log_in_with_passkey, json!({"credential": credential})).await;
    assert_eq!(problem(&refused["logInWithPasskey"]), ("INVALID_PASSKEY", "credential"));
}

#[tokio::test]
async fn codes_are_only_for_pupils_without_an_address_and_only_from_their_leaders() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;
    let berik = learner(&service, "berik").await;
    let his = join(&berik, &club).await;
    let not_allowed = ("LOGIN_CODE_NOT_ALLOWED", "membershipId");
    assert_eq!(problem(&create_code(&dana, &his).await), not_allowed, "he has an e-mail address");
    assert_eq!(problem(&create_code(&dana, &club["viewerMembership"]).await), not_allowed);
    let erlan = leader(&service, "erlan").await;
    create_club(&service, &erlan, "8 сынып").await;
    for client in [&aigul, &berik, &erlan] {
        assert_eq!(problem(&create_code(client, &membership).await), ("NOT_FOUND", "membershipId"));
    }

    // A code that was issued before is worthless once the account may do more than learn.
    let issued = create_code(&dana, &membership).await;
    service.set_role("aigul7", Role::Editor).await;
    assert_eq!(problem(&create_code(&dana, &membership).await), not_allowed);
    let payload = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(problem(&payload), ("INVALID_LOGIN_CODE", "code"));
    // An account that leads a club gets none either, because it does more than learn.
    service.set_role("aigul7", Role::Leader).await;
    assert_eq!(set_role(&dana, &membership, "LEADER").await["errors"], json!([]));
    assert_eq!(problem(&create_code(&dana, &membership).await), not_allowed, "she leads the club");
}

#[tokio::test]
async fn a_code_is_worthless_once_its_leader_leads_no_club_of_the_pupil() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let erlan = leader(&service, "erlan").await;
    let his = join(&erlan, &club).await;
    let refused = async |code: &Value, why: &str| {
        let payload = log_in_with_code(&service, "aigul7", code, NEW_PASSWORD).await;
        assert_eq!(problem(&payload), ("INVALID_LOGIN_CODE", "code"), "{why}");
    };
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;
    assert_eq!(set_role(&dana, &his, "LEADER").await["errors"], json!([]));
    let issued = create_code(&erlan, &membership).await["code"].take();
    service.set_role("erlan@example.kz", Role::Learner).await;
    refused(&issued, "the leader's role was taken away").await;
    service.set_role("erlan@example.kz", Role::Leader).await;
    assert_eq!(set_role(&dana, &his, "LEADER").await["errors"], json!([]));
    assert_eq!(leave(&erlan, &club).await["errors"], json!([]));
    refused(&issued, "the leader left the club").await;

    let issued = create_code(&dana, &membership).await["code"].take();
    set_disabled(&Caller::anonymous(&service.services), "dana@example.kz", true).await.unwrap();
    refused(&issued, "the leader is disabled").await;
    set_disabled(&Caller::anonymous(&service.services), "dana@example.kz", false).await.unwrap();
    assert_eq!(leave(&aigul, &club).await["errors"], json!([]));
    refused(&issued, "the pupil left the club").await;
    assert!(is_logged_in(&aigul).await);
}

#[tokio::test]
async fn guessing_passwords_and_codes_of_a_user_name_is_throttled() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (_, membership) = pupil(&service, &club, "aigul7").await;
    let issued = create_code(&dana, &membership).await;
    let wrong = json!("00000-00000");
    for attempt in 0..10 {
        let payload = if attempt % 2 == 0 {
            log_in_with_code(&service, "aigul7", &wrong, NEW_PASSWORD).await
        } else {
            log_in(&service, "AIGUL7", NEW_PASSWORD).await
        };
        assert_ne!(problem(&payload).0, "TOO_MANY_ATTEMPTS", "{attempt}");
    }
    let payload = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(problem(&payload), ("TOO_MANY_ATTEMPTS", ""), "even with the right code");
    service.clock.advance(Duration::seconds(2));
    let payload = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(payload["errors"], json!([]));
}

#[tokio::test]
async fn a_code_opens_no_session_of_an_account_that_is_disabled_meanwhile() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;
    let issued = create_code(&dana, &membership).await;
    let url = &service.database.url;
    let set = |column: &str| format!("UPDATE accounts SET {column} = now() WHERE username = 'aigul7'");

    let log_in = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD);
    let refused = commit_during(url, &set("disabled_at"), log_in).await;
    assert_eq!(problem(&refused), ("ACCOUNT_DISABLED", ""));
    // Her earlier session still has a row, and does not count.
    assert!(!is_logged_in(&aigul).await);

    let database = connect(url).await.unwrap();
    database.batch_execute("UPDATE accounts SET disabled_at = NULL").await.unwrap();
    let log_in = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD);
    let done = commit_during(url, &set("deletion_due_at"), log_in).await;
    assert_eq!((&done["errors"], &done["revokedDeletion"]), (&json!([]), &json!(true)));
    let due = "SELECT count(deletion_due_at) FROM accounts";
    assert_eq!(database.query_one(due, &[]).await.unwrap().get::<_, i64>(0), 0);
}
