//! The identifiers of records in other registers.

use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, MAX_LIST, is_slug};
use crate::problem::Problem;

/// A record's identifier in another register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register: `wikidata`, `bin` (the business identification number of Kazakhstan).
    pub scheme: String,
    /// The identifier in that register.
    pub value: String,
}

impl Identifier {
    /// Whether the value follows the rules of its scheme. Other schemes than those with rules of their own allow 1 to 100
    /// ASCII characters without spaces.
    pub fn has_valid_value(&self) -> bool {
        let value = self.value.as_str();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_positive = |text: &str| is_number(text) && !text.starts_with('0');
        let is_plain = (1..=100).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain
            && match self.scheme.as_str() {
                "wikidata" => value.strip_prefix('Q').is_some_and(is_positive),
                "viaf" => is_positive(value),
                "isni" => is_isni(value),
                "bin" => is_number(value) && value.len() == 12,
                _ => true,
            }
    }

    /// Returns the link to the entry in the register; `None` if the register's links are not known.
    pub fn link(&self) -> Option<String> {
        match self.scheme.as_str() {
            "wikidata" => Some(format!("https://www.wikidata.org/entity/{}", self.value)),
            "viaf" => Some(format!("https://viaf.org/viaf/{}", self.value)),
            "isni" => Some(format!("https://isni.org/isni/{}", self.value)),
            _ => None,
        }
    }
}

/// Adds the identifiers of a record that is merged into their owner.
pub(super) fn take_identifiers(own: &mut Vec<Identifier>, merged: &[Identifier]) {
    for identifier in merged {
        if !own.contains(identifier) {
            own.push(identifier.clone());
        }
    }
}

/// Checks the 16 characters of an ISNI, the last of which is a check digit (ISO 7064, MOD 11-2).
fn is_isni(value: &str) -> bool {
    let Some((digits, check)) = value.split_at_checked(15) else { return false };
    let digits: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let sum = digits.into_iter().fold(0_u32, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - sum) % 11 {
        10 => check == "X",
        digit => check == digit.to_string(),
    }
}

impl Checks {
    pub(super) fn identifiers(&mut self, identifiers: &[Identifier]) {
        let field = "identifiers";
        self.at_most(MAX_LIST, identifiers.len(), field);
        for (at, identifier) in identifiers.iter().enumerate() {
            let is_valid = is_slug(&identifier.scheme) && identifier.has_valid_value();
            self.ensure(is_valid, Problem::InvalidIdentifier, field);
            let is_repeated = identifiers.iter().take(at).any(|earlier| earlier == identifier);
            self.ensure(!is_repeated, Problem::DuplicateItem, field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_follow_the_rules_of_their_schemes() {
        let is_valid = |scheme: &str, value: &str| {
            Identifier { scheme: scheme.to_owned(), value: value.to_owned() }.has_valid_value()
        };
        for (scheme, value) in [
            ("wikidata", "Q42"),
            ("isni", "0000000121032683"),
            ("isni", "000000012146438X"),
            ("viaf", "113230702"),
            ("bin", "050840003423"),
            ("other", "a-b/c"),
        ] {
            assert!(is_valid(scheme, value), "{scheme} {value}");
        }
        for (scheme, value) in [
            ("wikidata", "q42"),
            ("wikidata", "P42"),
            ("wikidata", "Q"),
            ("wikidata", "Q042"),
            ("wikidata", "https://www.wikidata.org/wiki/Q42"),
            ("isni", "0000000121032684"),
            ("isni", "0000 0001 2103 2683"),
            ("isni", "000000012103268"),
            ("isni", "қазақ"),
            ("viaf", "x"),
            ("bin", "05084000342"),
            ("other", "a b"),
            ("other", ""),
        ] {
            assert!(!is_valid(scheme, value), "{scheme} {value}");
        }
    }
}
