//! What somebody who guesses passwords learns, and how the service slows them down.

use chrono::Duration;
use dostyq::app::accounts::delete_due_accounts;
use serde_json::{Value, json};

use super::{LOG_IN, log_in, problems, register, registration, whoami};
use crate::support::client::{Client, PASSWORD, codes};
use crate::support::service::Service;
use crate::support::sql::connect;

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
        assert_eq!(statements, 2 + u64::from(email.contains('@')), "{email}");
        // The service computes as many hashes as for an account that exists.
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
    // The owner can log in on the known device, even from the address of the guesser; an invented token does not help.
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

/// Enters wrong passwords of the account on an unknown device until that device has to wait. Then logs in with the
/// given password on the given device, and returns the error codes.
async fn log_in_after_guesses(service: &Service, password: &str, device: &Value) -> Vec<String> {
    let guesser = service.client();
    while problems(&log_in(&guesser, "aigul@example.kz", "болжам").await)[0].0 != "TOO_MANY_ATTEMPTS" {}
    let document = "mutation($input: LogInInput!) { logIn(input: $input) { errors { code } } }";
    let input = json!({"email": "aigul@example.kz", "password": password, "deviceToken": device});
    let payload = service.client().query(document, json!({"input": input})).await["logIn"].take();
    codes(&payload).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn another_password_and_a_year_without_a_login_forget_devices() {
    const NEW_PASSWORD: &str = "көлге қонған аққулар";
    let service = Service::start().await;
    let registered = register_with_device(&service.client(), &registration()).await;
    let own = &registered["session"]["deviceToken"];
    let client = service.client().with_token(registered["session"]["token"].as_str().unwrap());
    let document = "mutation { logIn(input: {email: \"aigul@example.kz\", password: \"PASSWORD\"}) {
        session { deviceToken } } }";
    let other = service.client().query(&document.replace("PASSWORD", PASSWORD), json!({})).await;
    let other = &other["logIn"]["session"]["deviceToken"];
    assert!(log_in_after_guesses(&service, PASSWORD, other).await.is_empty());

    let change =
        "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }";
    let input = json!({"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD, "deviceToken": own});
    let changed = client.query(change, json!({"input": input})).await;
    assert_eq!(codes(&changed["changePassword"]), Vec::<&str>::new());
    assert_eq!(log_in_after_guesses(&service, NEW_PASSWORD, other).await, ["TOO_MANY_ATTEMPTS"]);
    assert!(log_in_after_guesses(&service, NEW_PASSWORD, own).await.is_empty());

    service.clock.advance(Duration::days(364));
    delete_due_accounts(&service.services).await.unwrap();
    assert!(log_in_after_guesses(&service, NEW_PASSWORD, own).await.is_empty());
    service.clock.advance(Duration::days(366));
    delete_due_accounts(&service.services).await.unwrap();
    assert_eq!(log_in_after_guesses(&service, NEW_PASSWORD, own).await, ["TOO_MANY_ATTEMPTS"]);
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
async fn processes_whose_clocks_differ_refuse_no_free_attempt_and_count_together() {
    let ahead = Service::start().await;
    let behind = ahead.start_second().await;
    ahead.clock.advance(Duration::seconds(5));
    register(&ahead.client(), &registration()).await;
    let wrong = async |service: &Service| {
        let refused = log_in(&service.client(), "aigul@example.kz", "болжам").await;
        problems(&refused)[0].0.to_owned()
    };
    assert_eq!(wrong(&ahead).await, "INVALID_CREDENTIALS");
    assert!(log_in(&behind.client(), "aigul@example.kz", PASSWORD).await["session"]["token"].is_string());

    for number in 0..10 {
        let service = [&ahead, &behind][number % 2];
        assert_eq!(wrong(service).await, "INVALID_CREDENTIALS", "{number}");
    }
    for service in [&ahead, &behind] {
        assert_eq!(wrong(service).await, "TOO_MANY_ATTEMPTS");
    }
    ahead.clock.advance(Duration::seconds(1));
    assert_eq!(wrong(&ahead).await, "INVALID_CREDENTIALS", "the delay is over");
}

#[tokio::test]
async fn a_clock_that_was_ahead_by_a_day_locks_nobody_out() {
    let service = Service::start().await;
    let ahead = service.start_second().await;
    ahead.clock.advance(Duration::days(1));
    register(&service.client(), &registration()).await;
    let wrong = async |service: &Service| {
        let refused = log_in(&service.client(), "aigul@example.kz", "болжам").await;
        problems(&refused)[0].0.to_owned()
    };
    // The attempts use up what the account and the address may try.
    for _ in 0..130 {
        wrong(&ahead).await;
    }
    assert_eq!(wrong(&ahead).await, "TOO_MANY_ATTEMPTS");
    assert_eq!(wrong(&service).await, "INVALID_CREDENTIALS", "the clock is right again");
    assert_eq!(wrong(&service).await, "TOO_MANY_ATTEMPTS", "the guesses still count");
    service.clock.advance(Duration::seconds(2));
    let owner = log_in(&service.client(), "aigul@example.kz", PASSWORD).await;
    assert!(owner["session"]["token"].is_string());
}

#[tokio::test]
async fn the_attempts_of_a_network_through_several_processes_count_together() {
    let service = Service::start().await;
    let (second, third) = (service.start_second().await, service.start_second().await);
    let guess = async |process: &Service, number: usize| {
        let client = process.client().with("x-forwarded-for", &format!("2001:db8::{number:x}"));
        let email = format!("{number}@example.kz");
        let document = "mutation($email: String!) { logIn(input: {email: $email, password: \"болжам\"}) {
            errors { code retryAfterSeconds }
        } }";
        client.query(document, json!({"email": email})).await["logIn"]["errors"][0].take()
    };
    let wrong = json!({"code": "INVALID_CREDENTIALS", "retryAfterSeconds": null});
    let refused = json!({"code": "TOO_MANY_ATTEMPTS", "retryAfterSeconds": 1});
    for number in 0..120 {
        assert_eq!(guess([&service, &second, &third][number % 3], number).await, wrong, "{number}");
    }
    for process in [&service, &second, &third] {
        assert_eq!(guess(process, 120).await, refused);
    }
    // Registrations count together with logins; other networks are counted separately.
    let mut input = registration();
    let network = service.client().with("x-forwarded-for", "2001:db8::ffff");
    assert_eq!(problems(&register(&network, &input).await), [("TOO_MANY_ATTEMPTS", &json!([]))]);
    input["email"] = json!("berik@example.kz");
    let elsewhere = second.client().with("x-forwarded-for", "2001:db8:0:1::1");
    assert!(problems(&register(&elsewhere, &input).await).is_empty());
    // The limit allows two further attempts a second.
    for process in [&service, &second, &third] {
        process.clock.advance(Duration::seconds(1));
    }
    for (process, expected) in [(&third, &wrong), (&second, &wrong), (&service, &refused)] {
        assert_eq!(&guess(process, 121).await, expected);
    }

    let database = connect(&service.database.url).await.unwrap();
    let rows = async || {
        let row = database.query_one("SELECT count(*) FROM attempt_rates", &[]).await.unwrap();
        row.get::<_, i64>(0)
    };
    assert_eq!(rows().await, 2);
    service.clock.advance(Duration::minutes(1));
    delete_due_accounts(&service.services).await.unwrap();
    assert_eq!(rows().await, 0, "a full budget needs no row");
}

