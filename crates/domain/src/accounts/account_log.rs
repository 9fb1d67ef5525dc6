//! The account log: what happened to an account besides studying, and by whom.

use chrono::{DateTime, Utc};

use super::{EmailKind, Role};
use crate::closed_list::closed_list;
use crate::ids::{AccountId, AccountLogEntryId};

closed_list! {
    /// What happened to an account.
    AccountAction {
        /// The password was changed.
        PasswordChanged = "password_changed",
        /// The e-mail address was changed.
        EmailChanged = "email_changed",
        /// An authenticator app was set up.
        AppAdded = "app_added",
        /// The authenticator app was turned off.
        AppRemoved = "app_removed",
        /// A passkey was registered.
        PasskeyAdded = "passkey_added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed",
        /// The recovery codes were replaced.
        RecoveryCodesReplaced = "recovery_codes_replaced",
        /// The authenticator app was turned off, and all passkeys were removed, by somebody else or with a login code.
        SecondFactorReset = "second_factor_reset",
        /// The role was changed.
        RoleChanged = "role_changed",
        /// The account was disabled.
        Disabled = "disabled",
        /// The account was enabled again.
        Enabled = "enabled",
        /// Its deletion was requested.
        DeletionRequested = "deletion_requested",
        /// The request was revoked, by logging in or by a merge.
        DeletionRevoked = "deletion_revoked",
        /// The account was deleted.
        Deleted = "deleted",
        /// Another account was merged into it.
        Merged = "merged",
        /// Its data was downloaded.
        Exported = "exported",
    }
}

impl AccountAction {
    /// All actions.
    pub const ALL: [Self; 16] = [
        Self::PasswordChanged,
        Self::EmailChanged,
        Self::AppAdded,
        Self::AppRemoved,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::RecoveryCodesReplaced,
        Self::SecondFactorReset,
        Self::RoleChanged,
        Self::Disabled,
        Self::Enabled,
        Self::DeletionRequested,
        Self::DeletionRevoked,
        Self::Deleted,
        Self::Merged,
        Self::Exported,
    ];

    /// Returns the message that notifies the owner. `None` for what does not change how the owner logs in.
    pub fn notice(self) -> Option<EmailKind> {
        match self {
            Self::PasswordChanged => Some(EmailKind::PasswordNotice),
            Self::EmailChanged => Some(EmailKind::EmailNotice),
            Self::AppAdded => Some(EmailKind::AppAddedNotice),
            Self::AppRemoved => Some(EmailKind::AppRemovedNotice),
            Self::PasskeyAdded => Some(EmailKind::PasskeyAddedNotice),
            Self::PasskeyRemoved => Some(EmailKind::PasskeyRemovedNotice),
            Self::RecoveryCodesReplaced => Some(EmailKind::RecoveryCodesNotice),
            Self::SecondFactorReset => Some(EmailKind::ResetNotice),
            Self::RoleChanged
            | Self::Disabled
            | Self::Enabled
            | Self::DeletionRequested
            | Self::DeletionRevoked
            | Self::Deleted
            | Self::Merged
            | Self::Exported => None,
        }
    }
}

closed_list! {
    /// Who did it.
    AccountActor {
        /// The owner of the account, or whoever used its password, link or login code.
        Owner = "owner",
        /// An admin.
        Admin = "admin",
        /// An operator of the service, on the command line.
        Operator = "operator",
    }
}

/// An entry of the account log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLogEntry {
    /// The id.
    pub id: AccountLogEntryId,
    /// The account; `None` if it was deleted.
    pub account_id: Option<AccountId>,
    /// What happened.
    pub action: AccountAction,
    /// The new role, if the role was changed.
    pub role: Option<Role>,
    /// Who did it.
    pub actor: AccountActor,
    /// The display name of the admin who did it; `None` if it was somebody else, or if the admin's account was deleted.
    pub actor_name: Option<String>,
    /// When it happened.
    pub logged_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_stored_under_its_own_name_and_a_notice_has_no_link() {
        for action in AccountAction::ALL {
            assert_eq!(action.as_str().parse(), Ok(action));
            assert!(action.notice().is_none_or(|kind| !kind.has_link()));
        }
    }
}
