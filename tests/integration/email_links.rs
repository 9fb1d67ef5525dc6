//! Verifying and changing an e-mail address, and setting a new password, by links in messages.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::delete;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD, codes};
use crate::support::club::{create_club, leader, problem};
use crate::support::mail::{MailFolder, Received};
use crate::support::pupil::{create_code, log_in_with_code, pupil};
use crate::support::service::{PUBLIC_URL, Service};
use crate::support::sql::connect;
use crate::support::study::moment;

mod new_passwords;

const NEW_PASSWORD: &str = "көлге қонған аққулар";

/// Starts a service that writes its messages to a folder.
async fn start() -> (Service, MailFolder) {
    let folder = MailFolder::new();
    (Service::with_mail(folder.mail()).await, folder)
}

/// Registers an account, discards its first message, and returns a client that is logged in to it.
async fn registered(service: &Service, folder: &MailFolder, email: &str) -> Client {
    let client = service.client().register(email).await;
    folder.receive(service).await;
    client
}

/// Executes a mutation with this input, and returns its payload with the address that it names.
async fn mutate(client: &Client, name: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let email = if name.starts_with("request") { "" } else { "email" };
    let document = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {email} errors {{ code path retryAfterSeconds }} }} }}"
    );
    client.query(&document, json!({"input": input})).await[name].take()
}

async fn request_verification(client: &Client) -> Value {
    let document =
        "mutation { requestEmailVerification { viewer { id } errors { code path retryAfterSeconds } } }";
    client.query(document, json!({})).await["requestEmailVerification"].take()
}

async fn request_change(client: &Client, new: &str) -> Value {
    mutate(client, "requestEmailChange", json!({"newEmail": new})).await
}

async fn request_reset(client: &Client, email: &str) -> Value {
    mutate(client, "requestPasswordReset", json!({"email": email})).await
}

async fn use_token(client: &Client, name: &str, token: &str) -> Value {
    let mut input = json!({"token": token});
    if name == "resetPassword" {
        input["newPassword"] = json!(NEW_PASSWORD);
    }
    mutate(client, name, input).await
}

/// Whether a payload says that the link does not work.
fn is_invalid(payload: &Value) -> bool {
    payload["email"].is_null() && codes(payload) == ["INVALID_EMAIL_LINK"]
}

async fn account(client: &Client) -> Value {
    let document = "{ viewer { account { email emailVerifiedAt } } }";
    client.query(document, json!({})).await["viewer"]["account"].take()
}

async fn log_in_codes(service: &Service, email: &str, password: &str) -> Vec<String> {
    let document = "mutation($input: LogInInput!) { logIn(input: $input) { errors { code } } }";
    let input = json!({"email": email, "password": password});
    let data = service.client().query(document, json!({"input": input})).await;
    codes(&data["logIn"]).into_iter().map(str::to_owned).collect()
}

async fn count(service: &Service, query: &str) -> i64 {
    connect(&service.database.url).await.unwrap().query_one(query, &[]).await.unwrap().get(0)
}

/// Returns the addresses and subjects of messages.
fn addressed(messages: &[Received]) -> Vec<(&str, &str)> {
    let mut found: Vec<_> =
        messages.iter().map(|message| (message.to(), message.header("Subject"))).collect();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn registering_sends_a_link_that_verifies_the_address_once() {
    let (service, folder) = start().await;
    let aigul = service.client().register("Aigul@example.kz").await;
    assert_eq!(account(&aigul).await["emailVerifiedAt"], json!(null));

    let received = folder.receive(&service).await;
    assert_eq!(addressed(&received), [("aigul@example.kz", "Confirm your e-mail address")]);
    let token = received[0].token("verify").unwrap();
    assert_eq!(token.len(), 22, "128 bits");
    for table in ["email_links", "email_outbox"] {
        let query = format!("SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%{token}%'");
        assert_eq!(count(&service, &query).await, 0, "{table} has the token");
    }
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 0);

    // The link may be opened where nobody is logged in.
    let verified = use_token(&service.client(), "verifyEmail", &token).await;
    assert_eq!(verified, json!({"email": "aigul@example.kz", "errors": []}));
    assert_eq!(moment(&account(&aigul).await["emailVerifiedAt"]), service.clock.now());
    assert!(is_invalid(&use_token(&service.client(), "verifyEmail", &token).await));

    let again = request_verification(&aigul).await;
    assert_eq!((codes(&again), again["viewer"].is_object()), (vec![], true));
    assert_eq!(folder.receive(&service).await.len(), 0, "it is verified already");
}

