//! Mutations that a client sends again, because their response was lost.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::delete;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::archive::{ARCHIVE, DELETE};
use crate::content_import::folder::ContentFolder;
use crate::content_import::import;
use crate::support::client::{Client, PASSWORD};
use crate::support::club::{create_club, join, leader, leave, problem, set_role};
use crate::support::service::Service;
use crate::support::sql::{connect, while_waiting};
use crate::support::study::new_id;

/// Sends a mutation six times with the same UUID, five of them at once, and then once with another UUID. Returns the
/// payload of the first six, which must be the same, and that of the last.
async fn repeat(client: &Client, document: &str, mut input: Value) -> (Value, Value) {
    input["clientMutationId"] = new_id();
    let send = async || client.query(document, json!({"input": input})).await;
    let at_once = join_all((0..5).map(|_| send())).await;
    let later = send().await;
    for answer in &at_once {
        assert_eq!(*answer, later);
    }
    input["clientMutationId"] = new_id();
    (later, client.query(document, json!({"input": input})).await)
}

async fn count(service: &Service, table: &str) -> i64 {
    let sql = connect(&service.database.url).await.unwrap();
    sql.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn what_a_leader_creates_exists_once() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let create = "mutation($input: CreateClubInput!) { createClub(input: $input) { club { id inviteCode
        viewerMembership { id role } } errors { code } } }";
    let (club, other) = repeat(&dana, create, json!({"name": "Парасат"})).await;
    assert_eq!(club["createClub"]["errors"], json!([]));
    assert_ne!(club["createClub"]["club"]["id"], other["createClub"]["club"]["id"]);
    assert_eq!((count(&service, "clubs").await, count(&service, "club_invitations").await), (2, 2));

    let club = &club["createClub"]["club"]["id"];
    let invite = "mutation($input: CreateClubInvitationInput!) { createClubInvitation(input: $input) {
        clubInvitation { id code label } errors { code } } }";
    let (invitation, other) = repeat(&dana, invite, json!({"clubId": club, "label": "Айгүл"})).await;
    let [invitation, other] = [invitation, other].map(|answer| answer["createClubInvitation"].clone());
    assert_eq!(invitation["clubInvitation"]["label"], "Айгүл");
    assert_ne!(invitation["clubInvitation"]["code"], other["clubInvitation"]["code"]);
    assert_eq!(count(&service, "club_invitations").await, 4);

    let import = "mutation($input: ImportClubMembersInput!) { importClubMembers(input: $input) {
        rows { line code } errors { code } } }";
    let table = json!({"clubId": club, "csv": "name\nАйгүл\nБерік\nАйгүл\n"});
    let (rows, other) = repeat(&dana, import, table).await;
    let [rows, other] = [rows, other].map(|answer| answer["importClubMembers"]["rows"].clone());
    assert!(rows[0]["code"].is_string() && rows[0]["code"] != rows[2]["code"] && rows != other, "{rows}");
    assert_eq!(count(&service, "club_invitations").await, 10);

    let lesson = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = dana.query(lesson, json!({})).await["lesson"]["id"].take();
    let assign = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
        assignment { id } errors { code } } }";
    let input = json!({"clubId": club, "lessonIds": [lesson], "until": "2026-12-01"});
    let (assignment, other) = repeat(&dana, assign, input).await;
    assert_ne!(
        assignment["createAssignment"]["assignment"]["id"],
        other["createAssignment"]["assignment"]["id"]
    );
    assert_eq!(count(&service, "assignments").await, 2);

    let note = "mutation($input: SendClubNoteInput!) { sendClubNote(input: $input) {
        clubNote { id text } errors { code } } }";
    let (note, other) = repeat(&dana, note, json!({"clubId": club, "text": "Сәлем!"})).await;
    assert_eq!(note["sendClubNote"]["clubNote"]["text"], "Сәлем!");
    assert_ne!(note["sendClubNote"]["clubNote"]["id"], other["sendClubNote"]["clubNote"]["id"]);
    assert_eq!(count(&service, "club_notes").await, 2);
}

