//! Deleting an account: what is kept, what revokes the deletion, and what does not stop it.

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::{delete, delete_due_accounts};
use dostyq::db::Database;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::{DELETE, LOG_IN, every_reference, is_logged_out};
use crate::support::client::{PASSWORD, codes};
use crate::support::club::{create_club, join_sharing, leader, learner, problem};
use crate::support::device::Device;
use crate::support::receiver::Receiver;
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::{learn, moment, new_id};

/// Returns the tables with a row that mentions the text.
async fn tables_that_mention(service: &Service, text: &str) -> Vec<String> {
    let database = connect(&service.database.url).await.unwrap();
    let tables = "SELECT table_name::text FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1";
    let mut found = Vec::new();
    for row in database.query(tables, &[]).await.unwrap() {
        let table: String = row.get(0);
        let count = format!("SELECT count(*) FROM \"{table}\" AS t WHERE t::text LIKE '%' || $1 || '%'");
        if database.query_one(&count, &[&text]).await.unwrap().get::<_, i64>(0) > 0 {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn a_deleted_account_leaves_no_row_and_others_keep_theirs() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let alone = create_club(&service, &dana, "Жалғыз").await;
    let aigul = learner(&service, "aigul").await;
    join_sharing(&aigul, &club, &["ACTIVITY", "RESULTS", "ANSWERS"]).await;
    learn(&service, &aigul, "amandasu").await;
    learn(&service, &dana, "amandasu").await;
    let roster =
        "query($id: ID!) { club(by: {id: $id}) { members { edges { node { progress { due } } } } } }";
    dana.query(roster, json!({"id": club["id"]})).await;
    service.set_role("dana@example.kz", Role::Editor).await;
    let edit = "mutation($id: ID!) { updateOrganization(input: {id: $id, version: 1, changes: {shortName: {kk: \"Аналар\"}}, reason: \"x\"}) { errors { code } } }";
    let mothers = dana.query("{ organization(by: {slug: \"mothers\"}) { id } }", json!({})).await;
    let edited = dana.query(edit, json!({"id": mothers["organization"]["id"]})).await;
    assert_eq!(edited["updateOrganization"]["errors"], json!([]));
    let push = Receiver::start().await;
    let subscribe =
        "mutation($input: SubscribeToPushInput!) { subscribeToPush(input: $input) { errors { code } } }";
    let device = Device::new(&push, "phone").input();
    assert_eq!(dana.query(subscribe, json!({"input": device})).await["subscribeToPush"]["errors"], json!([]));
    let import = "mutation { importWordList(input: {table: \"word,known\\nкөз,1\\nқол,\"}) { wordList { id } errors { code } } }";
    let imported = dana.query(import, json!({})).await["importWordList"].take();
    assert_eq!(codes(&imported), Vec::<&str>::new());
    let id_of = async |email: &str| {
        let database = connect(&service.database.url).await.unwrap();
        let find = "SELECT id::text FROM accounts WHERE email = $1";
        database.query_one(find, &[&email]).await.unwrap().get::<_, String>(0)
    };
    let (id, other) = (id_of("dana@example.kz").await, id_of("aigul@example.kz").await);
    every_reference::fill(&service, &id, &other).await;
    let before = tables_that_mention(&service, &id).await;
    assert!(before.len() >= 30, "{before:?}");

    dana.reauthenticate().await;
    let asked = dana.query(DELETE, json!({})).await["deleteAccount"].take();
    assert_eq!(moment(&asked["deletionDueAt"]), service.clock.now() + Duration::days(14));
    assert!(is_logged_out(&dana).await);
    service.clock.advance(Duration::days(14) - Duration::seconds(1));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 0);
    service.clock.advance(Duration::seconds(1));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 1);

    for trace in [id.as_str(), "dana@example.kz"] {
        assert_eq!(tables_that_mention(&service, trace).await, Vec::<String>::new(), "{trace}");
    }
    let alone_id = alone["id"].as_str().unwrap();
    // The data of others is kept: the club, their reviews, their access log, the edit.
    let own = "{ viewer { clubMemberships { edges { node { club { id name } } } } clubAccessLog { edges { node { accessedBy subject } } } } }";
    let kept = aigul.query(own, json!({})).await["viewer"].take();
    let clubs = kept["clubMemberships"]["edges"].as_array().unwrap();
    assert_eq!((clubs.len(), &clubs[0]["node"]["club"]["name"]), (1, &json!("Достар")));
    assert_ne!(clubs[0]["node"]["club"]["id"], alone_id);
    assert_eq!(kept["clubAccessLog"]["edges"][0]["node"], json!({"accessedBy": null, "subject": "ROSTER"}));
    let database = connect(&service.database.url).await.unwrap();
    let count = async |query: &str| database.query_one(query, &[]).await.unwrap().get::<_, i64>(0);
    assert_eq!(count("SELECT count(*) FROM clubs").await, 1, "nobody else was in the other club");
    assert_eq!(count("SELECT count(*) FROM revisions WHERE version = 2 AND editor_id IS NULL").await, 1);
    assert_eq!(count("SELECT count(*) FROM reviews").await, 20);
}

