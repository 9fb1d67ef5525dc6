//! The dependencies between the parts of the source, as the paths in `use` lines and code show them.
//!
//! `commands → http → graphql → app → db → domain`; nothing points back. The domain is a crate of the service. The other
//! crates of the workspace depend neither on the service nor on one another.

use std::fs;
use std::path::Path;

use crate::support::service::{root, walk};

mod lists;
mod paths;

use self::paths::{Mention, mentions, tokens, within_crate};

/// The parts that each part may use, besides itself.
const PARTS: [(&str, &[&str]); 22] = [
    ("main", &["commands", "config", "telemetry"]),
    (
        "commands",
        &[
            "app",
            "config",
            "db",
            "domain",
            "graphql",
            "http",
            "import",
            "mail",
            "messages",
            "outgoing",
            "private_file",
            "random",
            "spreadsheet",
            "telemetry",
            "web_push",
        ],
    ),
    ("config", &["domain"]),
    ("telemetry", &["config"]),
    ("http", &["graphql", "pages", "app", "open_data", "spreadsheet", "messages", "db", "domain", "random"]),
    ("pages", &["messages", "domain"]),
    ("graphql", &["app", "messages", "domain", "random"]),
    (
        "app",
        &[
            "club_export",
            "mail",
            "open_data",
            "outgoing",
            "web_push",
            "spreadsheet",
            "db",
            "domain",
            "random",
        ],
    ),
    ("import", &["db", "messages", "domain", "random"]),
    ("db", &["machine_roots", "domain"]),
    ("outgoing", &["machine_roots", "domain"]),
    ("machine_roots", &[]),
    ("web_push", &["messages", "domain", "random"]),
    ("open_data", &["spreadsheet", "domain"]),
    ("club_export", &["spreadsheet", "messages", "domain"]),
    ("mail", &["messages", "private_file", "domain"]),
    ("private_file", &[]),
    ("spreadsheet", &[]),
    ("messages", &["domain"]),
    ("domain", &[]),
    ("random", &[]),
    ("lib", &["domain"]),
];

/// The parts or files that alone may name a crate.
const CRATES: [(&str, &[&str]); 26] = [
    ("idna", &["domain/accounts/email.rs"]),
    ("zxcvbn", &["domain/accounts/password.rs"]),
    ("csv", &["spreadsheet", "commands"]),
    ("fluent_bundle", &["messages"]),
    ("lettre", &["mail"]),
    ("minijinja", &["pages"]),
    ("fluent_syntax", &["messages/tests.rs"]),
    ("rawzip", &["club_export/archive.rs"]),
    ("brotli", &["http/compression.rs"]),
    ("flate2", &["club_export/archive.rs", "http/compression.rs"]),
    ("diesel", &["db", "domain/ids/sql.rs"]),
    ("diesel_async", &["db"]),
    ("diesel_migrations", &["db"]),
    ("tokio_postgres", &["db"]),
    ("async_graphql", &["graphql", "http"]),
    ("graphql_engine", &["commands", "config", "http", "graphql"]),
    ("poem", &["http", "commands"]),
    ("tokio", &["commands", "http", "graphql", "app", "db", "mail", "outgoing"]),
    ("hyper", &["outgoing"]),
    (
        "fsrs",
        &[
            "domain/learning/scheduler.rs",
            "domain/learning/scheduler/tests.rs",
            "domain/learning/training.rs",
            "domain/learning/simulation.rs",
        ],
    ),
    ("passki", &["app/accounts/webauthn.rs"]),
    ("getrandom", &["random.rs"]),
    (
        "ring",
        &[
            "app/accounts/second_factor/totp.rs",
            "app/accounts/second_factor/key.rs",
            "app/directory/webhook_delivery.rs",
            "web_push",
            "outgoing",
            "db/connection/tls.rs",
        ],
    ),
    ("private_postgres", &["commands", "config"]),
    ("kazakh", &["commands", "graphql", "app", "import", "messages", "db", "domain"]),
    ("edtf", &["graphql", "pages", "import", "open_data", "domain"]),
];

