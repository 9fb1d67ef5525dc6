//! The settings of accounts.

use chrono::Duration;

use crate::domain::access::SecondFactorRule;
use crate::domain::accounts::SessionLifetime;

/// The settings of accounts.
#[derive(Debug, Clone, Copy)]
pub struct AccountSettings {
    /// The lifetime of sessions.
    pub sessions: SessionLifetime,
    /// The time from an owner's request to the deletion of the account.
    pub deletion_grace: Duration,
    /// Whether everyone may see the display names of editors in the history of records; otherwise only editors.
    pub public_editor_names: bool,
    /// For whom a second factor is required.
    pub second_factor: SecondFactorRule,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            sessions: SessionLifetime::default(),
            deletion_grace: Duration::days(14),
            public_editor_names: false,
            second_factor: SecondFactorRule::default(),
        }
    }
}
