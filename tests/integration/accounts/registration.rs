//! Registration.

use chrono::Duration;
use serde_json::json;

use super::{language_of, log_in, problems, register, registration, token, whoami};
use crate::support::client::PASSWORD;
use crate::support::service::Service;
use crate::support::study::moment;

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
async fn a_domain_whose_normal_form_has_capitals_is_stored_in_lower_case() {
    let service = Service::start().await;
    let mut input = registration();
    input["email"] = json!("a@Ꭰ.kz");
    let registered = register(&service.client(), &input).await;
    assert_eq!(registered["viewer"]["account"]["email"], "a@ꭰ.kz");
    for email in ["a@Ꭰ.kz", "A@ꭰ.kz", "a@xn--58d.kz"] {
        assert!(log_in(&service.client(), email, PASSWORD).await["session"]["token"].is_string(), "{email}");
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

#[tokio::test]
async fn a_time_zone_that_nobody_knows_keeps_nobody_from_registering() {
    let service = Service::start().await;
    for (number, zone) in ["GMT+05:00", "Etc/Unknown", "asia/almaty", ""].into_iter().enumerate() {
        let mut input = registration();
        input["email"] = json!(format!("phone{number}@example.kz"));
        input["timeZone"] = json!(zone);
        let registered = register(&service.client(), &input).await;
        assert_eq!(registered["errors"], json!([]), "{zone}");
        let token = registered["session"]["token"].as_str().unwrap();
        let client = service.client().with("authorization", &format!("Bearer {token}"));
        let data = client.query("{ viewer { account { timeZone } } }", json!({})).await;
        assert_eq!(data["viewer"]["account"]["timeZone"], "Asia/Almaty", "{zone}");
    }
}

#[tokio::test]
async fn all_problems_are_reported_together() {
    let service = Service::start().await;
    let input = json!({
        "email": "aigul", "password": "қысқа", "displayName": "", "glossLanguage": "?",
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