#[tokio::test]
async fn a_repeated_mutation_returns_what_it_created_even_if_it_would_fail_now() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let (club, other) = (create_club(&service, &dana, "7").await, create_club(&service, &dana, "8").await);
    let invite = "mutation($input: CreateClubInvitationInput!) { createClubInvitation(input: $input) {
        clubInvitation { code } errors { code } } }";
    let import = "mutation($input: ImportClubMembersInput!) { importClubMembers(input: $input) {
        rows { code } errors { code } } }";
    let lesson = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = dana.query(lesson, json!({})).await["lesson"]["id"].take();
    let assign = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
        assignment { id } errors { code } } }";
    let note = "mutation($input: SendClubNoteInput!) { sendClubNote(input: $input) {
        clubNote { id sentAt } errors { code } } }";
    let soon = service.clock.now() + Duration::hours(1);
    let mutations = [
        (invite, json!({"clubId": club["id"], "expiresAt": soon, "clientMutationId": new_id()})),
        (
            import,
            json!({"clubId": club["id"], "csv": "name\nА\nБ", "expiresAt": soon, "clientMutationId": new_id()}),
        ),
        (
            assign,
            json!({"clubId": club["id"], "lessonIds": [lesson], "until": "2026-11-24", "clientMutationId": new_id()}),
        ),
        (note, json!({"clubId": club["id"], "text": "Сәлем!", "clientMutationId": new_id()})),
    ];
    let mut created = Vec::new();
    for (document, input) in &mutations {
        let answer = dana.query(document, json!({"input": input})).await;
        // The same UUID with another club is another mutation.
        let mut elsewhere = input.clone();
        elsewhere["clubId"] = other["id"].clone();
        let elsewhere = dana.query(document, json!({"input": elsewhere})).await;
        for answer in [&answer, &elsewhere] {
            let payload = answer.as_object().unwrap().values().next().unwrap();
            assert_eq!(payload["errors"], json!([]), "{document}");
        }
        assert_ne!(answer, elsewhere);
        created.push(answer);
    }
    let counts =
        || join_all(["club_invitations", "assignments", "club_notes"].map(|table| count(&service, table)));
    assert_eq!(counts().await, [8, 2, 2]);

    service.clock.advance(Duration::days(3));
    dana.query(ARCHIVE, json!({"id": club["id"]})).await;
    for ((document, input), before) in mutations.iter().zip(&created) {
        assert_eq!(dana.query(document, json!({"input": input})).await, *before);
    }
    assert_eq!(counts().await, [8, 2, 2]);
}

#[tokio::test]
async fn a_mutation_can_be_sent_again_after_its_objects_were_withdrawn() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7").await;
    let known = "{ organization(by: {slug: \"parasat\"}) { id }
        lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"qandai\"}}) { id words { headword } } }";
    let known = dana.query(known, json!({})).await;
    let create = "mutation($input: CreateClubInput!) { payload: createClub(input: $input) {
        club { id } errors { code path } } }";
    let assign = "mutation($input: CreateAssignmentInput!) { payload: createAssignment(input: $input) {
        assignment { id } errors { code path } } }";
    let list = "mutation($input: ImportWordListInput!) { payload: importWordList(input: $input) {
        wordList { id } errors { code path } } }";
    let mut mutations = [
        (
            create,
            json!({"name": "8", "organizationId": known["organization"]["id"]}),
            ("NOT_FOUND", "organizationId"),
        ),
        (
            assign,
            json!({"clubId": club["id"], "lessonIds": [known["lesson"]["id"]], "until": "2026-12-01"}),
            ("NOT_FOUND", "lessonIds"),
        ),
        (
            list,
            json!({"table": known["lesson"]["words"][0]["headword"]}),
            ("INVALID_WORD_LIST_SIZE", "table"),
        ),
    ];
    let send =
        async |document, input: &Value| dana.query(document, json!({"input": input})).await["payload"].take();
    let mut created = Vec::new();
    for (document, input, _) in &mut mutations {
        input["clientMutationId"] = new_id();
        let payload = send(document, input).await;
        assert_eq!(payload["errors"], json!([]), "{document}");
        created.push(payload);
    }

    let content = ContentFolder::copy();
    content.remove("courses/kunine-bes-soz/30-qandai.toml");
    import(&service, &content);
    let sql = connect(&service.database.url).await.unwrap();
    sql.execute("UPDATE organizations SET published = false WHERE slug = 'parasat'", &[]).await.unwrap();
    for ((document, mut input, refusal), before) in mutations.into_iter().zip(created) {
        assert_eq!(send(document, &input).await, before);
        input["clientMutationId"] = new_id();
        assert_eq!(problem(&send(document, &input).await), refusal, "{document}");
    }
}