#[tokio::test]
async fn a_registration_that_is_sent_again_after_the_deletion_creates_no_account_and_finds_no_trace() {
    let service = Service::start().await;
    let club = create_club(&service, &leader(&service, "dana").await, "7 сынып").await;
    let by_email = "mutation($input: RegisterInput!) { payload: register(input: $input) {
        session { token } viewer { account { id } } errors { code path } } }";
    let by_code =
        "mutation($input: RegisterWithClubCodeInput!) { payload: registerWithClubCode(input: $input) {
        session { token } viewer { account { id } } errors { code path } } }";
    let input = |login: &str, value: &Value| {
        let mut input = json!({"displayName": "Айгүл", "password": PASSWORD, "clientMutationId": new_id()});
        input[login] = value.clone();
        input
    };
    let send = async |document: &str, input: &Value| {
        service.client().query(document, json!({"input": input})).await["payload"].take()
    };
    let database = connect(&service.database.url).await.unwrap();
    let newest = "SELECT id::text, coalesce(email, username) FROM accounts ORDER BY created_at DESC LIMIT 1";
    for (document, input) in [
        (by_email, input("email", &json!("aigul@example.kz"))),
        (by_code, input("inviteCode", &club["inviteCode"])),
    ] {
        service.clock.advance(Duration::minutes(1));
        let created = send(document, &input).await;
        assert_eq!(send(document, &input).await["viewer"], created["viewer"]);
        let account = database.query_one(newest, &[]).await.unwrap();
        let (id, login): (String, String) = (account.get(0), account.get(1));
        delete(&Caller::anonymous(&service.services), &login).await.unwrap();
        for _ in 0..2 {
            let again = send(document, &input).await;
            assert_eq!(problem(&again), ("DELETED_SINCE", "clientMutationId"));
            assert_eq!((&again["session"], &again["viewer"]), (&json!(null), &json!(null)));
        }
        for trace in [id.as_str(), login.as_str(), input["clientMutationId"].as_str().unwrap()] {
            assert_eq!(tables_that_mention(&service, trace).await, Vec::<String>::new(), "{trace}");
        }
        // Also while somebody else has the address.
        let mut other = input.clone();
        other["clientMutationId"] = new_id();
        assert_eq!(send(document, &other).await["errors"], json!([]), "another registration");
        assert_eq!(problem(&send(document, &input).await), ("DELETED_SINCE", "clientMutationId"));
    }
    let accounts = database.query_one("SELECT count(*) FROM accounts", &[]).await.unwrap();
    assert_eq!(accounts.get::<_, i64>(0), 3);
}

#[tokio::test]
async fn a_deleted_member_leaves_the_uses_of_the_invitation_and_no_other_count() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    for name in ["aigul", "berik"] {
        join_sharing(&learner(&service, name).await, &club, &["RESULTS"]).await;
    }
    let counts = "query($id: ID!) { club(by: {id: $id}) {
        members { totalCount } invitations { edges { node { uses } } } } }";
    let counts = async || {
        let club = dana.query(counts, json!({"id": club["id"]})).await["club"].take();
        (club["members"]["totalCount"].clone(), club["invitations"]["edges"][0]["node"]["uses"].clone())
    };
    assert_eq!(counts().await, (json!(3), json!(2)));
    delete(&Caller::anonymous(&service.services), "aigul@example.kz").await.unwrap();
    assert_eq!(counts().await, (json!(2), json!(2)));
}

