//! Use cases: authorize, load, decide, persist. Each use case that writes runs in one transaction.

mod account_settings;
pub mod accounts;
pub mod caller;
mod catalogue_cache;
mod change_poller;
pub mod clubs;
pub mod consistency;
pub mod contests;
pub mod directory;
pub mod error;
pub mod file_pieces;
pub mod learning;
pub mod passwords;
pub mod rate_limits;
pub mod reminders;
pub mod search;
pub mod settings;
pub mod tokens;

pub use crate::db::page;
pub use account_settings::AccountSettings;
pub use caller::{Caller, Services, Viewer};
pub use error::{AppError, AtField, InputProblem};