/// The names that use cases need for transactions and their errors.
const TRANSACTIONS: [(&str, &[&str]); 3] = [
    ("diesel_async::AsyncConnection", &["app", "import"]),
    ("diesel_async::AsyncPgConnection", &["app", "import"]),
    ("diesel::result::Error", &["app/error.rs"]),
];

/// The machine's clocks, and the only file that may read them.
const CLOCKS: [&str; 4] = ["Utc::now", "Local::now", "SystemTime::now", "Uuid::now_v7"];
const CLOCK_FILE: &str = "domain/clock.rs";

#[test]
fn each_part_uses_only_the_parts_below_it() {
    let mut problems = Vec::new();
    for (folder, prefix) in [("src", ""), ("crates/domain/src", "domain/")] {
        let folder = root().join(folder);
        for file in walk(&folder).iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        {
            let name = format!("{prefix}{}", file.strip_prefix(&folder).unwrap().to_str().unwrap());
            problems.extend(violations(&name, &fs::read_to_string(file).unwrap()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_path_that_points_back_is_found_anywhere() {
    for (file, text, found) in [
        ("db/clubs.rs", "use crate::app::Caller;", "1: db knows app"),
        ("db/clubs.rs", "\nuse crate::{domain::ids, graphql::{errors, node::Node}};", "2: db knows graphql"),
        ("graphql/node.rs", "use crate::db::courses::courses_page;", "1: graphql knows db"),
        ("db/mod.rs", "fn f() {\n  let x = crate::app::clubs::join();\n}", "2: db knows app"),
        ("domain/learning/card.rs", "use dostyq::db::Database;", "1: domain knows db"),
        ("db/learning/mod.rs", "mod tests { use super::super::super::app::Caller; }", "1: db knows app"),
        ("app/caller.rs", "type T = Vec<crate::http::State>;", "1: app knows http"),
        ("db/page.rs", "use crate::import::read as load;", "1: db knows import"),
        ("domain/problem.rs", "use dostyq::messages::problem_sentence;", "1: domain knows messages"),
        ("import/read.rs", "pub(crate) use crate::app::Services;", "1: import knows app"),
        ("main.rs", "use dostyq::db::Database;", "1: main knows db"),
        ("newpart/mod.rs", "", "1: newpart has no place among the parts"),
    ] {
        assert_eq!(violations(file, text), [format!("{file}:{found}")], "{text}");
    }
}

/// A resolver that holds a connection while it waits for a loader could wait for ever.
#[test]
fn only_use_cases_take_connections() {
    let text = "async fn f() {\n  let rows = request(context).caller.services.database.session().connection().await?;\n}";
    assert_eq!(violations("graphql/node.rs", text), ["graphql/node.rs:2: takes a connection"]);
    assert_eq!(
        violations("graphql/node.rs", "fn f() { connection(LIST, found, node) }"),
        Vec::<String>::new()
    );
    assert_eq!(violations("app/clubs/club.rs", text), Vec::<String>::new());
}

#[test]
fn a_crate_outside_its_place_is_found() {
    for (file, text, found) in [
        ("domain/clubs.rs", "#[derive(async_graphql::Enum)] enum E {}", "async_graphql::Enum"),
        ("domain/clubs.rs", "use tokio::sync::Mutex;", "tokio::sync::Mutex"),
        ("db/clubs.rs", "use private_postgres::Server;", "private_postgres::Server"),
        ("spreadsheet.rs", "fn f(date: &edtf::Edtf) {}", "edtf::Edtf"),
        ("domain/clubs.rs", "use poem;", "poem"),
        ("domain/clubs.rs", "use diesel_async::AsyncPgConnection;", "diesel_async::AsyncPgConnection"),
        ("app/clubs.rs", "use ::diesel::prelude::*;", "diesel::prelude::*"),
        (
            "app/clubs.rs",
            "use diesel_async::{AsyncConnection as _, RunQueryDsl};",
            "diesel_async::RunQueryDsl",
        ),
        ("app/clubs.rs", "use diesel::result::Error;", "diesel::result::Error"),
        ("graphql/node.rs", "fn f() { ::diesel::select(1) }", "diesel::select"),
        ("domain/learning/fuzz.rs", "use fsrs::FSRS;", "fsrs::FSRS"),
        ("app/tokens.rs", "getrandom::fill(&mut x)", "getrandom::fill"),
        ("app/tokens.rs", "let now = chrono::Utc::now();", "chrono::Utc::now"),
        ("app/tokens.rs", "use chrono::Utc;\nclock(Utc::now)", "Utc::now"),
    ] {
        let line = text.lines().count();
        assert_eq!(violations(file, text), [format!("{file}:{line}: names {found}")], "{text}");
    }
}

#[test]
fn paths_that_point_down_and_text_that_is_not_code_are_accepted() {
    for (file, text) in [
        ("http/mod.rs", "use crate::{app::Services, graphql::Engine}; use self::session::open;"),
        ("app/clubs.rs", "use crate::db; use diesel_async::{AsyncConnection as _, AsyncPgConnection};"),
        ("app/error.rs", "impl From<diesel::result::Error> for AppError {}"),
        ("graphql/clubs/club.rs", "use super::super::errors::ApiError; fn f() { super::query::x() }"),
        ("domain/text.rs", "// crate::app is above\n/* use /* crate::db; */ diesel::x */ /// crate::http::x"),
        (
            "domain/text.rs",
            r##"const A: &str = "use crate::db;\" crate::app::x"; const B: &str = r#"" crate::db::x "#;"##,
        ),
        ("domain/text.rs", "fn f<'a>(x: &'a str) -> char { let q = '\"'; let e = '\\''; q }"),
        ("domain/clock.rs", "Self::new(Utc::now)"),
        ("domain/learning/scheduler.rs", "use crate::ids::CardId; use fsrs::FSRS;"),
        ("random.rs", "getrandom::fill(&mut bytes);"),
        ("db/mod.rs", "mod tests { use super::*; mod inner { use super::super::Page; } }"),
        ("graphql/server_time.rs", "fn f() -> impl Stream + use<> {}"),
    ] {
        assert_eq!(violations(file, text), Vec::<String>::new(), "{file}: {text}");
    }
}

#[test]
fn the_crates_do_not_depend_on_the_service() {
    let crates = root().join("crates");
    let libraries: Vec<(String, String)> = fs::read_dir(&crates)
        .unwrap()
        .map(|folder| folder.unwrap())
        .filter(|folder| folder.file_name() != "domain")
        .map(|folder| {
            let manifest = fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
            (folder.file_name().into_string().unwrap(), library_of(&manifest))
        })
        .collect();
    assert!(libraries.len() >= 3, "{libraries:?}");
    let mut problems = Vec::new();
    for (folder, own) in &libraries {
        let mut foreign: Vec<&str> = libraries.iter().map(|(_, library)| library.as_str()).collect();
        foreign.retain(|library| library != own);
        foreign.push("dostyq");
        for path in walk(&crates.join(folder)) {
            let file = path.strip_prefix(&crates).unwrap().to_str().unwrap();
            if has_extension(file, "rs") || has_extension(file, "toml") {
                problems.extend(crate_violations(file, &fs::read_to_string(&path).unwrap(), &foreign));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_crate_that_depends_on_too_much_is_found() {
    for (file, text, found) in [
        ("kazakh/src/fold.rs", "use dostyq::domain::text::Text;", "1: names dostyq::domain::text::Text"),
        ("kazakh/tests/all.rs", "\nfn f() { edtf::parse() }", "2: names edtf::parse"),
        ("kazakh/src/fold.rs", "const NAME: &str = \"DOSTYQ_PG_BIN\";", "1: names a variable of the service"),
        (
            "kazakh/src/lib.rs",
            "const F: &str = include_str!(\"../data/../../x\");",
            "1: includes ../data/../../x",
        ),
        ("kazakh/Cargo.toml", "[dependencies]\nedtf = { path = \"../edtf\" }", "1: depends on a path: edtf"),
        ("kazakh/Cargo.toml", "[dev-dependencies]\ndostyq = \"1\"", "1: depends on dostyq"),
    ] {
        assert_eq!(
            crate_violations(file, text, &["edtf", "dostyq"]),
            [format!("crates/{file}:{found}")],
            "{text}"
        );
    }
    for (file, text) in [
        ("kazakh/src/latin_input.rs", "const WORD: &str = \"dostyq\"; // dostyq::domain"),
        ("kazakh/src/inflection/exceptions.rs", "const F: &str = include_str!(\"../../data/nouns.toml\");"),
        ("kazakh/Cargo.toml", "[lib]\npath = \"src/lib.rs\"\n[dependencies]\nserde = { workspace = true }"),
    ] {
        assert_eq!(crate_violations(file, text, &["edtf", "dostyq"]), Vec::<String>::new(), "{text}");
    }
}

/// Returns the name of a package's library, from its manifest.
fn library_of(manifest: &str) -> String {
    let manifest: toml::Table = manifest.parse().unwrap();
    let named = |table: &str| Some(manifest.get(table)?.get("name")?.as_str()?.replace('-', "_"));
    named("lib").or_else(|| named("package")).unwrap()
}

/// Returns the forbidden names in a file of a crate: another crate of the workspace, a variable of the service, or a
/// file outside the crate. `file` is its path within `crates`.
fn crate_violations(file: &str, text: &str, foreign: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    if has_extension(file, "toml") {
        let manifest: toml::Table = text.parse().unwrap();
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, dependency) in manifest.get(kind).and_then(toml::Value::as_table).into_iter().flatten()
            {
                if dependency.get("path").is_some() {
                    problems.push(format!("crates/{file}:1: depends on a path: {name}"));
                } else if foreign.contains(&name.as_str()) {
                    problems.push(format!("crates/{file}:1: depends on {name}"));
                }
            }
        }
        return problems;
    }
    for Mention { line, path, .. } in mentions(file, text) {
        if foreign.contains(&path[0].as_str()) {
            problems.push(format!("crates/{file}:{line}: names {}", path.join("::")));
        }
    }
    for (index, line) in text.lines().enumerate() {
        if line.contains("DOSTYQ_") {
            problems.push(format!("crates/{file}:{}: names a variable of the service", index + 1));
        }
        for included in line.split("include_str!(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if leaves_crate(file, included) {
                problems.push(format!("crates/{file}:{}: includes {included}", index + 1));
            }
        }
    }
    problems
}

fn has_extension(file: &str, extension: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found == extension)
}

/// Returns whether a path, relative to a file of a crate, leads out of that crate.
fn leaves_crate(file: &str, relative: &str) -> bool {
    let mut depth = Path::new(file).components().count() - 2;
    for segment in relative.split('/') {
        match segment {
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

/// Returns the violations in a file, from its path within `src` and its text.
fn violations(file: &str, text: &str) -> Vec<String> {
    let part = file.split('/').next().unwrap().trim_end_matches(".rs");
    let Some((_, knows)) = PARTS.iter().find(|(name, _)| *name == part) else {
        return vec![format!("{file}:1: {part} has no place among the parts")];
    };
    let is_in = |places: &[&str]| places.iter().any(|place| *place == part || *place == file);
    let mut problems = Vec::new();
    for Mention { line, path, module } in mentions(file, text) {
        let written = path.join("::");
        if let Some(inner) = within_crate(&path, &module) {
            if let Some(other) = inner.first().filter(|other| is_part(other))
                && other != part
                && !knows.contains(&other.as_str())
            {
                problems.push(format!("{file}:{line}: {part} knows {other}"));
            }
            continue;
        }
        let home = CRATES.iter().find(|(name, _)| *name == path[0]);
        let is_at_home = home.is_none_or(|(_, places)| is_in(places));
        let is_for_transactions =
            TRANSACTIONS.iter().any(|(allowed, places)| *allowed == written && is_in(places));
        let reads_clock = file != CLOCK_FILE && CLOCKS.iter().any(|clock| written.ends_with(clock));
        if !(is_at_home || is_for_transactions) || reads_clock {
            problems.push(format!("{file}:{line}: names {written}"));
        }
    }
    if ["graphql", "http"].contains(&part) {
        let tokens = tokens(text);
        let calls = tokens
            .windows(3)
            .filter(|call| call.iter().map(|(_, token)| &**token).eq([".", "connection", "("]));
        problems.extend(calls.map(|call| format!("{file}:{}: takes a connection", call[0].0)));
    }
    problems.dedup();
    problems
}

fn is_part(name: &str) -> bool {
    PARTS.iter().any(|(part, _)| *part == name)
}
