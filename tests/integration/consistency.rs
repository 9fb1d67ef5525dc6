//! `dostyq check` finds all derived data that was falsified, and repairs it from its sources.

use std::collections::BTreeSet;
use std::time::Duration;

use dostyq::app::Caller;
use dostyq::app::consistency::{self, CheckOptions, Finding, Outcome};
use serde_json::{Value, json};
use tokio_postgres::Client as Sql;

use crate::support::program::{ProgramOutput, dostyq, run};
use crate::support::service::{Service, root};
use crate::support::sql::connect;
use crate::support::study::{learn, wrong_with_learners};

/// Falsifications of a learner's derived data: the SQL, and a word of the lines that report the falsification.
const FALSIFIED: [(&str, &str); 17] = [
    ("UPDATE cards SET stability = stability * 2 WHERE reps > 0", "stability"),
    ("UPDATE cards SET due_at = due_at + interval '40 days' WHERE reps > 0", "due_at"),
    ("UPDATE cards SET reps = 0, state = 'new', stability = NULL, difficulty = NULL", "phase: New"),
    ("UPDATE cards SET lapses = 7, first_study_day = first_study_day - 3", "lapses: 7"),
    ("UPDATE cards SET first_reviewed_at = first_reviewed_at - interval '3 days'", "first_reviewed_at"),
    ("UPDATE study_days SET reviews = reviews + 1", "Day {"),
    ("UPDATE study_days SET reviews = reviews - 1, new_words = 4", "new_words: 4"),
    (
        "INSERT INTO study_days SELECT learner_id, study_day + 1, 1, 1, 0, 0, 0, 0, 0, 0, 0 FROM study_days",
        "Day {",
    ),
    ("UPDATE study_days SET again = -1", "UnreadableCounts"),
    ("DELETE FROM study_days", "Day {"),
    ("UPDATE word_attempts SET failures = failures + 1", "WordAttempts"),
    ("UPDATE word_attempts SET slips = '{confused қк}'", "WordAttempts"),
    (
        "INSERT INTO word_attempts SELECT learner_id, study_day + 1, word_id, 1, 0, 0, 0 FROM word_attempts",
        "WordAttempts",
    ),
    ("DELETE FROM word_attempts", "WordAttempts"),
    ("UPDATE lesson_counts SET learned = learned + 1", "WordCounts"),
    ("DELETE FROM lesson_counts", "WordCounts"),
    (
        "INSERT INTO lesson_counts SELECT learner_id, lessons.id, 3, 2, 1, 0 FROM learners, lessons
         WHERE lessons.id NOT IN (SELECT lesson_id FROM lesson_counts)",
        "WordCounts",
    ),
];

/// Falsifications of what is derived from records and words.
const FALSIFIED_RECORDS: [(&str, &str); 10] = [
    ("DELETE FROM search_entries WHERE record_kind = 'organization'", "search_entries"),
    ("UPDATE search_entries SET folded = folded || 'x' WHERE record_kind = 'person'", "search_entries"),
    ("UPDATE search_entries SET label = label || 'x' WHERE record_kind = 'word' AND position = 2", "search_entries"),
    (
        "INSERT INTO search_entries SELECT gen_random_uuid(), record_kind, position, label, label_kind, language,
           folded, stems, sort_key FROM search_entries WHERE record_kind IN ('word', 'person') AND position = 1",
        "search_entries",
    ),
    ("DELETE FROM search_spellings", "search_spellings"),
    ("DELETE FROM record_references", "record_references"),
    (
        "INSERT INTO record_references SELECT record_id, gen_random_uuid() FROM record_references LIMIT 5;
         INSERT INTO record_references VALUES (gen_random_uuid(), gen_random_uuid())",
        "record_references",
    ),
    ("UPDATE affiliations SET begins = '1999-01-01'; DELETE FROM event_organizers", "affiliations"),
    ("UPDATE organizations SET sort_name_ru = 'x', position = position + 1, version = version + 1", "organizations"),
    ("UPDATE people SET content = jsonb_set(content, '{slug}', '\"nobody\"'), published = NOT published", "people"),
];

/// Tables with everything that is derived.
const DERIVED: [&str; 12] = [
    "cards",
    "study_days",
    "word_attempts",
    "lesson_counts",
    "search_entries",
    "record_references",
    "affiliations",
    "event_organizers",
    "organizations",
    "people",
    "posts",
    "events",
];

fn check(service: &Service, repair: bool) -> ProgramOutput {
    let url = service.database.url.as_str();
    let mut arguments = vec!["check", "--database-url", url, "--pause-ms", "0"];
    arguments.extend(repair.then_some("--repair"));
    run(&mut dostyq(root(), &arguments), "")
}

/// Returns the content of all derived tables, without the change numbers and without rows that count zero.
async fn derived(sql: &Sql) -> Vec<String> {
    let mut contents = Vec::new();
    for table in DERIVED {
        let nothing = match table {
            "study_days" => "WHERE reviews > 0",
            "lesson_counts" => "WHERE words > 0",
            _ => "",
        };
        let rows = sql
            .query(
                &format!("SELECT (to_jsonb(t) - 'change_number')::text FROM {table} t {nothing} ORDER BY 1"),
                &[],
            )
            .await
            .unwrap();
        contents.extend(rows.iter().map(|row| format!("{table} {}", row.get::<_, &str>(0))));
    }
    contents
}

