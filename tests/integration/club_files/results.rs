//! The export of a club's results as a table.

use chrono::Duration;
use serde_json::json;

use super::{accessed_subjects, assign, get, leader_of, member, path};
use crate::support::client::Client;
use crate::support::club::leave;
use crate::support::service::Service;
use crate::support::study::learn;

const HEADER: [&str; 19] = [
    "member_id",
    "member",
    "joined",
    "kind",
    "id",
    "title",
    "course",
    "from",
    "until",
    "status",
    "words",
    "words_begun",
    "words_remembered",
    "words_learned",
    "words_mature",
    "percent_begun",
    "percent_remembered",
    "percent_learned",
    "done",
];

fn rows(body: &[u8], separator: u8) -> Vec<Vec<String>> {
    let body =
        body.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark, so that spreadsheets read UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(body);
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), HEADER);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn share(client: &Client, club: &serde_json::Value, shares: &[&str]) {
    let document = "mutation($id: ID!, $shares: [ClubShare!]!) {
        updateClubSharing(input: {clubId: $id, shares: $shares}) { errors { code } } }";
    client.query(document, json!({"id": club["id"], "shares": shares})).await;
}

#[tokio::test]
async fn each_row_is_a_member_with_an_assignment_or_a_lesson() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    let assignment = assign(&dana, &club, "amandasu", "2026-11-24").await;
    let (aigul, id) = member(&service, &club, "=cmd|' /C calc'!A0", &["RESULTS"]).await;
    let (berik, berik_id) = member(&service, &club, "Берік Асан", &["RESULTS", "ACTIVITY"]).await;
    let (gulnar, gulnar_id) = member(&service, &club, "Гүлнар жасырын", &["ACTIVITY", "ANSWERS"]).await;
    learn(&service, &aigul, "amandasu").await;
    learn(&service, &gulnar, "amandasu").await;
    service.clock.advance(Duration::days(3));

    let answer = get(&dana, &club, "results.csv").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"dostyq-results.csv\"");
    let found = rows(&answer.body, b',');
    assert_eq!(found.len(), 3, "{found:?}");
    let lesson = super::lesson(&dana, "amandasu").await;
    let title = lesson["title"].as_str().unwrap();
    let name = "'=cmd|' /C calc'!A0";
    assert_eq!(
        found[0],
        [
            &*id,
            name,
            "2026-11-23",
            "assignment",
            &*assignment,
            title,
            "",
            "2026-11-23",
            "2026-11-24",
            "done",
            "5",
            "5",
            "5",
            "",
            "",
            "100",
            "100",
            "",
            "2026-11-23",
        ]
    );
    assert_eq!(found[1][..6], [&*id, name, "2026-11-23", "lesson", lesson["id"].as_str().unwrap(), title]);
    assert!(!found[1][6].is_empty(), "the course is named");
    assert_eq!(found[1][7..], ["", "", "finished", "5", "5", "", "5", "0", "100", "", "100", ""]);
    assert_eq!(found[2][..2], [&*berik_id, "Берік Асан"]);
    assert_eq!(found[2][9..], ["missed", "5", "0", "0", "", "", "0", "0", "", ""]);
    let text = String::from_utf8_lossy(&answer.body);
    assert!(!text.contains("Гүлнар") && !text.contains(&gulnar_id), "results that are not shared are absent");

    // Each download is logged, but only for the members in the file.
    assert_eq!(accessed_subjects(&aigul).await, ["EXPORT"]);
    assert_eq!(accessed_subjects(&berik).await, ["EXPORT"]);
    assert_eq!(accessed_subjects(&gulnar).await, [""; 0]);
    let head = dana.send("HEAD", &path(&club, "results.csv"), None, b"").await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(accessed_subjects(&aigul).await, ["EXPORT"]);

    let semicolons = get(&dana, &club, "results.csv?separator=semicolon").await;
    assert_eq!(rows(&semicolons.body, b';'), found);
    assert_eq!(dana.get(&path(&club, "results.csv?separator=x")).await.status.as_u16(), 400);
    let russian = rows(&get(&dana, &club, "results.csv?lang=ru").await.body, b',');
    assert_ne!(russian[0][5], found[0][5], "in another language");

    share(&aigul, &club, &[]).await;
    leave(&berik, &club).await;
    share(&gulnar, &club, &["RESULTS"]).await;
    let found = rows(&get(&dana, &club, "results.csv").await.body, b',');
    assert!(found.iter().all(|row| row[0] == gulnar_id), "{found:?}");
    assert_eq!(found.len(), 2);
    dana.query(
        "mutation($id: ID!) { withdrawAssignment(input: {id: $id}) { errors { code } } }",
        json!({"id": assignment}),
    )
    .await;
    let found = rows(&get(&dana, &club, "results.csv").await.body, b',');
    assert_eq!(found.iter().map(|row| row[3].as_str()).collect::<Vec<_>>(), ["lesson"]);
}

#[tokio::test]
async fn work_done_before_joining_has_no_day() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    let aigul = super::named(&service, "Айгүл").await;
    learn(&service, &aigul, "amandasu").await;
    service.clock.advance(Duration::days(1));
    assign(&dana, &club, "amandasu", "2026-11-30").await;
    crate::support::club::join_sharing(&aigul, &club, &["RESULTS"]).await;
    let found = rows(&get(&dana, &club, "results.csv").await.body, b',');
    assert_eq!((&*found[0][9], &*found[0][15], &*found[0][18]), ("done", "100", ""));
}

#[tokio::test]
async fn statements_grow_only_with_every_hundred_members() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    assign(&dana, &club, "amandasu", "2026-11-30").await;
    for number in 0..3 {
        member(&service, &club, &format!("Оқушы {number}"), &["RESULTS"]).await;
    }
    for file in ["results.csv", "oneroster.zip"] {
        let (_, few) = service.statements(get(&dana, &club, file)).await;
        let (_, again) = service.statements(get(&dana, &club, file)).await;
        assert_eq!(few, again, "{file}");
        let sql = crate::support::sql::connect(&service.database.url).await.unwrap();
        sql.batch_execute(MANY).await.unwrap();
        let (many, statements) = service.statements(get(&dana, &club, file)).await;
        assert!(statements <= few + 12, "{file}: {statements} for 250 members more, {few} for 3");
        if file == "results.csv" {
            assert_eq!(rows(&many.body, b',').len(), 253);
        }
        sql.batch_execute("DELETE FROM accounts WHERE email LIKE 'many%'").await.unwrap();
    }
}

/// Many more members, to whom everything is assigned.
const MANY: &str = "
    INSERT INTO accounts (id, email, password_hash, display_name, role, created_at)
    SELECT gen_random_uuid(), 'many' || n || '@secret.example.kz', '', 'Оқушы', 'learner', now()
    FROM generate_series(1, 250) AS n;
    INSERT INTO learners SELECT (jsonb_populate_record(NULL::learners, to_jsonb(learner) || jsonb_build_object('learner_id', accounts.id))).*
    FROM accounts, (SELECT * FROM learners LIMIT 1) AS learner WHERE email LIKE 'many%';
    INSERT INTO club_memberships (id, club_id, learner_id, role, joined_at, shares_activity, shares_results, shares_answers)
    SELECT gen_random_uuid(), clubs.id, accounts.id, 'member', clubs.created_at + interval '1 hour', false, true, false
    FROM clubs, accounts WHERE email LIKE 'many%';
    INSERT INTO assignment_members (learner_id, assignment_id, change_number)
    SELECT accounts.id, assignments.id, 1 FROM assignments, accounts WHERE email LIKE 'many%'";
