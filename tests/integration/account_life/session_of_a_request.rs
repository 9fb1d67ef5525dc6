//! The session that the fields of one mutation belong to: a login, or entering the password again, counts for the fields
//! that follow it, and for its own account alone.

use chrono::Duration;
use serde_json::{Value, json};

use super::{is_logged_out, sessions};
use crate::support::client::{Client, PASSWORD, codes};
use crate::support::service::Service;

/// Logs in, and then runs the other fields in the same mutation.
async fn log_in_and(client: &Client, email: &str, then: &str) -> Value {
    let document = format!(
        "mutation($input: LogInInput!) {{
            logIn(input: $input) {{ session {{ token }} viewer {{ sessions {{ isCurrent }} }} errors {{ code }} }}
            {then}
        }}"
    );
    let data = client.query(&document, json!({"input": {"email": email, "password": PASSWORD}})).await;
    assert_eq!(codes(&data["logIn"]), Vec::<String>::new());
    data
}

fn with_token_of(service: &Service, data: &Value) -> Client {
    service.client().with_token(data["logIn"]["session"]["token"].as_str().unwrap())
}

const REAUTHENTICATE: &str = "reauthenticate(input: {password: \"PASSWORD\"}) { errors { code } }";
const DELETE: &str = "deleteAccount { errors { code } }";

#[tokio::test]
async fn another_account_s_password_does_not_count_for_the_session_of_the_request() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    service.client().register("berik@example.kz").await;
    service.clock.advance(Duration::minutes(16));
    let reauthenticate = REAUTHENTICATE.replace("PASSWORD", PASSWORD);
    let both = log_in_and(&aigul, "berik@example.kz", &reauthenticate).await;
    assert_eq!(both["reauthenticate"]["errors"], json!([]));
    let registered = aigul
        .query(
            &format!(
                "mutation($input: RegisterInput!) {{ register(input: $input) {{ errors {{ code }} }} {reauthenticate} }}"
            ),
            json!({"input": {"email": "sabit@example.kz", "password": PASSWORD, "displayName": "Сәбит", "timeZone": "Asia/Almaty"}}),
        )
        .await;
    assert_eq!(registered["register"]["errors"], json!([]));
    let deletion = aigul.query(&format!("mutation {{ {DELETE} }}"), json!({})).await;
    assert_eq!(codes(&deletion["deleteAccount"]), ["REAUTHENTICATION_REQUIRED"]);
}

#[tokio::test]
async fn a_login_counts_for_the_following_fields() {
    let service = Service::start().await;
    let first = service.client().register("aigul@example.kz").await;
    let berik = service.client().register("berik@example.kz").await;
    service.clock.advance(Duration::minutes(16));

    let ended = "endOtherSessions { endedSessions errors { code } }";
    let data = log_in_and(&berik, "aigul@example.kz", ended).await;
    assert_eq!(data["endOtherSessions"]["endedSessions"], 1);
    let current = data["logIn"]["viewer"]["sessions"].as_array().unwrap().iter();
    assert_eq!(current.filter(|session| session["isCurrent"] == true).count(), 1);
    assert!(is_logged_out(&first).await);
    assert_eq!(sessions(&with_token_of(&service, &data)).await.len(), 1);

    let change = format!(
        "changePassword(input: {{currentPassword: \"{PASSWORD}\", newPassword: \"тау мен дала жаңа сөз\"}}) {{ errors {{ code }} }}"
    );
    let data = log_in_and(&service.client(), "berik@example.kz", &change).await;
    assert_eq!(data["changePassword"]["errors"], json!([]));
    assert!(!is_logged_out(&with_token_of(&service, &data)).await);
    assert!(is_logged_out(&berik).await);

    let data = log_in_and(&service.client(), "aigul@example.kz", DELETE).await;
    assert_eq!(data["deleteAccount"]["errors"], json!([]));
}

#[tokio::test]
async fn logging_out_after_a_login_ends_the_new_session_alone() {
    let service = Service::start().await;
    let first = service.client().register("aigul@example.kz").await;
    service.client().register("berik@example.kz").await;
    let data = log_in_and(&first, "berik@example.kz", "logOut { errors { code } }").await;
    assert!(is_logged_out(&with_token_of(&service, &data)).await);
    assert!(!is_logged_out(&first).await);
}

#[tokio::test]
async fn entering_the_password_counts_for_the_following_fields() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    service.clock.advance(Duration::minutes(16));
    let document = format!("mutation {{ {} {DELETE} }}", REAUTHENTICATE.replace("PASSWORD", PASSWORD));
    let data = client.query(&document, json!({})).await;
    assert_eq!(data["deleteAccount"]["errors"], json!([]));
}
