//! The account log: owners learn of what happened to their accounts, and admins reset a second factor.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD, codes};
use crate::support::club::{leader, problem};
use crate::support::mail::{MailFolder, Received};
use crate::support::passkey::Device;
use crate::support::second_factor::{SecondFactor, texts};
use crate::support::service::Service;

const OWN: &str = "{ viewer { accountLog(first: 100) { edges { node {
    accountId action role actor actorName loggedAt } } } } }";
const ALL: &str = "query($account: ID) { accountLog(accountId: $account, first: 100) { edges { node {
    accountId action role actor actorName } } } }";
const CHANGE_PASSWORD: &str =
    "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }";
const RESET: &str = "mutation($id: ID!) { resetSecondFactor(input: {accountId: $id}) {
    managedAccount { email hasSecondFactor } errors { code path } } }";

const AIGUL: &str = "aigul@example.kz";
const OTHER_PASSWORD: &str = "көлге қонған аққулар";

fn nodes(connection: &Value) -> Vec<Value> {
    connection["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect()
}

async fn own(client: &Client) -> Vec<Value> {
    nodes(&client.query(OWN, json!({})).await["viewer"]["accountLog"])
}

/// Executes a mutation that must succeed, and returns its payload.
async fn act(client: &Client, document: &str, variables: Value) -> Value {
    let data = client.query(document, variables).await;
    let payload = data.as_object().unwrap().values().next().unwrap().clone();
    assert_eq!(payload["errors"], json!([]), "{document}");
    payload
}

async fn change_password(client: &Client, from: &str, to: &str) {
    act(client, CHANGE_PASSWORD, json!({"input": {"currentPassword": from, "newPassword": to}})).await;
}

/// Returns the text of the only message, which must be a notice to this address.
fn notice<'a>(received: &'a [Received], address: &str) -> &'a str {
    let [message] = received else { panic!("not one message: {received:#?}") };
    assert_eq!(message.to(), address);
    assert!(!message.text.contains("://"), "no link to click: {}", message.text);
    &message.text
}

#[tokio::test]
async fn each_change_of_how_an_owner_logs_in_is_logged_and_notified() {
    let folder = MailFolder::new();
    let service = Service::with_mail(folder.mail()).await;
    let aigul = service.client().register(AIGUL).await;
    folder.receive(&service).await;
    let next = || service.clock.advance(Duration::seconds(1));
    let is_told = async |address: &str, what: &str| {
        let received = folder.receive(&service).await;
        let text = notice(&received, address);
        assert!(text.contains(what) && text.contains("If it was not you"), "{what}: {text}");
        next();
    };

    change_password(&aigul, PASSWORD, OTHER_PASSWORD).await;
    is_told(AIGUL, "The password of your account").await;
    SecondFactor::set_up(&aigul, service.clock.now()).await;
    is_told(AIGUL, "An authenticator app was set up").await;
    let new_codes = "mutation { createRecoveryCodes { recoveryCodes errors { code } } }";
    let recovery_codes = texts(&act(&aigul, new_codes, json!({})).await["recoveryCodes"]);
    is_told(AIGUL, "The recovery codes").await;
    Device::registered(&aigul).await;
    is_told(AIGUL, "A passkey was added").await;
    let passkeys = aigul.query("{ viewer { passkeys { id } } }", json!({})).await;
    let remove = "mutation($id: ID!) { removePasskey(input: {id: $id}) { errors { code } } }";
    act(&aigul, remove, json!({"id": passkeys["viewer"]["passkeys"][0]["id"]})).await;
    is_told(AIGUL, "A passkey was removed").await;
    let disable = "mutation($code: String!) { disableTotp(input: {code: $code}) { errors { code } } }";
    act(&aigul, disable, json!({"code": recovery_codes[0]})).await;
    is_told(AIGUL, "was turned off").await;
    let request =
        "mutation { requestEmailChange(input: {newEmail: \"aigul@example.org\"}) { errors { code } } }";
    act(&aigul, request, json!({})).await;
    let token = folder.token(&service, "change").await;
    let confirm =
        "mutation($token: String!) { confirmEmailChange(input: {token: $token}) { errors { code } } }";
    act(&service.client(), confirm, json!({"token": token})).await;
    is_told(AIGUL, "You can no longer log in with this one").await;

    // The notice is in the language of the request. A wrong password changes nothing and causes no notice.
    let wrong = json!({"input": {"currentPassword": "болжам", "newPassword": PASSWORD}});
    let refused = aigul.query(CHANGE_PASSWORD, wrong).await["changePassword"].take();
    assert_eq!(codes(&refused), ["INVALID_CREDENTIALS"]);
    for (language, phrase) in [("kk", "құпиясөзі ауыстырылды"), ("ru", "Пароль вашей учётной записи")]
    {
        let (from, to) =
            if language == "kk" { (OTHER_PASSWORD, PASSWORD) } else { (PASSWORD, OTHER_PASSWORD) };
        change_password(&aigul.with("accept-language", language), from, to).await;
        let received = folder.receive(&service).await;
        let text = notice(&received, "aigul@example.org");
        assert!(text.contains(phrase), "{text}");
        next();
    }

    let log = own(&aigul).await;
    let actions: Vec<&str> = log.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(
        actions,
        [
            "PASSWORD_CHANGED",
            "PASSWORD_CHANGED",
            "EMAIL_CHANGED",
            "APP_REMOVED",
            "PASSKEY_REMOVED",
            "PASSKEY_ADDED",
            "RECOVERY_CODES_REPLACED",
            "APP_ADDED",
            "PASSWORD_CHANGED",
        ]
    );
    let id = aigul.account_id().await;
    for entry in &log {
        let by = (&entry["accountId"], &entry["actor"], &entry["actorName"], &entry["role"]);
        assert_eq!(by, (&id, &json!("OWNER"), &json!(null), &json!(null)));
    }
}

