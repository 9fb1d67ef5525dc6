//! Use cases: authorize, load, decide, persist. Each one that writes is one transaction.

pub mod accounts;
pub mod attempts;
pub mod caller;
mod catalogues;
pub mod clubs;
pub mod contests;
pub mod directory;
pub mod error;
mod following;
pub mod learning;
pub mod passwords;
pub mod pieces;
pub mod search;
pub mod settings;
pub mod tokens;

pub use crate::db::page;
pub use caller::{Caller, Services, Viewer};
pub use error::{AppError, Refusal};
