//! The second factor: setting it up, logging in with it, recovery codes, and the roles that require it.

use chrono::Duration;
use dostyq::app::{Caller, accounts};
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD, codes};
use crate::support::passkey::Device;
use crate::support::second_factor::{CONFIRM, START, SecondFactor, code, texts};
use crate::support::service::Service;
use crate::support::sql::connect;

mod program;

const LOG_IN: &str = "mutation($input: LogInInput!) { logIn(input: $input) {
    session { token deviceToken } errors { code path retryAfterSeconds }
} }";
const DISABLE: &str = "mutation($code: String!) { disableTotp(input: {code: $code}) {
    viewer { account { hasSecondFactor recoveryCodesLeft } } errors { code path }
} }";
const NEW_CODES: &str = "mutation { createRecoveryCodes { recoveryCodes errors { code path } } }";
const ACCOUNT: &str = "{ viewer { account { hasSecondFactor needsSecondFactor recoveryCodesLeft } } }";

const AIGUL: &str = "aigul@example.kz";
/// Half a minute: the next code.
const STEP: Duration = Duration::seconds(30);

/// Logs in with a second factor, and returns the payload.
async fn log_in(client: &Client, second_factor: Option<&str>) -> Value {
    log_in_with(client, json!({"email": AIGUL, "password": PASSWORD, "secondFactor": second_factor})).await
}

async fn log_in_with(client: &Client, input: Value) -> Value {
    client.query(LOG_IN, json!({"input": input})).await["logIn"].take()
}

fn is_logged_in(payload: &Value) -> bool {
    payload["errors"] == json!([]) && payload["session"]["token"].is_string()
}

async fn account(client: &Client) -> Value {
    client.query(ACCOUNT, json!({})).await["viewer"]["account"].take()
}

/// A service, and an account with a second factor whose code of the current time is used up.
async fn with_second_factor() -> (Service, Client, SecondFactor) {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let factor = SecondFactor::set_up(&aigul, service.clock.now()).await;
    (service, aigul, factor)
}

#[tokio::test]
async fn setting_up_takes_the_first_code() {
    let service = Service::start().await;
    let aigul = service.client().register(AIGUL).await;
    let now = service.clock.now();
    let off = json!({"hasSecondFactor": false, "needsSecondFactor": false, "recoveryCodesLeft": 0});
    assert_eq!(account(&aigul).await, off);
    let early = aigul.query(CONFIRM, json!({"code": "123456"})).await["confirmTotp"].take();
    assert_eq!(codes(&early), ["NO_SECOND_FACTOR"]);

    let replaced = aigul.query(START, json!({})).await["startTotp"].take();
    let started = aigul.query(START, json!({})).await["startTotp"].take();
    let secret = started["secret"].as_str().unwrap();
    assert_eq!(secret.len(), 32);
    let uri = started["otpauthUri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/dostyq:aigul%40example%2Ekz?secret="), "{uri}");
    assert!(uri.contains(&format!("secret={secret}&")), "{uri}");
    assert_ne!(replaced["secret"], started["secret"]);
    // Until the first code, the password is enough.
    assert!(is_logged_in(&log_in(&service.client(), None).await));
    for wrong in [code(replaced["secret"].as_str().unwrap(), now).as_str(), "", "12345", "abcdef"] {
        let refused = aigul.query(CONFIRM, json!({"code": wrong})).await["confirmTotp"].take();
        assert_eq!(codes(&refused), ["INVALID_SECOND_FACTOR"], "{wrong}");
        assert_eq!(refused["recoveryCodes"], json!(null));
    }
    assert_eq!(account(&aigul).await, off);

    let typed = code(secret, now);
    let typed = format!("{} {}", &typed[..3], &typed[3..]);
    let confirmed = aigul.query(CONFIRM, json!({"code": typed})).await["confirmTotp"].take();
    let on = json!({"hasSecondFactor": true, "needsSecondFactor": false, "recoveryCodesLeft": 10});
    assert_eq!((&confirmed["errors"], &confirmed["viewer"]["account"]), (&json!([]), &on));
    assert_eq!(texts(&confirmed["recoveryCodes"]).len(), 10);
    assert_eq!(account(&aigul).await, on);
    for document in [START, CONFIRM] {
        let again = aigul.query(document, json!({"code": code(secret, now + STEP)})).await;
        assert_eq!(codes(again.as_object().unwrap().values().next().unwrap()), ["TOTP_ENABLED"]);
    }
}

