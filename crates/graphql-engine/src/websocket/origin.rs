//! The check of which pages may use the service. The same-origin policy does not apply to websockets, so the server has
//! to check.

use poem::http::{HeaderMap, header};

/// Returns whether a request may be served: it has no `Origin` and so does not come from a page, or its page is of the
/// requested host, or of one of the allowed origins. Behind a proxy that rewrites `Host`, list the service's own origin.
pub fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (origin, second) = (origins.next(), origins.next());
    let Some(origin) = origin else { return true };
    let (None, Ok(origin)) = (second, origin.to_str()) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| is_of_host(origin, host))
        || allowed.iter().any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin))
}

/// Whether an origin is that of a host. Browsers leave out the scheme's usual port, proxies may add it.
fn is_of_host(origin: &str, host: &str) -> bool {
    let (usual_port, origin) = match origin.split_once("://") {
        Some(("https", origin)) => (":443", origin),
        Some(("http", origin)) => (":80", origin),
        _ => return false,
    };
    let without_port = |name: &str| name.strip_suffix(usual_port).unwrap_or(name).to_ascii_lowercase();
    without_port(host) == without_port(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_same_host_or_of_allowed_origins_may_connect() {
        let may = |origins: &[&str], list: &[&str]| {
            let mut headers: HeaderMap =
                origins.iter().map(|o| (header::ORIGIN, o.parse().unwrap())).collect();
            headers.insert(header::HOST, "dostyq.kz:8080".parse().unwrap());
            is_allowed(&headers, &list.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert!(may(&[], &[]) && may(&[], &["https://app.kz"]));
        assert!(may(&["http://dostyq.kz:8080"], &[]) && !may(&["http://evil.example"], &[]));
        assert!(!may(&["null"], &[]) && !may(&["http://dostyq.kz"], &[]));
        assert!(
            may(&["https://app.kz"], &["https://APP.kz/"])
                && may(&["http://dostyq.kz:8080"], &["https://app.kz"])
        );
        assert!(!may(&["https://app.kz", "https://evil.example"], &["https://app.kz"]));
    }

    #[test]
    fn the_usual_port_of_a_scheme_may_be_named_or_not() {
        assert!(is_of_host("https://h.kz", "h.kz:443") && is_of_host("http://H.kz", "h.kz:80"));
        assert!(!is_of_host("https://h.kz", "h.kz:80") && !is_of_host("https://h.kz", "g.kz"));
        assert!(!is_of_host("null", "null") && !is_of_host("file://h.kz", "h.kz"));
    }
}
