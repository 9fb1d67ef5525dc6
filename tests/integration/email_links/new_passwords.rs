//! Setting a new password by a link.

use dostyq::app::Caller;
use dostyq::app::accounts::{reset_password, set_disabled};
use serde_json::{Value, json};

use super::{
    NEW_PASSWORD, account, addressed, count, is_invalid, log_in_codes, mutate, registered, request_change,
    request_reset, start, use_token,
};
use crate::support::client::{Client, PASSWORD, codes};
use crate::support::mail::{Received, send_mail};
use crate::support::passkey::{Device, REGISTER, login_options, registration_options};
use crate::support::second_factor::{CONFIRM, START, SecondFactor, code};
use crate::support::sql::{commit_during, connect, while_waiting};

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_all_sessions_end() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    let berik = registered(&service, &folder, "berik@example.kz").await;
    while log_in_codes(&service, "aigul@example.kz", "болжам").await != ["TOO_MANY_ATTEMPTS"] {}
    assert_eq!(codes(&request_reset(&service.client(), "Aigul@Example.kz").await), Vec::<&str>::new());
    let received = folder.receive(&service).await;
    assert_eq!(addressed(&received), [("aigul@example.kz", "A new password")]);
    let token = received[0].token("reset").unwrap();

    for (password, code) in [
        ("қысқа", "PASSWORD_TOO_SHORT"),
        ("password1", "PASSWORD_TOO_COMMON"),
        ("aigul@example.kz", "PASSWORD_PERSONAL"),
    ] {
        let input = json!({"token": token, "newPassword": password});
        let refused = mutate(&service.client(), "resetPassword", input).await;
        assert_eq!(
            refused["errors"],
            json!([{"code": code, "path": ["newPassword"], "retryAfterSeconds": null}])
        );
    }
    let reset = use_token(&service.client(), "resetPassword", &token).await;
    assert_eq!(reset, json!({"email": "aigul@example.kz", "errors": []}));

    assert_eq!(aigul.execute("{ viewer { id } }", json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(account(&berik).await["email"], "berik@example.kz");
    // The owner need not wait because others have guessed.
    assert_eq!(log_in_codes(&service, "aigul@example.kz", NEW_PASSWORD).await, Vec::<String>::new());
    assert_eq!(log_in_codes(&service, "aigul@example.kz", PASSWORD).await, ["INVALID_CREDENTIALS"]);
    assert!(is_invalid(&use_token(&service.client(), "resetPassword", &token).await));
    assert_eq!(count(&service, "SELECT count(email_verified_at) FROM accounts").await, 1);
}

#[tokio::test]
async fn a_new_password_forgets_the_devices_of_the_account() {
    let (service, folder) = start().await;
    registered(&service, &folder, "aigul@example.kz").await;
    registered(&service, &folder, "berik@example.kz").await;
    let devices = "SELECT count(*) FROM known_devices";
    assert_eq!(count(&service, devices).await, 2);
    request_reset(&service.client(), "aigul@example.kz").await;
    let token = folder.token(&service, "reset").await;
    use_token(&service.client(), "resetPassword", &token).await;
    assert_eq!(count(&service, devices).await, 1, "berik's");

    reset_password(&Caller::anonymous(&service.services), "berik@example.kz", &NEW_PASSWORD.into())
        .await
        .unwrap();
    assert_eq!(count(&service, devices).await, 0);
}

async fn change_password(client: &Client) -> Value {
    let document =
        "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }";
    let input = json!({"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD});
    client.query(document, json!({"input": input})).await["changePassword"].take()
}

#[tokio::test]
async fn another_password_voids_the_links_that_would_set_one() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    let links = async || {
        request_reset(&aigul, "aigul@example.kz").await;
        let reset = folder.token(&service, "reset").await;
        request_change(&aigul, "stranger@example.kz").await;
        (reset, folder.token(&service, "change").await)
    };
    let are_void = async |(reset, change): (String, String)| {
        is_invalid(&use_token(&service.client(), "resetPassword", &reset).await)
            && is_invalid(&use_token(&service.client(), "confirmEmailChange", &change).await)
    };
    let sent = links().await;
    assert_eq!(codes(&change_password(&aigul).await), Vec::<&str>::new());
    assert!(are_void(sent).await);

    let sent = links().await;
    let operator = Caller::anonymous(&service.services);
    reset_password(&operator, "aigul@example.kz", &PASSWORD.into()).await.unwrap();
    assert!(are_void(sent).await);
}

#[tokio::test]
async fn another_password_voids_the_messages_that_are_yet_to_be_sent() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    registered(&service, &folder, "berik@example.kz").await;
    for email in ["aigul@example.kz", "berik@example.kz"] {
        request_reset(&service.client(), email).await;
    }
    request_change(&aigul, "stranger@example.kz").await;
    let operator = Caller::anonymous(&service.services);
    reset_password(&operator, "aigul@example.kz", &NEW_PASSWORD.into()).await.unwrap();
    let received = folder.receive(&service).await;
    let with_link = received.iter().filter(|one| one.token("reset").or(one.token("change")).is_some());
    assert_eq!(with_link.map(Received::to).collect::<Vec<_>>(), ["berik@example.kz"]);
}

#[tokio::test]
async fn disabling_an_account_voids_its_links_and_the_messages_that_are_yet_to_be_sent() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    request_change(&aigul, "stranger@example.kz").await;
    let link = folder.token(&service, "change").await;
    request_reset(&service.client(), "aigul@example.kz").await;
    let operator = Caller::anonymous(&service.services);
    for is_disabled in [true, false] {
        set_disabled(&operator, "aigul@example.kz", is_disabled).await.unwrap();
    }
    assert!(is_invalid(&use_token(&service.client(), "confirmEmailChange", &link).await));
    assert_eq!(folder.receive(&service).await.len(), 0);
    assert_eq!(log_in_codes(&service, "aigul@example.kz", PASSWORD).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_link_that_is_requested_while_the_password_changes_is_void() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    // The request has locked the account, and written the message.
    let request = "SELECT FROM accounts FOR NO KEY UPDATE;
        INSERT INTO email_outbox (id, account_id, kind, address, language, created_at, due_at)
        SELECT gen_random_uuid(), id, 'change', 'stranger@example.kz', 'ru', created_at, created_at FROM accounts";
    let changed = commit_during(&service.database.url, request, change_password(&aigul)).await;
    assert_eq!(codes(&changed), Vec::<&str>::new());
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox WHERE kind = 'change'").await, 0);
}

#[tokio::test]
async fn a_message_that_is_voided_while_it_is_sent_leaves_no_link() {
    let (service, folder) = start().await;
    registered(&service, &folder, "aigul@example.kz").await;
    request_reset(&service.client(), "aigul@example.kz").await;
    // The message is claimed, and then waits for the table of the links.
    let lock = "LOCK TABLE email_links IN ACCESS EXCLUSIVE MODE";
    let void = "DELETE FROM email_outbox; COMMIT";
    while_waiting(&service.database.url, lock, void, send_mail(&service)).await;
    let links = "SELECT count(*) FROM email_links WHERE kind = 'password_reset'";
    assert_eq!(count(&service, links).await, 0);
    assert_eq!(folder.receive(&service).await.len(), 0);
}

#[tokio::test]
async fn a_reset_does_not_reveal_whether_the_address_has_an_account() {
    let (service, folder) = start().await;
    registered(&service, &folder, "aigul@example.kz").await;
    registered(&service, &folder, "berik@example.kz").await;
    set_disabled(&Caller::anonymous(&service.services), "berik@example.kz", true).await.unwrap();
    let document = "mutation($email: String!) { requestPasswordReset(input: {email: $email}) { errors { code message path } } }";
    let mut answers = Vec::new();
    for nth in 0..5 {
        for email in ["aigul@example.kz", "nobody@example.kz", "berik@example.kz"] {
            let request = service.client();
            let asked = request.execute(document, json!({"email": email}));
            let (answer, statements) = service.statements(asked).await;
            let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            headers.sort();
            answers.push((nth, email, (answer.status, headers, answer.body, statements)));
        }
    }
    for group in answers.chunks(3) {
        for (nth, email, answer) in group {
            assert_eq!(answer, &group[0].2, "request {nth} about {email}");
        }
    }
    // The limit of messages is the same for known and unknown addresses.
    assert!(String::from_utf8_lossy(&answers[14].2.2).contains("TOO_MANY_ATTEMPTS"));
    let received = folder.receive(&service).await;
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|message| message.to() == "aigul@example.kz"));
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 0);
}