#[tokio::test]
async fn an_account_guesses_invite_codes_through_several_processes_together() {
    let service = Service::start().await;
    let berik = service.client().register("berik@example.kz").await;
    let second = service.start_second().await;
    let there = second.client().with_token(berik.token());
    let document =
        "mutation { joinClub(input: {inviteCode: \"00000-00000\"}) { errors { code retryAfterSeconds } } }";
    let guess =
        async |client: &Client| client.query(document, json!({})).await["joinClub"]["errors"][0].take();
    for number in 0..10 {
        let guessed = guess([&berik, &there][number % 2]).await;
        assert_eq!(guessed["code"], "UNKNOWN_INVITE_CODE", "{number}");
    }
    for client in [&berik, &there] {
        assert_eq!(guess(client).await, json!({"code": "TOO_MANY_ATTEMPTS", "retryAfterSeconds": 6}));
    }
    second.clock.advance(Duration::seconds(6));
    assert_eq!(guess(&there).await["code"], "UNKNOWN_INVITE_CODE");
}

#[tokio::test]
async fn a_header_also_names_the_seconds_to_wait() {
    let service = Service::for_origin("https://app.example.kz").await;
    register(&service.client(), &registration()).await;
    let berik = service.client().register("berik@example.kz").await.with("origin", "https://app.example.kz");
    let send = async |fields: &str| berik.execute(&format!("mutation {{ {fields} }}"), json!({})).await;
    let log_in = "logIn(input: {email: \"aigul@example.kz\", password: \"болжам\"}) { errors { code } }";
    let join = "joinClub(input: {inviteCode: \"00000-00000\"}) { errors { code } }";
    for number in 0..10 {
        for field in [log_in, join] {
            assert!(!send(field).await.headers.contains_key("retry-after"), "{number}: {field}");
        }
    }
    let both = format!("{join} {log_in}");
    for (fields, seconds) in [(log_in, "1"), (join, "6"), (both.as_str(), "6")] {
        let refused = send(fields).await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (200, seconds), "{fields}");
        for payload in refused.data().as_object().unwrap().values() {
            assert_eq!(codes(payload), ["TOO_MANY_ATTEMPTS"], "{fields}");
        }
        assert!(refused.header("access-control-expose-headers").contains("retry-after"), "{refused:?}");
    }
}
