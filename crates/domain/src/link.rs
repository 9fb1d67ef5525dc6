//! Links: the web addresses that records contain.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The maximum length of a link, in bytes.
const MAX_LINK: usize = 2_000;
/// The ASCII characters that a URI cannot contain. All others outside ASCII are encoded, too.
const NOT_IN_URI: AsciiSet = CONTROLS.add(b' ');

/// Checks that a text is the address of a web page: `http://` or `https://`, a host, and no blanks. It may have letters
/// outside ASCII, as people see and copy them.
pub fn is_link(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    };
    text.len() <= MAX_LINK
        && is_host(host)
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
}

fn is_host(host: &str) -> bool {
    let is_name = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.strip_suffix('.').unwrap_or(host).split('.').all(is_name),
    }
}

/// Returns a link as a URI (RFC 3987, section 3.1), for formats that know only ASCII: percent-encodes all other letters.
pub fn to_uri(link: &str) -> String {
    utf8_percent_encode(link, &NOT_IN_URI).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_scheme_and_a_host() {
        for link in [
            "https://example.kz",
            "http://example.kz:8080/a?b#c",
            "https://қазақ.example.kz/клуб",
            "https://[::1]/x",
            "https://127.0.0.1",
            "https://example.kz.",
        ] {
            assert!(is_link(link), "{link}");
        }
        for other in [
            "",
            "https://",
            "https:///path",
            "https://?q",
            "example.kz",
            "ftp://example.kz",
            "javascript:alert(1)",
            "https://a b.kz",
            "https://-a.kz",
            "https://a..kz",
            "https://user@example.kz",
            "https://example.kz:port",
            "https://[::x]/",
            "https://example.kz/<b>",
            "https://example.kz/\n",
            &format!("https://example.kz/{}", "a".repeat(2_000)),
        ] {
            assert!(!is_link(other), "{other}");
        }
    }

    #[test]
    fn letters_outside_ascii_are_encoded() {
        assert_eq!(to_uri("https://example.kz/қ?a=б#%20"), "https://example.kz/%D2%9B?a=%D0%B1#%20");
    }
}
