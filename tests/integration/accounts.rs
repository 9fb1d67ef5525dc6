//! Registration, login, logout, and account settings.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::sql::{connect, dump};
use crate::support::study::start_lesson;

mod guessing;
mod registration;
mod settings;

const REGISTER: &str = "mutation($input: RegisterInput!) { register(input: $input) {
    session { token expiresAt }
    viewer { account { id email displayName role createdAt timeZone dailyGoal } settings { glossLanguages } }
    errors { code message path }
} }";

const LOG_IN: &str = "mutation($email: String!, $password: String!) {
    logIn(input: {email: $email, password: $password}) {
        session { token expiresAt }
        viewer { account { email } }
        errors { code message path }
    }
}";

fn registration() -> Value {
    json!({"email": "Aigul@Example.kz", "password": PASSWORD, "displayName": " Айгүл "})
}

async fn register(client: &Client, input: &Value) -> Value {
    client.query(REGISTER, json!({"input": input})).await["register"].take()
}

async fn log_in(client: &Client, email: &str, password: &str) -> Value {
    client.query(LOG_IN, json!({"email": email, "password": password})).await["logIn"].take()
}

fn token(payload: &Value) -> &str {
    payload["session"]["token"].as_str().unwrap_or_else(|| panic!("{payload:#}"))
}

/// Returns the viewer as a client sees it.
async fn whoami(client: &Client) -> Value {
    client.query("{ viewer { account { email } } }", json!({})).await["viewer"].take()
}

async fn is_logged_out(client: &Client) -> bool {
    let answer = client.execute("{ viewer { account { email } } }", json!({})).await.json();
    answer["data"]["viewer"].is_null() && answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
}

/// Returns the codes of a payload's errors, each with its path.
fn problems(payload: &Value) -> Vec<(&str, &Value)> {
    let errors = payload["errors"].as_array().unwrap();
    errors.iter().map(|error| (error["code"].as_str().unwrap(), &error["path"])).collect()
}

/// Returns the language of a sentence. Kazakh has letters that Russian does not have.
fn language_of(sentence: &str) -> &'static str {
    let has = |letters: &str| sentence.to_lowercase().chars().any(|letter| letters.contains(letter));
    match (has("әғқңөұүһі"), has("абвгдежзийклмнопрстуфхцчшщыэюя")) {
        (true, _) => "kk",
        (false, true) => "ru",
        (false, false) => "en",
    }
}

