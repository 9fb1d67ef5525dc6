//! Accounts: registering, logging in and out, and the viewer.

pub mod mutation;
pub mod settings;
pub mod viewer;

pub use mutation::AccountsMutation;
pub use settings::{LearnerSettings, SettingsMutation};
pub use viewer::{Account, AccountsQuery, StudyDay, Viewer};
