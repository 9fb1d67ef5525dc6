//! The app: how its files are served, and how it works in a real browser.
//!
//! The browser tests are the scripts in `web/tests`. Each runs in Debian's Chromium against a service of its own. They
//! need what `scripts/install-tools --browser` installs; without it they do nothing, unless `DOSTYQ_REQUIRE_BROWSER` is
//! set.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::{env, fs};

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::json;
use tokio::runtime::Handle;

use crate::support::client::Client;
use crate::support::club::{leader, learner};
use crate::support::mail::MailFolder;
use crate::support::service::{Service, root};

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_the_page_is_revalidated() {
    let service = Service::start().await;
    let client = service.client();
    let page = client.get("/app/").await;
    assert_eq!(page.status, 200);
    let html = String::from_utf8(page.body.to_vec()).unwrap();
    let script = html.split('"').find(|part| part.starts_with("/app/assets/main-")).unwrap();
    let worker = String::from_utf8(client.get("/app/sw.js").await.body.to_vec()).unwrap();
    let texts = worker.split('"').find(|part| part.starts_with("assets/kk-")).unwrap();
    for (path, content_type, caching) in [
        ("/app", "text/html; charset=utf-8", "no-cache"),
        ("/app/lessons/some-lesson", "text/html; charset=utf-8", "no-cache"),
        ("/app/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/app/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/app/icon-192.png", "image/png", "no-cache"),
        (script, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        (&format!("/app/{texts}"), "application/json", "public, max-age=31536000, immutable"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), content_type, "{path}");
        assert_eq!(answer.header("cache-control"), caching, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{path}");
        if content_type.starts_with("text/html") || path == "/app/sw.js" {
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert!(answer.header("permissions-policy").contains("microphone=()"), "{path}");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        }
        let compressed = client.with("accept-encoding", "gzip").get(path).await;
        assert_eq!(compressed.headers.contains_key("content-encoding"), !path.contains(".png"), "{path}");
        let known = client.with("if-none-match", answer.header("etag")).get(path).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0), "{path}");
    }
    for path in ["/app/assets/main-OLD.js", "/app/../Cargo.toml", "/app/assets/"] {
        let answer = client.get(path).await;
        let is_page = answer.body == page.body;
        assert!(answer.status == 404 || is_page, "{path}: {}", answer.status);
    }
    assert_eq!(client.get("/app/assets/main-OLD.js").await.status, 404);
}

#[tokio::test]
async fn a_learner_signs_up_and_learns_five_words() {
    in_browser("five-words").await;
}

#[tokio::test]
async fn a_learner_brings_a_list_of_another_program() {
    in_browser("word-list").await;
}

#[tokio::test]
async fn a_visitor_tries_five_words_and_keeps_them_with_an_account() {
    in_browser("trial").await;
}

#[tokio::test]
async fn an_address_and_a_password_change_by_links_in_messages() {
    in_browser("email").await;
}

#[tokio::test]
async fn the_app_starts_once_its_texts_arrive() {
    in_browser("start").await;
}

#[tokio::test]
async fn answers_without_a_connection_all_arrive() {
    in_browser("offline").await;
}

#[tokio::test]
async fn answers_that_wait_are_shown_until_they_are_sent() {
    in_browser("unsent").await;
}

#[tokio::test]
async fn what_is_sent_again_after_a_lost_response_is_created_once() {
    in_browser("lost-responses").await;
}

#[tokio::test]
async fn a_learner_studies_for_five_days_without_a_connection() {
    in_browser("five-days-offline").await;
}

#[tokio::test]
async fn a_pause_and_a_spread_backlog_put_cards_off() {
    in_browser("pause").await;
}

#[tokio::test]
async fn a_changed_clock_or_time_zone_misdates_no_answer() {
    in_browser("changed-clock").await;
}

#[tokio::test]
async fn what_is_studied_follows_the_language_of_the_app() {
    in_browser("language").await;
}

#[tokio::test]
async fn random_switches_and_killed_pages_lose_no_answer() {
    in_browser("random-switches").await;
}

