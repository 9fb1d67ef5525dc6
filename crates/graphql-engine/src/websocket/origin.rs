//! Which pages may open a websocket. The same-origin policy does not hold for websockets: the server has to look.

use poem::http::{HeaderMap, header};

/// Whether the request comes from no page (no `Origin`), or from one that may.
///
/// With an empty list a page of the host that is asked may; behind a proxy that rewrites `Host`, name the origins.
pub(super) fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (origin, more) = (origins.next(), origins.next());
    let Some(origin) = origin else { return true };
    let (None, Ok(origin)) = (more, origin.to_str()) else { return false };
    if allowed.is_empty() {
        let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let from = origin.split_once("://").map(|(_, host)| host);
        return matches!((asked, from), (Some(asked), Some(from)) if asked.eq_ignore_ascii_case(from));
    }
    allowed.iter().any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_same_host_or_of_the_list_may() {
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
