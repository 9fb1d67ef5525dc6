//! The e-mail messages about accounts: their kinds, how long their links are valid, and when sending is tried again.

use chrono::Duration;

use crate::closed_list::closed_list;

/// How long the link of a message is valid, from the time at which the message is sent.
pub const LINK_LIFETIME: Duration = Duration::minutes(10);
/// The time after which a message that could not be sent is given up, counted from when it was written.
pub const GIVE_UP_AFTER: Duration = Duration::days(3);
/// The pause after the first failure. Each further failure doubles it.
const FIRST_PAUSE_SECONDS: i64 = 30;
/// The longest pause between two attempts to send a message.
const LONGEST_PAUSE_SECONDS: i64 = 3_600;

closed_list! {
    /// A kind of message about an account.
    EmailKind {
        /// Asks the owner of the account to verify its address, by a link.
        Verification = "verification",
        /// Asks the owner of a new address to confirm it, by a link.
        Change = "change",
        /// Notifies the owner of the account of a request to change its address.
        ChangeNotice = "change_notice",
        /// Lets the owner of the account set a new password, by a link.
        PasswordReset = "password_reset",
        /// Notifies the owner that the password was changed.
        PasswordNotice = "password_notice",
        /// Notifies the owner, at the former address, that the address was changed.
        EmailNotice = "email_notice",
        /// Notifies the owner that an authenticator app was set up.
        AppAddedNotice = "app_added_notice",
        /// Notifies the owner that the authenticator app was turned off.
        AppRemovedNotice = "app_removed_notice",
        /// Notifies the owner that a passkey was registered.
        PasskeyAddedNotice = "passkey_added_notice",
        /// Notifies the owner that a passkey was removed.
        PasskeyRemovedNotice = "passkey_removed_notice",
        /// Notifies the owner that the recovery codes were replaced.
        RecoveryCodesNotice = "recovery_codes_notice",
        /// Notifies the owner that the second factor was reset.
        ResetNotice = "reset_notice",
    }
}

impl EmailKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Verification,
        Self::Change,
        Self::ChangeNotice,
        Self::PasswordReset,
        Self::PasswordNotice,
        Self::EmailNotice,
        Self::AppAddedNotice,
        Self::AppRemovedNotice,
        Self::PasskeyAddedNotice,
        Self::PasskeyRemovedNotice,
        Self::RecoveryCodesNotice,
        Self::ResetNotice,
    ];

    /// Returns the name of the app's screen to which messages of this kind link; `None` if they have no link.
    pub fn link_screen(self) -> Option<&'static str> {
        match self {
            Self::Verification => Some("verify"),
            Self::Change => Some("change"),
            Self::PasswordReset => Some("reset"),
            Self::ChangeNotice
            | Self::PasswordNotice
            | Self::EmailNotice
            | Self::AppAddedNotice
            | Self::AppRemovedNotice
            | Self::PasskeyAddedNotice
            | Self::PasskeyRemovedNotice
            | Self::RecoveryCodesNotice
            | Self::ResetNotice => None,
        }
    }

    /// Whether messages of this kind have a link.
    pub fn has_link(self) -> bool {
        self.link_screen().is_some()
    }
}

/// Returns the pause after a number of failures to send a message.
pub fn pause_before_resend(failures: i32) -> Duration {
    let doublings = u32::try_from(failures - 1).unwrap_or(0).min(16);
    Duration::seconds((FIRST_PAUSE_SECONDS << doublings).min(LONGEST_PAUSE_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds: Vec<i64> = (1..=9).map(|failures| pause_before_resend(failures).num_seconds()).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
        assert_eq!(pause_before_resend(i32::MAX), Duration::hours(1));
    }

    #[test]
    fn a_kind_is_stored_under_its_own_name() {
        for kind in EmailKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
