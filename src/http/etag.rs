//! Entity tags, which are hashes of response bodies.

use std::fmt::Write as _;

use poem::http::HeaderMap;
use poem::http::header::IF_NONE_MATCH;
use sha2::{Digest as _, Sha256};

/// Returns the tag of a body, in quotation marks.
pub(super) fn of(body: &[u8]) -> String {
    let mut etag = String::from("\"");
    for byte in Sha256::digest(body).iter().take(16) {
        // Writing to a string can't fail.
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    etag
}

/// Returns whether the client has the body with a tag already.
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let tags = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_knows_a_body_by_any_of_its_tags() {
        let etag = of(b"body");
        let known =
            |tags: &str| is_known(&[(IF_NONE_MATCH, tags.parse().unwrap())].into_iter().collect(), &etag);
        assert!(known(&etag) && known("*") && known(&format!("\"other\", W/{etag}")));
        assert!(!known("\"other\"") && !known("") && !is_known(&HeaderMap::new(), &etag));
    }
}
