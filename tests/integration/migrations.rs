//! Migrations can be run and reverted, and `src/db/schema.rs` matches the migrated schema.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use dostyq::db::migrations;
use tokio_postgres::Client;

use crate::support::cluster::TestDatabase;
use crate::support::service::root;
use crate::support::sql::connect;

/// Diesel's list of the migrations that were run.
const DIESELS_TABLE: &str = "__diesel_schema_migrations";

fn migration_count() -> usize {
    let entries = fs::read_dir(root().join("migrations")).unwrap();
    entries.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count()
}

fn empty_database() -> TestDatabase {
    TestDatabase::create("template_empty", |_| Box::pin(async {}))
}

#[tokio::test(flavor = "multi_thread")]
async fn reverting_and_running_again_gives_the_same_schema() {
    let database = empty_database();
    let url = &database.url;
    let empty = dump(url).await;
    assert!(migrations::pending(url).await.unwrap());

    let done = migrations::run(url).await.unwrap();
    assert_eq!(done, migration_count());
    assert!(!migrations::pending(url).await.unwrap());
    assert_eq!(migrations::run(url).await.unwrap(), 0, "no migration is left to run");
    let first = dump(url).await;
    for part in
        ["column accounts.role text not null", "collation ru", "index cards_", "comment on table words"]
    {
        assert!(first.contains(part), "the dump must contain {part}:\n{first}");
    }

    assert_eq!(migrations::revert_all(url).await.unwrap(), done);
    assert_eq!(dump(url).await, empty, "the revert removes everything");

    assert_eq!(migrations::run(url).await.unwrap(), done);
    assert_eq!(dump(url).await, first);
}