#[tokio::test]
async fn the_second_factor_is_asked_for_only_after_the_right_password() {
    let (service, _, factor) = with_second_factor().await;
    service.client().register("berik@example.kz").await;
    let right = factor.code(service.clock.now() + STEP);
    let mut answers = Vec::new();
    for (email, second_factor) in [(AIGUL, None), (AIGUL, Some(&right)), ("berik@example.kz", None)] {
        let input = json!({"email": email, "password": "болжам", "secondFactor": second_factor});
        let (client, variables) = (service.client(), json!({"input": input}));
        let before = service.services.passwords.hashes();
        let (answer, statements) = service.statements(client.execute(LOG_IN, variables)).await;
        answers.push((answer.status, answer.body, statements, service.services.passwords.hashes() - before));
    }
    assert_eq!(answers[0], answers[2], "nothing tells that there is a second factor");
    assert_eq!(answers[1], answers[2]);
    let body = String::from_utf8(answers[0].1.to_vec()).unwrap();
    assert!(body.contains("INVALID_CREDENTIALS") && !body.contains("SECOND_FACTOR"), "{body}");

    let missing = log_in(&service.client(), None).await;
    assert_eq!(missing["session"], json!(null));
    assert_eq!(codes(&missing), ["SECOND_FACTOR_REQUIRED"]);
    assert_eq!(missing["errors"][0]["path"], json!(["secondFactor"]));
    // The code was not used by the login with a wrong password.
    let logged_in = log_in(&service.client(), Some(&right)).await;
    assert!(is_logged_in(&logged_in), "{logged_in:#}");
    // A device that is known needs it, too.
    let device = &logged_in["session"]["deviceToken"];
    let input = json!({"email": AIGUL, "password": PASSWORD, "deviceToken": device});
    assert_eq!(codes(&log_in_with(&service.client(), input).await), ["SECOND_FACTOR_REQUIRED"]);
    // An account without a second factor ignores it.
    let input = json!({"email": "berik@example.kz", "password": PASSWORD, "secondFactor": "000000"});
    assert!(is_logged_in(&log_in_with(&service.client(), input).await));
}

#[tokio::test]
async fn a_code_counts_once_and_for_a_step_around_its_own() {
    let (service, _, factor) = with_second_factor().await;
    let client = service.client();
    let now = service.clock.now();
    let used = log_in(&client, Some(&factor.code(now))).await;
    assert_eq!(codes(&used), ["INVALID_SECOND_FACTOR"], "it was used to set up");
    let next = factor.code(now + STEP);
    assert!(is_logged_in(&log_in(&client, Some(&next)).await), "a phone that is half a minute ahead");
    assert_eq!(codes(&log_in(&client, Some(&next)).await), ["INVALID_SECOND_FACTOR"]);
    service.clock.advance(STEP * 4);
    let now = service.clock.now();
    for (offset, is_valid) in [(STEP * 2, false), (-STEP * 2, false), (-STEP, true), (-STEP, false)] {
        let payload = log_in(&client, Some(&factor.code(now + offset))).await;
        assert_eq!(is_logged_in(&payload), is_valid, "{offset}: {payload:#}");
    }
    // Two requests at once.
    let code = factor.code(now);
    let (a, b) = tokio::join!(log_in(&client, Some(&code)), log_in(&client, Some(&code)));
    assert_eq!(usize::from(is_logged_in(&a)) + usize::from(is_logged_in(&b)), 1, "{a:#} {b:#}");
    let refused = if is_logged_in(&a) { &b } else { &a };
    assert_eq!(codes(refused), ["INVALID_SECOND_FACTOR"]);
}