#[tokio::test]
async fn a_link_is_valid_for_ten_minutes_after_its_message_was_sent() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    // The mail server may have been down.
    service.clock.advance(Duration::hours(5));
    let first = folder.token(&service, "verify").await;
    request_verification(&aigul).await;
    service.clock.advance(Duration::minutes(1));
    let second = folder.token(&service, "verify").await;

    service.clock.advance(Duration::minutes(9));
    assert!(is_invalid(&use_token(&aigul, "verifyEmail", &first).await));
    service.clock.advance(Duration::seconds(59));
    assert_eq!(codes(&use_token(&aigul, "verifyEmail", &second).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_link_that_was_sent_while_the_clock_was_ahead_is_valid_no_longer() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    request_reset(&aigul, "aigul@example.kz").await;
    service.clock.advance(Duration::days(1));
    let received = folder.receive(&service).await;
    let token = |screen: &str| received.iter().find_map(|message| message.token(screen)).unwrap();
    let links = [("verifyEmail", token("verify")), ("resetPassword", token("reset"))];
    service.clock.advance(Duration::days(-1));
    for (name, token) in &links {
        assert!(is_invalid(&use_token(&service.client(), name, token).await), "{name}");
    }
    request_verification(&aigul).await;
    let again = folder.token(&service, "verify").await;
    assert_eq!(codes(&use_token(&aigul, "verifyEmail", &again).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_link_does_only_what_it_is_for() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let verify = folder.token(&service, "verify").await;
    request_change(&aigul, "aigul@example.org").await;
    let change = folder.token(&service, "change").await;
    request_reset(&aigul, "aigul@example.kz").await;
    let reset = folder.token(&service, "reset").await;

    let links = [("verifyEmail", &verify), ("resetPassword", &reset), ("confirmEmailChange", &change)];
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    for (name, own) in links {
        for token in [&verify, &change, &reset, &unknown] {
            if token != own {
                assert!(is_invalid(&use_token(&service.client(), name, token).await), "{name} {token}");
            }
        }
    }
    // Nothing was used up by that.
    assert_eq!(codes(&use_token(&service.client(), "verifyEmail", &verify).await), Vec::<&str>::new());
    assert_eq!(codes(&use_token(&service.client(), "resetPassword", &reset).await), Vec::<&str>::new());
}

#[tokio::test]
async fn an_address_changes_when_its_new_owner_confirms_it() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    service.clock.advance(Duration::minutes(16));
    let late = request_change(&aigul, "aigul@example.org").await;
    assert_eq!(codes(&late), ["REAUTHENTICATION_REQUIRED"]);
    aigul.reauthenticate().await;

    assert_eq!(codes(&request_change(&aigul, " Aigul@Example.ORG ").await), Vec::<&str>::new());
    let received = folder.receive(&service).await;
    assert_eq!(
        addressed(&received),
        [
            ("aigul@example.kz", "The e-mail address of your account"),
            ("aigul@example.org", "Confirm your new e-mail address"),
        ]
    );
    assert!(
        received.iter().all(|message| message.to() == "aigul@example.org" || !message.text.contains("://"))
    );
    let token = received.iter().find_map(|message| message.token("change")).unwrap();
    assert_eq!(account(&aigul).await["email"], "aigul@example.kz", "nothing has changed yet");

    let changed = use_token(&service.client(), "confirmEmailChange", &token).await;
    assert_eq!(changed, json!({"email": "aigul@example.org", "errors": []}));
    let seen = account(&aigul).await;
    assert_eq!(seen["email"], "aigul@example.org", "the session goes on");
    assert_eq!(moment(&seen["emailVerifiedAt"]), service.clock.now());
    assert_eq!(log_in_codes(&service, "aigul@example.org", PASSWORD).await, Vec::<String>::new());
    assert_eq!(log_in_codes(&service, "aigul@example.kz", PASSWORD).await, ["INVALID_CREDENTIALS"]);
    assert!(is_invalid(&use_token(&aigul, "confirmEmailChange", &token).await));
}

#[tokio::test]
async fn a_pupil_gets_a_first_address_instead_of_the_user_name() {
    let (service, folder) = start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    folder.receive(&service).await;
    let (aigul, membership) = pupil(&service, &club, "aigul7").await;
    assert_eq!(codes(&request_verification(&aigul).await), ["NO_EMAIL"]);
    assert_eq!(codes(&request_change(&aigul, "stranger@example.kz").await), Vec::<&str>::new());
    let received = folder.receive(&service).await;
    assert_eq!(addressed(&received), [("stranger@example.kz", "Confirm your new e-mail address")]);
    let stranger = received[0].token("change").unwrap();

    // A new password that is set with a code of the leader voids the link, which somebody else may have requested.
    let issued = create_code(&dana, &membership).await;
    let logged_in = log_in_with_code(&service, "aigul7", &issued["code"], NEW_PASSWORD).await;
    let aigul = service.client().with_token(logged_in["session"]["token"].as_str().unwrap());
    assert!(is_invalid(&use_token(&service.client(), "confirmEmailChange", &stranger).await));

    request_change(&aigul, "aigul@example.kz").await;
    let token = folder.token(&service, "change").await;
    let changed = use_token(&service.client(), "confirmEmailChange", &token).await;
    assert_eq!(changed, json!({"email": "aigul@example.kz", "errors": []}));
    assert_eq!(moment(&account(&aigul).await["emailVerifiedAt"]), service.clock.now());
    assert_eq!(log_in_codes(&service, "aigul@example.kz", NEW_PASSWORD).await, Vec::<String>::new());
    let by_username = "mutation($input: LogInInput!) { logIn(input: $input) { errors { code path } } }";
    let input = json!({"username": "aigul7", "password": NEW_PASSWORD});
    let refused = service.client().query(by_username, json!({"input": input})).await["logIn"].take();
    assert_eq!(problem(&refused), ("INVALID_CREDENTIALS", ""));
    assert_eq!(problem(&create_code(&dana, &membership).await), ("LOGIN_CODE_NOT_ALLOWED", "membershipId"));
}

#[tokio::test]
async fn an_address_that_cannot_become_the_accounts_is_refused() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    registered(&service, &folder, "berik@example.kz").await;
    for (new, code) in
        [("aigul", "INVALID_EMAIL"), ("Aigul@example.kz", "NO_CHANGES"), ("berik@example.kz", "EMAIL_TAKEN")]
    {
        let refused = request_change(&aigul, new).await;
        assert_eq!(refused["errors"][0]["path"], json!(["newEmail"]), "{new}");
        assert_eq!(codes(&refused), [code], "{new}");
    }
    // Refused requests write no message and count towards no limit.
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 0);

    request_change(&aigul, "aigul@example.org").await;
    let token = folder.token(&service, "change").await;
    registered(&service, &folder, "aigul@example.org").await;
    let refused = use_token(&aigul, "confirmEmailChange", &token).await;
    assert_eq!((codes(&refused), &refused["email"]), (vec!["EMAIL_TAKEN"], &json!(null)));
    assert_eq!(account(&aigul).await["email"], "aigul@example.kz");
}

