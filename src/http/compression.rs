//! Compresses responses with gzip for clients that accept it.
//!
//! poem's own middleware does not fit: it would compress event streams, which a client would then receive late, decompress
//! requests past the limit on their size, and link zstd, which is C. Lengths of compressed responses can disclose a secret only
//! where somebody else can make the client send requests with its credentials. Tokens in headers, unlike cookies, prevent
//! that.

use std::io::{self, Write as _};

use flate2::Compression as Level;
use flate2::write::GzEncoder;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use poem::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY,
};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Body, Endpoint, IntoResponse as _, Middleware, Request, Response, Result};

/// Shorter bodies are sent as they are: compressed, they would fill as many packets.
const MIN_BYTES: usize = 1_000;
/// A fifth of the time of the default level for a sixth more bytes.
const LEVEL: u32 = 3;
/// The media types that are compressed. Event streams are not among them, nor archives.
const COMPRESSED: [&str; 10] = [
    "application/atom+xml",
    "application/json",
    "application/ld+json",
    "application/csvm+json",
    "application/graphql-response+json",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
];

/// The middleware that compresses responses.
pub(super) struct Compression;

impl<E: Endpoint> Middleware<E> for Compression {
    type Output = Compressed<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Compressed { inner }
    }
}

/// An endpoint whose responses are compressed.
pub(super) struct Compressed<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for Compressed<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let is_accepted = request.method() != Method::HEAD && accepts_gzip(&request);
        let mut response = self.inner.call(request).await?.into_response();
        if !is_compressible(&response) {
            return Ok(response);
        }
        response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        if is_accepted { compress(response).await } else { Ok(response) }
    }
}

/// Returns whether the client accepts gzip (RFC 9110, section 12.5.3).
fn accepts_gzip(request: &Request) -> bool {
    let headers = request.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let codings: Vec<(String, bool)> = headers.flat_map(|header| header.split(',')).map(coding).collect();
    let accepted = |names: &[&str]| {
        codings.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, accepted)| *accepted)
    };
    accepted(&["gzip", "x-gzip"]).or_else(|| accepted(&["*"])).unwrap_or(false)
}

/// Returns the name of a coding, and whether it is accepted at all.
fn coding(text: &str) -> (String, bool) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    (name, weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0)))
}

fn is_compressible(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    COMPRESSED.contains(&media_type) && !response.headers().contains_key(CONTENT_ENCODING)
}

async fn compress(mut response: Response) -> Result<Response> {
    let mut pieces = response.take_body().into_bytes_stream().boxed();
    let failed = |error: io::Error| poem::Error::new(error, StatusCode::INTERNAL_SERVER_ERROR);
    let Some(first) = pieces.next().await.transpose().map_err(failed)? else { return Ok(response) };
    // A body that is in memory is one piece: after it, the end is known without waiting.
    let rest = match pieces.next().now_or_never() {
        Some(None) if first.len() < MIN_BYTES => {
            response.set_body(first);
            return Ok(response);
        }
        second => second.flatten(),
    };
    let begin = stream::iter([Some(Ok(first)), rest].into_iter().flatten());
    response.set_body(Body::from_bytes_stream(gzip(begin.chain(pieces).boxed())));
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("none"));
    // Another sequence of bytes, but the same content.
    if let Some(etag) = headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| tag.starts_with('"'))
        && let Ok(weak) = HeaderValue::from_str(&format!("W/{etag}"))
    {
        headers.insert(ETAG, weak);
    }
    Ok(response)
}

/// Returns the compressed pieces.
fn gzip<B: AsRef<[u8]> + Send + 'static>(
    pieces: BoxStream<'static, io::Result<B>>,
) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    let encoder = GzEncoder::new(Vec::new(), Level::new(LEVEL));
    stream::try_unfold((pieces, Some(encoder)), async |(mut pieces, encoder)| {
        let Some(mut encoder) = encoder else { return Ok(None) };
        while let Some(piece) = pieces.next().await.transpose()? {
            encoder.write_all(piece.as_ref())?;
            let written = std::mem::take(encoder.get_mut());
            if !written.is_empty() {
                return Ok(Some((written, (pieces, Some(encoder)))));
            }
        }
        Ok(Some((encoder.finish()?, (pieces, None))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_codings_decide() {
        let accepts =
            |header: &str| accepts_gzip(&Request::builder().header(ACCEPT_ENCODING, header).finish());
        for accepted in ["gzip", "br, GZIP;q=0.1", "x-gzip", "*", "identity, *;q=0.5", "gzip ; q=1.000"] {
            assert!(accepts(accepted), "{accepted}");
        }
        for refused in ["", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "gzip;q=x"] {
            assert!(!accepts(refused), "{refused}");
        }
        assert!(!accepts_gzip(&Request::default()));
    }
}
