//! The calendar, the open data, the feed and a club's files, read by parsers that are not ours
//! (`tests/foreign_parsers`). They read the files that the service serves. `scripts/check-open-data` installs the
//! parsers and runs the test.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};

use crate::club_files::files_of_a_club;
use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, root};

/// The files, and the names under which the parsers find them.
const FILES: [(&str, &str); 15] = [
    ("/calendar.ics?lang=kk", "calendar.ics"),
    ("/calendars/parasat.ics?lang=kk", "parasat.ics"),
    ("/data", "catalogue.jsonld"),
    ("/data/changes.atom?lang=kk", "changes.atom"),
    ("/data/csv-metadata.json", "csv-metadata.json"),
    ("/data/directory.jsonld", "directory.jsonld"),
    ("/data/directory.popolo.json", "directory.popolo.json"),
    ("/data/organizations.csv", "organizations.csv"),
    ("/data/organizations.csv?separator=semicolon", "organizations-semicolon.csv"),
    ("/data/people.csv", "people.csv"),
    ("/data/posts.csv", "posts.csv"),
    ("/data/memberships.csv", "memberships.csv"),
    ("/data/events.csv", "events.csv"),
    ("/data/figures.csv", "figures.csv"),
    ("/data/sources.csv", "sources.csv"),
];

const OCCURRENCES: &str =
    "{ occurrences(from: \"2027-01-01T00:00:00Z\", to: \"2028-01-01T00:00:00Z\", first: 100) { edges { node {
        startsAt endsAt localStart isAllDay status event { title(lang: KK) } } } } }";

/// Publishes events that calendar programs often misread: exceptions, zones whose clocks change, and punctuation. All but
/// one belong to an organizer.
async fn publish_events(desk: &Desk, organizer: &Value) {
    let exceptions = json!([
        {"originalStart": "2027-01-09T10:00"},
        {"originalStart": "2027-01-16T10:00", "moved": {"starts": "2027-01-17T15:30", "note": {"kk": "Үлкен залда"}}},
    ]);
    for (slug, title, description, schedule) in [
        (
            "chess",
            "Шахмат; ұлдар, қыздар \\ бәрі",
            "Бірінші жол.\nЕкінші жол, «тырнақша» және ұзақ сөйлем: қазақ тіліндегі мәтіннің жолдары да дұрыс бүктелуі керек.",
            json!({"firstStart": "2027-01-02T10:00", "durationMinutes": 90, "rule": "FREQ=WEEKLY;COUNT=4", "exceptions": exceptions}),
        ),
        (
            "berlin",
            "Берлинмен кездесу",
            "Сағат ауысатын аптада да 19:00-де.",
            json!({"firstStart": "2027-03-22T19:00", "durationMinutes": 60, "rule": "FREQ=WEEKLY;COUNT=3", "timeZone": "Europe/Berlin"}),
        ),
        (
            "evening",
            "Әдебиет кеші",
            "Айдың соңғы бейсенбісі.",
            json!({"firstStart": "2027-02-25T18:00", "durationMinutes": 120, "rule": "FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20270630T235959",
                "additionalStarts": ["2027-03-03T18:00"]}),
        ),
        (
            "dates",
            "Киноклуб",
            "Ереже жоқ: үш күннің бәрі аталған.",
            json!({"firstStart": "2027-04-03T12:00", "durationMinutes": 120, "additionalStarts": ["2027-04-11T12:00", "2027-05-01T15:00"]}),
        ),
        (
            "new-york",
            "Нью-Йоркпен кездесу",
            "Күзде сағат ауысатын аптада да 19:00-де.",
            json!({"firstStart": "2027-11-01T19:00", "durationMinutes": 60, "rule": "FREQ=WEEKLY;COUNT=3", "timeZone": "America/New_York"}),
        ),
    ] {
        let organizers = if slug == "berlin" { json!([]) } else { json!([organizer]) };
        let event = json!({"slug": slug, "kind": "GATHERING", "title": {"kk": title}, "description": {"kk": description},
            "place": {"kk": "Достық үйі, Талдықорған"}, "schedule": schedule, "organizerIds": organizers,
            "citations": desk.cited()});
        desk.publish("Event", event).await;
    }
}

/// Publishes an organization whose link has letters outside ASCII, brackets and an encoded blank, with two phones.
/// Returns the path of its record.
async fn publish_link(client: &Client, desk: &Desk) -> String {
    let contact = |kind: &str, value: &str| json!({"kind": kind, "value": value, "isPublic": true, "citations": desk.cited()});
    let contacts = [
        contact("WEBSITE", "https://қазақ.example.kz/біз%20туралы?тіл[]=kk"),
        contact("PHONE", "+7 7282 000000"),
        contact("PHONE", "+7 (7282) 40-00-00"),
    ];
    desk.publish("Organization", desk.organization("linked", &json!({"contactPoints": contacts}))).await;
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let organizations = popolo["organizations"].as_array().unwrap();
    let linked = organizations.iter().find(|one| one["dostyq:slug"] == "linked").unwrap();
    format!("/data/records/{}", linked["id"].as_str().unwrap())
}

#[tokio::test]
#[ignore = "needs the parsers: run scripts/check-open-data"]
async fn third_party_parsers_read_every_file() {
    let parsers = PathBuf::from(env::var_os("DOSTYQ_PARSERS").expect("run scripts/check-open-data"));
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let parasat = client.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    publish_events(&desk, &parasat["organization"]["id"]).await;
    let record = publish_link(&client, &desk).await;
    let folder = ScratchFolder::new();
    let files = FILES.map(|(path, name)| (path.to_owned(), name)).into_iter();
    let forms = [(format!("{record}.jsonld"), "record.jsonld"), (format!("{record}.json"), "record.json")];
    for (path, name) in files.chain(forms) {
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        fs::write(folder.path().join(name), &answer.body).unwrap();
    }
    for (name, bytes) in files_of_a_club(&service).await {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let occurrences = client.query(OCCURRENCES, json!({})).await;
    fs::write(folder.path().join("occurrences.json"), occurrences.to_string()).unwrap();
    run(&mut Command::new(parsers.join("python/bin/python")), "check.py", folder.path());
    let mut node = Command::new("node");
    node.env("NODE_MODULES", parsers.join("node_modules"));
    run(&mut node, "check.mjs", folder.path());
}

/// Runs a script of `tests/foreign_parsers` on a folder of files, in the time zone of Kazakhstan.
fn run(program: &mut Command, script: &str, folder: &Path) {
    let script = root().join("tests/foreign_parsers").join(script);
    let status = program.arg(&script).arg(folder).env("TZ", "Asia/Almaty").status().unwrap();
    assert!(status.success(), "{} failed: see above", script.display());
}
