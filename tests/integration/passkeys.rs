//! Passkeys: registration, login, refusals, and logging in after the last passkey is removed.

use chrono::Duration;
use dostyq::app::{Caller, accounts};
use dostyq::domain::accounts::Role;
use futures_util::future::join_all;
use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD, codes};
use crate::support::passkey::{
    Device, REGISTER, START, START_LOGIN, encode, login_options, register, registration_options,
};
use crate::support::program::RunningService;
use crate::support::scratch::ScratchFolder;
use crate::support::second_factor::SecondFactor;
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};

mod challenges;

const LOG_IN: &str = "mutation($input: LogInWithPasskeyInput!) { logInWithPasskey(input: $input) {
    session { token deviceToken } viewer { account { email } } revokedDeletion errors { code path }
} }";
const LOG_IN_WITH_PASSWORD: &str = "mutation($input: LogInInput!) { logIn(input: $input) {
    session { token } errors { code path }
} }";
const REMOVE: &str = "mutation($id: ID!) { removePasskey(input: {id: $id}) {
    deletedPasskeyId viewer { account { hasSecondFactor recoveryCodesLeft } } errors { code path }
} }";
const PASSKEYS: &str = "{ viewer { passkeys { id name createdAt lastUsedAt } } }";
const ACCOUNT: &str =
    "{ viewer { account { hasSecondFactor hasAuthenticatorApp needsSecondFactor recoveryCodesLeft } } }";

const AIGUL: &str = "aigul@example.kz";
const BERIK: &str = "berik@example.kz";

async fn send(client: &Client, credential: &Value) -> Value {
    let input = json!({"credential": credential, "device": "Телефон"});
    client.query(LOG_IN, json!({"input": input})).await["logInWithPasskey"].take()
}

/// Logs in with a passkey alone, and returns the payload.
async fn log_in(client: &Client, device: &mut Device) -> Value {
    let credential = device.get(&login_options(client, "LOG_IN").await);
    send(client, &credential).await
}

/// Logs in with the password, and perhaps a second factor; returns the payload.
async fn with_password(client: &Client, second_factor: Value) -> Value {
    let Value::Object(mut input) = second_factor else { panic!("no input object") };
    input.entry("email").or_insert_with(|| json!(AIGUL));
    input.entry("password").or_insert_with(|| json!(PASSWORD));
    client.query(LOG_IN_WITH_PASSWORD, json!({"input": input})).await["logIn"].take()
}

fn is_logged_in(payload: &Value) -> bool {
    payload["errors"] == json!([]) && payload["session"]["token"].is_string()
}

async fn account(client: &Client) -> Value {
    client.query(ACCOUNT, json!({})).await["viewer"]["account"].take()
}

async fn passkeys(client: &Client) -> Vec<Value> {
    client.query(PASSKEYS, json!({})).await["viewer"]["passkeys"].as_array().unwrap().clone()
}

async fn remove(client: &Client, id: &Value) -> Value {
    client.query(REMOVE, json!({"id": id})).await["removePasskey"].take()
}

/// A service, and an account with a passkey.
async fn with_passkey() -> (Service, Client, Device) {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let device = Device::registered(&aigul).await;
    (service, aigul, device)
}

