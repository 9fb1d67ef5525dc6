//! The check of which pages may open a websocket. The same-origin policy does not apply to websockets, so the server
//! has to check.

use poem::http::{HeaderMap, header};

/// Returns whether the request may open a websocket: it has no `Origin` and so does not come from a page, or pages of
/// its origin may connect.
///
/// If `allowed` is empty, only pages of the requested host may. Behind a proxy that rewrites `Host`, list the origins.
pub(super) fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (origin, second) = (origins.next(), origins.next());
    let Some(origin) = origin else { return true };
    let (None, Ok(origin)) = (second, origin.to_str()) else { return false };
    if allowed.is_empty() {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let origin_host = origin.split_once("://").map(|(_, host)| host);
        return matches!((host, origin_host), (Some(host), Some(origin)) if host.eq_ignore_ascii_case(origin));
    }
    allowed.iter().any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin))
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
                && !may(&["http://dostyq.kz:8080"], &["https://app.kz"])
        );
        assert!(!may(&["https://app.kz", "https://evil.example"], &["https://app.kz"]));
    }
}
