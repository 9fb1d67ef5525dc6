//! Content negotiation: the media types of responses and request bodies.

use poem::http::{HeaderMap, header};

/// The media type of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status says whether the request was executed.
    GraphqlResponse,
    /// `application/json`: 200 for every well-formed request.
    Json,
    /// `text/event-stream`, by the protocol graphql-sse in its mode of distinct connections.
    EventStream,
}

impl MediaType {
    /// Returns the value of `content-type`.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::EventStream => "text/event-stream; charset=utf-8",
        }
    }

    /// Returns the media type of a response that is not a stream.
    pub(super) fn of_single_response(self) -> Self {
        if self == Self::GraphqlResponse { Self::GraphqlResponse } else { Self::Json }
    }

    /// Returns the media type that the client prefers, the first of several with the same quality. JSON if there is no
    /// `Accept`. `None` if the client accepts none of the media types.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut accepts = headers.get_all(header::ACCEPT).iter().peekable();
        if accepts.peek().is_none() {
            return Some(Self::Json);
        }
        let ranges = accepts.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let mut best: Option<(f32, Self)> = None;
        for (quality, media) in ranges.filter_map(range) {
            if quality > 0.0 && best.is_none_or(|(highest, _)| quality > highest) {
                best = Some((quality, media));
            }
        }
        best.map(|(_, media)| media)
    }
}

/// Parses a media range of `Accept` into its quality and media type. `None` if no media type is in the range.
fn range(text: &str) -> Option<(f32, MediaType)> {
    let mut parts = text.split(';').map(str::trim);
    let media = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/graphql-response+json" => MediaType::GraphqlResponse,
        "application/json" | "application/*" | "*/*" => MediaType::Json,
        "text/event-stream" => MediaType::EventStream,
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

/// Whether a body is JSON in UTF-8. Nothing else is accepted, because browsers send JSON to another host only after a
/// preflight request.
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
    fn the_preferred_media_type_is_chosen() {
        for (accept, want) in [
            (&[][..], Some(MediaType::Json)),
            (&["*/*"], Some(MediaType::Json)),
            (&["application/graphql-response+json"], Some(MediaType::GraphqlResponse)),
            (
                &["application/json;q=0.5, application/graphql-response+json; charset=utf-8;q=0.9"],
                Some(MediaType::GraphqlResponse),
            ),
            (&["application/json, application/graphql-response+json"], Some(MediaType::Json)),
            (&["text/html", "Text/Event-Stream"], Some(MediaType::EventStream)),
            (&["application/json; charset=utf-16"], None),
            (&["application/json;q=0"], None),
            (&["application/json;q=NaN"], None),
            (&["text/html"], None),
        ] {
            assert_eq!(MediaType::accepted(&headers(&header::ACCEPT, accept)), want, "{accept:?}");
        }
    }

    #[test]
    fn only_json_bodies_are_accepted() {
        let accepts = |value: &str| is_json(&headers(&header::CONTENT_TYPE, &[value]));
        assert!(accepts("application/json") && accepts("Application/JSON; charset=\"UTF-8\""));
        assert!(!accepts("text/plain; x=application/json") && !accepts("application/json; charset=utf-16"));
        assert!(!accepts("application/json+x") && !is_json(&HeaderMap::new()));
    }
}
