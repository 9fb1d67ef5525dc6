//! Errors of the database.

use deadpool::managed::PoolError;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::PoolError as ConnectError;

/// An error of the database. Its texts are not for clients.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database cannot be reached, or has no free connection.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A row with this key exists; holds the name of the constraint.
    #[error("a row breaks the unique constraint {0}")]
    Duplicate(String),
    /// A text that PostgreSQL cannot store, because it contains U+0000.
    #[error("a text contains U+0000")]
    NotText,
    /// A stored value that this version of the service cannot read.
    #[error("the database contains a value that cannot be read: {0}")]
    Corrupt(Corruption),
    /// A result or a value that contradicts an earlier check: a bug.
    #[error("unexpected: {0}")]
    Unexpected(String),
    /// Any other error: a bug, or a full disk.
    #[error("a statement failed: {0}")]
    Failed(#[source] DieselError),
}

/// A stored value that cannot be read, and its place.
#[derive(Debug, thiserror::Error)]
#[error("{table}.{column} of {id}: {problem}")]
pub struct Corruption {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The id of the row.
    pub id: String,
    /// What is wrong with the value.
    pub problem: String,
}

/// diesel keeps PostgreSQL's messages but not its codes. So a connection that the server closes (57P01, 57P02) and a
/// text with U+0000 (22021) are recognized by the beginning of the message.
impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        use DatabaseErrorKind::{ClosedConnection, UnableToSendCommand, UniqueViolation};
        match error {
            DieselError::DatabaseError(UniqueViolation, info) => {
                Self::Duplicate(info.constraint_name().unwrap_or_default().to_owned())
            }
            DieselError::DatabaseError(ClosedConnection | UnableToSendCommand, info) => {
                Self::Unavailable(info.message().to_owned())
            }
            DieselError::DatabaseError(_, info) if info.message().starts_with("terminating connection") => {
                Self::Unavailable(info.message().to_owned())
            }
            DieselError::DatabaseError(_, info) if info.message().starts_with("invalid byte sequence") => {
                Self::NotText
            }
            DieselError::BrokenTransactionManager => Self::Unavailable("the connection broke".to_owned()),
            other => Self::Failed(other),
        }
    }
}

impl From<PoolError<ConnectError>> for DbError {
    fn from(error: PoolError<ConnectError>) -> Self {
        Self::Unavailable(error.to_string())
    }
}
