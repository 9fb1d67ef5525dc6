//! The command line.

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

/// A place to run the service from: the project's content, and the test's own data folder.
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

    /// Runs `dostyq user …` with a password on standard input.
    fn user(&self, arguments: &[&str], password: &str) -> ProgramOutput {
        run(dostyq(self.path(), &["user", "--data-dir", &self.data]).args(arguments), password)
    }
}

/// Logs in, and returns the account's role or the error code.
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
async fn the_service_starts_survives_a_kill_and_stops_cleanly() {
    let place = Place::new();
    let first = place.serve();
    assert_eq!(lessons(&first.client()).await, 30, "the content is imported");
    assert_eq!(first.client().get("/readyz").await.status, StatusCode::OK);

    // A second service on the same folder is refused, and does not harm the first.
    let second =
        run(&mut dostyq(place.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", &place.data]), "");
    let error = second.error_line();
    assert!(error.contains("is in use: another dostyq is running on it"), "{error}");

    // Accounts are created and changed while the service runs.
    let created = place.user(&["create", "Aigul@example.kz", "--role", "leader"], "жеті жарғы\n");
    assert_eq!(created.stdout(), "Created aigul@example.kz with the role leader.\n");
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "LEADER");
    // The log can show the statements, without the values of their parameters.
    let logged = place.user(&["set-role", "aigul@example.kz", "editor", "--log", "statements=debug"], "");
    let update = logged.stderr.lines().find(|line| line.contains("UPDATE")).unwrap_or_default();
    assert!(update.contains("statement ended") && update.contains("milliseconds="), "{logged:?}");
    assert!(logged.status.success() && !logged.stderr.contains("aigul"), "{logged:?}");
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "EDITOR");
    place.user(&["reset-password", "aigul@example.kz"], "он екі ай\n").stdout();
    assert_eq!(log_in(&first.client(), "жеті жарғы").await, "INVALID_CREDENTIALS");
    assert_eq!(log_in(&first.client(), "он екі ай").await, "EDITOR");
    for (arguments, password, reason) in [
        (&["create", "aigul@example.kz"][..], "он екі ай", "registered already"),
        (&["create", "aigul"], "он екі ай", "name@example.kz"),
        (&["create", "berik@example.kz"], "қысқа", "at least 8 characters"),
        (&["create", "berik@example.kz"], "", "write the password to standard input"),
        (&["set-role", "nobody@example.kz", "admin"], "", "This does not exist"),
        (&["reset-password", "nobody@example.kz"], "он екі ай", "This does not exist"),
    ] {
        let error = place.user(arguments, password).error_line();
        assert!(error.starts_with("dostyq: ") && error.contains(reason), "{arguments:?}: {error}");
    }

    let listed = place.user(&["list", "--text", "AIGUL"], "").stdout();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert_eq!(lines[0], "email,username,display_name,role,created_at,disabled_at,deletion_due_at");
    assert!(lines[1].starts_with("aigul@example.kz,,Aigul,editor,20"), "{listed}");
    place.user(&["disable", "aigul@example.kz"], "").stdout();
    assert_eq!(log_in(&first.client(), "он екі ай").await, "ACCOUNT_DISABLED");
    place.user(&["enable", "aigul@example.kz"], "").stdout();
    assert_eq!(log_in(&first.client(), "он екі ай").await, "EDITOR");
    place.user(&["create", "berik@example.kz"], "жеті жарғы\n").stdout();
    place.user(&["delete", "berik@example.kz"], "").stdout();
    assert_eq!(place.user(&["list"], "").stdout().lines().count(), 2);
    assert!(place.user(&["delete", "berik@example.kz"], "").error_line().contains("This does not exist"));

    // kill -9 loses nothing.
    let (status, _) = first.end(Signal::SIGKILL);
    assert!(!status.success());
    let again = place.serve();
    assert_eq!(log_in(&again.client(), "он екі ай").await, "EDITOR");
    assert_eq!(lessons(&again.client()).await, 30);

    // Either signal ends the service and its PostgreSQL.
    ends_cleanly(&place, again, Signal::SIGTERM);
    ends_cleanly(&place, place.serve(), Signal::SIGINT);

    // Without a running service, a command starts PostgreSQL itself.
    place.user(&["set-role", "aigul@example.kz", "admin"], "").stdout();
    eventually("PostgreSQL is stopped again", || postgresql_of(place.data()).is_none().then_some(()));
}

