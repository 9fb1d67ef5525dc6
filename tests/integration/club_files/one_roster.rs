//! The export of a club as OneRoster 1.2.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use chrono::Duration;
use serde_json::json;

use super::{accessed_subjects, assign, get, leader_of, member, named};
use crate::support::club::{JOIN, set_role};
use crate::support::service::Service;
use crate::support::study::{learn, outcomes, queue, review, start_lesson, submit, wrong_answer};

/// The files of a club with results, with the columns that the specification (1.2.1) gives each.
const COLUMNS: [(&str, &str); 10] = [
    (
        "academicSessions",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    ),
    ("categories", "sourcedId,status,dateLastModified,title,weight"),
    (
        "classes",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,\
         termSourcedIds,subjects,subjectCodes,periods",
    ),
    (
        "courses",
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    ),
    (
        "enrollments",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    ),
    (
        "lineItems",
        "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,\
         academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    ),
    ("orgs", "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"),
    (
        "results",
        "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,\
         classSourcedId,inProgress,incomplete,late,missing",
    ),
    (
        "roles",
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    ),
    (
        "users",
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,\
         phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,\
         preferredFamilyName,primaryOrgSourcedId,pronouns",
    ),
];

/// The target of each reference.
const REFERENCES: [(&str, &str); 12] = [
    ("courseSourcedId", "courses"),
    ("schoolSourcedId", "orgs"),
    ("orgSourcedId", "orgs"),
    ("primaryOrgSourcedId", "orgs"),
    ("parentSourcedId", ""),
    ("termSourcedIds", "academicSessions"),
    ("academicSessionSourcedId", "academicSessions"),
    ("classSourcedId", "classes"),
    ("categorySourcedId", "categories"),
    ("userSourcedId", "users"),
    ("lineItemSourcedId", "lineItems"),
    ("studentSourcedId", "users"),
];

/// Returns the files of an archive, by name.
fn unzip(archive: &[u8]) -> BTreeMap<String, String> {
    let archive = rawzip::ZipArchive::from_slice(archive).unwrap();
    let (mut entries, mut files) = (archive.entries(), BTreeMap::new());
    while let Some(entry) = entries.next_entry().unwrap() {
        let data = archive.get_entry(entry.wayfinder()).unwrap();
        let mut text = String::new();
        let decoder = flate2::bufread::DeflateDecoder::new(data.data());
        data.verifying_reader(decoder).read_to_string(&mut text).unwrap();
        assert!(files.insert(entry.file_path().try_normalize().unwrap().as_ref().to_owned(), text).is_none());
    }
    files
}

type Table = Vec<BTreeMap<String, String>>;

/// Returns the tables that the manifest lists, by name, and checks all references.
fn tables(archive: &[u8]) -> BTreeMap<String, Table> {
    let mut files = unzip(archive);
    let manifest = files.remove("manifest.csv").unwrap();
    let mut lines: Vec<&str> = manifest.split_terminator("\r\n").collect();
    assert_eq!(lines.remove(0), "propertyName,value");
    for line in [
        "manifest.version,1.0",
        "oneroster.version,1.2",
        "source.systemName,dostyq",
        "source.systemCode,dostyq",
    ] {
        let at = lines.iter().position(|other| *other == line).unwrap_or_else(|| panic!("{line}: {lines:?}"));
        lines.remove(at);
    }
    assert_eq!(lines.len(), 21, "a line for each file of the specification: {lines:?}");
    let bulk = lines.iter().filter_map(|line| line.strip_prefix("file.")?.strip_suffix(",bulk"));
    let bulk: BTreeSet<String> = bulk.map(|name| format!("{name}.csv")).collect();
    assert!(lines.iter().all(|line| line.ends_with(",bulk") || line.ends_with(",absent")));
    assert_eq!(
        files.keys().cloned().collect::<BTreeSet<_>>(),
        bulk,
        "the listed files are the existing ones"
    );

    let columns: BTreeMap<&str, &str> = COLUMNS.into_iter().collect();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (file, text) in &files {
        let name = file.strip_suffix(".csv").unwrap();
        assert!(text.starts_with(&format!("{}\r\n", columns[name])), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let row = |row: Result<csv::StringRecord, csv::Error>| {
            let row = row.unwrap();
            assert!(!row.iter().any(|cell| cell.contains(['\n', '\r'])), "{row:?}");
            header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
        };
        let rows: Table = reader.records().map(row).collect();
        assert!(!rows.is_empty(), "the specification does not permit {name} without rows");
        tables.insert(name.to_owned(), rows);
    }
    let ids = |table: &str| -> BTreeSet<&str> {
        tables.get(table).into_iter().flatten().map(|row| row["sourcedId"].as_str()).collect()
    };
    for (name, rows) in &tables {
        assert_eq!(ids(name).len(), rows.len(), "{name}: each id once");
        for row in rows {
            assert_eq!((&*row["status"], &*row["dateLastModified"]), ("", ""), "empty in bulk processing");
            let id = &row["sourcedId"];
            assert!(
                id.len() < 256 && id.chars().all(|c| c.is_ascii_alphanumeric() || ".-_/@".contains(c)),
                "{id}"
            );
            for (column, to) in REFERENCES {
                for id in row.get(column).iter().flat_map(|cell| cell.split(',')).filter(|id| !id.is_empty())
                {
                    assert!(ids(to).contains(id), "{name}.{column}: {id}");
                }
            }
        }
    }
    tables
}

#[tokio::test]
async fn a_club_is_a_class_with_line_items_and_results() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат, достары").await;
    let (aigul, aigul_id) = member(&service, &club, "Айгүл Серікқызы", &["RESULTS"]).await;
    let (_, berik_id) = member(&service, &club, "@Берік", &["RESULTS", "ANSWERS"]).await;
    let (gulnar, _) = member(&service, &club, "Гүлнар жасырын", &["ACTIVITY", "ANSWERS"]).await;
    let erlan = named(&service, "Ерлан Асанұлы").await;
    let joined = erlan.query(JOIN, json!({"code": club["inviteCode"]})).await;
    let promote = "UPDATE accounts SET role = 'leader' WHERE display_name = 'Ерлан Асанұлы'";
    crate::support::sql::connect(&service.database.url).await.unwrap().batch_execute(promote).await.unwrap();
    set_role(&dana, &joined["joinClub"]["club"]["viewerMembership"], "LEADER").await;

    // Nothing is assigned yet.
    let answer = get(&dana, &club, "oneroster.zip").await;
    assert_eq!(answer.headers["content-type"], "application/zip");
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"dostyq-oneroster.zip\"");
    let found = tables(&answer.body);
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(names, ["academicSessions", "classes", "courses", "enrollments", "orgs", "roles", "users"]);

    let done = assign(&dana, &club, "amandasu", "2026-11-24").await;
    learn(&service, &aigul, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let open = assign(&dana, &club, "otbasy", "2026-12-20").await;

    let items = |id: &str| ["answered", "remembered"].map(|score| format!("{id}.{score}"));
    let (done, open) = (items(&done), items(&open));
    let found = tables(&get(&dana, &club, "oneroster.zip").await.body);
    assert_eq!(found.len(), COLUMNS.len());
    assert_eq!(found["classes"][0]["sourcedId"], club["id"].as_str().unwrap());
    assert_eq!(found["classes"][0]["title"], "Парасат, достары");
    assert_eq!((&*found["orgs"][0]["name"], &*found["orgs"][0]["type"]), ("Парасат, достары", "school"));
    let users: Vec<[&str; 2]> =
        found["users"].iter().map(|user| [&*user["givenName"], &*user["familyName"]]).collect();
    assert_eq!(users, [["Дана", "Серікқызы"], ["Ерлан", "Асанұлы"], ["Айгүл", "Серікқызы"], ["@Берік", "."]]);
    assert!(
        found["users"].iter().all(|user| user["username"] == user["sourcedId"] && user["email"].is_empty())
    );
    let roles: Vec<&str> = found["roles"].iter().map(|role| &*role["role"]).collect();
    assert_eq!(roles, ["teacher", "teacher", "student", "student"]);
    let enrolled: Vec<[&str; 2]> =
        found["enrollments"].iter().map(|one| [&*one["role"], &*one["primary"]]).collect();
    assert_eq!(
        enrolled,
        [["teacher", "true"], ["teacher", "false"], ["student", "false"], ["student", "false"]]
    );
    let items: Vec<[&str; 4]> = found["lineItems"]
        .iter()
        .map(|item| [&*item["sourcedId"], &*item["description"], &*item["assignDate"], &*item["dueDate"]])
        .collect();
    assert_eq!(
        items,
        [
            [&*done[0], "+Наурызға дейін", "2026-11-23", "2026-11-24"],
            [&*done[1], "+Наурызға дейін", "2026-11-23", "2026-11-24"],
            [&*open[0], "+Наурызға дейін", "2026-11-26", "2026-12-20"],
            [&*open[1], "+Наурызға дейін", "2026-11-26", "2026-12-20"],
        ]
    );
    let mut results: Vec<[&str; 8]> = found["results"]
        .iter()
        .map(|result| {
            [
                "studentSourcedId",
                "lineItemSourcedId",
                "scoreStatus",
                "score",
                "scoreDate",
                "inProgress",
                "late",
                "missing",
            ]
            .map(|column| &*result[column])
        })
        .collect();
    results.sort_unstable();
    let mut expected = [
        [&*aigul_id, &*done[0], "fully graded", "100.0", "2026-11-23", "false", "false", "false"],
        [&*aigul_id, &*done[1], "fully graded", "100.0", "2026-11-23", "false", "false", "false"],
        [&*aigul_id, &*open[0], "not submitted", "0.0", "2026-11-26", "true", "false", "false"],
        [&*aigul_id, &*open[1], "not submitted", "0.0", "2026-11-26", "true", "false", "false"],
        [&*berik_id, &*done[0], "not submitted", "0.0", "2026-11-25", "false", "true", "true"],
        [&*berik_id, &*done[1], "not submitted", "0.0", "2026-11-25", "false", "true", "true"],
        [&*berik_id, &*open[0], "not submitted", "0.0", "2026-11-26", "true", "false", "false"],
        [&*berik_id, &*open[1], "not submitted", "0.0", "2026-11-26", "true", "false", "false"],
    ];
    expected.sort_unstable();
    assert_eq!(results, expected);
    assert_eq!(accessed_subjects(&aigul).await, ["EXPORT", "EXPORT"]);
    assert_eq!(accessed_subjects(&gulnar).await, [""; 0]);
}

#[tokio::test]
async fn a_member_has_the_name_that_the_leaders_gave() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Достар").await;
    let (_, id) = member(&service, &club, "aika_2014", &["RESULTS"]).await;
    let document = "mutation($id: ID!) { setClubMemberAlias(input: {id: $id, alias: \"Омарова Айгүл\"}) { errors { code } } }";
    let named = dana.query(document, json!({"id": id})).await;
    assert_eq!(named["setClubMemberAlias"]["errors"], json!([]));
    let found = tables(&get(&dana, &club, "oneroster.zip").await.body);
    let user = &found["users"][1];
    assert_eq!([&*user["givenName"], &*user["familyName"]], ["Айгүл", "Омарова"]);
}

