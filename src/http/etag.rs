//! Entity tags (RFC 9110, section 8.8.3): how responses are named, and how a client's tags are compared with them.
//!
//! They are the only way to ask for a file conditionally. `If-Modified-Since` is ignored: its precision is a second, in
//! which two edits may happen.

use data_encoding::HEXLOWER;
use poem::Request;
use poem::http::header::IF_NONE_MATCH;
use sha2::{Digest as _, Sha256};

/// Returns the strong tag of a content, or of what determines it.
pub(super) fn etag(content: impl AsRef<[u8]>) -> String {
    let hash: [u8; 32] = Sha256::digest(content).into();
    let (tag, _) = hash.split_at(16);
    format!("\"{}\"", HEXLOWER.encode(tag))
}

/// Returns whether the client has the response with this tag: `If-None-Match` by weak comparison. Tags to which a proxy
/// has appended the encoding, as Apache appends `-gzip`, count as well.
pub(super) fn is_known(request: &Request, etag: &str) -> bool {
    let tags = request.headers().get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|tags| tags.split(',')).map(str::trim).any(|tag| tag == "*" || opaque(tag) == opaque(etag))
}

/// Returns the tag without quotation marks, the mark of a weak tag, and the suffix of an encoding.
fn opaque(tag: &str) -> &str {
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    ["-gzip", "-br", "-df", ";gzip"].iter().find_map(|suffix| tag.strip_suffix(suffix)).unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_recognized_in_every_form() {
        let tag = etag("text");
        let bare = tag.trim_matches('"');
        let is_known = |tags: &str| is_known(&Request::builder().header(IF_NONE_MATCH, tags).finish(), &tag);
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"{bare}-gzip\""),
            format!("W/\"{bare}-gzip\""),
            format!("\"other\", {tag}"),
            "*".to_owned(),
        ] {
            assert!(is_known(&known), "{known}");
        }
        for other in [etag("other"), "\"\"".to_owned(), format!("\"{bare}x\""), String::new()] {
            assert!(!is_known(&other), "{other}");
        }
        assert!(!super::is_known(&Request::default(), &tag));
    }
}