#[tokio::test]
async fn login_ignores_the_case_of_the_address() {
    let service = Service::start().await;
    register(&service.client(), &registration()).await;
    for email in ["aigul@example.kz", "AIGUL@EXAMPLE.KZ", " Aigul@example.kz "] {
        let logged_in = log_in(&service.client(), email, PASSWORD).await;
        assert_eq!(logged_in["errors"], json!([]), "{email}");
        assert_eq!(logged_in["viewer"]["account"]["email"], "aigul@example.kz");
        let client = service.client().with_token(token(&logged_in));
        assert_eq!(whoami(&client).await["account"]["email"], "aigul@example.kz");
    }
    let taken = register(&service.client(), &registration()).await;
    assert_eq!(problems(&taken), [("EMAIL_TAKEN", &json!(["email"]))]);
    assert_eq!((&taken["session"], &taken["viewer"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_hash_with_other_parameters_is_replaced_at_login() {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
    let service = Service::start().await;
    register(&service.client(), &registration()).await;
    let database = connect(&service.database.url).await.unwrap();
    let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(16, 2, 1, None).unwrap())
        .hash_password_with_salt(PASSWORD.as_bytes(), b"0123456789abcdef")
        .unwrap()
        .to_string();
    database.execute("UPDATE accounts SET password_hash = $1", &[&old]).await.unwrap();
    let stored = async || {
        let row = database.query_one("SELECT password_hash FROM accounts", &[]).await.unwrap();
        row.get::<_, String>(0)
    };

    let wrong = log_in(&service.client(), "aigul@example.kz", "басқа құпиясөз").await;
    assert_eq!((problems(&wrong), stored().await), (vec![("INVALID_CREDENTIALS", &json!([]))], old));
    assert!(log_in(&service.client(), "aigul@example.kz", PASSWORD).await["session"]["token"].is_string());
    let renewed = stored().await;
    assert!(renewed.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{renewed}");
    assert!(log_in(&service.client(), "aigul@example.kz", PASSWORD).await["session"]["token"].is_string());
    assert_eq!(stored().await, renewed);

    // This hash would take a gibibyte to compute.
    let huge = renewed.replace("m=8,", "m=1048576,");
    database.execute("UPDATE accounts SET password_hash = $1", &[&huge]).await.unwrap();
    let refused = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    assert_eq!(problems(&refused), [("INVALID_CREDENTIALS", &json!([]))]);
}

#[tokio::test]
async fn a_token_is_invalid_after_logout() {
    let service = Service::start().await;
    let here = service.client().register("aigul@example.kz").await;
    let there = service.client().log_in("aigul@example.kz").await;

    let log_out = "mutation { logOut { errors { code } } }";
    assert_eq!(here.query(log_out, json!({})).await, json!({"logOut": {"errors": []}}));

    assert!(is_logged_out(&here).await);
    assert_eq!(here.execute(log_out, json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(whoami(&there).await["account"]["email"], "aigul@example.kz", "the other login stays");
    let again = service.client().log_in("aigul@example.kz").await;
    assert_eq!(whoami(&again).await["account"]["email"], "aigul@example.kz");
}

#[tokio::test]
async fn a_login_that_is_not_used_expires() {
    let service = Service::start().await;
    let first = service.client().register("aigul@example.kz").await;
    service.clock.advance(Duration::days(90) - Duration::seconds(1));
    let second = service.client().log_in("aigul@example.kz").await;

    service.clock.advance(Duration::seconds(1));

    assert!(is_logged_out(&first).await);
    assert_eq!(whoami(&second).await["account"]["email"], "aigul@example.kz");
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let service = Service::start().await;
    let real = register(&service.client(), &registration()).await;
    let cut = token(&real).split_at(token(&real).len() - 1).0.to_owned();
    for authorization in [format!("Bearer {cut}"), "Bearer x".to_owned(), "Basic YTpi".to_owned()] {
        assert!(
            is_logged_out(&service.client().with("authorization", &authorization)).await,
            "{authorization}"
        );
    }
}

#[tokio::test]
async fn the_database_contains_no_password_or_token() {
    let service = Service::start().await;
    let registered = register(&service.client(), &registration()).await;
    let logged_in = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    log_in(&service.client(), "aigul@example.kz", "басқа құпиясөз").await;

    let everything = dump(&service.database.url).await;

    assert!(everything.contains("aigul@example.kz"), "the search finds existing text");
    for secret in [PASSWORD, "басқа құпиясөз", token(&registered), token(&logged_in)] {
        let bare = secret.trim_start_matches("dostyq_");
        let hex = |text: &str| {
            use std::fmt::Write as _;
            text.bytes().fold(String::new(), |mut hex, byte| {
                write!(hex, "{byte:02x}").unwrap();
                hex
            })
        };
        for form in [bare.to_owned(), hex(secret), hex(bare)] {
            assert!(!everything.contains(&form), "{form}");
        }
    }
}

#[tokio::test]
async fn anonymous_clients_read_but_cannot_write() {
    let service = Service::start().await;
    let nobody = service.client();
    assert_eq!(whoami(&nobody).await, json!(null));
    let log_out = nobody.query("mutation { logOut { errors { code } } }", json!({})).await;
    assert_eq!(log_out["logOut"]["errors"], json!([]));

    for mutation in [
        "updateSettings(input: {dailyGoal: 7}) { errors { code } }",
        "updateSettings(input: {dailyGoal: 0}) { errors { code } }",
        "startLesson(input: {lessonId: \"x\"}) { errors { code } }",
        "submitReviews(input: {reviews: []}) { errors { code } }",
        "createClub(input: {name: \"Достар\"}) { errors { code } }",
        "createClub(input: {name: \"\", organizationId: \"x\"}) { errors { code } }",
        "joinClub(input: {inviteCode: \"x\"}) { errors { code } }",
        "leaveClub(input: {clubId: \"x\"}) { errors { code } }",
        "updateLearnerWord(input: {wordId: \"x\"}) { errors { code } }",
        "reportGloss(input: {wordId: \"x\", language: \"\", gloss: \"\", reason: \"\"}) { errors { code } }",
        "resolveWordReport(input: {id: \"x\", accept: true, answer: \"\"}) { errors { code } }",
    ] {
        let answer = nobody.execute(&format!("mutation {{ {mutation} }}"), json!({})).await;
        assert_eq!(answer.code(), "UNAUTHENTICATED", "{mutation}");
    }
    let course = nobody
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) { slug progress { total } lessons { startedAt } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        (&course["course"]["slug"], &course["course"]["progress"]),
        (&json!("kunine-bes-soz"), &json!(null))
    );
    assert_eq!(course["course"]["lessons"][0]["startedAt"], json!(null));
}

#[tokio::test]
async fn the_viewer_of_a_login_payload_sees_their_own_data() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let document = "mutation($email: String!, $password: String!) {
        logIn(input: {email: $email, password: $password}) {
          viewer { studyQueue(first: 1) { card { word { cards { id } lesson { startedAt progress { total } } } } } }
        }
        updateSettings(input: {timeZone: \"Pacific/Kiritimati\"}) { viewer { today { date } } }
        logOut { errors { code } }
        startLesson(input: {lessonId: \"x\"}) { errors { code } }
    }";
    let credentials = json!({"email": "aigul@example.kz", "password": PASSWORD});

    let answer = service.client().execute(document, credentials).await.json();

    let word = &answer["data"]["logIn"]["viewer"]["studyQueue"][0]["card"]["word"];
    assert_eq!(word["cards"].as_array().unwrap().len(), 2);
    assert_eq!(word["lesson"]["progress"]["total"], 5);
    assert!(word["lesson"]["startedAt"].is_string());
    // 20:00 on the 23rd in Kiritimati, 14 hours ahead of UTC.
    assert_eq!(answer["data"]["updateSettings"]["viewer"]["today"]["date"], "2026-11-23");
    // This request has no token to log out with, but afterwards nobody is logged in.
    assert_eq!(answer["data"]["startLesson"], json!(null));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn changing_the_password_ends_all_other_logins() {
    let service = Service::start().await;
    let here = service.client().register("aigul@example.kz").await;
    let elsewhere = service.client().log_in("aigul@example.kz").await;
    let change = "mutation($current: String!, $new: String!) {
        changePassword(input: {currentPassword: $current, newPassword: $new}) { viewer { account { email } } errors { code path } }
    }";
    for (current, new, code, field) in [
        ("болжам", "жаңбырдан кейін", "INVALID_CREDENTIALS", "currentPassword"),
        (PASSWORD, "қысқа", "PASSWORD_TOO_SHORT", "newPassword"),
        (PASSWORD, "aigul@example.kz", "PASSWORD_PERSONAL", "newPassword"),
        (PASSWORD, "қазақстан", "PASSWORD_TOO_COMMON", "newPassword"),
    ] {
        let refused = here.query(change, json!({"current": current, "new": new})).await;
        let want = json!({"viewer": null, "errors": [{"code": code, "path": [field]}]});
        assert_eq!(refused["changePassword"], want);
    }
    let anonymous =
        service.client().execute(change, json!({"current": PASSWORD, "new": "жаңбырдан кейін"})).await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    assert_eq!(
        whoami(&elsewhere).await["account"]["email"],
        "aigul@example.kz",
        "the password has not changed yet"
    );

    let changed = here.query(change, json!({"current": PASSWORD, "new": "жаңбырдан кейін"})).await;

    let viewer = json!({"account": {"email": "aigul@example.kz"}});
    assert_eq!(changed["changePassword"], json!({"viewer": viewer, "errors": []}));
    assert_eq!(whoami(&here).await["account"]["email"], "aigul@example.kz");
    assert!(is_logged_out(&elsewhere).await);
    let old = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    assert_eq!(problems(&old), [("INVALID_CREDENTIALS", &json!([]))]);
    let new = log_in(&service.client(), "aigul@example.kz", "жаңбырдан кейін").await;
    assert!(new["session"]["token"].is_string());
}

#[tokio::test]
async fn a_login_that_finds_the_queue_full_takes_no_connection() {
    let service = Service::start().await;
    register(&service.client(), &registration()).await;
    let mut permits = Vec::new();
    while let Ok(permit) = service.services.passwords.permit() {
        permits.push(permit);
    }
    let variables = json!({"email": "aigul@example.kz", "password": PASSWORD});
    let client = service.client();
    let (refused, statements) = service.statements(client.execute(LOG_IN, variables)).await;
    assert_eq!(refused.json()["errors"][0]["extensions"]["code"], "UNAVAILABLE");
    assert_eq!(statements, 0);
    permits.pop();
    let accepted = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    assert_eq!(accepted["errors"], json!([]));
}
