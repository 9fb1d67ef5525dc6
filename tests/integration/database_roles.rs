//! The roles of a database: the role of the service can add to the logs, and can change neither the logs nor the
//! schema.

use chrono::Duration;
use dostyq::app::accounts::delete_due_accounts;
use dostyq::db::roles::{ServiceRole, grant_use};
use dostyq::domain::accounts::Role;
use graphql_engine::Limits;
use nix::sys::signal::Signal;
use serde_json::json;

use crate::support::club::{create_club, join_sharing, leader, learner};
use crate::support::cluster::TestDatabase;
use crate::support::program::{RunningService, dostyq, run};
use crate::support::scratch::ScratchFolder;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::learn;

/// A role of the test cluster. Roles belong to the whole cluster, so no other test may use this name.
const ROLE: &str = "dostyq_test_service";

/// Returns the URL of a database with another parameter.
fn with_parameter(url: &str, parameter: &str) -> String {
    format!("{url}{}{parameter}", if url.contains('?') { '&' } else { '?' })
}

/// Fails unless the role of a URL may add to the logs, and may change neither the logs nor the schema.
async fn assert_is_restricted(url: &str) {
    let database = connect(url).await.unwrap();
    for statement in [
        "UPDATE account_log SET actor = 'owner'",
        "DELETE FROM account_log",
        "TRUNCATE account_log",
        "UPDATE club_access_log SET subject = 'roster'",
        "DELETE FROM club_access_log",
        "ALTER TABLE account_log DISABLE TRIGGER ALL",
        "DROP TABLE club_access_log",
        "ALTER TABLE accounts ADD note text",
        "CREATE TABLE notes (note text)",
    ] {
        let refused = database.batch_execute(statement).await.unwrap_err();
        assert_eq!(refused.code().unwrap().code(), "42501", "{statement}: {refused}");
    }
    let privileges =
        "SELECT bool_and(has_table_privilege(name, 'SELECT') AND has_table_privilege(name, 'INSERT'))
        FROM unnest(ARRAY['account_log', 'club_access_log']) AS name";
    assert!(database.query_one(privileges, &[]).await.unwrap().get::<_, bool>(0));
}

#[tokio::test]
async fn everything_works_with_a_role_that_cannot_change_the_logs() {
    let database = Service::database();
    for _ in 0..2 {
        grant_use(&database.url, &ServiceRole::named(ROLE)).await.unwrap();
    }
    let owner = connect(&database.url).await.unwrap();
    let owners = "SELECT DISTINCT tableowner::text FROM pg_tables WHERE tablename IN ('account_log', 'club_access_log')";
    let rows = owner.query(owners, &[]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.get(0)).collect::<Vec<String>>(), ["dostyq_audit"]);

    // `options` sets the role, since the test cluster has no password for a login as the role.
    let url = with_parameter(&database.url, &format!("options=-c%20role%3D{ROLE}"));
    assert_is_restricted(&url).await;
    let service = Service::start_over(TestDatabase::external(url), Limits::default()).await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let (aigul, twin) = (learner(&service, "aigul").await, learner(&service, "twin").await);
    for client in [&aigul, &twin] {
        join_sharing(client, &club, &["RESULTS"]).await;
        learn(&service, client, "amandasu").await;
    }
    let roster =
        "query($id: ID!) { club(by: {id: $id}) { members { edges { node { progress { due } } } } } }";
    dana.query(roster, json!({"id": club["id"]})).await;

    // Actions that change or delete rows to which other rows refer: a merge, the end of a club, the end of an account.
    admin.reauthenticate().await;
    let merge = "mutation($from: ID!, $into: ID!) {
        mergeAccounts(input: {fromAccountId: $from, intoAccountId: $into}) { errors { code } } }";
    let ids = json!({"from": twin.account_id().await, "into": aigul.account_id().await});
    assert_eq!(admin.query(merge, ids).await["mergeAccounts"]["errors"], json!([]));
    dana.reauthenticate().await;
    let delete = "mutation($id: ID!) { deleteClub(input: {id: $id}) { errors { code } } }";
    assert_eq!(dana.query(delete, json!({"id": club["id"]})).await["deleteClub"]["errors"], json!([]));
    let log = "{ viewer { clubAccessLog { edges { node { clubName accessedBy subject } } } } }";
    let entry = json!({"node": {"clubName": "Достар", "accessedBy": "dana@example.kz", "subject": "ROSTER"}});
    let kept = aigul.query(log, json!({})).await["viewer"]["clubAccessLog"]["edges"].take();
    assert_eq!(kept, json!([entry]), "one access, of which both accounts had an entry");
    let end = "mutation { deleteAccount { errors { code } } }";
    assert_eq!(dana.query(end, json!({})).await["deleteAccount"]["errors"], json!([]));
    service.clock.advance(Duration::days(15));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 1);
    let count =
        "SELECT count(*), count(account_id), (SELECT count(leader_id) FROM club_access_log) FROM account_log
        WHERE action IN ('deleted', 'merged')";
    let row = owner.query_one(count, &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, i64>(2)), (2, 1, 0));
}

/// Returns the URL with which a role logs in to the same database.
fn as_role(url: &str, role: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { panic!("{url}") };
    match rest.split_once('?') {
        Some((place, parameters)) if parameters.contains("user=") => {
            let others = parameters.split('&').filter(|parameter| !parameter.starts_with("user="));
            format!("{scheme}://{place}?{}&user={role}", others.collect::<Vec<_>>().join("&"))
        }
        _ => format!(
            "{scheme}://{role}:dostyq-test@{}",
            rest.rsplit_once('@').map_or(rest, |(_, place)| place)
        ),
    }
}

#[tokio::test]
async fn the_program_migrates_as_the_owner_and_serves_as_a_role_that_it_has_made() {
    let place = ScratchFolder::new();
    let database = TestDatabase::create("template_empty", |_| Box::pin(async {}));
    let url = as_role(&database.url, "dostyq_test_other_service");
    let migrate = |url: &str| {
        let arguments = ["migrate", "--database-url", url, "--owner-url", &database.url];
        run(&mut dostyq(place.path(), &arguments), "")
    };
    let same = migrate(&database.url).error_line();
    assert!(same.contains("different roles"), "{same}");
    assert!(migrate(&url).stdout().ends_with(" migrations applied.\n"));
    assert_eq!(migrate(&url).stdout(), "The schema is up to date.\n");
    let arguments = ["--database-url", &url, "--owner-url", &database.url, "--migrate"];
    for arguments in [&arguments[..2], &arguments[..]] {
        let service = RunningService::start(place.path(), arguments);
        service.client().query("{ organizations(first: 1) { edges { cursor } } }", json!({})).await;
        let (status, log) = service.end(Signal::SIGTERM);
        assert_eq!(status.code(), Some(0));
        assert!(!log.contains("may change the logs"), "{log}");
    }
    assert_is_restricted(&url).await;
    // If the service logs in as the owner, it warns that nothing protects the logs.
    let service = RunningService::start(place.path(), &["--database-url", &database.url]);
    let (_, log) = service.end(Signal::SIGTERM);
    assert!(log.contains("may change the logs"), "{log}");
}
