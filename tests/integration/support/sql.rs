//! SQL connections of the tests themselves.

use tokio_postgres::{Client, Error, NoTls};

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