#[test]
fn two_services_starting_together_migrate_once() {
    let database = empty_database();
    let start = || {
        let url = database.url.clone();
        // Each runs in a thread and a runtime of its own, like two processes: a migration blocks its thread.
        std::thread::spawn(move || tokio::runtime::Runtime::new().unwrap().block_on(migrations::run(&url)))
    };
    let (one, other) = (start(), start());
    let (one, other) = (one.join().unwrap(), other.join().unwrap());
    let mut done = [one.unwrap(), other.unwrap()];
    done.sort_unstable();
    assert_eq!(done, [0, migration_count()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_waits_for_a_lock_lets_others_pass_and_is_tried_again() {
    let database = empty_database();
    migrations::run(&database.url).await.unwrap();
    // This pretends that the migration was not run. Its tables refer to accounts, so it needs a lock of that table.
    let (version, folder) = ("2026-11-28-000007-0000", "2026-11-28-000007-0000_create_contests");
    let down = fs::read_to_string(root().join("migrations").join(folder).join("down.sql")).unwrap();
    let holder = connect(&database.url).await.unwrap();
    let forget =
        format!("{down}; DELETE FROM {DIESELS_TABLE} WHERE version = '{}'", version.replace('-', ""));
    holder.batch_execute(&forget).await.unwrap();
    assert!(migrations::pending(&database.url).await.unwrap());
    holder.batch_execute("BEGIN; LOCK TABLE accounts IN ROW EXCLUSIVE MODE").await.unwrap();

    let url = database.url.clone();
    let migrating =
        std::thread::spawn(move || tokio::runtime::Runtime::new().unwrap().block_on(migrations::run(&url)));
    let writer = connect(&database.url).await.unwrap();
    let waiting = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE datname = current_database() AND relation = 'accounts'::regclass AND NOT granted";
    while writer.query_one(waiting, &[]).await.unwrap().get::<_, i64>(0) == 0 {
        assert!(!migrating.is_finished());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // The writer waits behind the migration, which leaves the queue before it tries again.
    writer.batch_execute("SET statement_timeout = '1min'").await.unwrap();
    for _ in 0..3 {
        writer.batch_execute("DELETE FROM accounts").await.unwrap();
    }
    assert!(!migrating.is_finished());
    holder.batch_execute("COMMIT").await.unwrap();
    assert_eq!(migrating.join().unwrap().unwrap(), 1);
    assert!(!migrations::pending(&database.url).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn schema_rs_holds_exactly_the_migrated_tables() {
    let database = empty_database();
    migrations::run(&database.url).await.unwrap();
    let client = connect(&database.url).await.unwrap();
    let written = tables_in(&fs::read_to_string(root().join("src/db/schema.rs")).unwrap());
    let migrated = tables_of(&client).await;
    assert_eq!(written.keys().collect::<Vec<_>>(), migrated.keys().collect::<Vec<_>>());
    for (table, lines) in &migrated {
        assert_eq!(&written[table], lines, "{table}: update src/db/schema.rs with `diesel print-schema`");
    }
}

/// Returns the lines of each `table!` of a `schema.rs`, by table name.
fn tables_in(text: &str) -> BTreeMap<String, Vec<String>> {
    let blocks = text.split("diesel::table! {").skip(1).map(|block| block.split("\n}").next().unwrap());
    let table = |block: &str| {
        let lines = block.lines().map(str::trim);
        let lines: Vec<String> = lines
            .filter(|line| !matches!(*line, "" | "}" | "use diesel::sql_types::*;"))
            .map(|line| line.trim_end_matches([',', '{', ' ']).to_owned())
            .collect();
        let named = lines.iter().find(|line| !line.starts_with("///")).unwrap();
        (named.split(' ').next().unwrap().to_owned(), lines)
    };
    blocks.map(table).collect()
}

/// Returns the lines that describe the database's tables in a `schema.rs`: comments, name and key, columns.
async fn tables_of(client: &Client) -> BTreeMap<String, Vec<String>> {
    let query = "
        SELECT t.relname, obj_description(t.oid, 'pg_class'), a.attname, col_description(t.oid, a.attnum),
               format_type(a.atttypid, a.atttypmod), a.attnotnull,
               (SELECT string_agg(k.attname, ', ' ORDER BY key.place)
                FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS key (number, place), pg_attribute k
                WHERE i.indrelid = t.oid AND i.indisprimary AND k.attrelid = t.oid AND k.attnum = key.number)
        FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND t.relname <> $1
        ORDER BY t.relname, a.attnum";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in client.query(query, &[&DIESELS_TABLE]).await.unwrap() {
        let (table, column): (String, String) = (row.get(0), row.get(2));
        let comment = |index| row.get::<_, Option<String>>(index).map(|text| format!("/// {text}"));
        let key: String = row.get(6);
        let lines = tables
            .entry(table.clone())
            .or_insert_with(|| comment(1).into_iter().chain([format!("{table} ({key})")]).collect());
        lines.extend(comment(3));
        let kind = diesel_type(row.get(4));
        let kind = if row.get(5) { kind } else { format!("Nullable<{kind}>") };
        lines.push(format!("{column} -> {kind}"));
    }
    tables
}

/// Returns the name that `diesel print-schema` uses for a type. Array elements are always nullable there.
fn diesel_type(sql: &str) -> String {
    if let Some(element) = sql.strip_suffix("[]") {
        return format!("Array<Nullable<{}>>", diesel_type(element));
    }
    let name = match sql {
        "uuid" => "Uuid",
        "text" => "Text",
        "smallint" => "Int2",
        "integer" => "Int4",
        "bigint" => "Int8",
        "real" => "Float4",
        "double precision" => "Float8",
        "boolean" => "Bool",
        "bytea" => "Bytea",
        "date" => "Date",
        "jsonb" => "Jsonb",
        "timestamp with time zone" => "Timestamptz",
        other => panic!("no Diesel name for {other}"),
    };
    name.to_owned()
}

/// Returns everything in a database's schema, one line each, as `pg_dump --schema-only` would list it, except Diesel's
/// own table, which a revert keeps. Reads the catalogue, so that no client program is needed.
async fn dump(url: &str) -> String {
    let client = connect(url).await.unwrap();
    let query = format!(
        "WITH ours AS (
           SELECT oid, relname, relkind FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '{DIESELS_TABLE}%'
         )
         SELECT format('relation %s %s', relkind, relname) AS line FROM ours
         UNION ALL
         SELECT format('column %s.%s %s%s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
                  (SELECT ' collate ' || collname FROM pg_collation
                   WHERE oid = attcollation AND collname <> 'default'),
                  CASE WHEN attnotnull THEN ' not null' END,
                  CASE attgenerated::text WHEN '' THEN ' default ' ELSE ' generated ' END
                    || pg_get_expr(adbin, adrelid),
                  CASE WHEN attidentity <> '' THEN ' identity ' || attidentity::text END)
         FROM ours JOIN pg_attribute ON attrelid = ours.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped
         UNION ALL
         SELECT format('constraint %s.%s %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
         FROM ours JOIN pg_constraint ON conrelid = ours.oid
         UNION ALL
         SELECT format('index %s %s', relname, pg_get_indexdef(oid)) FROM ours WHERE relkind = 'i'
         UNION ALL
         SELECT format('trigger %s.%s %s', relname, tgname, pg_get_triggerdef(pg_trigger.oid))
         FROM ours JOIN pg_trigger ON tgrelid = ours.oid WHERE NOT tgisinternal
         UNION ALL
         SELECT format('view %s %s', relname, pg_get_viewdef(oid)) FROM ours WHERE relkind IN ('v', 'm')
         UNION ALL
         SELECT format('comment on %s %s %s',
                  CASE WHEN objsubid > 0 THEN 'column' WHEN relkind = 'r' THEN 'table' ELSE 'relation' END,
                  relname || coalesce((SELECT '.' || attname FROM pg_attribute
                                       WHERE attrelid = objoid AND attnum = objsubid), ''),
                  description)
         FROM ours JOIN pg_description ON objoid = ours.oid AND classoid = 'pg_class'::regclass
         UNION ALL
         SELECT format('collation %s %s', collname, to_jsonb(pg_collation) - 'oid')
         FROM pg_collation WHERE collnamespace = 'public'::regnamespace
         UNION ALL
         SELECT format('function %s', pg_get_functiondef(oid))
         FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind <> 'a'
         UNION ALL
         SELECT format('type %s %s %s', typtype, typname,
                  (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid))
         FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e', 'r')
         UNION ALL
         SELECT format('extension %s %s', extname, extversion) FROM pg_extension
         UNION ALL
         SELECT format('schema %s', nspname) FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'
         ORDER BY line"
    );
    let rows = client.query(&query, &[]).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    lines.join("\n")
}