fn ends_cleanly(place: &Place, service: RunningService, signal: Signal) {
    let postgresql = postgresql_of(place.data()).unwrap();
    let children = children_of(service.pid());
    let (status, log) = service.end(signal);
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
async fn an_external_database_is_migrated_only_on_request() {
    let place = Place::new();
    let database = empty_database();
    let serve = ["--database-url", &database.url];

    let refused = run(dostyq(place.path(), &["serve", "--listen", "127.0.0.1:0"]).args(serve), "");
    let error = refused.error_line();
    assert!(error.contains("not up to date") && error.contains("dostyq migrate"), "{error}");

    let migrate =
        || run(&mut dostyq(place.path(), &["migrate", "--database-url", &database.url]), "").stdout();
    assert!(migrate().ends_with(" migrations applied.\n"));
    assert_eq!(migrate(), "The schema is up to date.\n");
    let service = RunningService::start(place.path(), &serve);
    assert_eq!(lessons(&service.client()).await, 0, "content is imported only on request");
    assert_eq!(service.end(Signal::SIGTERM).0.code(), Some(0));
    let import = ["import", &place.content, "--database-url", &database.url];
    run(&mut dostyq(place.path(), &import), "").stdout();
    let service = RunningService::start(place.path(), &serve);
    assert_eq!(lessons(&service.client()).await, 30);
    assert_eq!(service.end(Signal::SIGINT).0.code(), Some(0));

    let other = empty_database();
    let service = RunningService::start(
        place.path(),
        &["--migrate", "--database-url", &other.url, "--content", &place.content],
    );
    assert_eq!(lessons(&service.client()).await, 30);
    assert!(!place.data().exists(), "no private PostgreSQL is started");
}

#[test]
fn content_errors_are_reported_with_their_lines() {
    let place = Place::new();
    let good = run(&mut dostyq(place.path(), &["import", "--check", &place.content]), "");
    assert_eq!(good.stdout(), "No errors.\n");

    let course = place.path().join("mistaken/courses/course-of-mistakes");
    fs::create_dir_all(&course).unwrap();
    let text = "[title]\nkk = \"Қате\"\nru = \"Ошибка\"\nen = \"Mistake\"\n";
    fs::write(course.join("course.toml"), format!("{text}colour = \"red\"\n")).unwrap();
    fs::write(course.join("01-lesson.toml"), format!("{text}\n[[word]]\nslug = salem\n")).unwrap();
    for arguments in [&["import", "--check", "mistaken"][..], &["import", "mistaken"]] {
        let output = run(&mut dostyq(place.path(), arguments), "");
        assert!(output.stderr.contains("\ncourses/course-of-mistakes/01-lesson.toml:7: "), "{output:?}");
        assert!(output.stderr.contains("\ncourses/course-of-mistakes/course.toml:5: "), "{output:?}");
        assert!(output.error_line().contains("mistaken has errors"));
    }
    assert!(!place.data().exists(), "checking starts no PostgreSQL");
}

#[test]
fn the_printed_schema_is_schema_graphql() {
    let place = Place::new();
    let schema = run(&mut dostyq(place.path(), &["schema"]), "").stdout();
    assert_eq!(schema, fs::read_to_string(root().join("schema.graphql")).unwrap());
}

#[test]
fn an_invalid_setting_is_reported_in_one_line() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let data = &["--data-dir", &place.data];
    for (arguments, reason) in [
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
        assert!(error.contains(reason), "{arguments:?}: {error}");
    }
    assert!(!place.data().join("pgdata").exists(), "PostgreSQL is not started");
}

#[test]
fn the_command_line_overrides_the_environment_which_overrides_the_file() {
    let place = Place::new();
    let schema = |variable: Option<&str>, option: &[&str]| {
        let mut command = dostyq(place.path(), &["schema"]);
        command.args(option).envs(variable.map(|value| ("DOSTYQ_LOG", value)));
        run(&mut command, "")
    };
    fs::write(place.path().join(".env"), "DOSTYQ_LOG=dostyq=loud-in-the-file\n").unwrap();
    assert!(schema(None, &[]).error_line().contains("loud-in-the-file"));
    let error = schema(Some("dostyq=loud-in-the-environment"), &[]).error_line();
    assert!(error.contains("loud-in-the-environment"), "{error}");
    schema(Some("info"), &[]).stdout();
    schema(Some("dostyq=loud"), &["--log", "info"]).stdout();

    // A file in a parent folder is ignored.
    let below = place.path().join("below");
    fs::create_dir(&below).unwrap();
    run(&mut dostyq(&below, &["schema"]), "").stdout();
    // A file that cannot be read is an error.
    fs::write(place.path().join(".env"), "DOSTYQ LOG\n").unwrap();
    assert!(schema(None, &[]).error_line().contains(".env"));
}

#[test]
fn every_option_is_explained() {
    let place = Place::new();
    let mut options = 0;
    let mut commands: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = commands.pop() {
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
                        commands.push([command.clone(), vec![name.to_owned()]].concat());
                    }
                }
                // Explanations are indented by ten.
                "Arguments:" | "Options:" | "Limits:" if indent < 10 && !text.is_empty() => {
                    explained(text);
                    options += 1;
                }
                _ => {}
            }
        }
    }
    assert!(options > 40, "{options}");
}