#[tokio::test]
async fn a_later_change_voids_earlier_links() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let verify = folder.token(&service, "verify").await;
    request_change(&aigul, "agiul@example.org").await;
    let mistyped = folder.token(&service, "change").await;
    // A message that was not sent yet is voided, too.
    request_change(&aigul, "aigul@example.com").await;
    request_change(&aigul, "aigul@example.org").await;
    let received = folder.receive(&service).await;
    let links: Vec<_> = received.iter().filter(|message| message.token("change").is_some()).collect();
    assert_eq!(links.iter().map(|message| message.to()).collect::<Vec<_>>(), ["aigul@example.org"]);
    request_reset(&aigul, "aigul@example.kz").await;
    let reset = folder.token(&service, "reset").await;

    assert!(is_invalid(&use_token(&aigul, "confirmEmailChange", &mistyped).await));
    let token = links[0].token("change").unwrap();
    assert_eq!(codes(&use_token(&aigul, "confirmEmailChange", &token).await), Vec::<&str>::new());
    assert!(is_invalid(&use_token(&aigul, "verifyEmail", &verify).await), "it went to the old address");
    assert!(is_invalid(&use_token(&aigul, "resetPassword", &reset).await), "it went to the old address");
}

#[tokio::test]
async fn only_a_few_messages_are_sent_in_an_hour() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    let mut requested = 0;
    let mut waited = Duration::zero();
    while waited < Duration::hours(1) {
        let payload = request_verification(&aigul).await;
        match payload["errors"][0]["retryAfterSeconds"].as_i64() {
            None => requested += 1,
            Some(seconds) => {
                assert_eq!(codes(&payload), ["TOO_MANY_ATTEMPTS"]);
                service.clock.advance(Duration::seconds(seconds));
                waited += Duration::seconds(seconds);
            }
        }
    }
    assert!((3..=5).contains(&requested), "{requested}");
    assert_eq!(folder.receive(&service).await.len(), requested);
    // Several accounts together cannot have more messages sent to one address than one account can.
    let mut refused = 0;
    for name in ["berik", "dana", "serik", "asel"] {
        let client = registered(&service, &folder, &format!("{name}@example.kz")).await;
        refused += codes(&request_change(&client, "victim@example.org").await).len();
    }
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn a_link_begins_with_the_public_url_whatever_host_a_request_names() {
    let (service, folder) = start().await;
    registered(&service, &folder, "aigul@example.kz").await;
    let liar = service.client().with("host", "evil.example").with("x-forwarded-host", "evil.example");
    assert_eq!(codes(&request_reset(&liar, "aigul@example.kz").await), Vec::<&str>::new());
    let received = folder.receive(&service).await;
    assert_eq!(received.len(), 1);
    assert!(received[0].text.contains(&format!("\n{PUBLIC_URL}/app/email/reset#")), "{received:?}");
    assert!(!received[0].text.contains("evil"), "{received:?}");
}

