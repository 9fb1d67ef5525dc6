//! Which answers to a challenge are accepted.

use chrono::Duration;
use dostyq::app::accounts;
use serde_json::{Value, json};

use super::{
    AIGUL, BERIK, LOG_IN, account, is_logged_in, log_in, passkeys, rows, send, with_passkey, with_password,
};
use crate::support::client::codes;
use crate::support::passkey::{Device, encode, login_options, register, registration_options};
use crate::support::service::{PUBLIC_URL, Service};

#[tokio::test]
async fn a_challenge_is_answered_once_in_time_and_by_its_own_account() {
    let (service, aigul, mut device) = with_passkey().await;
    let client = service.client();
    let answer = device.get(&login_options(&client, "LOG_IN").await);
    assert!(is_logged_in(&send(&client, &answer).await));
    assert_eq!(codes(&send(&client, &answer).await), ["INVALID_PASSKEY"]);
    // Of two requests at once, one succeeds.
    let answer = device.get(&login_options(&client, "LOG_IN").await);
    let (a, b) = tokio::join!(send(&client, &answer), send(&client, &answer));
    assert_eq!(usize::from(is_logged_in(&a)) + usize::from(is_logged_in(&b)), 1, "{a:#} {b:#}");

    for (wait, is_valid) in [(Duration::seconds(299), true), (Duration::seconds(300), false)] {
        let answer = device.get(&login_options(&client, "LOG_IN").await);
        service.clock.advance(wait);
        assert_eq!(is_logged_in(&send(&client, &answer).await), is_valid, "{wait}");
    }
    aigul.reauthenticate().await;
    let berik = service.client().register(BERIK).await;
    let mut other = Device::new();
    let made = other.create(&registration_options(&aigul).await);
    assert_eq!(codes(&register(&berik, "x", &made).await), ["INVALID_PASSKEY"], "made for another account");
    assert_eq!(register(&aigul, "x", &made).await["errors"], json!([]));
    assert_eq!(codes(&register(&aigul, "x", &made).await), ["INVALID_PASSKEY"]);
    // The credential of another account, with a new challenge.
    let options = registration_options(&berik).await;
    assert_eq!(codes(&register(&berik, "x", &other.create(&options)).await), ["INVALID_PASSKEY"]);
    assert_eq!(passkeys(&berik).await, Vec::<Value>::new());
    let late = Device::new().create(&registration_options(&berik).await);
    service.clock.advance(Duration::minutes(5));
    assert_eq!(codes(&register(&berik, "x", &late).await), ["INVALID_PASSKEY"]);
    // Challenges that nobody answered are deleted.
    login_options(&client, "LOG_IN").await;
    let before = rows(&service).await;
    service.clock.advance(Duration::minutes(5));
    accounts::delete_due_accounts(&service.services).await.unwrap();
    assert_eq!(rows(&service).await, before - 1);
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_refused_and_uses_up_its_challenge() {
    type Change = fn(&mut Device);
    let changes: [(&str, Change); 4] = [
        ("another origin", |device| device.origin = "https://dostyq.example.evil".to_owned()),
        ("without TLS", |device| device.origin = "http://dostyq.example".to_owned()),
        ("another site", |device| device.rp_id = Some("evil.example".to_owned())),
        ("without verification of the user", |device| device.verifies_user = false),
    ];
    let service = Service::start().await;
    let (aigul, berik) = (service.client().register(AIGUL).await, service.client().register(BERIK).await);
    let client = service.client();
    for (name, change) in changes {
        let mut device = Device::new();
        change(&mut device);
        let refused = register(&aigul, "x", &device.create(&registration_options(&aigul).await)).await;
        assert_eq!(refused["errors"], json!([{"code": "INVALID_PASSKEY", "path": ["credential"]}]), "{name}");
    }
    assert_eq!(account(&aigul).await["hasSecondFactor"], false);

    let mut right = Device::registered(&aigul).await;
    let theirs = Device::registered(&berik).await;
    let answers: [(&str, Change); 3] = [
        ("a counter that goes back", |device| device.counter = Some(1)),
        ("a counter that stands still", |device| device.counter = device.counter.map(|counter| counter - 1)),
        ("no account", |device| device.user_handle = Value::Null),
    ];
    for _ in 0..3 {
        assert!(is_logged_in(&log_in(&client, &mut right).await));
    }
    for (name, change) in changes.into_iter().chain(answers) {
        let (counter, user) = (right.counter, right.user_handle.clone());
        change(&mut right);
        let options = login_options(&client, "LOG_IN").await;
        let refused = send(&client, &right.get(&options)).await;
        assert_eq!(refused["errors"], json!([{"code": "INVALID_PASSKEY", "path": ["credential"]}]), "{name}");
        assert_eq!(refused["session"], json!(null));
        (right.origin, right.rp_id, right.verifies_user) = (PUBLIC_URL.to_owned(), None, true);
        (right.counter, right.user_handle) = (counter, user);
        assert_eq!(codes(&send(&client, &right.get(&options)).await), ["INVALID_PASSKEY"], "{name}: used up");
        assert!(is_logged_in(&log_in(&client, &mut right).await), "{name}: the right one still logs in");
    }

    // The credential, the account or the signature of somebody else.
    let options = login_options(&client, "LOG_IN").await;
    let mut forged = right.get(&options);
    forged["rawId"] = json!(encode(&theirs.credential_id));
    assert_eq!(codes(&send(&client, &forged).await), ["INVALID_PASSKEY"]);
    let mut forged = right.get(&login_options(&client, "LOG_IN").await);
    forged["response"]["userHandle"] = theirs.user_handle.clone();
    assert_eq!(codes(&send(&client, &forged).await), ["INVALID_PASSKEY"]);
    let mut forged = right.get(&login_options(&client, "LOG_IN").await);
    forged["response"]["signature"] = right.get(&options)["response"]["signature"].clone();
    assert_eq!(codes(&send(&client, &forged).await), ["INVALID_PASSKEY"]);
    for nonsense in [json!({}), json!("x"), json!(null), json!({"rawId": 1, "response": []})] {
        let answer = client.execute(LOG_IN, json!({"input": {"credential": nonsense}})).await;
        let is_refused = answer.json()["errors"].is_array()
            || codes(&answer.data()["logInWithPasskey"]) == ["INVALID_PASSKEY"];
        assert!(is_refused, "{nonsense}");
    }
    // Made up, and never registered.
    let mut unknown = Device::new();
    unknown.user_handle = right.user_handle.clone();
    assert_eq!(codes(&log_in(&client, &mut unknown).await), ["INVALID_PASSKEY"]);
}

#[tokio::test]
async fn guesses_at_passwords_keep_nobody_at_the_same_address_from_a_passkey() {
    let (service, aigul, mut device) = with_passkey().await;
    let client = service.client();
    let known = log_in(&client, &mut device).await["session"]["deviceToken"].take();
    let guess = "mutation($email: String!) { logIn(input: {email: $email, password: \"болжам\"}) { errors { code } } }";
    let mut last = Value::Null;
    for number in 0..130 {
        last = client.query(guess, json!({"email": format!("{number}@example.kz")})).await["logIn"].take();
    }
    assert_eq!(codes(&last), ["TOO_MANY_ATTEMPTS"]);
    assert!(is_logged_in(&log_in(&client, &mut device).await));
    // With the password, on a known device.
    let answer = device.get(&login_options(&client, "SECOND_FACTOR").await);
    let entered = with_password(&client, json!({"passkey": answer, "deviceToken": known})).await;
    assert!(is_logged_in(&entered), "{entered:#}");
    assert_eq!(account(&aigul).await["hasSecondFactor"], true);

    // They are counted, too.
    let start = "mutation { startPasskeyLogin(input: {purpose: LOG_IN}) { options errors { code } } }";
    for _ in 0..130 {
        last = client.query(start, json!({})).await["startPasskeyLogin"].take();
    }
    assert_eq!(codes(&last), ["TOO_MANY_ATTEMPTS"]);
}
