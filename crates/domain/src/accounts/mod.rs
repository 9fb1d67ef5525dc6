//! Accounts: logins, names and roles.

mod account_log;
mod display_name;
mod email;
mod email_message;
mod login_code;
mod login_name;
mod passkey;
mod password;
mod session;

use std::str::FromStr;

use chrono::{DateTime, Utc};

pub use self::account_log::{AccountAction, AccountActor, AccountLogEntry};
pub use self::display_name::DisplayName;
pub use self::email::Email;
pub use self::email_message::{EmailKind, GIVE_UP_AFTER, LINK_LIFETIME, pause_before_resend};
pub use self::login_code::{LOGIN_CODE_LIFETIME, LoginCode};
pub use self::login_name::{LoginName, Username, suggested_usernames};
pub use self::passkey::{CHALLENGE_LIFETIME, MAX_PASSKEYS, Passkey, PasskeyPurpose, RelyingParty};
pub use self::password::{check_password, normalize_password};
pub use self::session::{Session, SessionLifetime, TOUCH_INTERVAL, device_label, is_recent_login};
use crate::ids::AccountId;
use crate::problem::Problem;

/// An account that can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The e-mail address to log in with; `None` for an account of a pupil who has none.
    pub email: Option<String>,
    /// When the account's owner verified the address.
    pub email_verified_at: Option<DateTime<Utc>>,
    /// The user name to log in with, if there is no e-mail address.
    pub username: Option<String>,
    /// The name that others see.
    pub display_name: String,
    /// The permissions beyond learning.
    pub role: Role,
    /// When the account was registered.
    pub created_at: DateTime<Utc>,
    /// Whether logging in requires a second factor besides the password.
    pub has_second_factor: bool,
}

impl Account {
    /// Returns the name to log in with: the e-mail address, or else the user name.
    pub fn login_name(&self) -> &str {
        self.email.as_deref().or(self.username.as_deref()).unwrap_or_default()
    }
}

/// An account, as admins and operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedAccount {
    /// The account.
    pub account: Account,
    /// When an admin disabled it. Nobody can log in to it until an admin enables it again.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it will be deleted, if its owner requested that. Logging in before then revokes the request.
    pub deletion_due_at: Option<DateTime<Utc>>,
}

impl ManagedAccount {
    /// Fails if the account is disabled or awaits its deletion: then its owner may never use what it is given.
    pub fn require_active(&self) -> Result<(), Problem> {
        if self.disabled_at.is_some() {
            return Err(Problem::AccountDisabled);
        }
        if self.deletion_due_at.is_some() { Err(Problem::AccountAwaitsDeletion) } else { Ok(()) }
    }
}

/// An account's permissions beyond learning. Each role includes the permissions of the roles before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Learns.
    Learner,
    /// May create clubs.
    Leader,
    /// Maintains the directory and the lessons; may create clubs.
    Editor,
    /// Manages the accounts; may create clubs.
    Admin,
}

impl Role {
    /// All roles, the weakest first.
    pub const ALL: [Self; 4] = [Self::Learner, Self::Leader, Self::Editor, Self::Admin];

    /// Returns the role's name in the database and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Leader => "leader",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| "a role is one of learner, leader, editor, admin".to_owned())
    }
}
