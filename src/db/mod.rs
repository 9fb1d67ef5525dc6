//! Rows and queries: the only place that knows diesel. Functions take a connection; the caller owns the
//! transaction.

pub mod accounts;

pub mod connection;

pub mod clubs;
pub mod content;
pub mod courses;
pub mod directory;
pub mod error;
mod ids;
pub mod learning;

pub mod migrations;
pub mod page;
#[expect(clippy::doc_markdown, reason = "generated, with the database's comments as its docs")]
#[cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "generated"))]
mod schema;
mod stored;
mod tls;

pub use connection::{Connection, Database, Session};
pub use error::DbError;
pub use migrations::create_database;
