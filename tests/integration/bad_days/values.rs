use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;

/// Times and numbers that JSON and Rust can hold, but PostgreSQL cannot, or only just.
fn keys() -> Vec<Value> {
    let id = "00000000-0000-7000-8000-000000000000";
    let times = [
        "-262143-01-01T00:00:00Z",
        "+262142-12-31T23:59:59Z",
        "+294277-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "-4713-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ];
    let dates = ["-262143-01-01", "+262142-12-31", "9999-12-31"];
    let local = ["-262143-01-01T00:00:00", "+262142-12-31T00:00:00"];
    let numbers = [i64::MIN, i64::from(i32::MIN), i64::from(i32::MAX), i64::MAX];
    let texts = times.iter().chain(&dates).chain(&local).chain(&["\u{0}", "а\u{0}"]);
    let mut first: Vec<Value> = texts.map(|text| json!(text)).collect();
    first.extend(numbers.map(|number| json!(number)));
    first
        .iter()
        .flat_map(|key| [json!([key, id]), json!([key, id, key]), json!([id, key]), key.clone()])
        .collect()
}

/// For each key, checks that a document with a cursor of that key in the variable `$c` is either refused or answered.
async fn check(client: &Client, list: &str, document: &str) {
    for key in keys() {
        let cursor = URL_SAFE_NO_PAD.encode(json!([list, key]).to_string());
        let answer = client.execute(document, json!({"c": cursor})).await;
        let json = answer.json();
        let code = json["errors"][0]["extensions"]["code"].as_str().unwrap_or("none");
        assert!(["none", "BAD_USER_INPUT"].contains(&code), "{list} {key}: {json:#}");
    }
}

#[tokio::test]
async fn a_cursor_of_any_value_is_refused_or_answered() {
    let service = Service::start().await;
    let editor = service.register_with_role("asel@example.kz", Role::Admin).await;
    let club = editor.query("mutation { createClub(input: {name: \"X\"}) { club { id } } }", json!({})).await
        ["createClub"]["club"]["id"]
        .take();
    let of_viewer = |field: &str| {
        format!("query($c: String) {{ viewer {{ {field}(after: $c) {{ edges {{ cursor }} }} }} }}")
    };
    let of_club = |field: &str| {
        format!(
            "query($c: String) {{ club(by: {{id: {club}}}) {{ {field}(before: $c, last: 3) {{ edges {{ cursor }} }} }} }}"
        )
    };
    for (list, field) in [
        ("viewer.reviews", "reviews"),
        ("reviews", "reviews"),
        ("viewer.proposals", "proposals"),
        ("viewer.wordReports", "wordReports"),
        ("viewer.clubAccessLog", "clubAccessLog"),
        ("viewer.clubJoinRequests", "clubJoinRequests"),
        ("viewer.clubMemberships", "clubMemberships"),
        ("viewer.assignments", "assignments"),
    ] {
        check(&editor, list, &of_viewer(field)).await;
    }
    for (list, field) in [
        ("club.members", "members"),
        ("club.invitations", "invitations"),
        ("club.assignments", "assignments"),
        ("club.joinRequests", "joinRequests"),
    ] {
        check(&editor, list, &of_club(field)).await;
    }
    for list in ["proposals", "wordReports", "contests", "organizations", "people", "sources", "indicators"] {
        let document = format!("query($c: String) {{ {list}(after: $c) {{ edges {{ cursor }} }} }}");
        check(&editor, list, &document).await;
    }
    let occurrences =
        "query($c: String) { occurrences(from: \"2024-01-01T00:00:00Z\", to: \"2024-02-01T00:00:00Z\",
        after: $c) { edges { cursor } } }";
    check(&editor, "occurrences", occurrences).await;
}

#[tokio::test]
async fn a_date_beyond_the_databases_range_is_refused() {
    let service = Service::start().await;
    let leader = service.client().register("liliya@example.kz").await;
    service.promote("liliya@example.kz").await;
    let club = leader.query("mutation { createClub(input: {name: \"X\"}) { club { id } } }", json!({})).await
        ["createClub"]["club"]["id"]
        .take();
    let lesson = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = leader.query(lesson, json!({})).await["lesson"]["id"].take();
    for year in ["-262143", "+262142", "+294277", "0000", "9999"] {
        for document in [
            format!(
                "{{ occurrences(from: \"{year}-01-01T00:00:00Z\", to: \"{year}-01-02T00:00:00Z\") {{ edges {{ cursor }} }} }}"
            ),
            format!("{{ organization(by: {{slug: \"parasat\"}}) {{ name(on: \"{year}-01-01\") }} }}"),
            format!(
                "{{ viewer {{ statistics {{ days(from: \"{year}-01-01\", to: \"{year}-01-02\") {{ date }} }} }} }}"
            ),
            format!(
                "mutation {{ createClubInvitation(input: {{clubId: {club}, expiresAt: \"{year}-01-01T00:00:00Z\"}}) {{ errors {{ code }} }} }}"
            ),
            format!(
                "mutation {{ createAssignment(input: {{clubId: {club}, lessonIds: [{lesson}], from: \"{year}-01-01\", until: \"{year}-01-02\"}}) {{ errors {{ code }} }} }}"
            ),
        ] {
            let json = leader.execute(&document, json!({})).await.json();
            let code = json["errors"][0]["extensions"]["code"].as_str().unwrap_or("none");
            assert_ne!(code, "INTERNAL", "{document}: {json:#}");
        }
    }
}
