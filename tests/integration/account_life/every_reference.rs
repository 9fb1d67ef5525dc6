//! Rows of an account in every table that refers to accounts.

use tokio_postgres::Client;

use crate::support::service::Service;
use crate::support::sql::connect;

/// The columns that refer to accounts.
const REFERENCES: &str = "
    SELECT conrelid::regclass::text, attname::text FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
    WHERE contype = 'f' AND confrelid = 'accounts'::regclass ORDER BY 1, 2";

/// A row for each column that few accounts fill. The row belongs to the account `{id}`; `{other}` is another account.
const ROWS: [(&str, &str); 27] = [
    (
        "account_log.actor_id",
        "(id, actor, actor_id, action, logged_at) VALUES ({new}, 'admin', {id}, 'x', now())",
    ),
    ("assignment_members.learner_id", "SELECT {id}, id, 1 FROM assignments"),
    ("card_resets.learner_id", "SELECT {id}, {new}, id, now(), 1 FROM cards WHERE learner_id = {id} LIMIT 1"),
    ("club_access_log.learner_id", "VALUES ({id}, {new}, {new}, {other}, 'roster', now(), 'x')"),
    (
        "club_join_requests.learner_id",
        "SELECT {new}, id, {id}, NULL, false, false, false, now(), 'open' FROM clubs LIMIT 1",
    ),
    (
        "club_notes.author_id",
        "SELECT {new}, club_id, {id}, NULL, 'x', now() FROM club_memberships WHERE learner_id = {other}",
    ),
    ("contest_entries.learner_id", "SELECT id, {id}, {new}, NULL, NULL, 'hidden', now() FROM contests"),
    ("contests.created_by", "SELECT {new}, id, NULL, 1, 2, {id}, now(), NULL FROM events LIMIT 1"),
    ("email_links.account_id", "VALUES ('a', {id}, 'change', 'dana@example.kz', '2100-01-01')"),
    ("email_outbox.account_id", "VALUES ({new}, {id}, 'change', 'dana@example.kz', 'kk', now(), now())"),
    ("known_devices.account_id", "VALUES ({id}, 'a', now())"),
    ("learner_words.learner_id", "SELECT {id}, id, 'x', '[]', 1 FROM words LIMIT 1"),
    ("login_codes.account_id", "VALUES ({id}, 'a', '2100-01-01', {other})"),
    ("login_codes.leader_id", "VALUES ({other}, 'a', '2100-01-01', {id})"),
    (
        "optimization_jobs.learner_id",
        "(learner_id, id, status, dry_run, reschedule, created_at)
         VALUES ({id}, {new}, 'done', true, false, now())",
    ),
    ("passkey_challenges.account_id", "VALUES ('a', 'registration', {id}, '{}', '2100-01-01')"),
    ("passkeys.account_id", "VALUES ({new}, {id}, 'a', 'a', -7, 0, 'x', now())"),
    (
        "practice_answers.learner_id",
        "SELECT {id}, {new}, id, now(), 1, 'x', NULL, 'x', NULL, 3 FROM cards WHERE learner_id = {id} LIMIT 1",
    ),
    (
        "proposals.decided_by",
        "VALUES ({new}, 'organization', {new}, 1, '{}', 'x', NULL, {other}, now(), 'accepted', {id}, now())",
    ),
    (
        "proposals.proposer_id",
        "VALUES ({new}, 'organization', {new}, 1, '{}', 'x', NULL, {id}, now(), 'open')",
    ),
    ("recovery_codes.account_id", "VALUES ({id}, 'a')"),
    ("review_voids.learner_id", "VALUES ({id}, {new}, now(), 1)"),
    ("scheduling_presets.learner_id", "VALUES ({id}, 1, NULL, now(), '{}')"),
    ("word_attempts.learner_id", "VALUES ({id}, 1, {new}, 1, 0, 0, 0)"),
    ("word_lists.learner_id", "VALUES ({id}, {new}, 'x', now())"),
    (
        "word_reports.learner_id",
        "SELECT {id}, {new}, id, 'ru', 'x', 'x', NULL, NULL, now(), 'open', NULL, NULL, NULL FROM words LIMIT 1",
    ),
    (
        "word_reports.resolved_by",
        "SELECT {other}, {new}, id, 'ru', 'x', 'x', NULL, NULL, now(), 'accepted', {id}, now(), 'x'
         FROM words LIMIT 1",
    ),
];

/// Rows that those of [`ROWS`] refer to.
const BEFORE: &str = "
    INSERT INTO assignments SELECT gen_random_uuid(), club_id, NULL, 1, 2, 'Asia/Almaty', now(), now(), false, now()
    FROM club_memberships WHERE learner_id = {other}";

async fn refers(database: &Client, table: &str, column: &str, id: &str) -> bool {
    let query = format!("SELECT count(*) FROM {table} WHERE {column} = '{id}'");
    database.query_one(&query, &[]).await.unwrap().get::<_, i64>(0) > 0
}

/// Adds a row to each table whose reference to accounts has none with this account.
pub(super) async fn fill(service: &Service, id: &str, other: &str) {
    let database = connect(&service.database.url).await.unwrap();
    let filled = |statement: &str| {
        let with_ids = statement.replace("{id}", &format!("'{id}'::uuid"));
        let with_ids = with_ids.replace("{other}", &format!("'{other}'::uuid"));
        with_ids.replace("{new}", "gen_random_uuid()")
    };
    database.batch_execute(&filled(BEFORE)).await.unwrap();
    let references = database.query(REFERENCES, &[]).await.unwrap();
    let references: Vec<(String, String)> = references.iter().map(|row| (row.get(0), row.get(1))).collect();
    // A contest is made before it is entered.
    let (entries, others): (Vec<_>, Vec<_>) =
        references.iter().partition(|(table, _)| table == "contest_entries");
    for (table, column) in others.into_iter().chain(entries) {
        if refers(&database, table, column, id).await {
            continue;
        }
        let name = format!("{table}.{column}");
        let row = ROWS.iter().find(|(of, _)| *of == name);
        let (_, row) =
            row.unwrap_or_else(|| panic!("add a row of the account to {name}, here or in the test"));
        let inserted = database.batch_execute(&format!("INSERT INTO {table} {}", filled(row))).await;
        inserted.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(refers(&database, table, column, id).await, "{name}");
    }
}