async fn rows(service: &Service) -> i64 {
    let count = "SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM passkeys)
        + (SELECT count(*) FROM passkey_challenges) + (SELECT count(*) FROM recovery_codes)";
    connect(&service.database.url).await.unwrap().query_one(count, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_passkey_logs_in_alone_and_on_another_process() {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let off = json!({
        "hasSecondFactor": false, "hasAuthenticatorApp": false, "needsSecondFactor": false, "recoveryCodesLeft": 0,
    });
    assert_eq!(account(&aigul).await, off);
    let options = registration_options(&aigul).await;
    assert_eq!(options["rp"], json!({"id": "dostyq.example", "name": "dostyq"}));
    assert_eq!((&options["user"]["name"], &options["timeout"]), (&json!(AIGUL), &json!(300_000)));
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
    assert_eq!((&options["attestation"], &options["excludeCredentials"]), (&json!("none"), &json!([])));

    let mut device = Device::new();
    let credential = device.create(&options);
    let refused = register(&aigul, "  ", &credential).await;
    assert_eq!(codes(&refused), ["INVALID_NAME"], "the challenge is still there");
    let registered = register(&aigul, "Айгүлдің телефоны", &credential).await;
    assert_eq!(registered["errors"], json!([]));
    assert_eq!(registered["recoveryCodes"].as_array().unwrap().len(), 10);
    let on = json!({
        "hasSecondFactor": true, "hasAuthenticatorApp": false, "needsSecondFactor": false, "recoveryCodesLeft": 10,
    });
    assert_eq!(registered["viewer"]["account"], on);
    assert_eq!(account(&aigul).await, on);
    let listed = passkeys(&aigul).await;
    assert_eq!(listed, [registered["passkey"].clone()]);
    assert_eq!((&listed[0]["name"], &listed[0]["lastUsedAt"]), (&json!("Айгүлдің телефоны"), &json!(null)));

    // Another process began the login that this one ends.
    let other = service.start_second().await;
    let options = login_options(&other.client(), "LOG_IN").await;
    assert_eq!(options["rpId"], "dostyq.example");
    assert_eq!(
        (&options["allowCredentials"], &options["userVerification"]),
        (&json!([]), &json!("required"))
    );
    let logged_in = send(&service.client(), &device.get(&options)).await;
    assert!(is_logged_in(&logged_in), "{logged_in:#}");
    assert_eq!(logged_in["viewer"]["account"]["email"], AIGUL);
    assert_eq!(logged_in["revokedDeletion"], false);
    let session = service.client().with_token(logged_in["session"]["token"].as_str().unwrap());
    assert!(passkeys(&session).await[0]["lastUsedAt"].is_string());
    // It counts as a recent login.
    let options = registration_options(&session).await;
    assert_eq!(options["excludeCredentials"][0]["id"], encode(&device.credential_id));
    let second = register(&session, "Кілт", &Device::new().create(&options)).await;
    assert_eq!((&second["errors"], &second["recoveryCodes"]), (&json!([]), &json!(null)));
    assert_eq!(account(&session).await["recoveryCodesLeft"], 10, "the earlier ones stay valid");
}

#[tokio::test]
async fn the_password_alone_does_not_log_in_any_more() {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let (mut device, recovery_codes) = Device::first(&aigul).await;
    let client = service.client();
    assert_eq!(codes(&with_password(&client, json!({})).await), ["SECOND_FACTOR_REQUIRED"]);
    let wrong = with_password(&client, json!({"secondFactor": "123456"})).await;
    assert_eq!(codes(&wrong), ["INVALID_SECOND_FACTOR"]);

    let answer = device.get(&login_options(&client, "SECOND_FACTOR").await);
    let logged_in = with_password(&client, json!({"passkey": answer})).await;
    assert!(is_logged_in(&logged_in), "{logged_in:#}");
    let again = with_password(&client, json!({"passkey": answer})).await;
    assert_eq!(again["errors"], json!([{"code": "INVALID_PASSKEY", "path": ["passkey"]}]));
    let logged_in = with_password(&client, json!({"secondFactor": recovery_codes[0]})).await;
    assert!(is_logged_in(&logged_in), "{logged_in:#}");

    // An answer is valid only for its purpose.
    let alone = device.get(&login_options(&client, "LOG_IN").await);
    assert_eq!(codes(&with_password(&client, json!({"passkey": alone})).await), ["INVALID_PASSKEY"]);
    let second = device.get(&login_options(&client, "SECOND_FACTOR").await);
    assert_eq!(codes(&send(&client, &second).await), ["INVALID_PASSKEY"]);
    // The passkey of somebody else is no second factor of this account.
    let mut theirs = Device::registered(&service.client().register(BERIK).await).await;
    let answer = theirs.get(&login_options(&client, "SECOND_FACTOR").await);
    assert_eq!(codes(&with_password(&client, json!({"passkey": answer})).await), ["INVALID_PASSKEY"]);
    // That there is a second factor is known only with the password.
    let answer = device.get(&login_options(&client, "SECOND_FACTOR").await);
    let guess = with_password(&client, json!({"passkey": answer, "password": "болжам"})).await;
    assert_eq!(codes(&guess), ["INVALID_CREDENTIALS"]);
}

#[tokio::test]
async fn wrong_passkeys_are_counted_with_wrong_codes() {
    let (service, _, mut device) = with_passkey().await;
    let client = service.client();
    let known = log_in(&client, &mut device).await["session"]["deviceToken"].take();
    // On one device, whose attempts at the password are delayed by a minute at most. Neither the passkeys nor the codes
    // alone reach the number of attempts that causes a delay.
    for number in 0..9 {
        service.clock.advance(Duration::seconds(150));
        let passkey = with_password(&client, json!({"passkey": {}, "deviceToken": known})).await;
        assert_eq!(codes(&passkey), ["INVALID_PASSKEY"], "{number}");
        service.clock.advance(Duration::seconds(150));
        let code = with_password(&client, json!({"secondFactor": "000000", "deviceToken": known})).await;
        assert_eq!(codes(&code), ["INVALID_SECOND_FACTOR"], "{number}");
    }
    service.clock.advance(Duration::seconds(61));
    let answer = device.get(&login_options(&client, "SECOND_FACTOR").await);
    let delayed = with_password(&client, json!({"passkey": answer, "deviceToken": known})).await;
    assert_eq!(codes(&delayed), ["TOO_MANY_ATTEMPTS"]);
    let elsewhere = device.get(&login_options(&client, "SECOND_FACTOR").await);
    assert!(is_logged_in(&with_password(&client, json!({"passkey": elsewhere})).await));
    assert!(is_logged_in(&log_in(&client, &mut device).await), "a passkey cannot be guessed");
}

#[tokio::test]
async fn a_device_without_a_signature_counter_logs_in_repeatedly() {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let mut device = Device::new();
    device.counter = None;
    let made = device.create(&registration_options(&aigul).await);
    assert_eq!(register(&aigul, "Бұлт", &made).await["errors"], json!([]));
    for _ in 0..3 {
        assert!(is_logged_in(&log_in(&service.client(), &mut device).await));
    }
}

#[tokio::test]
async fn after_the_last_passkey_is_removed_the_password_is_enough() {
    let (service, aigul, mut device) = with_passkey().await;
    let berik = service.client().register(BERIK).await;
    let id = passkeys(&aigul).await[0]["id"].clone();
    assert_eq!(remove(&berik, &id).await["errors"], json!([{"code": "NOT_FOUND", "path": ["id"]}]));
    service.clock.advance(Duration::minutes(16));
    let late = remove(&aigul, &id).await;
    assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    for (document, mutation) in [(START, "startPasskeyRegistration"), (REGISTER, "registerPasskey")] {
        let variables = json!({"input": {"name": "x", "credential": {}}});
        let late = aigul.query(document, variables).await[mutation].take();
        assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    }
    aigul.reauthenticate().await;

    // With an authenticator app as well: the second factor stays on when the passkey is removed, and later when the app
    // is.
    let factor = SecondFactor::set_up(&aigul, service.clock.now()).await;
    let removed = remove(&aigul, &id).await;
    let on = json!({"hasSecondFactor": true, "recoveryCodesLeft": 10});
    assert_eq!((&removed["errors"], &removed["deletedPasskeyId"]), (&json!([]), &id));
    assert_eq!(removed["viewer"]["account"], on);
    assert_eq!(codes(&log_in(&service.client(), &mut device).await), ["INVALID_PASSKEY"]);
    assert_eq!(codes(&remove(&aigul, &id).await), ["NOT_FOUND"]);
    let mut device = Device::registered(&aigul).await;
    let disable = "mutation($code: String!) { disableTotp(input: {code: $code}) {
        viewer { account { hasSecondFactor hasAuthenticatorApp recoveryCodesLeft } } errors { code }
    } }";
    let code = json!({"code": factor.recovery_codes[0]});
    let disabled = aigul.query(disable, code).await["disableTotp"].take();
    let left = json!({"hasSecondFactor": true, "hasAuthenticatorApp": false, "recoveryCodesLeft": 9});
    assert_eq!((&disabled["errors"], &disabled["viewer"]["account"]), (&json!([]), &left));
    let again = aigul.query(disable, json!({"code": factor.recovery_codes[1]})).await["disableTotp"].take();
    assert_eq!(codes(&again), ["NO_SECOND_FACTOR"]);
    assert_eq!(account(&aigul).await["recoveryCodesLeft"], 9, "no code was used up");
    assert!(is_logged_in(&log_in(&service.client(), &mut device).await));

    // The last two, at the same time.
    Device::registered(&aigul).await;
    let ids: Vec<Value> = passkeys(&aigul).await.iter().map(|passkey| passkey["id"].clone()).collect();
    let (a, b) = tokio::join!(remove(&aigul, &ids[0]), remove(&aigul, &ids[1]));
    assert_eq!((&a["errors"], &b["errors"]), (&json!([]), &json!([])));
    let off = json!({
        "hasSecondFactor": false, "hasAuthenticatorApp": false, "needsSecondFactor": false, "recoveryCodesLeft": 0,
    });
    assert_eq!(account(&aigul).await, off);
    assert!(is_logged_in(&with_password(&service.client(), json!({})).await));
}