#[tokio::test]
async fn opening_the_link_changes_nothing_by_itself() {
    let (service, folder) = start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let token = folder.token(&service, "verify").await;
    // A mail scanner requests the page, with or without the part after the #.
    for path in ["/app/email/verify".to_owned(), format!("/app/email/verify?token={token}")] {
        let page = service.client().get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    assert_eq!(account(&aigul).await["emailVerifiedAt"], json!(null));
    assert_eq!(codes(&use_token(&aigul, "verifyEmail", &token).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_message_is_in_the_language_of_the_request() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    for (language, word) in [("kk", "құпиясөз"), ("ru", "пароль"), ("en", "password")] {
        request_reset(&aigul.with("accept-language", language), "aigul@example.kz").await;
        let received = folder.receive(&service).await;
        assert_eq!(received.len(), 1);
        assert!(received[0].text.contains(word), "{received:?}");
        assert!(received[0].token("reset").is_some(), "{received:?}");
    }
}

#[tokio::test]
async fn a_service_that_sends_no_mail_says_so_and_does_everything_else() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let answers = [
        request_verification(&aigul).await,
        request_change(&aigul, "aigul@example.org").await,
        request_reset(&service.client(), "aigul@example.kz").await,
    ];
    for answer in answers {
        assert_eq!(codes(&answer), ["EMAIL_NOT_SET_UP"]);
    }
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 0);
    assert!(is_invalid(&use_token(&aigul, "verifyEmail", "AAAAAAAAAAAAAAAAAAAAAA").await));
}

#[tokio::test]
async fn a_deleted_account_takes_its_links_and_messages_along() {
    let (service, folder) = start().await;
    let aigul = registered(&service, &folder, "aigul@example.kz").await;
    registered(&service, &folder, "berik@example.kz").await;
    request_verification(&aigul).await;
    folder.receive(&service).await;
    request_change(&aigul, "aigul@example.org").await;
    request_reset(&aigul, "aigul@example.kz").await;
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 3);
    delete(&Caller::anonymous(&service.services), "aigul@example.kz").await.unwrap();
    // Also the request for a reset, which names only the address.
    assert_eq!(count(&service, "SELECT count(*) FROM email_outbox").await, 0);
    assert_eq!(folder.receive(&service).await.len(), 0);
    let left =
        "SELECT count(*) FROM email_links JOIN accounts ON accounts.id = account_id AND email LIKE 'aigul%'";
    assert_eq!(count(&service, left).await, 0);
    assert_eq!(count(&service, "SELECT count(*) FROM email_links").await, 1, "berik's");
}
