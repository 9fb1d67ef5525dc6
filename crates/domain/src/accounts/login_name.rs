//! The names to log in with: e-mail addresses, and user names for pupils without one.

use kazakh::latin_draft::{Script, in_script};
use unicode_normalization::UnicodeNormalization as _;

use super::{DisplayName, Email};
use crate::problem::Problem;

/// The minimum and the maximum length of a user name, in characters.
const MIN_CHARS: usize = 4;
const MAX_CHARS: usize = 30;
/// The number of letters of a display name in a suggested user name.
const SUGGESTED_LETTERS: usize = 12;
/// The beginning of a suggested user name, if no letter of the display name can be written in Latin letters.
const ANYBODY: &str = "oqushy";

/// A user name: 4 to 30 plain Latin letters and digits, in lower case, beginning with a letter. It can be typed on any
/// keyboard and read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Checks a name; case and surrounding spaces do not matter.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let is_valid = (MIN_CHARS..=MAX_CHARS).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric());
        is_valid.then(|| Self(text.to_ascii_lowercase())).ok_or(Problem::InvalidUsername)
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns suggested user names for a display name, each with four other digits: `aigul4821`.
pub fn suggested_usernames(display_name: &DisplayName, digits: &[u8]) -> Vec<Username> {
    let first_word = display_name.as_str().split_whitespace().next().unwrap_or_default();
    let latin =
        in_script(first_word, Script::Latin).nfd().collect::<String>().replace('ı', "i").to_lowercase();
    let letters: String = latin.chars().filter(char::is_ascii_alphabetic).take(SUGGESTED_LETTERS).collect();
    let stem = if letters.is_empty() { ANYBODY } else { letters.as_str() };
    let numbered = digits.chunks_exact(4).filter_map(|digits| {
        let digits: String = digits.iter().map(|digit| char::from(b'0' + digit % 10)).collect();
        Username::new(&format!("{stem}{digits}")).ok()
    });
    numbered.collect()
}

/// A name to log in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginName {
    /// An e-mail address.
    Email(Email),
    /// A user name.
    Username(Username),
}

impl LoginName {
    /// Parses a name: with an `@` it is an e-mail address.
    pub fn new(text: &str) -> Result<Self, Problem> {
        if text.contains('@') {
            Email::new(text).map(Self::Email)
        } else {
            Username::new(text).map(Self::Username)
        }
    }

    /// Returns the name in the form in which it is compared.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Username(username) => username.as_str(),
        }
    }

    /// Returns the e-mail address, if it is one.
    pub fn email(&self) -> Option<&str> {
        if let Self::Email(email) = self { Some(email.as_str()) } else { None }
    }

    /// Returns the user name, if it is one.
    pub fn username(&self) -> Option<&str> {
        if let Self::Username(username) = self { Some(username.as_str()) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_has_plain_letters_and_digits() {
        for (typed, name) in [(" Aigul7 ", "aigul7"), ("oqushy2015", "oqushy2015"), ("ABCD", "abcd")] {
            assert_eq!(Username::new(typed).unwrap().as_str(), name);
        }
        for refused in ["", "abc", "7aigul", "айгүл", "aigül", "ai gul", "a@b.kz", "ai-gul", &"a".repeat(31)]
        {
            assert_eq!(Username::new(refused), Err(Problem::InvalidUsername), "{refused}");
        }
    }

    #[test]
    fn a_username_is_suggested_from_any_name() {
        let suggested = |name: &str| {
            let names = suggested_usernames(&DisplayName::new(name).unwrap(), &[4, 8, 2, 11, 0, 0, 0, 7]);
            names.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(suggested("Alia Serik"), ["alia4821", "alia0007"]);
        assert_eq!(suggested("★")[0], "oqushy4821");
        for name in ["Айгүл Құрманғазы", "Ұлан", "Шыңғысхан", "Ә", "İlham", "李雷", "Ән-ұран"]
        {
            let names = suggested(name);
            assert_eq!(names.len(), 2, "{name}");
            assert!(names[0].len() >= 5 && names[0].ends_with("4821"), "{names:?}");
        }
    }

    #[test]
    fn a_name_with_an_at_sign_is_an_address() {
        assert_eq!(LoginName::new("Aigul@Example.kz").unwrap().email(), Some("aigul@example.kz"));
        assert_eq!(LoginName::new("Aigul7").unwrap().username(), Some("aigul7"));
        assert_eq!(LoginName::new("aigul@"), Err(Problem::InvalidEmail));
        assert_eq!(LoginName::new("айгүл"), Err(Problem::InvalidUsername));
    }
}
