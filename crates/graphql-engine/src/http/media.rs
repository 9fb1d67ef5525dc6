//! Content negotiation: which of three media types an answer has, and which a body may have.

use poem::http::{HeaderMap, header};

/// The media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status tells whether the request was executed.
    Response,
    /// `application/json`: 200 for every well-formed request.
    Json,
    /// `text/event-stream`, by the protocol of graphql-sse, distinct connections.
    Events,
}

impl Media {
    /// The value of `content-type`.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Response => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Events => "text/event-stream; charset=utf-8",
        }
    }

    /// The media type of an answer that is no stream.
    pub(super) fn whole(self) -> Self {
        if self == Self::Response { Self::Response } else { Self::Json }
    }

    /// What the client likes best, the first of equals; JSON if it does not say. `None`: nothing that there is.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut accepts = headers.get_all(header::ACCEPT).iter().peekable();
        if accepts.peek().is_none() {
            return Some(Self::Json);
        }
        let ranges = accepts.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let mut best: Option<(f32, Self)> = None;
        for (quality, media) in ranges.filter_map(range) {
            if quality > 0.0 && best.is_none_or(|(most, _)| quality > most) {
                best = Some((quality, media));
            }
        }
        best.map(|(_, media)| media)
    }
}

/// One media range of `Accept`: its quality, and the media type it stands for.
fn range(text: &str) -> Option<(f32, Media)> {
    let mut parts = text.split(';').map(str::trim);
    let media = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/graphql-response+json" => Media::Response,
        "application/json" | "application/*" | "*/*" => Media::Json,
        "text/event-stream" => Media::Events,
        _ => return None,
    };
    let mut quality = 1.0;
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        match name.trim().to_ascii_lowercase().as_str() {
            "q" => quality = value.trim().parse().unwrap_or(0.0),
            "charset" if !is_utf8(value) => return None,
            _ => {}
        }
    }
    Some((quality, media))
}

/// Whether a body is JSON in UTF-8. Nothing else is taken: a browser sends it to another host only after asking there.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    parts.next().is_some_and(|media| media.eq_ignore_ascii_case("application/json"))
        && parts
            .filter_map(|part| part.split_once('='))
            .all(|(name, value)| !name.trim().eq_ignore_ascii_case("charset") || is_utf8(value))
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &header::HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_best_liked_type_wins() {
        for (accept, want) in [
            (&[][..], Some(Media::Json)),
            (&["*/*"], Some(Media::Json)),
            (&["application/graphql-response+json"], Some(Media::Response)),
            (
                &["application/json;q=0.5, application/graphql-response+json; charset=utf-8;q=0.9"],
                Some(Media::Response),
            ),
            (&["application/json, application/graphql-response+json"], Some(Media::Json)),
            (&["text/html", "Text/Event-Stream"], Some(Media::Events)),
            (&["application/json; charset=utf-16"], None),
            (&["application/json;q=0"], None),
            (&["application/json;q=NaN"], None),
            (&["text/html"], None),
        ] {
            assert_eq!(Media::accepted(&headers(&header::ACCEPT, accept)), want, "{accept:?}");
        }
    }

    #[test]
    fn a_body_is_json_and_nothing_else() {
        let takes = |value: &str| is_json(&headers(&header::CONTENT_TYPE, &[value]));
        assert!(takes("application/json") && takes("Application/JSON; charset=\"UTF-8\""));
        assert!(!takes("text/plain; x=application/json") && !takes("application/json; charset=utf-16"));
        assert!(!takes("application/json+x") && !is_json(&HeaderMap::new()));
    }
}
