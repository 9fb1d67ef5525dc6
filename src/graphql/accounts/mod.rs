//! Accounts: registration, login and sessions, e-mail addresses, the viewer, and the accounts for admins.

pub mod account;
pub mod account_log;
pub mod account_mutation;
pub mod email_mutation;
pub mod management;
pub mod passkey_mutation;
pub mod push;
pub mod second_factor_mutation;
pub mod session_mutation;
pub mod settings;
pub mod username_mutation;
pub mod viewer;

pub use account::Account;
pub use account_log::{AccountLogEntry, AccountLogQuery};
pub use account_mutation::AccountMutation;
pub use email_mutation::EmailMutation;
pub use management::{AccountsMutation, AccountsQuery, ManagedAccount};
pub use passkey_mutation::PasskeyMutation;
pub use push::{PushMutation, PushQuery};
pub use second_factor_mutation::SecondFactorMutation;
pub use session_mutation::SessionMutation;
pub use settings::{Keyboard, LearnerSettings, SettingsMutation};
pub use username_mutation::UsernameMutation;
pub use viewer::{StudyDay, Viewer, ViewerQuery};