#[tokio::test]
async fn another_account_with_the_same_uuid_creates_its_own() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let document = "mutation($input: CreateClubInput!) { createClub(input: $input) { club { id } } }";
    let input = json!({"input": {"name": "Парасат", "clientMutationId": new_id()}});
    let (one, other) = (dana.query(document, input.clone()).await, erlan.query(document, input).await);
    assert_ne!(one, other);
    let club = create_club(&service, &erlan, "Ұлағат").await;
    let invite = "mutation($input: CreateClubInvitationInput!) { createClubInvitation(input: $input) {
        clubInvitation { id } errors { code path } } }";
    let input = json!({"input": {"clubId": club["id"], "clientMutationId": new_id()}});
    erlan.query(invite, input.clone()).await;
    assert_eq!(problem(&dana.query(invite, input).await["createClubInvitation"]), ("NOT_FOUND", "clubId"));
}

#[tokio::test]
async fn a_registration_that_is_sent_again_logs_in() {
    let service = Service::start().await;
    let client = service.client();
    let document = "mutation($input: RegisterInput!) { register(input: $input) {
        session { token } viewer { account { id } } errors { code path } } }";
    let mutation = new_id();
    let input = |password: &str, mutation: &Value| {
        let email = "aigul@example.kz";
        json!({"input": {"email": email, "password": password, "displayName": "Айгүл", "clientMutationId": mutation}})
    };
    let first = client.query(document, input(PASSWORD, &mutation)).await["register"].take();
    let again = client.query(document, input(PASSWORD, &mutation)).await["register"].take();
    assert_eq!(again["viewer"], first["viewer"]);
    assert_ne!(again["session"]["token"], first["session"]["token"]);
    for (password, mutation, refused) in [
        ("басқа құпия сөз 17", &mutation, "INVALID_CREDENTIALS"),
        (PASSWORD, &new_id(), "EMAIL_TAKEN"),
        (PASSWORD, &json!(null), "EMAIL_TAKEN"),
    ] {
        let answer = client.query(document, input(password, mutation)).await["register"].take();
        assert_eq!((&answer["session"], &answer["errors"][0]["code"]), (&json!(null), &json!(refused)));
    }
    let sql = connect(&service.database.url).await.unwrap();
    sql.execute("UPDATE accounts SET email = 'new@example.kz'", &[]).await.unwrap();
    let moved = client.query(document, input(PASSWORD, &mutation)).await["register"].take();
    assert_eq!((&moved["viewer"], &moved["errors"]), (&first["viewer"], &json!([])), "with its new address");
    assert_eq!(count(&service, "accounts").await, 1);
}

#[tokio::test]
async fn a_registration_that_arrives_late_revokes_no_deletion() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "7 сынып").await;
    let register = "mutation($input: RegisterInput!) { payload: register(input: $input) {
        session { token } errors { code path } } }";
    let with_code =
        "mutation($input: RegisterWithClubCodeInput!) { payload: registerWithClubCode(input: $input) {
        session { token } errors { code path } } }";
    for (document, login, value) in [
        (register, "email", json!("aigul@example.kz")),
        (with_code, "inviteCode", club["inviteCode"].clone()),
    ] {
        let mut input = json!({"displayName": "Айгүл", "password": PASSWORD, "clientMutationId": new_id()});
        input[login] = value;
        let send = async || service.client().query(document, json!({"input": input})).await["payload"].take();
        let first = send().await;
        let aigul = service.client().with_token(first["session"]["token"].as_str().unwrap());
        aigul.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
        let late = send().await;
        assert_eq!((problem(&late), &late["session"]), (("ACCOUNT_AWAITS_DELETION", ""), &json!(null)));
    }
    let sql = connect(&service.database.url).await.unwrap();
    let due = "SELECT count(deletion_due_at) FROM accounts";
    assert_eq!(sql.query_one(due, &[]).await.unwrap().get::<_, i64>(0), 2);
}

