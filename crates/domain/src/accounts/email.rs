//! E-mail addresses.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::problem::Problem;
use crate::text::is_invisible;

/// The longest address that can be delivered to, in bytes (RFC 5321).
const MAX_BYTES: usize = 254;
/// The longest part before the `@`, in bytes (RFC 5321).
const MAX_LOCAL_BYTES: usize = 64;

/// An e-mail address in the form in which it is compared: without surrounding spaces, in lower case, composed (NFC), and
/// with the domain's letters instead of their ASCII form (`xn--…`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    address: String,
    ascii_domain: String,
}

impl Email {
    /// Accepts deliverable addresses: a local part of letters, digits and the signs of RFC 5322, in any script
    /// (RFC 6531); one `@`; and a domain name of at least two labels, internationalized or not.
    pub fn new(text: &str) -> Result<Self, Problem> {
        Self::parse(text.trim()).ok_or(Problem::InvalidEmail)
    }

    fn parse(text: &str) -> Option<Self> {
        if text.len() > 4 * MAX_BYTES {
            return None;
        }
        let (local, domain) = text.rsplit_once('@')?;
        // Lower-casing can decompose, as it does for the Turkish İ.
        let local: String = local.nfc().collect::<String>().to_lowercase().nfc().collect();
        let ascii_domain = idna::domain_to_ascii_strict(domain).ok()?;
        let (unicode_domain, valid) = idna::domain_to_unicode(&ascii_domain);
        valid.ok()?;
        // IDNA has no small Cherokee letters: it maps them to capitals.
        let unicode_domain = unicode_domain.to_lowercase();
        let is_valid = local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text))
            && local.len() <= MAX_LOCAL_BYTES
            && ascii_domain.contains('.')
            && !ascii_domain.ends_with('.')
            && local.len() + 1 + ascii_domain.len() <= MAX_BYTES;
        is_valid.then(|| Self { address: format!("{local}@{unicode_domain}"), ascii_domain })
    }

    /// Returns the address in the form in which it is compared, stored and shown.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Returns the domain as mail servers know it, in ASCII.
    pub fn ascii_domain(&self) -> &str {
        &self.ascii_domain
    }
}

/// Whether a character may stand in the local part without quotes. The signs are those of RFC 5322, so there are neither
/// spaces nor `<>()"`.
fn is_atom_text(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    }
    let group = c.general_category_group();
    let is_word = matches!(
        group,
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark | GeneralCategoryGroup::Number
    );
    is_word && !is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        Email::new(text).unwrap_or_else(|_| panic!("{text}")).as_str().to_owned()
    }

    #[test]
    fn an_address_has_one_form_however_it_is_written() {
        for (one, other) in [
            (" Aigul@Example.KZ ", "aigul@example.kz"),
            ("x@мысал.қаз", "x@xn--80awbu3c.xn--80ao21a"),
            ("x@МЫСАЛ.ҚАЗ", "x@XN--80AWBU3C.xn--80ao21a"),
            ("x@мысал。қаз", "x@мысал.қаз"),
            ("x@ｅxample.kz", "x@example.kz"),
            ("ЁЛКА@мысал.қаз", "е\u{308}лка@мысал.қаз"),
            ("x@и\u{306}од.қаз", "x@йод.қаз"),
            ("Élan@example.kz", "e\u{301}lan@example.kz"),
        ] {
            assert_eq!(normal(one), normal(other), "{one}");
        }
        let email = Email::new("x@xn--80awbu3c.xn--80ao21a").unwrap();
        assert_eq!(email.as_str(), "x@мысал.қаз");
        assert_eq!(email.ascii_domain(), "xn--80awbu3c.xn--80ao21a");
    }

    #[test]
    fn deliverable_addresses_are_accepted() {
        for text in
            ["a@b.kz", "first.last+tag@sub.example.kz", "o'neil@example.kz", "айгүл@мысал.қаз", "1@2.kz"]
        {
            assert_eq!(normal(text), text);
        }
    }

    #[test]
    fn the_form_is_its_own_form() {
        for text in ["İ@example.kz", "ΑΣ@example.kz", "ẞ@straße.de", "x@xn--strae-oqa.de", "ǅ@example.kz"]
        {
            assert_eq!(normal(&normal(text)), normal(text), "{text}");
        }
    }

    #[test]
    fn every_letter_has_one_form_in_lower_case() {
        assert_eq!(normal("a@Ꭰ.kz"), normal("a@ꭰ.kz"));
        assert_eq!(normal("Ꭰ@xn--58d.kz"), "ꭰ@ꭰ.kz");
        let is_cased = |c: &char| c.is_uppercase() || c.is_lowercase() || c.to_lowercase().next() != Some(*c);
        let mut accepted = 0;
        for letter in ('\u{80}'..=char::MAX).filter(is_cased) {
            for text in [format!("{letter}@example.kz"), format!("a@{letter}b.kz")] {
                let Ok(email) = Email::new(&text) else { continue };
                accepted += 1;
                assert_eq!(email.as_str(), email.as_str().to_lowercase(), "{text}");
                assert_eq!(Email::new(email.as_str()), Ok(email), "{text}");
            }
        }
        assert!(accepted > 2_000, "{accepted}");
    }

    #[test]
    fn undeliverable_addresses_are_refused() {
        let long_local = format!("{}@b.kz", "a".repeat(65));
        let long = format!("a@{}b.kz", "abcdefghi.".repeat(30));
        let long_label = format!("a@{}.kz", "ж".repeat(64));
        for text in [
            "",
            "a",
            "a@b",
            "@b.kz",
            "a@.kz",
            "a@b.",
            "a@b.kz.",
            "a b@c.kz",
            "a@b@c.kz",
            "a..b@c.kz",
            ".a@b.kz",
            "a.@b.kz",
            "a@b c.kz",
            "a@b_c.kz",
            "a@-b.kz",
            "a@xn--a.kz",
            "a@[127.0.0.1]",
            &long_local,
            &long,
            &long_label,
        ] {
            assert_eq!(Email::new(text), Err(Problem::InvalidEmail), "{text}");
        }
    }

    #[test]
    fn invisible_characters_and_markup_are_refused() {
        for sign in [
            "\u{200b}", "\u{ad}", "\u{3164}", "\u{2060}", "\u{202e}", "\u{feff}", "\u{a0}", "\u{e000}",
            "\u{2800}", "\n", "\0", "<", ">", "\"", "(", ")", ",", ";", ":", "[", "]", "\\",
        ] {
            let text = format!("a{sign}b@example.kz");
            assert_eq!(Email::new(&text), Err(Problem::InvalidEmail), "{text:?}");
        }
        for text in ["<b>a</b>@example.kz", "Aigul <a@example.kz>", "a@exa<b>mple.kz", "a@example.kz<script>"]
        {
            assert_eq!(Email::new(text), Err(Problem::InvalidEmail), "{text}");
        }
    }
}