#[tokio::test]
async fn editors_cannot_remove_a_passkey_that_is_their_last_second_factor() {
    let service = Service::requiring_second_factor().await;
    let editor = service.register_with_role(AIGUL, Role::Editor).await;
    assert_eq!(account(&editor).await["needsSecondFactor"], true);
    Device::registered(&editor).await;
    assert_eq!(account(&editor).await["needsSecondFactor"], false);
    let proposals = "{ proposals { edges { node { id } } } }";
    assert!(editor.query(proposals, json!({})).await["proposals"].is_object());

    let first = passkeys(&editor).await[0]["id"].clone();
    let refused = remove(&editor, &first).await;
    assert_eq!(refused["errors"], json!([{"code": "LAST_SECOND_FACTOR", "path": ["id"]}]));
    assert_eq!((&refused["deletedPasskeyId"], passkeys(&editor).await.len()), (&json!(null), 1));
    let mut second = Device::registered(&editor).await;
    assert_eq!(remove(&editor, &first).await["errors"], json!([]));
    let logged_in = log_in(&service.client(), &mut second).await;
    let session = service.client().with_token(logged_in["session"]["token"].as_str().unwrap());
    assert!(session.query(proposals, json!({})).await["proposals"].is_object());
    // An account that is no longer an editor may.
    service.set_role(AIGUL, Role::Learner).await;
    let last = passkeys(&editor).await[0]["id"].clone();
    assert_eq!(remove(&editor, &last).await["errors"], json!([]));
}

