//! One-time codes of leaders: for pupils who have tried several passwords, and who choose a new one.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::reset_password;
use serde_json::{Value, json};

use crate::support::client::PASSWORD;
use crate::support::club::{create_club, leader, problem};
use crate::support::pupil::{create_code, log_in_with_code, pupil, register};
use crate::support::service::Service;

const NEW_PASSWORD: &str = "көп жылдан кейін келген";

async fn log_in(service: &Service, name: &str, password: &str) -> Value {
    let field = if name.contains('@') { "email" } else { "username" };
    let log_in =
        "mutation($input: LogInInput!) { logIn(input: $input) { session { token } errors { code path } } }";
    let input = json!({field: name, "password": password});
    service.client().query(log_in, json!({"input": input})).await["logIn"].take()
}

/// Tries wrong passwords until further attempts are delayed.
async fn try_passwords(service: &Service, name: &str) {
    for number in 0..10 {
        let refused = log_in(service, name, &format!("болжам {number}")).await;
        assert_eq!(problem(&refused), ("INVALID_CREDENTIALS", ""), "{number}");
    }
    assert_eq!(problem(&log_in(service, name, PASSWORD).await), ("TOO_MANY_ATTEMPTS", ""));
}

#[tokio::test]
async fn a_pupil_who_has_tried_several_passwords_uses_a_new_code_at_once() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (_, membership) = pupil(&service, &club, "aigul7").await;
    try_passwords(&service, "aigul7").await;
    let issued = create_code(&dana, &membership).await;
    let done = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(done["errors"], json!([]));
}

#[tokio::test]
async fn the_owner_of_a_password_that_an_operator_has_set_logs_in_at_once() {
    let service = Service::start().await;
    service.client().register("aigul@example.kz").await;
    try_passwords(&service, "aigul@example.kz").await;
    let operator = Caller::anonymous(&service.services);
    reset_password(&operator, "aigul@example.kz", &NEW_PASSWORD.into()).await.unwrap();
    assert_eq!(log_in(&service, "aigul@example.kz", NEW_PASSWORD).await["errors"], json!([]));
}

#[tokio::test]
async fn a_new_password_contains_no_name_of_its_owner() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let input = json!({
        "inviteCode": club["inviteCode"], "displayName": "Айгүл Сейітқызы", "username": "aigul7", "password": PASSWORD,
    });
    let membership = register(&service, input).await["club"]["viewerMembership"].take();
    let issued = create_code(&dana, &membership).await;
    let other = json!("00000-00000");
    // Without the code, nobody learns from the answer what the pupil is called.
    for (code, refused) in
        [(&other, ("INVALID_LOGIN_CODE", "code")), (&issued["code"], ("PASSWORD_PERSONAL", "newPassword"))]
    {
        let payload = log_in_with_code(&service, "aigul7", code, "сейітқызы").await;
        assert_eq!(problem(&payload), refused);
    }
    assert_eq!(log_in(&service, "aigul7", PASSWORD).await["errors"], json!([]));
    let done = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(done["errors"], json!([]), "the code was not used up");

    let operator = Caller::anonymous(&service.services);
    let personal = reset_password(&operator, "aigul7", &"сейітқызы".into()).await;
    assert!(format!("{personal:?}").contains("PasswordPersonal"), "{personal:?}");
    assert_eq!(log_in(&service, "aigul7", NEW_PASSWORD).await["errors"], json!([]));
}

#[tokio::test]
async fn a_code_that_was_created_while_the_clock_was_ahead_is_valid_no_longer() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let (_, membership) = pupil(&service, &club, "aigul7").await;
    service.clock.advance(Duration::days(1));
    let issued = create_code(&dana, &membership).await;
    service.clock.advance(Duration::days(-1));
    let late = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    assert_eq!(problem(&late), ("INVALID_LOGIN_CODE", "code"));
    let again = create_code(&dana, &membership).await;
    let done = log_in_with_code(&service, "aigul7", &again["code"], NEW_PASSWORD).await;
    assert_eq!(done["errors"], json!([]));
}
