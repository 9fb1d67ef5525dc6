//! Registration, login, logout, and account settings.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::sql::{connect, dump};
use crate::support::study::{moment, start_lesson};

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

const UPDATE: &str = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) {
    viewer { account { displayName timeZone dailyGoal } settings { glossLanguages } today { goal } }
    errors { code message path }
} }";

const SETTINGS: &str =
    "{ viewer { account { displayName timeZone dailyGoal } settings { glossLanguages } today { goal } } }";

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

#[tokio::test]
async fn registration_logs_in() {
    let service = Service::start().await;
    let registered = register(&service.client(), &registration()).await;

    let account = &registered["viewer"]["account"];
    assert_eq!(registered["errors"], json!([]));
    for (field, expected) in [
        ("email", json!("aigul@example.kz")),
        ("displayName", json!("Айгүл")),
        ("role", json!("LEARNER")),
        ("timeZone", json!("Asia/Almaty")),
        ("dailyGoal", json!(5)),
    ] {
        assert_eq!(account[field], expected, "{field}");
    }
    assert_eq!(registered["viewer"]["settings"]["glossLanguages"], json!(["en"]));
    assert_eq!(moment(&account["createdAt"]), service.clock.now());
    assert_eq!(moment(&registered["session"]["expiresAt"]), service.clock.now() + Duration::days(90));

    let aigul = service.client().with_token(token(&registered));
    assert_eq!(whoami(&aigul).await, json!({"account": {"email": "aigul@example.kz"}}));
    let node = aigul.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": account["id"]})).await;
    assert_eq!(node["node"]["id"], account["id"]);
    let viewer = aigul.query("{ viewer { id } }", json!({})).await["viewer"].take();
    assert_ne!(viewer["id"], account["id"]);
    let node = aigul.query("query($id: ID!) { node(id: $id) { __typename id } }", viewer.clone()).await;
    assert_eq!(node["node"], json!({"__typename": "Viewer", "id": viewer["id"]}));
    // An account is visible only to itself, and so is the viewer.
    let berik = service.client().register("berik@example.kz").await;
    for id in [&account["id"], &viewer["id"]] {
        let node = berik.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
        assert_eq!(node["node"], json!(null));
    }
}

