//! Login codes, with which pupils without an e-mail address get back into their accounts.

use chrono::Duration;

use crate::clubs::InviteCode;

/// The time for which a code can be used.
pub const LOGIN_CODE_LIFETIME: Duration = Duration::minutes(15);

/// A login code: a one-time code of 50 bits, written and read like an invite code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginCode(InviteCode);

impl LoginCode {
    /// Creates a code from random bytes, using five bits of each.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        Self(InviteCode::from_random(bytes))
    }

    /// Parses user input, in any spelling of an invite code. `None` if it is not a code.
    pub fn parse(text: &str) -> Option<Self> {
        InviteCode::parse(text).map(Self)
    }

    /// Returns the code as it is hashed.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the code as it is shown: in two groups of five.
    pub fn grouped(&self) -> String {
        self.0.grouped()
    }
}
