//! Links: the web addresses that records contain.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::text::is_no_text;

/// The maximum length of a link, in bytes.
const MAX_LINK: usize = 2_000;
/// The ASCII characters that a URI cannot contain, apart from those below. All others outside ASCII are encoded, too.
const NOT_IN_URI: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// The ASCII characters that a URI cannot contain after the host: brackets are around an IPv6 address only.
const NOT_AFTER_HOST: AsciiSet = NOT_IN_URI.add(b'[').add(b']');
/// The ASCII characters that a URI cannot contain in its fragment.
const NOT_IN_FRAGMENT: AsciiSet = NOT_AFTER_HOST.add(b'#');

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
        && (port.is_empty() || port.parse::<u16>().is_ok())
        && !text.chars().any(|c| c.is_whitespace() || is_no_text(c) || "<>\"\\^`{|}".contains(c))
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

/// Returns a link as a URI (RFC 3987, section 3.1), for formats that know only ASCII: percent-encodes all other letters, and
/// what browsers accept although RFC 3986 does not: brackets after the host, a second `#`, and a `%` that encodes nothing.
pub fn to_uri(link: &str) -> String {
    let authority = link.find("://").map_or(0, |at| at + "://".len());
    let host_end = link.get(authority..).and_then(|rest| rest.find(['/', '?', '#']));
    let host_end = host_end.map_or(link.len(), |end| authority + end);
    let (begin, rest) = link.split_at_checked(host_end).unwrap_or((link, ""));
    let begin = utf8_percent_encode(begin, &NOT_IN_URI);
    match rest.split_once('#') {
        Some((path, fragment)) => {
            format!("{begin}{}#{}", encoded(path, &NOT_AFTER_HOST), encoded(fragment, &NOT_IN_FRAGMENT))
        }
        None => format!("{begin}{}", encoded(rest, &NOT_AFTER_HOST)),
    }
}

/// Percent-encodes the characters of a set and those outside ASCII, and each `%` without two hexadecimal digits after it.
fn encoded(text: &str, set: &'static AsciiSet) -> String {
    let mut parts = text.split('%');
    let first = utf8_percent_encode(parts.next().unwrap_or_default(), set).to_string();
    parts.fold(first, |uri, part| {
        let digits = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        let percent = if digits == 2 { "%" } else { "%25" };
        uri + percent + &utf8_percent_encode(part, set).to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_scheme_and_a_host() {
        for link in [
            "https://example.kz",
            "http://example.kz:8080/a?b#c",
            "https://example.kz:65535",
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
            "https://example.kz:65536",
            "https://[::x]/",
            "https://example.kz/<b>",
            "https://example.kz/\n",
            "https://example.kz/\u{ffff}",
            &format!("https://example.kz/{}", "a".repeat(2_000)),
        ] {
            assert!(!is_link(other), "{other}");
        }
    }

    #[test]
    fn a_uri_has_only_the_characters_of_rfc_3986_in_their_places() {
        for (link, uri) in [
            ("https://example.kz", "https://example.kz"),
            ("https://example.kz/қ?a=б#%20", "https://example.kz/%D2%9B?a=%D0%B1#%20"),
            ("https://x.kz/a?b[]=1", "https://x.kz/a?b%5B%5D=1"),
            ("https://[::1]:8080/[a]#[b]", "https://[::1]:8080/%5Ba%5D#%5Bb%5D"),
            ("https://x.kz?a#b#c?d#", "https://x.kz?a#b%23c?d%23"),
            ("https://x.kz/100%?a=%2&b=%zz#50%", "https://x.kz/100%25?a=%252&b=%25zz#50%25"),
            ("https://x.kz/%d0%B1", "https://x.kz/%d0%B1"),
            ("https://x.kz/%қ", "https://x.kz/%25%D2%9B"),
            ("https://x.kz/a{b}|c", "https://x.kz/a%7Bb%7D%7Cc"),
            ("https://x.kz/a:b@c!$&'()*+,;=~", "https://x.kz/a:b@c!$&'()*+,;=~"),
        ] {
            assert_eq!(to_uri(link), uri);
            assert_eq!(to_uri(uri), uri, "a URI stays as it is");
        }
    }
}
