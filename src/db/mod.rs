//! Rows and queries: the only module that knows diesel. Functions take a connection; the caller owns the transaction.

pub mod accounts;
pub mod administration;
mod advisory_locks;

pub mod connection;

pub mod clubs;
pub mod content;
pub mod contests;
pub mod courses;
mod deleted_ids;
pub mod derived;
pub mod directory;
pub mod error;
mod json;
pub mod learning;

pub mod migrations;
pub mod page;
pub mod reminders;
pub mod roles;
mod row_comparison;
#[expect(clippy::doc_markdown, reason = "generated, with the database's comments as its docs")]
#[cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "generated"))]
mod schema;
pub mod search;
pub mod settings;
mod statement;
mod stored;

pub use connection::{
    Client, Connection, Database, DatabaseError, Lanes, Repeatable, ReplicaProblem, ReplicaState, Session,
    TimeLimits, TransactionError, refuse_transaction_mode,
};
pub use deleted_ids::{account_was_deleted, was_deleted};
pub use error::DbError;
pub use migrations::create_database;

/// The maximum number of columns of a row that is inserted together with others.
const MAX_COLUMNS: usize = 21;
/// The number of rows per INSERT statement: `PostgreSQL` allows 65,535 parameters per statement. No row has more columns
/// than [`MAX_COLUMNS`].
const ROWS_PER_INSERT: usize = 65_535 / MAX_COLUMNS;
