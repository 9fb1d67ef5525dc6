//! The links that the values of records may become. Every other value is shown as text.

use crate::domain::link::to_uri;

/// Returns a link for a web address, if it is one.
pub(super) fn web(value: &str) -> Option<String> {
    let (scheme, rest) = value.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && is_harmless(rest)).then(|| to_uri(value))
}

/// Returns a link for a contact of a kind, as the schema names it.
pub(super) fn contact(kind: &str, value: &str) -> Option<String> {
    match kind {
        "EMAIL" => (value.contains('@') && is_harmless(value) && !value.contains(['?', '&', ':']))
            .then(|| format!("mailto:{value}")),
        "PHONE" => {
            let number: String =
                value.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}')).collect();
            let digits = number.strip_prefix('+').unwrap_or(&number);
            let is_number = digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("tel:{number}"))
        }
        "WEBSITE" | "SOCIAL_MEDIA" => web(value),
        _ => None,
    }
}

fn is_harmless(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_mail_and_telephone_become_links() {
        for (kind, value, link) in [
            ("WEBSITE", "https://assembly.kz/kk?a=1", Some("https://assembly.kz/kk?a=1")),
            ("SOCIAL_MEDIA", "HTTP://example.kz", Some("HTTP://example.kz")),
            (
                "WEBSITE",
                "https://example.kz/сурет?a[]=1",
                Some("https://example.kz/%D1%81%D1%83%D1%80%D0%B5%D1%82?a%5B%5D=1"),
            ),
            ("EMAIL", "a@example.kz", Some("mailto:a@example.kz")),
            ("PHONE", "+7 (7282) 00-00-00", Some("tel:+77282000000")),
            ("PHONE", "102", Some("tel:102")),
            ("WEBSITE", "javascript:alert(1)", None),
            ("WEBSITE", "javascript://x%0aalert(1)", None),
            ("WEBSITE", "data:text/html,x", None),
            ("WEBSITE", "example.kz", None),
            ("WEBSITE", "https://", None),
            ("WEBSITE", "https://a b", None),
            ("SOCIAL_MEDIA", "@dostyq", None),
            ("EMAIL", "a@example.kz?bcc=b@example.kz", None),
            ("EMAIL", "example.kz", None),
            ("PHONE", "ask at the door", None),
            ("PHONE", "+", None),
            ("ADDRESS", "https://example.kz", None),
        ] {
            assert_eq!(contact(kind, value).as_deref(), link, "{kind} {value}");
        }
    }
}