#[tokio::test]
async fn glosses_default_to_the_language_of_the_registration_unless_it_is_kazakh() {
    let service = Service::start().await;
    for (nth, (accepted, glosses)) in
        [("en", "en"), ("ru-RU", "ru"), ("kk", "ru"), ("de", "ru")].into_iter().enumerate()
    {
        let client = service.client().with("accept-language", accepted);
        let mut input = registration();
        input["email"] = json!(format!("aigul{nth}@example.kz"));
        let registered = register(&client, &input).await;
        assert_eq!(registered["viewer"]["settings"]["glossLanguages"], json!([glosses]), "{accepted}");
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
async fn a_domain_is_the_same_in_letters_and_in_ascii() {
    let service = Service::start().await;
    let (letters, ascii) = ("x@мысал.қаз", "x@xn--80awbu3c.xn--80ao21a");
    let mut input = registration();
    input["email"] = json!(ascii);
    let registered = register(&service.client(), &input).await;
    assert_eq!(registered["viewer"]["account"]["email"], letters);
    for email in [letters, ascii, "X@МЫСАЛ.ҚАЗ"] {
        assert!(log_in(&service.client(), email, PASSWORD).await["session"]["token"].is_string(), "{email}");
        input["email"] = json!(email);
        let taken = register(&service.client(), &input).await;
        assert_eq!(problems(&taken), [("EMAIL_TAKEN", &json!(["email"]))]);
    }
}

#[tokio::test]
async fn a_password_is_the_same_in_composed_and_decomposed_letters() {
    let service = Service::start().await;
    let (composed, decomposed) = ("Айбын ёлка йод 7", "Аи\u{306}бын е\u{308}лка и\u{306}од 7");
    let mut input = registration();
    input["password"] = json!(composed);
    input["displayName"] = json!("Айгүл 🏳️‍🌈");
    let registered = register(&service.client(), &input).await;
    assert_eq!(registered["viewer"]["account"]["displayName"], "Айгүл 🏳️‍🌈", "emoji are names, too");
    for password in [composed, decomposed] {
        let logged_in = log_in(&service.client(), "aigul@example.kz", password).await;
        assert!(logged_in["session"]["token"].is_string(), "{password}");
    }
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

    // Computing this one would take a gibibyte.
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
async fn invalid_input_is_refused_with_code_and_path() {
    let service = Service::start().await;
    let long_name = "ә".repeat(81);
    let long_password = "таудан аққан бұлақ ".repeat(14);
    let cases = [
        ("email", json!("aigul"), "INVALID_EMAIL"),
        ("email", json!(""), "INVALID_EMAIL"),
        ("email", json!("aigul@example.kz\u{0}"), "INVALID_EMAIL"),
        ("password", json!("жеті жа"), "PASSWORD_TOO_SHORT"),
        ("password", json!(""), "PASSWORD_TOO_SHORT"),
        ("password", json!("Password"), "PASSWORD_TOO_COMMON"),
        ("password", json!("aaaaaaaaaaaa"), "PASSWORD_TOO_COMMON"),
        ("password", json!("password1"), "PASSWORD_TOO_COMMON"),
        ("password", json!("қазақстан"), "PASSWORD_TOO_COMMON"),
        ("password", json!("йцукенгшщз"), "PASSWORD_TOO_COMMON"),
        ("password", json!("aigul@example.KZ"), "PASSWORD_PERSONAL"),
        ("email", json!("a\u{200b}igul@example.kz"), "INVALID_EMAIL"),
        ("email", json!("<b>aigul</b>@example.kz"), "INVALID_EMAIL"),
        ("displayName", json!("\u{3164}"), "INVALID_NAME"),
        ("displayName", json!("\u{2800}"), "INVALID_NAME"),
        ("displayName", json!("\u{ad}"), "INVALID_NAME"),
        ("password", json!(long_password), "PASSWORD_TOO_LONG"),
        ("displayName", json!("  "), "INVALID_NAME"),
        ("displayName", json!(long_name), "INVALID_NAME"),
        ("displayName", json!("Ай\nгүл"), "INVALID_NAME"),
        ("timeZone", json!("Almaty"), "UNKNOWN_TIME_ZONE"),
        ("timeZone", json!(""), "UNKNOWN_TIME_ZONE"),
        ("glossLanguage", json!("русский"), "INVALID_LANGUAGE_TAG"),
        ("glossLanguage", json!(""), "INVALID_LANGUAGE_TAG"),
    ];
    for (field, value, code) in cases {
        let mut input = registration();
        input[field] = value;
        let mut sentences = Vec::new();
        for language in ["kk", "ru", "en"] {
            let refused = register(&service.client().with("accept-language", language), &input).await;
            assert_eq!(problems(&refused), [(code, &json!([field]))], "{input}");
            assert_eq!((&refused["session"], &refused["viewer"]), (&json!(null), &json!(null)));
            sentences.push((language, refused["errors"][0]["message"].as_str().unwrap().to_owned()));
        }
        for (language, sentence) in &sentences {
            assert_eq!(language_of(sentence), *language, "{sentence}");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }
    // None of the refused input was stored.
    assert_eq!(register(&service.client(), &registration()).await["errors"], json!([]));
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
async fn all_problems_are_reported_together() {
    let service = Service::start().await;
    let input = json!({
        "email": "aigul", "password": "қысқа", "displayName": "", "timeZone": "Mars", "glossLanguage": "?",
    });
    let refused = register(&service.client(), &input).await;
    let mut found = problems(&refused);
    found.sort_by_key(|(code, _)| *code);
    assert_eq!(
        found,
        [
            ("INVALID_EMAIL", &json!(["email"])),
            ("INVALID_LANGUAGE_TAG", &json!(["glossLanguage"])),
            ("INVALID_NAME", &json!(["displayName"])),
            ("PASSWORD_TOO_SHORT", &json!(["password"])),
            ("UNKNOWN_TIME_ZONE", &json!(["timeZone"])),
        ]
    );
}

#[tokio::test]
async fn one_address_is_registered_once_when_two_requests_race() {
    let service = Service::start().await;
    let client = service.client();
    let input = registration();
    let (a, b) = tokio::join!(register(&client, &input), register(&client, &input));
    let taken =
        [&a, &b].into_iter().filter(|payload| problems(payload) == [("EMAIL_TAKEN", &json!(["email"]))]);
    assert_eq!(taken.count(), 1);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_indistinguishable() {
    let service = Service::start().await;
    register(&service.client(), &registration()).await;

    let mut answers = Vec::new();
    for (email, password) in [
        ("aigul@example.kz", "басқа құпиясөз"),
        ("nobody@example.kz", PASSWORD),
        ("nobody@example.kz", ""),
        ("no address", PASSWORD),
        ("aigul@example.kz", ""),
    ] {
        let (client, variables) = (service.client(), json!({"email": email, "password": password}));
        let before = service.services.passwords.hashes();
        let (answer, statements) = service.statements(client.execute(LOG_IN, variables)).await;
        assert_eq!(statements, 1 + u64::from(email.contains('@')), "{email}");
        // The expensive work is the same.
        assert_eq!(service.services.passwords.hashes() - before, 1, "{email}");
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        answers.push((email, answer.status, headers, answer.body));
    }

    let (_, status, headers, body) = &answers[0];
    for (email, other_status, other_headers, other_body) in &answers {
        assert_eq!((other_status, other_headers, other_body), (status, headers, body), "{email}");
    }
    let payload: Value = serde_json::from_slice(body).unwrap();
    assert_eq!(
        payload["data"]["logIn"],
        json!({"session": null, "viewer": null, "errors": [{
            "code": "INVALID_CREDENTIALS",
            "message": "The e-mail address, the user name or the password is wrong.",
            "path": [],
        }]})
    );
}

#[tokio::test]
async fn password_guessing_is_throttled_whether_or_not_the_account_exists() {
    let service = Service::start().await;
    register(&service.client(), &registration()).await;
    for email in ["aigul@example.kz", "nobody@example.kz"] {
        let mut attempts = 0;
        let refused = loop {
            let refused = log_in(&service.client(), email, "болжам").await;
            if problems(&refused) != [("INVALID_CREDENTIALS", &json!([]))] {
                break refused;
            }
            attempts += 1;
            assert!(attempts < 100, "{email}");
        };
        assert!(attempts >= 5, "{email}: people mistype their passwords");
        assert_eq!(problems(&refused), [("TOO_MANY_ATTEMPTS", &json!([]))], "{email}");
        assert_eq!((&refused["session"], &refused["viewer"]), (&json!(null), &json!(null)));
    }
    // Another account is not throttled.
    let berik = service.client().register("berik@example.kz").await;
    assert_eq!(whoami(&berik).await["account"]["email"], "berik@example.kz");
    service.client().log_in("berik@example.kz").await;
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
async fn settings_are_changed_one_at_a_time_or_together() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let mut expected = json!({
        "account": {
            "displayName": "aigul@example.kz", "timeZone": "Asia/Almaty", "dailyGoal": 5,
        },
        "settings": {"glossLanguages": ["ru"]},
        "today": {"goal": 5},
    });
    for change in [
        json!({"timeZone": "Europe/Berlin"}),
        json!({"dailyGoal": 100}),
        json!({"glossLanguages": ["zh-Hans"]}),
        json!({"displayName": " Айгүл "}),
        json!({}),
        json!({"timeZone": null, "dailyGoal": null}),
        json!({"displayName": "A", "timeZone": "Asia/Oral", "dailyGoal": 1, "glossLanguages": ["EN"]}),
    ] {
        for (field, value) in change.as_object().unwrap() {
            match value {
                Value::Null => {}
                Value::Array(tags) if tags == &["EN"] => expected["settings"][field] = json!(["en"]),
                Value::Array(_) => expected["settings"][field] = value.clone(),
                Value::String(text) => expected["account"][field] = json!(text.trim()),
                number => {
                    expected["account"][field] = number.clone();
                    expected["today"]["goal"] = number.clone();
                }
            }
        }
        let updated = aigul.query(UPDATE, json!({"input": change})).await;
        assert_eq!(updated["updateSettings"], json!({"viewer": expected, "errors": []}), "{change}");
        assert_eq!(aigul.query(SETTINGS, json!({})).await, json!({"viewer": expected}), "{change}");
    }
}

#[tokio::test]
async fn refused_settings_change_nothing() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let before = aigul.query(SETTINGS, json!({})).await;
    let russian = aigul.with("accept-language", "ru");
    for (field, value, code) in [
        ("displayName", json!(" "), "INVALID_NAME"),
        ("timeZone", json!("UTC+5"), "UNKNOWN_TIME_ZONE"),
        ("dailyGoal", json!(0), "INVALID_DAILY_GOAL"),
        ("dailyGoal", json!(101), "INVALID_DAILY_GOAL"),
        ("dailyGoal", json!(-2_147_483_648), "INVALID_DAILY_GOAL"),
        ("glossLanguages", json!(["e"]), "INVALID_LANGUAGE_TAG"),
    ] {
        let mut change = json!({"displayName": "Айгүл", "dailyGoal": 7});
        change[field] = value;
        let refused = russian.query(UPDATE, json!({"input": change})).await;
        let refused = &refused["updateSettings"];
        assert_eq!(problems(refused), [(code, &json!([field]))], "{change}");
        assert_eq!(language_of(refused["errors"][0]["message"].as_str().unwrap()), "ru");
        assert_eq!(refused["viewer"], json!(null));
    }
    let change = json!({"displayName": "", "timeZone": "", "dailyGoal": 0, "glossLanguages": [""]});
    let refused = aigul.query(UPDATE, json!({"input": change})).await;
    assert_eq!(problems(&refused["updateSettings"]).len(), 4);
    assert_eq!(aigul.query(SETTINGS, json!({})).await, before);
}

#[tokio::test]
async fn two_changes_in_one_request_both_apply() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let both = "mutation {
        zone: updateSettings(input: {timeZone: \"Europe/Berlin\"}) { errors { code } }
        goal: updateSettings(input: {dailyGoal: 9}) { viewer { account { timeZone dailyGoal } } }
    }";
    let updated = aigul.query(both, json!({})).await;
    let expected = json!({"timeZone": "Europe/Berlin", "dailyGoal": 9});
    assert_eq!(updated["goal"]["viewer"]["account"], expected);
    let after = aigul.query("{ viewer { account { timeZone dailyGoal } } }", json!({})).await;
    assert_eq!(after["viewer"]["account"], expected);
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
        "resolveGlossReport(input: {id: \"x\", accepted: true, answer: \"\"}) { errors { code } }",
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
async fn guessing_does_not_lock_out_the_owner() {
    let service = Service::start().await;
    let owner = service.client().with("x-forwarded-for", "192.0.2.1");
    let mut input = registration();
    input["email"] = json!("aigul@example.kz");
    let registered = register_with_device(&owner, &input).await;
    let device = &registered["session"]["deviceToken"];
    let guesser = service.client().with("x-forwarded-for", "192.0.2.2");
    for _ in 0..20 {
        log_in(&guesser, "aigul@example.kz", "болжам").await;
    }
    let refused = log_in(&guesser, "aigul@example.kz", PASSWORD).await;
    assert_eq!(problems(&refused), [("TOO_MANY_ATTEMPTS", &json!([]))]);
    // The owner gets in on the device that is known, even behind the guesser's address; a made-up token does not help.
    let with_device = async |client: &Client, device: &Value| {
        let document = "mutation($input: LogInInput!) { logIn(input: $input) {
            session { token deviceToken } errors { code retryAfterSeconds }
        } }";
        let input = json!({"email": "aigul@example.kz", "password": PASSWORD, "deviceToken": device});
        client.query(document, json!({"input": input})).await["logIn"].take()
    };
    let refused = with_device(&owner, &json!("x")).await;
    assert_eq!(refused["errors"], json!([{"code": "TOO_MANY_ATTEMPTS", "retryAfterSeconds": 1}]));
    let known = with_device(&guesser, device).await;
    assert_eq!((&known["errors"], &known["session"]["deviceToken"]), (&json!([]), device));
}

async fn register_with_device(client: &Client, input: &Value) -> Value {
    let document = "mutation($input: RegisterInput!) { register(input: $input) { session { token deviceToken } errors { code } } }";
    client.query(document, json!({"input": input})).await["register"].take()
}

#[tokio::test]
async fn guesses_from_everywhere_and_through_several_processes_count_together() {
    let service = Service::start().await;
    register(&service.client(), &registration()).await;
    let (second, third) = (service.start_second().await, service.start_second().await);
    let mut tried = 0;
    for number in 0..60 {
        let process = [&service, &second, &third][number % 3];
        let client = process.client().with("x-forwarded-for", &format!("198.51.100.{number}"));
        let refused = log_in(&client, "aigul@example.kz", "болжам").await;
        tried += usize::from(problems(&refused) == [("INVALID_CREDENTIALS", &json!([]))]);
    }
    assert_eq!(tried, 10);
    // The delay rises with each further attempt, and never locks out for good.
    let mut waits = Vec::new();
    for _ in 0..14 {
        let document = "mutation { logIn(input: {email: \"aigul@example.kz\", password: \"болжам\"}) { errors { code retryAfterSeconds } } }";
        let refused = service.client().query(document, json!({})).await["logIn"]["errors"][0].take();
        let wait = refused["retryAfterSeconds"].as_i64().unwrap();
        waits.push(wait);
        service.clock.advance(Duration::seconds(wait));
        log_in(&service.client(), "aigul@example.kz", "болжам").await;
    }
    assert_eq!(waits[..6], [1, 2, 4, 8, 16, 32]);
    assert_eq!(waits[13], 900);
    service.clock.advance(Duration::seconds(900));
    assert!(log_in(&service.client(), "aigul@example.kz", PASSWORD).await["session"]["token"].is_string());
    let again = log_in(&service.client(), "aigul@example.kz", "болжам").await;
    assert_eq!(problems(&again), [("INVALID_CREDENTIALS", &json!([]))], "a success forgets");
}

#[tokio::test]
async fn the_addresses_of_a_network_guess_together_and_ports_do_not_matter() {
    let service = Service::start().await;
    let client = service.client();
    register(&client, &registration()).await;
    for (addresses, stranger) in [
        (["2001:db8::1", "2001:db8::2:1", "[2001:db8::3]:4711"], "2001:db8:0:1::1"),
        (["203.0.113.7:1", "203.0.113.7:2", "203.0.113.7"], "198.51.100.9:40000"),
    ] {
        let mut last = Value::Null;
        for number in 0..130 {
            let guesser = client.with("x-forwarded-for", addresses[number % 3]);
            let somebody = format!("{number}@example.kz");
            last = log_in(&guesser, &somebody, "болжам").await;
        }
        assert_eq!(problems(&last), [("TOO_MANY_ATTEMPTS", &json!([]))], "{addresses:?}");
        let owner = log_in(&client.with("x-forwarded-for", stranger), "aigul@example.kz", PASSWORD).await;
        assert!(owner["session"]["token"].is_string(), "{stranger}");
    }
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
    let mut places = Vec::new();
    while let Ok(place) = service.services.passwords.queue() {
        places.push(place);
    }
    let variables = json!({"email": "aigul@example.kz", "password": PASSWORD});
    let client = service.client();
    let (refused, statements) = service.statements(client.execute(LOG_IN, variables)).await;
    assert_eq!(refused.json()["errors"][0]["extensions"]["code"], "UNAVAILABLE");
    assert_eq!(statements, 0);
    places.pop();
    let accepted = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    assert_eq!(accepted["errors"], json!([]));
}
