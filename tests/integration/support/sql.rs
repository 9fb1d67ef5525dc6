//! SQL connections of the tests themselves.

use tokio_postgres::{Client, Error, NoTls};

/// Connects to a database. Dropping the client closes the connection.
pub(crate) async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
