//! Accounts: logins, names and roles.

use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::ids::AccountId;
use crate::problem::Problem;

/// An account that can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The e-mail address to log in with.
    pub email: String,
    /// The name that others see.
    pub display_name: String,
    /// The permissions beyond learning.
    pub role: Role,
    /// When the account was registered.
    pub created_at: DateTime<Utc>,
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

/// An e-mail address in the form in which it is compared: trimmed and in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Accepts deliverable addresses: one `@`, a local part, a domain with a dot, no spaces or control characters, at
    /// most 254 bytes (RFC 5321).
    pub fn new(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(Problem::InvalidEmail)?;
        let valid_domain = domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty());
        let valid_chars = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
        if local.is_empty() || local.contains('@') || !valid_domain || !valid_chars || text.len() > 254 {
            return Err(Problem::InvalidEmail);
        }
        Ok(Self(text.to_lowercase()))
    }

    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The display name of an account or a club. 1 to 80 characters, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    /// Checks a name; surrounding spaces are removed.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let length = text.chars().count();
        // Characters that change the writing direction, or have no width, could make a name look like another one.
        let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if !(1..=80).contains(&length) || text.chars().any(|c| c.is_control() || hidden(c)) {
            return Err(Problem::InvalidName);
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Refuses passwords that are shorter than 8 characters (NIST SP 800-63B), longer than hashing should have to take,
/// common, made of one repeated character, or the e-mail address itself.
pub fn check_password(password: &str, email: Option<&Email>) -> Result<(), Problem> {
    if password.chars().count() < 8 {
        return Err(Problem::PasswordTooShort);
    }
    if password.len() > 256 {
        return Err(Problem::PasswordTooLong);
    }
    let lower = password.to_lowercase();
    let repeated = password.chars().all(|c| password.starts_with(c));
    let common = ["password", "12345678", "123456789", "1234567890", "qwertyui", "qwerty123", "йцукенгш"];
    if repeated || common.contains(&lower.as_str()) || email.is_some_and(|email| lower == email.as_str()) {
        return Err(Problem::PasswordTooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_without_case() {
        assert_eq!(Email::new(" Aigul@Example.KZ ").unwrap().as_str(), "aigul@example.kz");
    }

    #[test]
    fn undeliverable_addresses_are_refused() {
        for text in [
            "",
            "a",
            "a@b",
            "@b.kz",
            "a@.kz",
            "a@b.",
            "a b@c.kz",
            "a@b@c.kz",
            &format!("{}@b.kz", "a".repeat(260)),
        ] {
            assert_eq!(Email::new(text), Err(Problem::InvalidEmail), "{text}");
        }
    }

    #[test]
    fn a_weak_password_is_refused() {
        let email = Email::new("aigul@example.kz").unwrap();
        assert_eq!(check_password("жеті жа", Some(&email)), Err(Problem::PasswordTooShort));
        for weak in ["password", "00000000", "Aigul@example.kz"] {
            assert_eq!(check_password(weak, Some(&email)), Err(Problem::PasswordTooCommon), "{weak}");
        }
        assert_eq!(check_password(&"ұзын".repeat(100), Some(&email)), Err(Problem::PasswordTooLong));
        assert_eq!(check_password("таудан аққан бұлақ", None), Ok(()));
    }
}