async fn log_in_with_passkey(client: &Client, device: &mut Device) -> Value {
    let credential = device.get(&login_options(client, "LOG_IN").await);
    let document = "mutation($input: LogInWithPasskeyInput!) { logInWithPasskey(input: $input) {
        viewer { account { email } } errors { code } } }";
    client.query(document, json!({"input": {"credential": credential}})).await["logInWithPasskey"].take()
}

#[tokio::test]
async fn a_stranger_who_registered_the_address_loses_all_access() {
    let (service, folder) = start().await;
    let mallory = registered(&service, &folder, "aigul@example.kz").await;
    SecondFactor::set_up(&mallory, service.clock.now()).await;
    let mut device = Device::registered(&mallory).await;
    assert_eq!(codes(&log_in_with_passkey(&service.client(), &mut device).await), Vec::<&str>::new());

    request_reset(&service.client(), "aigul@example.kz").await;
    let token = folder.token(&service, "reset").await;
    assert_eq!(codes(&use_token(&service.client(), "resetPassword", &token).await), Vec::<&str>::new());

    assert_eq!(codes(&log_in_with_passkey(&service.client(), &mut device).await), ["INVALID_PASSKEY"]);
    assert_eq!(mallory.execute("{ viewer { id } }", json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(log_in_codes(&service, "aigul@example.kz", NEW_PASSWORD).await, Vec::<String>::new());
    for table in ["passkeys", "recovery_codes"] {
        assert_eq!(count(&service, &format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    let notices = folder.receive(&service).await;
    assert_eq!(notices.len(), 2, "the owner learns of the password and of the second factor: {notices:#?}");
}

#[tokio::test]
async fn a_new_password_keeps_the_second_factor_of_a_verified_address() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let verify = folder.token(&service, "verify").await;
    assert_eq!(codes(&use_token(&aigul, "verifyEmail", &verify).await), Vec::<&str>::new());
    let mut device = Device::registered(&aigul).await;

    request_reset(&service.client(), "aigul@example.kz").await;
    let token = folder.token(&service, "reset").await;
    use_token(&service.client(), "resetPassword", &token).await;

    assert_eq!(log_in_codes(&service, "aigul@example.kz", NEW_PASSWORD).await, ["SECOND_FACTOR_REQUIRED"]);
    assert_eq!(codes(&log_in_with_passkey(&service.client(), &mut device).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_request_that_was_let_in_before_a_new_password_leaves_no_way_in() {
    let (service, folder) = start().await;
    let mallory = registered(&service, &folder, "aigul@example.kz").await;
    let database = connect(&service.database.url).await.unwrap();
    let refused = async |document: &str, variables: Value| {
        // A new password locks the account, and ends its sessions.
        let end = "SELECT FROM accounts FOR NO KEY UPDATE; CREATE TABLE ended AS TABLE sessions; DELETE FROM sessions";
        let answer = commit_during(&service.database.url, end, mallory.execute(document, variables)).await;
        assert_eq!(answer.code(), "UNAUTHENTICATED", "{document}");
        database.batch_execute("INSERT INTO sessions TABLE ended; DROP TABLE ended").await.unwrap();
    };

    let started = mallory.query(START, json!({})).await["startTotp"].take();
    let first = code(started["secret"].as_str().unwrap(), service.clock.now());
    refused(CONFIRM, json!({"code": first})).await;
    let credential = Device::new().create(&registration_options(&mallory).await);
    refused(REGISTER, json!({"input": {"name": "Телефон", "credential": credential}})).await;
    let change =
        "mutation($email: String!) { requestEmailChange(input: {newEmail: $email}) { errors { code } } }";
    refused(change, json!({"email": "stranger@example.kz"})).await;
    refused("mutation { deleteAccount { deletionDueAt } }", json!({})).await;
    assert!(folder.receive(&service).await.is_empty());
    let untouched =
        "SELECT count(*) FROM accounts WHERE second_factor_at IS NULL AND deletion_due_at IS NULL";
    assert_eq!(count(&service, untouched).await, 1);

    let factor = SecondFactor::set_up(&mallory, service.clock.now()).await;
    Device::registered(&mallory).await;
    refused("mutation { createRecoveryCodes { recoveryCodes } }", json!({})).await;
    let disable = "mutation($code: String!) { disableTotp(input: {code: $code}) { errors { code } } }";
    refused(disable, json!({"code": factor.recovery_codes[0]})).await;
    let passkeys = mallory.query("{ viewer { passkeys { id } } }", json!({})).await;
    let remove = "mutation($id: ID!) { removePasskey(input: {id: $id}) { errors { code } } }";
    refused(remove, json!({"id": passkeys["viewer"]["passkeys"][0]["id"]})).await;
    let kept = "SELECT (SELECT count(*) FROM passkeys) + (SELECT count(*) FROM recovery_codes)
        FROM accounts WHERE totp_confirmed_at IS NOT NULL";
    assert_eq!(count(&service, kept).await, 11);
}