#[tokio::test]
async fn a_recovery_code_counts_once_until_there_are_new_ones() {
    let (service, aigul, factor) = with_second_factor().await;
    let client = service.client();
    let first = &factor.recovery_codes[0];
    assert!(is_logged_in(&log_in(&client, Some(first)).await));
    assert_eq!(codes(&log_in(&client, Some(first)).await), ["INVALID_SECOND_FACTOR"]);
    assert_eq!(account(&aigul).await["recoveryCodesLeft"], 9);
    let typed = factor.recovery_codes[1].to_uppercase().replace('-', " ");
    assert!(is_logged_in(&log_in(&client, Some(&typed)).await));
    let both = &factor.recovery_codes[2];
    let (a, b) = tokio::join!(log_in(&client, Some(both)), log_in(&client, Some(both)));
    assert_eq!(usize::from(is_logged_in(&a)) + usize::from(is_logged_in(&b)), 1, "{a:#} {b:#}");
    assert_eq!(account(&aigul).await["recoveryCodesLeft"], 7);

    service.clock.advance(Duration::minutes(16));
    let late = aigul.query(NEW_CODES, json!({})).await["createRecoveryCodes"].take();
    assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    aigul.reauthenticate().await;
    let renewed = aigul.query(NEW_CODES, json!({})).await["createRecoveryCodes"].take();
    let renewed = texts(&renewed["recoveryCodes"]);
    assert_eq!(account(&aigul).await["recoveryCodesLeft"], 10);
    assert_eq!(codes(&log_in(&client, Some(&factor.recovery_codes[3])).await), ["INVALID_SECOND_FACTOR"]);
    assert!(is_logged_in(&log_in(&client, Some(&renewed[9])).await));
    // Another account's codes are not valid.
    let berik = service.client().register("berik@example.kz").await;
    let other = SecondFactor::set_up(&berik, service.clock.now()).await;
    assert_eq!(codes(&log_in(&client, Some(&other.recovery_codes[0])).await), ["INVALID_SECOND_FACTOR"]);
}

#[tokio::test]
async fn wrong_codes_elsewhere_are_counted_together_and_do_not_delay_a_known_device() {
    let (service, aigul, factor) = with_second_factor().await;
    let known = log_in(&service.client(), Some(&factor.code(service.clock.now() + STEP))).await;
    let device = &known["session"]["deviceToken"];
    let enter = async |device: &Value, code: &str| {
        let input =
            json!({"email": AIGUL, "password": PASSWORD, "secondFactor": code, "deviceToken": device});
        log_in_with(&service.client(), input).await
    };
    let (elsewhere, wrong) = (Value::Null, "abcd-abcd-abcd-abcd");
    // Nine attempts in logins, and one in a session: neither alone would cause a delay.
    for number in 0..9 {
        assert_eq!(codes(&enter(&elsewhere, wrong).await), ["INVALID_SECOND_FACTOR"], "{number}");
    }
    let refused = aigul.query(DISABLE, json!({"code": "000000"})).await["disableTotp"].take();
    assert_eq!(codes(&refused), ["INVALID_SECOND_FACTOR"]);
    let delayed = enter(&elsewhere, &factor.recovery_codes[0]).await;
    assert_eq!(codes(&delayed), ["TOO_MANY_ATTEMPTS"], "a right code has to wait, too");
    assert_eq!(delayed["errors"][0]["retryAfterSeconds"], 1);
    assert!(is_logged_in(&enter(device, &factor.recovery_codes[0]).await));
    let still_delayed = aigul.query(DISABLE, json!({"code": "000000"})).await["disableTotp"].take();
    assert_eq!(codes(&still_delayed), ["TOO_MANY_ATTEMPTS"], "that success was another count's");

    // Who has such a device does not guess freely either.
    for number in 0..10 {
        assert_eq!(codes(&enter(device, wrong).await), ["INVALID_SECOND_FACTOR"], "{number}");
    }
    let delayed = enter(device, &factor.recovery_codes[1]).await;
    assert_eq!(
        (codes(&delayed), &delayed["errors"][0]["retryAfterSeconds"]),
        (vec!["TOO_MANY_ATTEMPTS"], &json!(1))
    );
    // That there is a second factor is still known only with the password.
    service.clock.advance(Duration::seconds(1));
    let input =
        json!({"email": AIGUL, "password": "болжам", "secondFactor": "000000", "deviceToken": device});
    assert_eq!(codes(&log_in_with(&service.client(), input).await), ["INVALID_CREDENTIALS"]);
    // The delay rises, and a success resets it.
    service.clock.advance(Duration::seconds(2));
    assert_eq!(codes(&enter(device, wrong).await), ["INVALID_SECOND_FACTOR"]);
    assert_eq!(enter(device, wrong).await["errors"][0]["retryAfterSeconds"], 4);
    service.clock.advance(Duration::minutes(1));
    assert!(is_logged_in(&enter(device, &factor.recovery_codes[1]).await));
    assert_eq!(codes(&enter(device, wrong).await), ["INVALID_SECOND_FACTOR"]);
}