#[tokio::test]
async fn a_club_belongs_to_its_published_organization() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Достар").await;
    let organization =
        dana.query("{ organization(by: {slug: \"house\"}) { id slug name(lang: KK) } }", json!({})).await;
    let organization = &organization["organization"];
    let document = "mutation($id: ID!, $of: ID!) { updateClub(input: {id: $id, organizationId: $of}) { errors { code } } }";
    let updated = dana.query(document, json!({"id": club["id"], "of": organization["id"]})).await;
    assert_eq!(updated["updateClub"]["errors"], json!([]));
    let org = |found: BTreeMap<String, Table>| {
        let org = &found["orgs"][0];
        [org["sourcedId"].clone(), org["name"].clone(), org["identifier"].clone()]
    };
    let kazakh = dana.with("accept-language", "kk");
    let org_row = org(tables(&get(&kazakh, &club, "oneroster.zip").await.body));
    assert_eq!(json!(org_row), json!([organization["id"], organization["name"], organization["slug"]]));
    let sql = crate::support::sql::connect(&service.database.url).await.unwrap();
    sql.batch_execute("UPDATE organizations SET published = false WHERE slug = 'house'").await.unwrap();
    let org_row = org(tables(&get(&kazakh, &club, "oneroster.zip").await.body));
    assert_eq!(org_row[1..], ["Достар", ""]);
}

