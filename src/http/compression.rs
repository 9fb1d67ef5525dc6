//! Compresses responses for clients that accept it: long ones with Brotli, the others with gzip.
//!
//! poem's own middleware does not fit: it would compress event streams, which a client would then receive late,
//! decompress requests past the limit on their size, and link zstd, which is C. Lengths of compressed responses can
//! disclose a secret only where somebody else can make the client send requests with its credentials. Tokens in
//! headers, unlike cookies, prevent that.

use std::io::{self, Write as _};

use brotli::CompressorWriter;
use flate2::Compression as Level;
use flate2::write::GzEncoder;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use poem::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY,
};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Body, Endpoint, IntoResponse as _, Middleware, Request, Response, Result};

use super::weights::weighted;

/// Shorter bodies are sent as they are: compressed, they would fill as many packets.
const MIN_BYTES: usize = 1_000;
/// Bodies of this size and streams are compressed with Brotli. It makes them smaller, but its tables take longer to set up
/// than a short response takes.
const LONG_BYTES: usize = 32_000;
/// Takes a fifth of the default level's time, for a sixth more bytes.
const GZIP_LEVEL: u32 = 3;
/// Still about as fast as gzip.
const BROTLI_LEVEL: u32 = 4;
/// The size of Brotli's window, as a power of two: 256 KiB, which bounds its memory.
const BROTLI_WINDOW: u32 = 18;
/// The media types that are compressed. Event streams are not among them, nor archives.
const COMPRESSED: [&str; 15] = [
    "application/atom+xml",
    "application/csvm+json",
    "application/graphql-response+json",
    "application/json",
    "application/ld+json",
    "application/manifest+json",
    "application/xml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/markdown",
    "text/plain",
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
        let accepted =
            if request.method() == Method::HEAD { Accepted::default() } else { accepted(&request) };
        let mut response = self.inner.call(request).await?.into_response();
        if !is_compressible(&response) {
            return Ok(response);
        }
        response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        if accepted == Accepted::default() { Ok(response) } else { compress(response, accepted).await }
    }
}

/// The codings that a client accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Accepted {
    brotli: bool,
    pub(super) gzip: bool,
}

/// Returns which codings the client accepts (RFC 9110, section 12.5.3).
pub(super) fn accepted(request: &Request) -> Accepted {
    let headers = request.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let codings: Vec<(String, bool)> = headers.flat_map(|header| header.split(',')).map(coding).collect();
    let accepted = |names: &[&str]| {
        codings.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, accepted)| *accepted)
    };
    let any = accepted(&["*"]).unwrap_or(false);
    Accepted { brotli: accepted(&["br"]).unwrap_or(any), gzip: accepted(&["gzip", "x-gzip"]).unwrap_or(any) }
}

/// Returns the name of a coding, and whether it is accepted at all.
fn coding(text: &str) -> (String, bool) {
    let (name, weight) = weighted(text);
    (name.to_ascii_lowercase(), weight > 0.0)
}

fn is_compressible(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    COMPRESSED.contains(&media_type) && !response.headers().contains_key(CONTENT_ENCODING)
}

async fn compress(mut response: Response, accepted: Accepted) -> Result<Response> {
    let mut pieces = response.take_body().into_bytes_stream().boxed();
    let failed = |error: io::Error| poem::Error::new(error, StatusCode::INTERNAL_SERVER_ERROR);
    let Some(first) = pieces.next().await.transpose().map_err(failed)? else { return Ok(response) };
    // A body that is in memory is one piece: after it, the end is known without waiting.
    let second = pieces.next().now_or_never();
    let is_whole = matches!(second, Some(None));
    if is_whole && first.len() < MIN_BYTES {
        response.set_body(first);
        return Ok(response);
    }
    let rest = second.flatten();
    let is_long = first.len() >= LONG_BYTES || !is_whole;
    let encoder = Encoder::new(accepted.brotli && (is_long || !accepted.gzip));
    let name = HeaderValue::from_static(encoder.name());
    let begin = stream::iter([Some(Ok(first)), rest].into_iter().flatten());
    response.set_body(Body::from_bytes_stream(encoded(encoder, begin.chain(pieces).boxed())));
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_ENCODING, name);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("none"));
    // Another sequence of bytes, but the same content.
    if let Some(etag) = headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| tag.starts_with('"'))
        && let Ok(weak) = HeaderValue::from_str(&format!("W/{etag}"))
    {
        headers.insert(ETAG, weak);
    }
    Ok(response)
}