const CREATE_WITH_ID: &str = "mutation($id: UUID!) {
    payload: createClub(input: {name: \"Парасат\", clientMutationId: $id}) { club { id } errors { code path } } }";

#[tokio::test]
async fn what_was_deleted_is_not_created_anew() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let list =
        "mutation($id: UUID!) { payload: importWordList(input: {table: \"көз\", clientMutationId: $id}) {
        wordList { id } errors { code path } } }";
    let delete_list = "mutation($id: ID!) { deleteWordList(input: {id: $id}) { errors { code } } }";
    for (create, object, delete) in [(CREATE_WITH_ID, "club", DELETE), (list, "wordList", delete_list)] {
        let send =
            async |mutation: &Value| dana.query(create, json!({"id": mutation})).await["payload"].take();
        let mutation = new_id();
        let created = send(&mutation).await;
        assert_eq!(send(&mutation).await, created);
        dana.query(delete, json!({"id": created[object]["id"]})).await;
        for _ in 0..2 {
            let again = send(&mutation).await;
            assert_eq!(
                (problem(&again), &again[object]),
                (("DELETED_SINCE", "clientMutationId"), &json!(null))
            );
        }
        assert_eq!(send(&new_id()).await["errors"], json!([]), "another mutation");
    }
    assert_eq!((count(&service, "clubs").await, count(&service, "word_lists").await), (1, 1));
    assert_eq!(count(&service, "club_invitations").await, 1);
}

#[tokio::test]
async fn a_club_that_is_deleted_with_its_last_member_is_not_created_anew_by_its_founder() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let mutation = new_id();
    let send = async || dana.query(CREATE_WITH_ID, json!({"id": mutation})).await["payload"].take();
    let club = send().await["club"]["id"].take();
    let found =
        dana.query("query($id: ID!) { club(by: {id: $id}) { id inviteCode } }", json!({"id": club})).await;
    let his = join(&erlan, &found["club"]).await;
    assert_eq!(set_role(&dana, &his, "LEADER").await["errors"], json!([]));
    assert_eq!(leave(&dana, &found["club"]).await["errors"], json!([]));
    assert_eq!(problem(&send().await), ("NOT_FOUND", "clientMutationId"), "it exists, without her");
    delete(&Caller::anonymous(&service.services), "erlan@example.kz").await.unwrap();
    assert_eq!(problem(&send().await), ("DELETED_SINCE", "clientMutationId"));
    assert_eq!(count(&service, "clubs").await, 0);
}

#[tokio::test]
async fn a_club_that_is_created_and_deleted_while_the_mutation_waits_is_not_created_anew() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let mutation = new_id();
    let send = async || dana.query(CREATE_WITH_ID, json!({"id": mutation})).await["payload"].take();
    send().await;
    let sql = connect(&service.database.url).await.unwrap();
    let id: String = sql.query_one("SELECT id::text FROM clubs", &[]).await.unwrap().get(0);
    sql.batch_execute("CREATE TABLE kept AS SELECT * FROM clubs; DELETE FROM clubs").await.unwrap();
    // Another request inserts the row, so that this one waits for it, and both it and a deletion end meanwhile.
    let insert = "INSERT INTO clubs SELECT * FROM kept";
    let delete = format!("DELETE FROM clubs; INSERT INTO deleted_ids VALUES ('{id}'); COMMIT");
    let waited = while_waiting(&service.database.url, insert, &delete, send()).await;
    assert_eq!(problem(&waited), ("DELETED_SINCE", "clientMutationId"));
    assert_eq!(count(&service, "clubs").await, 0);
}