#[tokio::test]
async fn a_leader_sees_what_a_pupil_does() {
    in_browser("leader-evening").await;
}

#[tokio::test]
async fn a_pupil_without_email_joins_and_a_leader_helps_with_the_password() {
    in_browser("pupil-without-email").await;
}

#[tokio::test]
async fn a_known_device_logs_in_while_somebody_guesses_the_password() {
    in_browser("known-device").await;
}

#[tokio::test]
async fn two_step_login_is_set_up_asked_for_and_turned_off() {
    in_browser("second-factor").await;
}

#[tokio::test]
async fn a_passkey_is_registered_logs_in_and_is_removed() {
    in_browser_at_localhost("passkeys").await;
}

#[tokio::test]
async fn an_account_on_two_devices_counts_each_answer_once() {
    in_browser("two-devices").await;
}

#[tokio::test]
async fn a_login_in_one_tab_counts_in_the_other() {
    in_browser("two-tabs").await;
}

#[tokio::test]
async fn two_tabs_and_a_late_pack_forget_no_answer() {
    in_browser("studying-tabs").await;
}

#[tokio::test]
async fn a_browser_that_keeps_nothing_shows_the_app_and_says_so() {
    in_browser("storage").await;
}

#[tokio::test]
async fn open_pages_find_their_files_after_an_update() {
    in_browser("new-version").await;
}

#[tokio::test]
async fn the_app_works_below_a_path() {
    let Some(tools) = Tools::find() else { return };
    let mail = MailFolder::new();
    let service = Service::with_mail_below("/school", mail.mail_below("/school")).await;
    let address = format!("http://{}", service.address);
    run_script("prefix", tools, mail, Arc::new(service), address).await;
}

#[tokio::test]
async fn a_session_of_200_cards_takes_few_requests_and_little_data() {
    in_browser("session").await;
}

#[tokio::test]
async fn wrong_answers_take_at_most_one_request_each() {
    in_browser("wrong-answers").await;
}

#[tokio::test]
async fn every_kind_of_exercise_can_be_answered() {
    in_browser("kinds").await;
}

#[tokio::test]
async fn editors_see_what_learners_challenge_and_report() {
    in_browser("reports").await;
}

#[tokio::test]
async fn mistakes_are_practised_beyond_the_schedule() {
    in_browser("practice").await;
}

#[tokio::test]
async fn a_learner_sees_the_workload_takes_their_data_and_ends_the_account() {
    in_browser("account").await;
}

#[tokio::test]
async fn a_learner_enters_and_leaves_a_contest() {
    in_browser("contest").await;
}

#[tokio::test]
async fn what_a_member_shares_is_what_the_boxes_show() {
    in_browser("sharing").await;
}

#[tokio::test]
async fn the_directory_needs_no_script_and_is_accessible() {
    in_browser("directory").await;
}

#[tokio::test]
async fn nothing_moves_if_the_user_prefers_reduced_motion() {
    in_browser("motion").await;
}

#[tokio::test]
async fn the_fonts_of_the_system_have_every_letter() {
    in_browser("letters").await;
}

#[tokio::test]
async fn an_editor_corrects_the_directory() {
    in_browser("editor").await;
}

#[tokio::test]
async fn an_editor_adds_a_kind_and_uses_it() {
    in_browser("kind-terms").await;
}

#[tokio::test]
async fn everything_works_by_keyboard_alone() {
    in_browser("keyboard").await;
}

#[tokio::test]
async fn every_screen_is_accessible_in_each_language_light_and_dark() {
    in_browser("accessibility").await;
}

#[tokio::test]
async fn the_first_load_is_small_and_fast() {
    in_browser("budgets").await;
}

/// Writes the pictures of `docs/pictures`.
#[tokio::test]
#[ignore = "it checks nothing; `make pictures` runs it"]
async fn take_pictures() {
    in_browser("pictures").await;
}