#[tokio::test]
async fn turning_the_second_factor_off_takes_a_recent_login_and_a_code() {
    let (service, aigul, factor) = with_second_factor().await;
    service.clock.advance(Duration::minutes(16));
    let next = factor.code(service.clock.now());
    for (document, mutation) in [(DISABLE, "disableTotp"), (START, "startTotp")] {
        let late = aigul.query(document, json!({"code": next})).await[mutation].take();
        assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    }
    aigul.reauthenticate().await;
    let wrong = aigul.query(DISABLE, json!({"code": factor.code(service.clock.now() - STEP * 9)})).await;
    assert_eq!(wrong["disableTotp"]["errors"], json!([{"code": "INVALID_SECOND_FACTOR", "path": ["code"]}]));
    assert_eq!(account(&aigul).await["hasSecondFactor"], true);

    let disabled = aigul.query(DISABLE, json!({"code": next})).await["disableTotp"].take();
    let off = json!({"hasSecondFactor": false, "recoveryCodesLeft": 0});
    assert_eq!((&disabled["errors"], &disabled["viewer"]["account"]), (&json!([]), &off));
    assert!(is_logged_in(&log_in(&service.client(), None).await));
    for (document, mutation) in [(DISABLE, "disableTotp"), (NEW_CODES, "createRecoveryCodes")] {
        let refused = aigul.query(document, json!({"code": factor.recovery_codes[0]})).await[mutation].take();
        assert_eq!(codes(&refused), ["NO_SECOND_FACTOR"]);
    }
    // Another set-up has another secret; a recovery code turns it off, too.
    let again = SecondFactor::set_up(&aigul, service.clock.now() + STEP).await;
    assert_ne!(again.secret, factor.secret);
    assert_eq!(
        codes(&log_in(&service.client(), Some(&factor.recovery_codes[0])).await),
        ["INVALID_SECOND_FACTOR"]
    );
    let disabled = aigul.query(DISABLE, json!({"code": again.recovery_codes[0]})).await["disableTotp"].take();
    assert_eq!(disabled["errors"], json!([]));
    for document in [START, CONFIRM, DISABLE, NEW_CODES] {
        let anonymous = service.client().execute(document, json!({"code": "123456"})).await;
        assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    }
}

