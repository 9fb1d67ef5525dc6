//! Inviting a group with a table: everyone in the table gets a code that admits one learner.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{JOIN, create_club, leader, learner, problem};
use crate::support::service::Service;

const IMPORT: &str = "mutation($input: ImportClubMembersInput!) { importClubMembers(input: $input) {
    rows { line name label code error { code path } } errors { code path }
} }";

const ALL: &str = "query($id: ID!) { club(by: {id: $id}) { inviteCode
    invitations(first: 100) { edges { node { code label maxUses uses } } } } }";

async fn import(client: &Client, club: &Value, csv: &str, dry_run: bool) -> Value {
    let input = json!({"clubId": club["id"], "csv": csv, "dryRun": dry_run});
    client.query(IMPORT, json!({"input": input})).await["importClubMembers"].take()
}

async fn invitations(client: &Client, club: &Value) -> Vec<Value> {
    let found = client.query(ALL, json!({"id": club["id"]})).await;
    assert_eq!(found["club"]["inviteCode"], club["inviteCode"], "the club's own code stays");
    let edges = found["club"]["invitations"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

#[tokio::test]
async fn everyone_in_the_table_gets_a_code() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let table = "name,label\nАйгүл,7 «Ә»\nБерік,\n";

    let tried = import(&dana, &club, table, true).await;
    let row = |line: u64, name: &str, label: Value| json!({"line": line, "name": name, "label": label, "code": null, "error": null});
    let rows = json!([row(2, "Айгүл", json!("7 «Ә»")), row(3, "Берік", json!(null))]);
    assert_eq!(tried, json!({"rows": rows, "errors": []}));
    assert_eq!(invitations(&dana, &club).await.len(), 1, "a dry run writes nothing");

    let created = import(&dana, &club, table, false).await;
    let codes: Vec<&Value> = created["rows"].as_array().unwrap().iter().map(|row| &row["code"]).collect();
    let kept = invitations(&dana, &club).await;
    assert_eq!((codes.len(), kept.len()), (2, 3));
    for (code, label) in [(codes[0], "Айгүл, 7 «Ә»"), (codes[1], "Берік")] {
        let invitation = kept.iter().find(|one| one["code"] == *code).unwrap();
        assert_eq!(*invitation, json!({"code": code, "label": label, "maxUses": 1, "uses": 0}));
    }
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let joined = aigul.query(JOIN, json!({"code": codes[0]})).await;
    assert_eq!(joined["joinClub"]["club"]["id"], club["id"]);
    let refused = berik.query(JOIN, json!({"code": codes[0]})).await;
    assert_eq!(problem(&refused["joinClub"]), ("INVITATION_USED_UP", "inviteCode"));
    // A member may choose any display name: the leader still sees for whom the code was.
    service.clock.advance(Duration::minutes(1));
    berik.query(JOIN, json!({"code": club["inviteCode"]})).await;
    let members =
        "query($id: ID!) { club(by: {id: $id}) { members { edges { node { id displayName alias } } } } }";
    let aliases = async || {
        let found = dana.query(members, json!({"id": club["id"]})).await["club"]["members"]["edges"].take();
        found.as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect::<Vec<_>>()
    };
    let found = aliases().await;
    let shown: Vec<_> = found.iter().map(|node| (&node["displayName"], &node["alias"])).collect();
    assert_eq!(
        shown,
        [
            (&json!("dana@example.kz"), &json!(null)),
            (&json!("aigul@example.kz"), &json!("Айгүл, 7 «Ә»")),
            (&json!("berik@example.kz"), &json!(null)),
        ]
    );
    let set = "mutation($id: ID!, $alias: String) { setClubMemberAlias(input: {id: $id, alias: $alias}) { clubMembership { alias } errors { code path } } }";
    let berik_id = &found[2]["id"];
    let named = dana.query(set, json!({"id": berik_id, "alias": " Берік, 7 «Ә» "})).await;
    assert_eq!(named["setClubMemberAlias"]["clubMembership"]["alias"], "Берік, 7 «Ә»");
    let refused = dana.query(set, json!({"id": berik_id, "alias": "\u{3164}"})).await;
    assert_eq!(problem(&refused["setClubMemberAlias"]), ("INVALID_NAME", "alias"));
    let refused = berik.query(set, json!({"id": berik_id, "alias": "x"})).await;
    assert_eq!(problem(&refused["setClubMemberAlias"]), ("NOT_FOUND", "id"));
    let removed = dana.query(set, json!({"id": berik_id})).await;
    assert_eq!(removed["setClubMemberAlias"]["clubMembership"]["alias"], json!(null));
    // A personal code also gives its name to a member who joined by another code and has no name yet. A code that no
    // longer admits anybody gives no name.
    for (code, alias) in [(codes[0], json!(null)), (codes[1], json!("Берік"))] {
        let again = berik.query(JOIN, json!({"code": code})).await;
        assert_eq!(again["joinClub"]["errors"], json!([]));
        assert_eq!(aliases().await[2]["alias"], alias);
    }
    dana.query(set, json!({"id": berik_id, "alias": "Берік С."})).await;
    berik.query(JOIN, json!({"code": codes[1]})).await;
    assert_eq!(aliases().await[2]["alias"], "Берік С.");
}

#[tokio::test]
async fn a_table_may_name_its_separator_and_have_empty_lines() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    for (table, line) in [("sep=;\r\nname;label\r\nАйгүл;7 «Ә»\r\n", 3), ("name,label\n\n\nАйгүл,7 «Ә»\n", 4)]
    {
        let tried = import(&dana, &club, table, true).await;
        let row = json!({"line": line, "name": "Айгүл", "label": "7 «Ә»", "code": null, "error": null});
        assert_eq!(tried, json!({"rows": [row], "errors": []}), "{table}");
    }
}