/// Runs a script of `web/tests`. The script may log in as the leader `leader@example.kz` and as the editor
/// `editor@example.kz`. With a line `advance MINUTES` in its output, it moves the service's clock; with a line
/// `link SCREEN`, it requests the token of the link to a screen from the waiting messages.
async fn in_browser(script: &'static str) {
    let Some(tools) = Tools::find() else { return };
    let mail = MailFolder::new();
    let service = Service::with_mail(mail.mail()).await;
    let address = format!("http://{}", service.address);
    run_script(script, tools, mail, Arc::new(service), address).await;
}

/// As [`in_browser`], but at a domain: browsers have no passkeys at an IP address.
async fn in_browser_at_localhost(script: &'static str) {
    let Some(tools) = Tools::find() else { return };
    let mail = MailFolder::new();
    let service = Service::at_localhost(mail.mail()).await;
    let address = format!("http://localhost:{}", service.address.port());
    run_script(script, tools, mail, Arc::new(service), address).await;
}

async fn run_script(
    script: &'static str,
    tools: Tools,
    mail: MailFolder,
    service: Arc<Service>,
    address: String,
) {
    set_name(&leader(&service, "leader").await, "Гүлнар Сапарова").await;
    set_name(&learner(&service, "editor").await, "Дәурен Ахметов").await;
    service.set_role("editor@example.kz", Role::Editor).await;
    mail.receive(&service).await;
    let clock = service.clock.clone();
    let (serving, runtime) = (service.clone(), Handle::current());
    let run = move || {
        // A script that waits for what never happens must not keep the whole run waiting. It gets a signal, and says what it
        // waited for.
        let mut child = Command::new("timeout")
            .args(["--kill-after=60", "900", "node"])
            .arg(root().join(format!("web/tests/{script}.mjs")))
            .env("SERVICE", address)
            .env("TOOLS", &tools.packages)
            .env("CHROMIUM", &tools.chromium)
            .env("PICTURES", root().join("docs/pictures"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            match line.split_once(' ') {
                Some(("advance", minutes)) => {
                    clock.advance(Duration::minutes(minutes.parse().unwrap()));
                    input.write_all(b"done\n").unwrap();
                }
                Some(("link", screen)) => {
                    let token = runtime.block_on(mail.token(&serving, screen));
                    input.write_all(format!("{token}\n").as_bytes()).unwrap();
                }
                _ => println!("{line}"),
            }
        }
        child.wait().unwrap()
    };
    let status = tokio::task::spawn_blocking(run).await.unwrap();
    assert!(status.success(), "web/tests/{script}.mjs failed: see above");
}

/// Gives an account the name of a person, as others see it.
async fn set_name(client: &Client, name: &str) {
    let document =
        "mutation($name: String) { updateSettings(input: {displayName: $name}) { errors { code } } }";
    let changed = client.query(document, json!({"name": name})).await;
    assert_eq!(changed["updateSettings"]["errors"], json!([]));
}

/// What the browser tests need.
struct Tools {
    /// The folder with `node_modules`.
    packages: PathBuf,
    chromium: PathBuf,
}

impl Tools {
    /// Finds the tools. `None` if something is not installed.
    fn find() -> Option<Self> {
        let cache = env::var("XDG_CACHE_HOME").map(PathBuf::from);
        let cache =
            cache.or_else(|_| env::var("HOME").map(|home| PathBuf::from(home).join(".cache"))).ok()?;
        let packages = cache.join("dostyq/tools/web");
        let installed = fs::read(packages.join("package-lock.json")).ok();
        let is_current = installed == fs::read(root().join("web/package-lock.json")).ok();
        let path = env::var_os("PATH")?;
        let chromium =
            env::split_paths(&path).map(|folder| folder.join("chromium")).find(|file| file.is_file());
        let found = chromium.filter(|_| is_current).map(|chromium| Self { packages, chromium });
        if found.is_none() {
            let advice = "scripts/install-tools --browser installs what the browser tests need";
            assert!(env::var_os("DOSTYQ_REQUIRE_BROWSER").is_none(), "{advice}");
            eprintln!("not run: {advice}");
        }
        found
    }
}
