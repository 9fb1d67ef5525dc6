//! The program as those who run it see it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use hyper::StatusCode;
use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::cluster::TestDatabase;
use crate::support::eventually::eventually;
use crate::support::processes::children_of;
use crate::support::program::{ProgramOutput, RunningService, dostyq, is_gone, postgresql_of, run};
use crate::support::scratch::ScratchFolder;
use crate::support::service::root;

/// Where to serve from: the project's content, and a data folder of the test's own.
struct Place {
    folder: ScratchFolder,
    data: String,
    content: String,
}

impl Place {
    fn new() -> Self {
        let folder = ScratchFolder::new();
        let data = folder.path().join("data").to_str().unwrap().to_owned();
        let content = root().join("content").to_str().unwrap().to_owned();
        Self { folder, data, content }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn data(&self) -> &Path {
        Path::new(&self.data)
    }

    fn serve(&self) -> RunningService {
        RunningService::start(self.path(), &["--data-dir", &self.data, "--content", &self.content])
    }

    /// `dostyq user …`, with a password on standard input.
    fn user(&self, arguments: &[&str], password: &str) -> ProgramOutput {
        run(dostyq(self.path(), &["user", "--data-dir", &self.data]).args(arguments), password)
    }
}

/// Logs in; the account's role, or the code of the refusal.
async fn log_in(client: &Client, password: &str) -> Value {
    let document = "mutation($password: String!) {
        logIn(input: {email: \"aigul@example.kz\", password: $password}) {
            viewer { account { role } }
            errors { code }
        }
    }";
    let payload = client.query(document, json!({"password": password})).await["logIn"].take();
    match &payload["errors"][0]["code"] {
        Value::Null => payload["viewer"]["account"]["role"].clone(),
        code => code.clone(),
    }
}

async fn lessons(client: &Client) -> usize {
    let data =
        client.query("{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { slug } } }", json!({})).await;
    data["course"]["lessons"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn the_service_is_started_used_killed_and_stopped() {
    let place = Place::new();
    let first = place.serve();
    assert_eq!(lessons(&first.client()).await, 30, "the content is there");
    assert_eq!(first.client().get("/readyz").await.status, StatusCode::OK);

    // A second one on the same folder is refused, and does the first no harm.
    let second =
        run(&mut dostyq(place.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", &place.data]), "");
    let error = second.error_line();
    assert!(error.contains("is in use: another dostyq is running on it"), "{error}");

    // Accounts are made and changed while it runs.
    let created = place.user(&["create", "Aigul@example.kz", "--role", "leader"], "жеті жарғы\n");
    assert_eq!(created.stdout(), "Created aigul@example.kz with the role leader.\n");
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "LEADER");
    place.user(&["set-role", "aigul@example.kz", "editor"], "").stdout();
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "EDITOR");
    place.user(&["reset-password", "aigul@example.kz"], "он екі ай\n").stdout();
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "INVALID_CREDENTIALS");
    assert_eq!(log_in(&first.client(), "он екі ай").await, "EDITOR");
    for (arguments, password, why) in [
        (&["create", "aigul@example.kz"][..], "он екі ай", "registered already"),
        (&["create", "aigul"], "он екі ай", "name@example.kz"),
        (&["create", "berik@example.kz"], "қысқа", "at least 8 characters"),
        (&["create", "berik@example.kz"], "", "write the password to standard input"),
        (&["set-role", "nobody@example.kz", "admin"], "", "There is nothing"),
        (&["reset-password", "nobody@example.kz"], "он екі ай", "There is nothing"),
    ] {
        let error = place.user(arguments, password).error_line();
        assert!(error.starts_with("dostyq: ") && error.contains(why), "{arguments:?}: {error}");
    }

    // kill -9 loses nothing.
    let (status, _) = first.end(Signal::SIGKILL);
    assert!(!status.success());
    let again = place.serve();
    assert_eq!(log_in(&again.client(), "он екі ай").await, "EDITOR");
    assert_eq!(lessons(&again.client()).await, 30);

    // Either signal ends it, and PostgreSQL with it.
    ends_cleanly(&place, again, Signal::SIGTERM);
    ends_cleanly(&place, place.serve(), Signal::SIGINT);

    // With nobody serving, a command starts PostgreSQL for itself.
    place.user(&["set-role", "aigul@example.kz", "admin"], "").stdout();
    eventually("PostgreSQL is stopped again", || postgresql_of(place.data()).is_none().then_some(()));
}

fn ends_cleanly(place: &Place, serving: RunningService, signal: Signal) {
    let postgresql = postgresql_of(place.data()).unwrap();
    let children = children_of(serving.pid());
    let (status, log) = serving.end(signal);
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(is_gone(postgresql) && postgresql_of(place.data()).is_none(), "PostgreSQL is stopped");
    for child in children {
        eventually("no process is left", || is_gone(child).then_some(()));
    }
}

fn empty_database() -> TestDatabase {
    TestDatabase::create("template_empty", |_| Box::pin(async {}))
}

#[tokio::test]
async fn a_database_of_ones_own_is_migrated_when_one_says_so() {
    let place = Place::new();
    let database = empty_database();
    let serve = ["--database-url", &database.url];

    let refused = run(dostyq(place.path(), &["serve", "--listen", "127.0.0.1:0"]).args(serve), "");
    let error = refused.error_line();
    assert!(error.contains("not up to date") && error.contains("dostyq migrate"), "{error}");

    let migrate = || run(&mut dostyq(place.path(), &["migrate", "--database-url", &database.url]), "").stdout();
    assert!(migrate().ends_with(" migrations applied.\n"));
    assert_eq!(migrate(), "The schema is up to date.\n");
    let serving = RunningService::start(place.path(), &serve);
    assert_eq!(lessons(&serving.client()).await, 0, "content is loaded where that is asked for");
    assert_eq!(serving.end(Signal::SIGTERM).0.code(), Some(0));
    let import = ["import", &place.content, "--database-url", &database.url];
    run(&mut dostyq(place.path(), &import), "").stdout();
    let serving = RunningService::start(place.path(), &serve);
    assert_eq!(lessons(&serving.client()).await, 30);
    assert_eq!(serving.end(Signal::SIGINT).0.code(), Some(0));

    let other = empty_database();
    let serving = RunningService::start(
        place.path(),
        &["--migrate", "--database-url", &other.url, "--content", &place.content],
    );
    assert_eq!(lessons(&serving.client()).await, 30);
    assert!(!place.data().exists(), "no private PostgreSQL was started");
}

#[test]
fn content_is_checked_and_each_mistake_has_its_line() {
    let place = Place::new();
    let good = run(&mut dostyq(place.path(), &["import", "--check", &place.content]), "");
    assert_eq!(good.stdout(), "No errors.\n");

    let course = place.path().join("mistaken/courses/course-of-mistakes");
    fs::create_dir_all(&course).unwrap();
    let text = "[title]\nkk = \"Қате\"\nru = \"Ошибка\"\nen = \"Mistake\"\n";
    fs::write(course.join("course.toml"), format!("{text}colour = \"red\"\n")).unwrap();
    fs::write(course.join("01-lesson.toml"), format!("{text}\n[[word]]\nslug = salem\n")).unwrap();
    for arguments in [&["import", "--check", "mistaken"][..], &["import", "mistaken"]] {
        let told = run(&mut dostyq(place.path(), arguments), "");
        assert!(told.stderr.contains("\ncourses/course-of-mistakes/01-lesson.toml:7: "), "{told:?}");
        assert!(told.stderr.contains("\ncourses/course-of-mistakes/course.toml:5: "), "{told:?}");
        assert!(told.error_line().contains("mistaken has errors"));
    }
    assert!(!place.data().exists(), "for a check nothing is started");
}

#[test]
fn the_schema_is_the_one_in_the_project() {
    let place = Place::new();
    let schema = run(&mut dostyq(place.path(), &["schema"]), "").stdout();
    assert_eq!(schema, fs::read_to_string(root().join("schema.graphql")).unwrap());
}

#[test]
fn a_setting_that_cannot_be_is_told_in_a_line() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let data = &["--data-dir", &place.data];
    for (arguments, why) in [
        (&["serve", "--listen", "nowhere"][..], "'nowhere' for '--listen"),
        (&["serve", "--listen", &taken], &taken),
        (&["serve", "--session-days", "0"], "'0' for '--session-days"),
        (&["serve", "--content", "nowhere"], "nowhere"),
        (&["serve", "--listen", "127.0.0.1:0", "--pg-bin", "/nowhere"], "/nowhere"),
        (&["serve", "--listen", "127.0.0.1:0", "--database-url", "nonsense"], "database"),
        (&["schema", "--log", "dostyq=loud"], "dostyq=loud"),
        (&["schema", "--log-format", "xml"], "'xml' for '--log-format"),
        (&["user", "set-role", "aigul@example.kz", "tsar"], "learner, leader, editor, admin"),
        (&["dance"], "'dance'"),
    ] {
        let mut command = dostyq(place.path(), arguments);
        if arguments[0] == "serve" {
            command.args(data);
        }
        let error = run(&mut command, "").error_line();
        assert!(error.contains(why), "{arguments:?}: {error}");
    }
    assert!(!place.data().join("pgdata").exists(), "nothing was started");
}

#[test]
fn settings_come_from_the_command_line_else_the_environment_else_the_file() {
    let place = Place::new();
    let schema = |variable: Option<&str>, option: &[&str]| {
        let mut command = dostyq(place.path(), &["schema"]);
        command.args(option).envs(variable.map(|value| ("DOSTYQ_LOG", value)));
        run(&mut command, "")
    };
    fs::write(place.path().join(".env"), "DOSTYQ_LOG=dostyq=loud-in-the-file\n").unwrap();
    assert!(schema(None, &[]).error_line().contains("loud-in-the-file"));
    let told = schema(Some("dostyq=loud-in-the-environment"), &[]).error_line();
    assert!(told.contains("loud-in-the-environment"), "{told}");
    schema(Some("info"), &[]).stdout();
    schema(Some("dostyq=loud"), &["--log", "info"]).stdout();

    // A file of a folder above is none of ours.
    let below = place.path().join("below");
    fs::create_dir(&below).unwrap();
    run(&mut dostyq(&below, &["schema"]), "").stdout();
    // One that cannot be read is a mistake.
    fs::write(place.path().join(".env"), "DOSTYQ LOG\n").unwrap();
    assert!(schema(None, &[]).error_line().contains(".env"));
}

#[test]
fn every_option_is_explained() {
    let place = Place::new();
    let mut seen = 0;
    let mut to_read: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = to_read.pop() {
        let mut program = dostyq(place.path(), &[]);
        let help = run(program.args(&command).arg("--help"), "").stdout();
        let mut section = "";
        let lines: Vec<&str> = help.lines().collect();
        for (nth, line) in lines.iter().enumerate() {
            let (indent, text) = (line.len() - line.trim_start().len(), line.trim_start());
            if indent == 0 {
                section = if line.ends_with(':') { line } else { section };
                continue;
            }
            let explained = |here: &str| {
                let below = lines.get(nth + 1).map_or("", |next| next.trim());
                let text = here.split_once("  ").map_or(below, |(_, text)| text.trim());
                assert!(text.starts_with(char::is_alphabetic), "dostyq {command:?}: {here}");
            };
            match section {
                "Commands:" if indent == 2 => {
                    explained(text);
                    let name = text.split(' ').next().unwrap();
                    if name != "help" {
                        to_read.push([command.clone(), vec![name.to_owned()]].concat());
                    }
                }
                // Explanations are indented by ten.
                "Arguments:" | "Options:" | "Limits:" if indent < 10 && !text.is_empty() => {
                    explained(text);
                    seen += 1;
                }
                _ => {}
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
