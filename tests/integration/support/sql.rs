//! SQL connections of the tests themselves.

use tokio_postgres::{Client, Error, NoTls};

use super::eventually::until;

/// Connects to a database. Dropping the client closes the connection.
pub(crate) async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Returns all rows of all tables as text, in the same order for the same rows.
pub(crate) async fn dump(url: &str) -> String {
    let database = connect(url).await.unwrap();
    let tables = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
    let mut dump = String::new();
    for table in database.query(tables, &[]).await.unwrap() {
        let table: String = table.get(0);
        dump.push_str(&table);
        dump.push('\n');
        let rows = format!("SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1");
        for row in database.query(&rows, &[]).await.unwrap() {
            dump.push_str(row.get(0));
            dump.push('\n');
        }
    }
    dump
}

/// Returns the server's processes that wait for a lock in the database of a connection.
pub(crate) async fn waiting(sql: &Client) -> Vec<i32> {
    // Otherwise connections that were opened since this transaction's first look would be missing.
    sql.batch_execute("SELECT pg_stat_clear_snapshot()").await.unwrap();
    let waiting = "SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    sql.query(waiting, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

/// Executes statements in a transaction of their own, which ends as soon as `act` waits for its locks. Returns the
/// result of `act`.
pub(crate) async fn commit_during<T>(url: &str, statements: &str, act: impl Future<Output = T>) -> T {
    while_waiting(url, statements, "COMMIT", act).await
}

/// Executes `locks` in a transaction and, when `act` waits for them, the statements of `then`, which end the transaction.
pub(crate) async fn while_waiting<T>(url: &str, locks: &str, then: &str, act: impl Future<Output = T>) -> T {
    let other = connect(url).await.unwrap();
    let observer = connect(url).await.unwrap();
    other.batch_execute(&format!("BEGIN; {locks}")).await.unwrap();
    let end = async {
        until(&format!("something waits for {locks}"), async || !waiting(&observer).await.is_empty()).await;
        other.batch_execute(then).await.unwrap();
    };
    tokio::join!(act, end).0
}