#[tokio::test]
async fn a_club_that_somebody_joins_while_its_only_member_is_deleted_stays() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    create_club(&service, &dana, "Достар").await;
    create_club(&service, &dana, "Жалғыз").await;
    learner(&service, "aigul").await;
    let join = "SELECT FROM clubs WHERE name = 'Достар' FOR SHARE;
        INSERT INTO club_memberships
            (id, club_id, learner_id, role, joined_at, shares_activity, shares_results, shares_answers)
        SELECT gen_random_uuid(), clubs.id, accounts.id, 'member', now(), false, false, false
        FROM clubs, accounts WHERE clubs.name = 'Достар' AND email = 'aigul@example.kz'";
    let operator = Caller::anonymous(&service.services);
    Box::pin(commit_during(&service.database.url, join, delete(&operator, "dana@example.kz"))).await.unwrap();
    let database = connect(&service.database.url).await.unwrap();
    let left = "SELECT string_agg(clubs.name || ' ' || email, ', ') FROM clubs
        LEFT JOIN club_memberships ON club_id = clubs.id LEFT JOIN accounts ON accounts.id = learner_id";
    let left: String = database.query_one(left, &[]).await.unwrap().get(0);
    assert_eq!(left, "Достар aigul@example.kz");
}

#[tokio::test]
async fn a_deletion_that_fails_stops_no_other_and_one_that_is_slow_succeeds() {
    let service = Service::start().await;
    for number in 0..22 {
        let client = service.client().register(&format!("aigul{number}@example.kz")).await;
        let asked = client.query(DELETE, json!({})).await["deleteAccount"].take();
        assert_eq!(codes(&asked), Vec::<&str>::new());
        service.clock.advance(Duration::seconds(1));
    }
    service.clock.advance(Duration::days(14));
    let database = connect(&service.database.url).await.unwrap();
    let refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
        CREATE TRIGGER refuse BEFORE DELETE ON accounts FOR EACH ROW
            WHEN (OLD.email <> 'aigul21@example.kz') EXECUTE FUNCTION refuse();";
    database.batch_execute(refuse).await.unwrap();
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 1, "the last of them");
    database.batch_execute("DROP TRIGGER refuse ON accounts; DROP FUNCTION refuse()").await.unwrap();

    // The command waits for longer than the statements of requests may.
    let patient = Database::for_command(&service.database.url).unwrap();
    let services = service.services.clone().with_job_database(patient.clone());
    database.batch_execute("BEGIN; LOCK TABLE cards IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let release = async {
        tokio::time::sleep(std::time::Duration::from_millis(2_500)).await;
        database.batch_execute("COMMIT").await.unwrap();
    };
    let (deleted, ()) = tokio::join!(delete_due_accounts(&services), release);
    assert_eq!(deleted.unwrap(), 21);
    patient.close();
}

#[tokio::test]
async fn logging_in_revokes_the_deletion() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    client.query(DELETE, json!({})).await;
    service.clock.advance(Duration::days(13));
    let credentials = json!({"input": {"email": "aigul@example.kz", "password": PASSWORD}});
    let wrong = json!({"input": {"email": "aigul@example.kz", "password": "басқа құпиясөз"}});
    service.client().query(LOG_IN, wrong).await;
    let again = service.client().query(LOG_IN, credentials.clone()).await["logIn"].take();
    assert_eq!((&again["revokedDeletion"], codes(&again)), (&json!(true), vec![]));
    service.clock.advance(Duration::days(13));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 0);
    let later = service.client().query(LOG_IN, credentials.clone()).await["logIn"].take();
    assert_eq!(later["revokedDeletion"], false);

    // The deletion is revoked even if it is requested while the password is being verified.
    let request = "UPDATE accounts SET deletion_due_at = now() WHERE email = 'aigul@example.kz'";
    let log_in = service.client();
    let at_once = commit_during(&service.database.url, request, log_in.query(LOG_IN, credentials)).await;
    assert_eq!(at_once["logIn"]["revokedDeletion"], true);
    service.clock.advance(Duration::days(400));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 0);
}