#[tokio::test]
async fn nobody_fills_a_mailbox_with_notices() {
    let folder = MailFolder::new();
    let service = Service::with_mail(folder.mail()).await;
    let aigul = service.client().register(AIGUL).await;
    folder.receive(&service).await;
    for _ in 0..12 {
        change_password(&aigul, PASSWORD, OTHER_PASSWORD).await;
        change_password(&aigul, OTHER_PASSWORD, PASSWORD).await;
    }
    assert_eq!(folder.receive(&service).await.len(), 20);
    assert_eq!(own(&aigul).await.len(), 24, "all of them are logged");
    service.clock.advance(Duration::hours(1));
    change_password(&aigul, PASSWORD, OTHER_PASSWORD).await;
    assert_eq!(folder.receive(&service).await.len(), 1);
}

#[tokio::test]
async fn roles_exports_and_deletions_are_logged_and_a_deleted_account_is_not_named() {
    let service = Service::start().await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let aigul = service.client().register(AIGUL).await;
    let id = aigul.account_id().await;
    let next = || service.clock.advance(Duration::seconds(1));
    let set_role =
        "mutation($id: ID!) { setAccountRole(input: {accountId: $id, role: LEADER}) { errors { code } } }";
    let disable = "mutation($id: ID!, $disabled: Boolean!) {
        setAccountDisabled(input: {accountId: $id, disabled: $disabled}) { errors { code } } }";
    next();
    act(&admin, set_role, json!({"id": id})).await;
    next();
    aigul.get("/me/export.json").await;
    next();
    act(&aigul, "mutation { deleteAccount { deletionDueAt errors { code } } }", json!({})).await;
    next();
    service.client().log_in(AIGUL).await;
    next();
    for disabled in [true, false] {
        act(&admin, disable, json!({"id": id, "disabled": disabled})).await;
        next();
    }
    let aigul_again = service.client().log_in(AIGUL).await;
    let by_admin = |action: &str, role: Value| json!({"accountId": id, "action": action, "role": role, "actor": "ADMIN", "actorName": "admin@example.kz"});
    let by_owner = |action: &str| json!({"accountId": id, "action": action, "role": null, "actor": "OWNER", "actorName": null});
    let expected = json!([
        by_admin("ENABLED", json!(null)),
        by_admin("DISABLED", json!(null)),
        by_owner("DELETION_REVOKED"),
        by_owner("DELETION_REQUESTED"),
        by_owner("EXPORTED"),
        by_admin("ROLE_CHANGED", json!("LEADER")),
    ]);
    let found = admin.query(ALL, json!({"account": id})).await["accountLog"].take();
    assert_eq!(Value::from(nodes(&found)), expected);
    assert_eq!(aigul_again.query(ALL, json!({"account": id})).await["accountLog"], json!(null));
    let unknown = admin.query(ALL, json!({"account": "x"})).await["accountLog"].take();
    assert_eq!(nodes(&unknown), Vec::<Value>::new());

    act(&aigul_again, "mutation { deleteAccount { deletionDueAt errors { code } } }", json!({})).await;
    service.clock.advance(Duration::days(15));
    assert_eq!(dostyq::app::accounts::delete_due_accounts(&service.services).await.unwrap(), 1);
    let admin = service.client().log_in("admin@example.kz").await;
    let all = nodes(&admin.query(ALL, json!({})).await["accountLog"]);
    let deleted =
        json!({"accountId": null, "action": "DELETED", "role": null, "actor": "OWNER", "actorName": null});
    assert_eq!(all[0], deleted);
    assert!(all.iter().all(|entry| entry["accountId"] != id), "{all:#?}");
    let own_role = &all[all.len() - 1];
    assert_eq!((&own_role["role"], &own_role["actor"]), (&json!("ADMIN"), &json!("OPERATOR")));
}

