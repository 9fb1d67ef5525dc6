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

    /// The media types. Of those that a client accepts alike, the first is used.
    const ALL: [Self; 3] = [Self::Json, Self::GraphqlResponse, Self::EventStream];

    /// Returns the media type that the client prefers. If several have the same quality, it is the one that is named
    /// first. JSON if there is no `Accept`. `None` if the client accepts none of the media types.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut accepts = headers.get_all(header::ACCEPT).iter().peekable();
        if accepts.peek().is_none() {
            return Some(Self::Json);
        }
        let ranges = accepts.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let ranges: Vec<Range> = ranges.filter_map(Range::parse).collect();
        let mut best: Option<(f32, usize, Self)> = None;
        for media in Self::ALL {
            let Some((place, range)) = media.closest(&ranges).filter(|(_, range)| range.quality > 0.0) else {
                continue;
            };
            let is_better = best.is_none_or(|(quality, first, _)| {
                range.quality > quality || (range.quality >= quality && place < first)
            });
            if is_better {
                best = Some((range.quality, place, media));
            }
        }
        best.map(|(_, _, media)| media)
    }

    /// Returns the place and the range that names the media type most closely (RFC 9110, section 12.5.1).
    fn closest(self, ranges: &[Range]) -> Option<(usize, &Range)> {
        let (essence, _) = self.content_type().split_once(';')?;
        let (kind, _) = essence.split_once('/')?;
        [essence, &format!("{kind}/*"), "*/*"].into_iter().find_map(|name| {
            let mut places = ranges.iter().enumerate();
            places.find(|(_, range)| range.media == name)
        })
    }
}

/// A media range of `Accept`.
struct Range {
    /// The type and the subtype in small letters; either may be `*`.
    media: String,
    /// From 0, which is "not acceptable", to 1.
    quality: f32,
}

impl Range {
    /// Returns `None` for a range in another encoding than UTF-8.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let media = parts.next()?.to_ascii_lowercase();
        let mut quality = 1.0;
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => quality = value.trim().parse().unwrap_or(0.0),
                "charset" if !is_utf8(value) => return None,
                _ => {}
            }
        }
        Some(Self { media, quality })
    }
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
            (&["application/json;q=0, */*"], Some(MediaType::GraphqlResponse)),
            (&["*/*, application/json;q=0.1", "application/*;q=0.2"], Some(MediaType::EventStream)),
            (&["application/*, text/event-stream;q=0.5"], Some(MediaType::Json)),
            (&["text/html, */*;q=0.8"], Some(MediaType::Json)),
            (&["*/*;q=0"], None),
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