#[tokio::test]
async fn passkeys_of_disabled_and_deleted_accounts_do_not_log_in() {
    let (service, aigul, mut device) = with_passkey().await;
    let caller = Caller::anonymous(&service.services);
    accounts::set_disabled(&caller, AIGUL, true).await.unwrap();
    let options = login_options(&service.client(), "LOG_IN").await;
    let refused = send(&service.client(), &device.get(&options)).await;
    assert_eq!(codes(&refused), ["ACCOUNT_DISABLED"]);
    accounts::set_disabled(&caller, AIGUL, false).await.unwrap();
    let logged_in = log_in(&service.client(), &mut device).await;
    let aigul = aigul.with_token(logged_in["session"]["token"].as_str().unwrap());
    let delete = aigul.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
    assert_eq!(delete["deleteAccount"]["errors"], json!([]));
    let logged_in = log_in(&service.client(), &mut device).await;
    assert_eq!(logged_in["revokedDeletion"], true);

    let aigul = aigul.with_token(logged_in["session"]["token"].as_str().unwrap());
    registration_options(&aigul).await;
    accounts::delete(&caller, AIGUL).await.unwrap();
    assert_eq!(rows(&service).await, 0);
    assert_eq!(codes(&log_in(&service.client(), &mut device).await), ["INVALID_PASSKEY"]);
}

