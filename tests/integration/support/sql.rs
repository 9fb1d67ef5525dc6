//! Talking to a database without the service.

use tokio_postgres::{Client, Error, NoTls};

/// Connects. The connection ends with the client.
pub(crate) async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
