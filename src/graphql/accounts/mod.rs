//! Accounts: registering, logging in and out, and the viewer.

pub mod mutation;
pub mod viewer;

pub use mutation::AccountsMutation;
pub use viewer::{Account, AccountsQuery, Viewer};