#[tokio::test]
async fn an_operator_resets_the_second_factor_of_an_owner_who_has_lost_it() {
    let (service, aigul, mut device) = with_passkey().await;
    accounts::reset_second_factor(&Caller::anonymous(&service.services), AIGUL).await.unwrap();
    // The sessions on the lost devices have ended.
    assert_eq!(aigul.execute(ACCOUNT, json!({})).await.code(), "UNAUTHENTICATED");
    let payload = with_password(&service.client(), json!({})).await;
    let aigul = service.client().with_token(payload["session"]["token"].as_str().unwrap());
    assert_eq!(passkeys(&aigul).await, Vec::<Value>::new());
    assert_eq!(account(&aigul).await["recoveryCodesLeft"], 0);
    assert_eq!(codes(&log_in(&service.client(), &mut device).await), ["INVALID_PASSKEY"]);
}

#[tokio::test]
async fn an_account_has_at_most_twenty_passkeys() {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let early = registration_options(&aigul).await;
    for _ in 0..19 {
        Device::registered(&aigul).await;
    }
    let mut made = Vec::new();
    for _ in 0..4 {
        made.push(Device::new().create(&registration_options(&aigul).await));
    }
    let at_once = join_all(made.iter().map(|credential| register(&aigul, "x", credential))).await;
    let refused: Vec<&Value> = at_once.iter().filter(|payload| payload["errors"] != json!([])).collect();
    assert_eq!(refused.len(), 3, "{at_once:#?}");
    assert!(refused.iter().all(|payload| codes(payload) == ["TOO_MANY_PASSKEYS"]), "{refused:#?}");
    let started = aigul.query(START, json!({})).await["startPasskeyRegistration"].take();
    assert_eq!((codes(&started), &started["options"]), (vec!["TOO_MANY_PASSKEYS"], &json!(null)));
    assert_eq!(codes(&register(&aigul, "x", &Device::new().create(&early)).await), ["TOO_MANY_PASSKEYS"]);
    assert_eq!(passkeys(&aigul).await.len(), 20);
}

#[tokio::test]
async fn only_the_public_url_says_where_passkeys_and_records_are() {
    let place = ScratchFolder::new();
    let data = place.path().join("data").to_str().unwrap().to_owned();
    for (url, id) in [
        (None, Some("localhost")),
        (Some("https://dostyq.example.kz/"), Some("dostyq.example.kz")),
        (Some("http://192.0.2.1:8000"), None),
    ] {
        let options = ["--data-dir", data.as_str()].into_iter();
        let options: Vec<&str> = options.chain(url.iter().flat_map(|url| ["--public-url", url])).collect();
        let service = RunningService::start(place.path(), &options);
        let started =
            service.client().query(START_LOGIN, json!({"purpose": "LOG_IN"})).await["startPasskeyLogin"]
                .take();
        match id {
            Some(id) => assert_eq!(started["options"]["rpId"], id, "{started:#}"),
            None => assert_eq!(codes(&started), ["PASSKEYS_NOT_SET_UP"]),
        }
        let listening = format!("http://{}", service.address);
        let base = url.unwrap_or(&listening).trim_end_matches('/');
        let catalogue = service.client().with("host", "evil.example").get("/data").await.json();
        assert_eq!(catalogue["@id"], format!("{base}/data"));
        let (_, log) = service.end(Signal::SIGTERM);
        assert_eq!(log.contains("no --public-url"), url.is_none(), "{log}");
    }
}

#[tokio::test]
async fn a_password_that_changes_during_a_login_does_not_matter() {
    let (service, _, mut device) = with_passkey().await;
    let url = &service.database.url;
    let options = login_options(&service.client(), "LOG_IN").await;
    let credential = device.get(&options);
    // The hash of the same password with other parameters.
    let renew = "UPDATE accounts SET password_hash = password_hash || ' '";
    let logged_in = commit_during(url, renew, send(&service.client(), &credential)).await;
    assert!(is_logged_in(&logged_in), "{logged_in}");
    let disable = "UPDATE accounts SET disabled_at = now()";
    let options = login_options(&service.client(), "LOG_IN").await;
    let credential = device.get(&options);
    let refused = commit_during(url, disable, send(&service.client(), &credential)).await;
    assert_eq!(codes(&refused), ["ACCOUNT_DISABLED"]);
}