#[tokio::test]
async fn the_parts_of_a_name_in_columns_of_their_own_are_joined() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let table = "Имя;Отчество;Фамилия;Класс\nАйгүл;Серікқызы;Омарова;7Ә\nБерік;;Асанов;\n";
    for dry_run in [true, false] {
        let payload = import(&dana, &club, table, dry_run).await;
        let rows = payload["rows"].as_array().unwrap();
        let names: Vec<&Value> = rows.iter().map(|row| &row["name"]).collect();
        assert_eq!(names, ["Омарова Айгүл Серікқызы", "Асанов Берік"], "{payload}");
    }
    let labels: Vec<Value> =
        invitations(&dana, &club).await.iter().map(|invitation| invitation["label"].clone()).collect();
    assert!(labels.contains(&json!("Омарова Айгүл Серікқызы, 7Ә")), "{labels:?}");
}

#[tokio::test]
async fn one_wrong_row_prevents_the_import() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let long = "ә".repeat(81);
    let table = format!("label;name\n;Айгүл\n7Ә;\n{long};Берік\n;{long}");
    for dry_run in [true, false] {
        let created = import(&dana, &club, &table, dry_run).await;
        assert_eq!(created["errors"], json!([]));
        let problems: Vec<(&Value, &Value)> =
            created["rows"].as_array().unwrap().iter().map(|row| (&row["line"], &row["error"])).collect();
        let name = json!({"code": "INVALID_NAME", "path": ["name"]});
        let label = json!({"code": "INVALID_NAME", "path": ["label"]});
        assert_eq!(
            problems,
            [(&json!(2), &json!(null)), (&json!(3), &name), (&json!(4), &label), (&json!(5), &name)]
        );
        assert!(created["rows"].as_array().unwrap().iter().all(|row| row["code"].is_null()));
    }
    assert_eq!(invitations(&dana, &club).await.len(), 1);
}

#[tokio::test]
async fn only_leaders_invite_groups_of_at_most_five_hundred() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let most = format!("name\n{}", "Айгүл\n".repeat(500));
    let (created, statements) = service.statements(import(&dana, &club, &most, false)).await;
    assert_eq!(created["rows"].as_array().unwrap().len(), 500);
    let (_, for_one) = service.statements(import(&dana, &club, "name\nБерік", false)).await;
    assert_eq!(statements, for_one);

    for (csv, refused) in [
        ("", ("INVALID_CSV", "csv")),
        ("Айгүл\nБерік", ("INVALID_CSV", "csv")),
        ("name\n", ("INVALID_CSV", "csv")),
        (&format!("{most}Берік"), ("TOO_MANY_ROWS", "csv")),
    ] {
        assert_eq!(problem(&import(&dana, &club, csv, false).await), refused);
    }
    for expiry in [json!(service.clock.now()), json!("31.12.2026")] {
        let input = json!({"clubId": club["id"], "csv": "name\nБ", "expiresAt": expiry});
        let refused = dana.query(IMPORT, json!({"input": input})).await;
        assert_eq!(problem(&refused["importClubMembers"]), ("INVALID_EXPIRY", "expiresAt"), "{expiry}");
    }

    let aigul = learner(&service, "aigul").await;
    aigul.query(JOIN, json!({"code": club["inviteCode"]})).await;
    let erlan = leader(&service, "erlan").await;
    for client in [&aigul, &erlan] {
        assert_eq!(problem(&import(client, &club, "name\nБерік", true).await), ("NOT_FOUND", "clubId"));
    }
    let input = json!({"clubId": club["id"], "csv": "name\nБерік"});
    assert_eq!(service.client().execute(IMPORT, json!({"input": input})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_club_has_at_most_a_thousand_usable_invitations() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    // One is the club's own.
    for rows in [500, 499] {
        let created = import(&dana, &club, &format!("name\n{}", "Айгүл\n".repeat(rows)), false).await;
        assert_eq!(created["rows"].as_array().unwrap().len(), rows);
    }
    for dry_run in [true, false] {
        let refused = import(&dana, &club, "name\nБерік\n", dry_run).await;
        assert_eq!(problem(&refused), ("TOO_MANY_INVITATIONS", ""));
    }
    let invite = "mutation($id: ID!) { createClubInvitation(input: {clubId: $id}) {
        clubInvitation { id } errors { code path } } }";
    let invite = async || dana.query(invite, json!({"id": club["id"]})).await["createClubInvitation"].take();
    assert_eq!(problem(&invite().await), ("TOO_MANY_INVITATIONS", ""));
    // An invitation that is used up no longer counts.
    let aigul = learner(&service, "aigul").await;
    let code = &invitations(&dana, &club).await[0]["code"];
    assert_eq!(aigul.query(JOIN, json!({"code": code})).await["joinClub"]["errors"], json!([]));
    assert_eq!(invite().await["errors"], json!([]));
    assert_eq!(problem(&invite().await), ("TOO_MANY_INVITATIONS", ""));
}