#[tokio::test]
async fn an_admin_resets_the_second_factor_of_somebody_else() {
    let folder = MailFolder::new();
    let service = Service::with_mail(folder.mail()).await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let dana = leader(&service, "dana").await;
    let aigul = service.client().register(AIGUL).await;
    SecondFactor::set_up(&aigul, service.clock.now()).await;
    Device::registered(&aigul).await;
    let id = aigul.account_id().await;
    folder.receive(&service).await;

    let reset = async |client: &Client, id: &Value| {
        client.query(RESET, json!({"id": id})).await["resetSecondFactor"].take()
    };
    assert_eq!(problem(&reset(&dana, &id).await), ("FORBIDDEN", ""));
    let own_id = admin.account_id().await;
    assert_eq!(problem(&reset(&admin, &own_id).await), ("FORBIDDEN", "accountId"));
    assert_eq!(problem(&reset(&admin, &json!("x")).await), ("NOT_FOUND", "accountId"));
    service.clock.advance(Duration::minutes(16));
    assert_eq!(problem(&reset(&admin, &id).await), ("REAUTHENTICATION_REQUIRED", ""));
    admin.reauthenticate().await;
    let done = reset(&admin, &id).await;
    assert_eq!(done, json!({"managedAccount": {"email": AIGUL, "hasSecondFactor": false}, "errors": []}));

    assert_eq!(aigul.execute(OWN, json!({})).await.code(), "UNAUTHENTICATED", "its sessions have ended");
    let aigul = service.client().log_in(AIGUL).await;
    let left = "{ viewer { account { hasSecondFactor recoveryCodesLeft } passkeys { id } } }";
    assert_eq!(
        aigul.query(left, json!({})).await["viewer"],
        json!({"account": {"hasSecondFactor": false, "recoveryCodesLeft": 0}, "passkeys": []})
    );
    let last = own(&aigul).await.swap_remove(0);
    assert_eq!(
        (&last["action"], &last["actor"], &last["actorName"]),
        (&json!("SECOND_FACTOR_RESET"), &json!("ADMIN"), &json!("admin@example.kz"))
    );
    let received = folder.receive(&service).await;
    assert!(notice(&received, AIGUL).contains("Two-step login of your account"), "{received:?}");
}

#[tokio::test]
async fn a_change_that_is_sent_again_is_logged_once() {
    let service = Service::start().await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let id = service.client().register(AIGUL).await.account_id().await;
    let lead =
        "mutation($id: ID!) { setAccountRole(input: {accountId: $id, role: LEADER}) { errors { code } } }";
    let disable = "mutation($id: ID!) {
        setAccountDisabled(input: {accountId: $id, disabled: true}) { errors { code } } }";
    let enable = "mutation($id: ID!) {
        setAccountDisabled(input: {accountId: $id, disabled: false}) { errors { code } } }";
    for document in [lead, lead, disable, disable, lead, enable, enable] {
        service.clock.advance(Duration::seconds(1));
        act(&admin, document, json!({"id": id})).await;
    }
    let found = admin.query(ALL, json!({"account": id})).await["accountLog"].take();
    let actions: Vec<Value> = nodes(&found).into_iter().map(|mut entry| entry["action"].take()).collect();
    assert_eq!(actions, ["ENABLED", "DISABLED", "ROLE_CHANGED"]);
}
