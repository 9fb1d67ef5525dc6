//! Errors of the database.

use deadpool::managed::{PoolError, TimeoutType};
use diesel::ConnectionError;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use tokio::time::error::Elapsed;

use crate::db::connection::split_code;

/// An error of the database. Its texts are not for clients.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database cannot be reached, or cannot work normally at present: its disk is full, it is shutting down, it is a
    /// standby, or a lock or a statement took too long. Retrying later helps.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The pool has no free connection. Retrying later helps.
    #[error("{0}")]
    Busy(&'static str),
    /// The transaction was rolled back because it conflicted with another one.
    #[error("the transaction conflicts with another one: {0}")]
    Conflict(String),
    /// A row with this key exists; holds the name of the constraint.
    #[error("a row breaks the unique constraint {0}")]
    Duplicate(String),
    /// A text that PostgreSQL cannot store, because it contains U+0000.
    #[error("a text contains U+0000")]
    NotText,
    /// A number or a time beyond PostgreSQL's range.
    #[error("a value is beyond the range of its type: {0}")]
    OutOfRange(String),
    /// A stored value that this version of the service cannot read.
    #[error("the database contains a value that cannot be read: {0}")]
    Corrupt(Corruption),
    /// A result or a value that contradicts an earlier check: a bug.
    #[error("unexpected: {0}")]
    Unexpected(String),
    /// Any other error: a bug.
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
            DieselError::DatabaseError(kind, info) => {
                let message = info.message().to_owned();
                let code = split_code(&message).map_or("", |(code, _)| code);
                Self::of_code(code, &message)
                    .unwrap_or_else(|| Self::Failed(DieselError::DatabaseError(kind, info)))
            }
            DieselError::BrokenTransactionManager => Self::Unavailable("the connection broke".to_owned()),
            other => Self::Failed(other),
        }
    }
}

impl DbError {
    /// Classifies an error by its SQLSTATE. `None` if it is a bug of the service.
    fn of_code(code: &str, message: &str) -> Option<Self> {
        let message = message.to_owned();
        match code {
            // serialization_failure, deadlock_detected
            "40001" | "40P01" => Some(Self::Conflict(message)),
            // character_not_in_repertoire, untranslatable_character
            "22021" | "22P05" => Some(Self::NotText),
            // numeric_value_out_of_range, invalid_datetime_format, datetime_field_overflow, interval_field_overflow
            "22003" | "22007" | "22008" | "22015" => Some(Self::OutOfRange(message)),
            // read_only_sql_transaction, idle_in_transaction_session_timeout, transaction_timeout, lock_not_available,
            // query_canceled, io_error. The last two groups are those of a cached plan and of a prepared statement that a
            // migration has overtaken: the connection is replaced.
            "25006" | "25P03" | "25P04" | "55P03" | "57014" | "58030" | "0A000" | "26000" => {
                Some(Self::Unavailable(message))
            }
            // connection_exception; insufficient_resources: disk_full, out_of_memory, too_many_connections;
            // operator_intervention: admin_shutdown, crash_shutdown, cannot_connect_now
            _ if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => {
                Some(Self::Unavailable(message))
            }
            _ => None,
        }
    }
}

impl From<PoolError<ConnectionError>> for DbError {
    fn from(error: PoolError<ConnectionError>) -> Self {
        match error {
            PoolError::Timeout(TimeoutType::Wait) => Self::Busy(NO_CONNECTION),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<Elapsed> for DbError {
    fn from(_: Elapsed) -> Self {
        Self::Busy(NO_CONNECTION)
    }
}

const NO_CONNECTION: &str = "no connection was free in time";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_a_client_may_retry_are_distinguished_from_bugs() {
        let class = |code: &str| DbError::of_code(code, "");
        for code in ["40001", "40P01"] {
            assert!(matches!(class(code), Some(DbError::Conflict(_))), "{code}");
        }
        for code in ["53100", "53200", "53300", "25006", "57P01", "57P02", "57P03", "55P03", "57014", "08006"]
        {
            assert!(matches!(class(code), Some(DbError::Unavailable(_))), "{code}");
        }
        for code in ["22003", "22008"] {
            assert!(matches!(class(code), Some(DbError::OutOfRange(_))), "{code}");
        }
        for code in ["42601", "42P01", "23502", "42501", ""] {
            assert!(class(code).is_none(), "{code}");
        }
    }
}