/// What compresses a body.
enum Encoder {
    Brotli(Box<CompressorWriter<Vec<u8>>>),
    Gzip(GzEncoder<Vec<u8>>),
}

impl Encoder {
    fn new(is_brotli: bool) -> Self {
        if is_brotli {
            let encoder = CompressorWriter::new(Vec::new(), 4096, BROTLI_LEVEL, BROTLI_WINDOW);
            Self::Brotli(Box::new(encoder))
        } else {
            Self::Gzip(GzEncoder::new(Vec::new(), Level::new(GZIP_LEVEL)))
        }
    }

    /// Returns the name of the coding.
    fn name(&self) -> &'static str {
        match self {
            Self::Brotli(_) => "br",
            Self::Gzip(_) => "gzip",
        }
    }

    /// Compresses a piece, and returns what is ready.
    fn encode(&mut self, piece: &[u8]) -> io::Result<Vec<u8>> {
        let ready = match self {
            Self::Brotli(encoder) => {
                encoder.write_all(piece)?;
                encoder.get_mut()
            }
            Self::Gzip(encoder) => {
                encoder.write_all(piece)?;
                encoder.get_mut()
            }
        };
        Ok(std::mem::take(ready))
    }

    /// Returns the end.
    fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli(encoder) => Ok(encoder.into_inner()),
            Self::Gzip(encoder) => encoder.finish(),
        }
    }
}

/// Returns the compressed pieces.
fn encoded<B: AsRef<[u8]> + Send + 'static>(
    encoder: Encoder,
    pieces: BoxStream<'static, io::Result<B>>,
) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    stream::try_unfold((pieces, Some(encoder)), async |(mut pieces, encoder)| {
        let Some(mut encoder) = encoder else { return Ok(None) };
        while let Some(piece) = pieces.next().await.transpose()? {
            let ready = encoder.encode(piece.as_ref())?;
            if !ready.is_empty() {
                return Ok(Some((ready, (pieces, Some(encoder)))));
            }
        }
        Ok(Some((encoder.finish()?, (pieces, None))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_compressible_unless_it_is_encoded_or_a_stream_of_events() {
        let response = |media_type: &str| Response::builder().content_type(media_type).finish();
        for media_type in [
            "application/xml; charset=utf-8",
            "image/svg+xml",
            "text/plain; charset=utf-8",
            "application/manifest+json",
        ] {
            assert!(is_compressible(&response(media_type)), "{media_type}");
        }
        for media_type in ["text/event-stream; charset=utf-8", "image/png", "application/zip"] {
            assert!(!is_compressible(&response(media_type)), "{media_type}");
        }
        let mut encoded = response("image/svg+xml");
        encoded.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(!is_compressible(&encoded));
    }

    #[test]
    fn the_weights_of_codings_decide() {
        for (header, brotli, gzip) in [
            ("gzip", false, true),
            ("gzip, deflate, br", true, true),
            ("br;q=1.0, GZIP;q=0.5", true, true),
            ("x-gzip", false, true),
            ("*", true, true),
            ("identity, *;q=0.5", true, true),
            ("gzip ; q=1.000", false, true),
            ("", false, false),
            ("br", true, false),
            ("gzip;q=0", false, false),
            ("gzip;q=0.000, *", true, false),
            ("br;q=0, *", false, true),
            ("*;q=0", false, false),
            ("gzip;q=x", false, false),
        ] {
            let request = Request::builder().header(ACCEPT_ENCODING, header).finish();
            assert_eq!(accepted(&request), Accepted { brotli, gzip }, "{header}");
        }
        assert_eq!(accepted(&Request::default()), Accepted::default());
    }
}
