//! The options and the command of the program that concern second factors.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use dostyq::domain::clock::Clock;
use nix::sys::signal::Signal;
use serde_json::json;

use super::{ACCOUNT, AIGUL, STEP, account, is_logged_in, log_in};
use crate::support::client::{PASSWORD, codes};
use crate::support::program::{RunningService, dostyq, run};
use crate::support::scratch::ScratchFolder;
use crate::support::second_factor::SecondFactor;

#[tokio::test]
async fn the_program_requires_a_second_factor_keeps_its_key_and_logs_no_secret() {
    let place = ScratchFolder::new();
    let data = place.path().join("data").to_str().unwrap().to_owned();
    let serve = || {
        RunningService::start(
            place.path(),
            &["--data-dir", &data, "--log", "info,dostyq=debug,statements=debug"],
        )
    };
    let user = |arguments: &[&str], input: &str| {
        run(dostyq(place.path(), &["user", "--data-dir", &data]).args(arguments), input).stdout()
    };
    let now = || Clock::system().now();
    let service = serve();
    user(&["create", AIGUL, "--role", "editor"], &format!("{PASSWORD}\n"));
    let editor = service.client().log_in(AIGUL).await;
    assert_eq!(account(&editor).await["needsSecondFactor"], true, "the default");
    let factor = SecondFactor::set_up(&editor, now()).await;
    assert_eq!(account(&editor).await["needsSecondFactor"], false);
    let wrong = log_in(&service.client(), Some("abcd-abcd-abcd-abcd")).await;
    assert_eq!(codes(&wrong), ["INVALID_SECOND_FACTOR"]);
    let key = place.path().join("data/second-factor.key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);

    let (_, log) = service.end(Signal::SIGTERM);
    assert!(log.contains("UPDATE") && log.contains("totp_secret"), "the log has the statements: {log}");
    let mut secrets = vec![factor.secret.clone(), fs::read_to_string(&key).unwrap().trim().to_owned()];
    secrets.extend(factor.recovery_codes.iter().cloned());
    for secret in secrets.iter().map(String::as_str).chain([PASSWORD, "abcd-abcd-abcd-abcd"]) {
        assert!(!log.contains(secret), "{secret}");
    }

    // The key is still the same.
    let service = serve();
    let next = factor.code(now() + STEP);
    assert!(is_logged_in(&log_in(&service.client(), Some(&next)).await));
    // The owner has lost everything.
    let done = user(&["reset-second-factor", AIGUL], "");
    assert_eq!(done, format!("Turned off the second factor of {AIGUL} and ended all its sessions.\n"));
    let before = service.client().with_token(editor.token());
    assert_eq!(before.execute(ACCOUNT, json!({})).await.code(), "UNAUTHENTICATED");
    let payload = log_in(&service.client(), None).await;
    let editor = service.client().with_token(payload["session"]["token"].as_str().unwrap());
    assert_eq!(account(&editor).await["needsSecondFactor"], true);
    service.end(Signal::SIGTERM);

    let short =
        ["serve", "--listen", "127.0.0.1:0", "--data-dir", data.as_str(), "--second-factor-key", "қысқа"];
    let error = run(&mut dostyq(place.path(), &short), "").error_line();
    assert!(error.contains("at least 32 random characters"), "{error}");
}