#[tokio::test]
async fn five_wrong_answers_are_remembered_by_nobody() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Достар").await;
    assign(&dana, &club, "amandasu", "2026-11-24").await;
    let (emil, _) = member(&service, &club, "Құрбанов Эмиль Рашидұлы", &["RESULTS"]).await;
    start_lesson(&emil, "amandasu").await;
    let answers: Vec<_> =
        queue(&emil).await.iter().map(|item| review(&service, item, &wrong_answer(item))).collect();
    assert!(outcomes(&submit(&emil, &answers).await).iter().all(|outcome| *outcome == "ACCEPTED"));

    let found = tables(&get(&dana, &club, "oneroster.zip?lang=en").await.body);
    let name = &found["users"][1];
    assert_eq!(
        [&*name["givenName"], &*name["middleName"], &*name["familyName"]],
        ["Эмиль", "Рашидұлы", "Құрбанов"]
    );
    let scores: Vec<[&str; 2]> = found["results"]
        .iter()
        .map(|result| {
            let item =
                found["lineItems"].iter().find(|item| item["sourcedId"] == result["lineItemSourcedId"]);
            let title = item.unwrap()["title"].split_once(": ").unwrap().1;
            [title, &*result["score"]]
        })
        .collect();
    assert_eq!(scores, [["words answered, %", "100.0"], ["words remembered, %", "0.0"]]);
    let categories: Vec<&str> = found["categories"].iter().map(|one| &*one["title"]).collect();
    assert_eq!(categories, ["words answered, %", "words remembered, %"]);
    let table = get(&dana, &club, "results.csv").await;
    let mut table = csv::Reader::from_reader(&table.body[..]);
    let columns = table.headers().unwrap().clone();
    let row = table.records().next().unwrap().unwrap();
    let cell = |name: &str| row[columns.iter().position(|column| column == name).unwrap()].to_owned();
    assert_eq!(
        [
            "words",
            "words_begun",
            "words_remembered",
            "percent_begun",
            "percent_remembered",
            "percent_learned"
        ]
        .map(cell),
        ["5", "5", "0", "100", "0", ""]
    );
}
