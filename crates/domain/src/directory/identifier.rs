//! The identifiers of records in other registers.

use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, MAX_LIST, is_slug};
use crate::problem::Problem;

/// A record's identifier in another register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register: `wikidata`, `orcid`, `bin` (the business identification number of Kazakhstan).
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
                "orcid" => is_orcid(value),
                "ror" => is_ror(value),
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
            "orcid" => Some(format!("https://orcid.org/{}", self.value)),
            "ror" => Some(format!("https://ror.org/{}", self.value)),
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

/// Checks the four groups of an ORCID iD, which together have the form of an ISNI.
fn is_orcid(value: &str) -> bool {
    let groups: Vec<&str> = value.split('-').collect();
    groups.len() == 4 && groups.iter().all(|group| group.len() == 4) && is_isni(&groups.concat())
}

/// Checks the 9 characters of a ROR ID: a number in Crockford's base 32 that begins with 0, and two check digits (ISO 7064,
/// MOD 97-10).
fn is_ror(value: &str) -> bool {
    const DIGITS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let Some((number, check)) = value.split_at_checked(7) else { return false };
    let add = |number: u64, digit: char| {
        let digit = u64::try_from(DIGITS.find(digit)?).ok()?;
        Some(number * 32 + digit)
    };
    let sum = number.chars().try_fold(0, add);
    value.starts_with('0') && sum.is_some_and(|sum| check == format!("{:02}", 98 - sum * 100 % 97))
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
            // The examples of ORCID's and ROR's documentation.
            ("orcid", "0000-0002-1825-0097"),
            ("orcid", "0000-0001-5109-3700"),
            ("orcid", "0000-0002-1694-233X"),
            ("ror", "05dxps055"),
            ("ror", "02mhbdp94"),
            ("ror", "00f54p054"),
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
            ("orcid", "0000-0002-1825-0098"),
            ("orcid", "0000-0002-1694-2330"),
            ("orcid", "0000-0002-1694-233x"),
            ("orcid", "0000000218250097"),
            ("orcid", "000-00002-1825-0097"),
            ("orcid", "0000-0002-1825-0097-"),
            ("orcid", "https://orcid.org/0000-0002-1825-0097"),
            ("ror", "05dxps056"),
            ("ror", "05dxps05"),
            ("ror", "05dxps0550"),
            ("ror", "05DXPS055"),
            ("ror", "05dxpo055"),
            ("ror", "15dxps055"),
            ("ror", "https://ror.org/05dxps055"),
            ("viaf", "x"),
            ("bin", "05084000342"),
            ("other", "a b"),
            ("other", ""),
        ] {
            assert!(!is_valid(scheme, value), "{scheme} {value}");
        }
    }

    #[test]
    fn no_digit_of_an_identifier_can_be_mistaken_for_another() {
        for (scheme, value) in [("orcid", "0000-0002-1825-0097"), ("ror", "05dxps055")] {
            for (at, _) in value.char_indices() {
                for digit in "0123456789abcdefghjkmnpqrstvwxyzX".chars() {
                    let mut mistaken = value.to_owned();
                    mistaken.replace_range(at..=at, &digit.to_string());
                    let identifier = Identifier { scheme: scheme.to_owned(), value: mistaken };
                    assert_eq!(identifier.has_valid_value(), identifier.value == value, "{identifier:?}");
                }
            }
        }
    }

    #[test]
    fn the_links_of_registers_are_known() {
        let link = |scheme: &str, value: &str| {
            Identifier { scheme: scheme.to_owned(), value: value.to_owned() }.link()
        };
        let orcid = link("orcid", "0000-0002-1825-0097");
        assert_eq!(orcid.as_deref(), Some("https://orcid.org/0000-0002-1825-0097"));
        assert_eq!(link("ror", "05dxps055").as_deref(), Some("https://ror.org/05dxps055"));
        assert_eq!(link("bin", "050840003423"), None);
    }
}