async fn start() -> (Service, Sql) {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    let sql = connect(&service.database.url).await.unwrap();
    (service, sql)
}

#[tokio::test]
async fn a_database_in_order_passes() {
    let (service, sql) = start().await;
    let before = derived(&sql).await;
    for repair in [false, true] {
        let output = check(&service, repair).stdout();
        assert!(output.starts_with("Checked 1 learners, "), "{output}");
        assert!(output.ends_with(" words: everything matches what it is derived from.\n"), "{output}");
    }
    assert!(derived(&sql).await == before, "a check changes nothing");
}

/// Checks in this process, which is faster. Returns the findings.
async fn findings(service: &Service, whole: bool, repair: bool) -> (Vec<Finding>, BTreeSet<bool>) {
    let caller = Caller::anonymous(&service.services);
    let options = CheckOptions { repair, pause: Duration::ZERO };
    let (mut found, mut repaired) = (Vec::new(), BTreeSet::new());
    let mut report = |finding: Finding, outcome: Outcome| {
        found.push(finding);
        repaired.insert(outcome == Outcome::Repaired);
    };
    if whole {
        consistency::check(&caller, options, &mut report).await.unwrap();
    } else {
        consistency::check_learners(&caller, options, &mut report).await.unwrap();
    }
    (found, repaired)
}

async fn assert_found_and_repaired(service: &Service, sql: &Sql, falsified: &[(&str, &str)], whole: bool) {
    let right = derived(sql).await;
    for (falsification, word) in falsified {
        sql.batch_execute(falsification).await.unwrap();
        let wrong = derived(sql).await;
        let (found, repaired) = findings(service, whole, false).await;
        assert!(format!("{found:?}").contains(word), "{falsification}: {found:?}");
        assert_eq!(repaired, BTreeSet::from([false]), "{falsification}");
        assert!(derived(sql).await == wrong, "{falsification}: a check changes nothing");

        let (found, repaired) = findings(service, whole, true).await;
        assert!(format!("{found:?}").contains(word), "{falsification}: {found:?}");
        assert_eq!(repaired, BTreeSet::from([true]), "{falsification}: {found:?}");
        let now = derived(sql).await;
        if now != right {
            let difference: Vec<&String> = now.iter().filter(|row| !right.contains(row)).take(3).collect();
            panic!("{falsification}: {} rows, {} before: {difference:#?}", now.len(), right.len());
        }
    }
    assert_eq!(findings(service, true, false).await, (Vec::new(), BTreeSet::new()));
}

#[tokio::test]
async fn wrong_data_derived_from_the_review_log_is_found_and_repaired() {
    let (service, sql) = start().await;
    assert_found_and_repaired(&service, &sql, &FALSIFIED, false).await;
}

#[tokio::test]
async fn wrong_data_derived_from_records_and_words_is_found_and_repaired() {
    let (service, sql) = start().await;
    assert_found_and_repaired(&service, &sql, &FALSIFIED_RECORDS, true).await;
    let client = service.client();
    let found =
        client.query("{ search(text: \"парасат\") { edges { node { __typename } } } }", json!({})).await;
    assert_ne!(found["search"]["edges"], json!([]));
}

#[tokio::test]
async fn the_command_reports_what_it_finds_and_repairs() {
    let (service, sql) = start().await;
    for (falsification, _) in [FALSIFIED[0], FALSIFIED[5], FALSIFIED[10], FALSIFIED[13], FALSIFIED_RECORDS[0]]
    {
        sql.batch_execute(falsification).await.unwrap();
    }
    let found = check(&service, false);
    assert_eq!(found.status.code(), Some(1), "{found:?}");
    assert!(found.stdout.contains("search_entries of ") && found.stdout.contains("2026-11-23"), "{found:?}");
    assert!(found.stderr.contains(" 0 repaired."), "{found:?}");
    let repaired = check(&service, true).stdout();
    assert!(repaired.lines().rev().skip(1).all(|line| line.starts_with("repaired: ")), "{repaired}");
    assert_eq!(wrong_with_learners(&service).await, []);
    // Other devices get the cards.
    let changed = "SELECT count(*) FROM cards JOIN learners USING (learner_id, change_number)";
    assert_eq!(sql.query_one(changed, &[]).await.unwrap().get::<_, i64>(0), 10);
}

#[tokio::test]
async fn sources_are_reported_and_never_changed() {
    let (service, sql) = start().await;
    let second = service.client().register("asan@example.kz").await;
    learn(&service, &second, "amandasu").await;
    let log = async || -> Vec<Value> {
        let query = "SELECT to_jsonb(r)::text FROM reviews r ORDER BY 1";
        let rows = sql.query(query, &[]).await.unwrap();
        rows.iter().map(|row| serde_json::from_str(row.get(0)).unwrap()).collect()
    };
    sql.batch_execute(
        "UPDATE reviews SET duration_ms = -1 WHERE id = (SELECT id FROM reviews ORDER BY id LIMIT 1);
         UPDATE study_days SET reviews = reviews + 1",
    )
    .await
    .unwrap();
    let before = log().await;
    let output = check(&service, true);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        output.stdout.contains("cannot be read: ") && output.stdout.contains("reviews.duration_ms"),
        "{output:?}"
    );
    assert!(output.stdout.contains("repaired: learner"), "the other learner is repaired: {output:?}");
    assert_eq!(log().await, before);
}