#[tokio::test]
async fn editors_and_admins_may_do_more_than_leaders_only_with_a_second_factor() {
    const PUBLISH: &str = "mutation($source: ID!) { createPerson(input: {publish: true, record: {
        slug: \"aigul\", citations: [{sourceId: $source}],
        names: [{text: {kk: \"Айгүл\"}, citations: [{sourceId: $source}]}]
    }}) { record: person { id } errors { code message } } }";
    const PROMOTE: &str = "mutation($id: ID!) {
        setAccountRole(input: {accountId: $id, role: LEADER}) { managedAccount { role } errors { code message } }
    }";
    const NODE: &str = "query($id: ID!) { node(id: $id) { id } }";
    const LISTS: &str = "{ accounts(first: 1) { edges { node { id } } } proposals { edges { node { id } } } wordReports { edges { node { id } } } }";
    let service = Service::requiring_second_factor().await;
    let admin = service.client().register(AIGUL).await;
    let berik = service.client().register("berik@example.kz").await;
    let berik_id = berik.account_id().await;
    let sources = admin.query("{ sources { edges { node { id } } } }", json!({})).await;
    let source = json!({"source": sources["sources"]["edges"][0]["node"]["id"]});
    let promote = json!({"id": berik_id});
    let refused = async |document: &str, variables: &Value, language: &str| {
        let client = admin.with("accept-language", language);
        let data = client.query(document, variables.clone()).await;
        let payload = data.as_object().unwrap().values().next().unwrap();
        (codes(payload).join(" "), payload["errors"][0]["message"].as_str().unwrap().to_owned())
    };
    assert_eq!(
        refused(PUBLISH, &source, "en").await.0,
        "FORBIDDEN",
        "a learner lacks more than a second factor"
    );

    service.set_role(AIGUL, Role::Admin).await;
    let needs = json!({"hasSecondFactor": false, "needsSecondFactor": true, "recoveryCodesLeft": 0});
    assert_eq!(account(&admin).await, needs);
    for (document, variables) in [(PUBLISH, &source), (PROMOTE, &promote)] {
        let (code, english) = refused(document, variables, "en").await;
        assert_eq!(code, "SECOND_FACTOR_REQUIRED");
        assert_eq!(english, "Your role needs two-step login: set it up in your account settings first.");
        assert_ne!(refused(document, variables, "kk").await.1, english);
    }
    let nothing = json!({"accounts": null, "proposals": null, "wordReports": null});
    assert_eq!(admin.query(LISTS, json!({})).await, nothing);
    let club = "mutation { createClub(input: {name: \"Достар\"}) { club { name } errors { code } } }";
    assert_eq!(admin.query(club, json!({})).await["createClub"]["errors"], json!([]), "as leaders may");
    // Logging in again is possible, and changes nothing.
    let again = service.client().log_in(AIGUL).await;
    assert_eq!(account(&again).await, needs);

    let factor = SecondFactor::set_up(&admin, service.clock.now()).await;
    for client in [&admin, &again] {
        let lists = client.query(LISTS, json!({})).await;
        assert!(lists.as_object().unwrap().values().all(Value::is_object), "{lists:#}");
    }
    let managed = admin.query(LISTS, json!({})).await["accounts"]["edges"][0]["node"].take();
    assert_eq!(admin.query(NODE, managed.clone()).await["node"], managed);
    assert_eq!(again.query(PUBLISH, source.clone()).await["createPerson"]["errors"], json!([]));
    let promoted = admin.query(PROMOTE, promote.clone()).await["setAccountRole"].take();
    assert_eq!(promoted, json!({"managedAccount": {"role": "LEADER"}, "errors": []}));
    let list =
        admin.query("{ accounts { nodes: edges { node { email hasSecondFactor } } } }", json!({})).await;
    let expected = json!([
        {"node": {"email": AIGUL, "hasSecondFactor": true}},
        {"node": {"email": "berik@example.kz", "hasSecondFactor": false}},
    ]);
    let mut listed = list["accounts"]["nodes"].as_array().unwrap().clone();
    listed.sort_by_key(|account| account["node"]["email"].to_string());
    assert_eq!(Value::from(listed), expected);
    // A leader needs none.
    assert_eq!(account(&berik).await["needsSecondFactor"], false);
    assert_eq!(berik.query(club, json!({})).await["createClub"]["errors"], json!([]));

    // The last one stays, and no code is used up.
    let code = json!({"code": factor.recovery_codes[0]});
    let refused = admin.query(DISABLE, code.clone()).await["disableTotp"].take();
    assert_eq!(refused["errors"], json!([{"code": "LAST_SECOND_FACTOR", "path": []}]));
    assert_eq!(account(&admin).await["recoveryCodesLeft"], 10);
    Device::registered(&admin).await;
    let disabled = admin.query(DISABLE, code).await["disableTotp"].take();
    let left = json!({"hasSecondFactor": true, "recoveryCodesLeft": 9});
    assert_eq!((&disabled["errors"], &disabled["viewer"]["account"]), (&json!([]), &left));
    assert_eq!(admin.query(NODE, managed.clone()).await["node"], managed);
}

#[tokio::test]
async fn no_secret_is_in_the_database_or_in_exports_and_a_deletion_leaves_nothing() {
    let (service, aigul, factor) = with_second_factor().await;
    let database = connect(&service.database.url).await.unwrap();
    let rows = "SELECT (SELECT string_agg(accounts::text, ' ') FROM accounts)
        || ' ' || (SELECT string_agg(recovery_codes::text, ' ') FROM recovery_codes)";
    let stored: String = database.query_one(rows, &[]).await.unwrap().get(0);
    let export = aigul.get("/me/export.json").await;
    let export = String::from_utf8(export.body.to_vec()).unwrap();
    assert!(stored.contains(AIGUL) && export.contains(AIGUL), "the searches find existing text");
    let bytes = data_encoding::BASE32_NOPAD.decode(factor.secret.as_bytes()).unwrap();
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let mut secrets = vec![factor.secret.clone(), hex(&bytes)];
    for code in &factor.recovery_codes {
        secrets.extend([code.clone(), code.replace('-', ""), hex(code.replace('-', "").as_bytes())]);
    }
    for secret in secrets {
        assert!(!stored.contains(&secret) && !export.contains(&secret), "{secret}");
    }

    accounts::delete(&Caller::anonymous(&service.services), AIGUL).await.unwrap();
    let left = "SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM recovery_codes)";
    assert_eq!(database.query_one(left, &[]).await.unwrap().get::<_, i64>(0), 0);
}
