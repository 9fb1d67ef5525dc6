//! Accounts: registration, login and logout, and the viewer.

pub mod account_mutation;
pub mod settings;
pub mod viewer;

pub use account_mutation::AccountMutation;
pub use settings::{LearnerSettings, SettingsMutation};
pub use viewer::{Account, StudyDay, Viewer, ViewerQuery};
