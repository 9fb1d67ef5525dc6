//! Reads a request's body within bounds of size and time.

use std::time::Duration;

use futures_util::stream::StreamExt;
use poem::Body;

/// How many times the limit is read and thrown away before a body too long is answered. Most clients read an answer only
/// after they have sent everything; with the connection closed on them they would never see it.
const PATIENCE: usize = 32;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    /// Longer than the limit.
    TooLong,
    /// It did not come in time.
    TooSlow,
    /// The connection broke, or the framing is wrong.
    Broken,
}

/// The whole body, of at most `limit` bytes.
pub(super) async fn read(body: Body, limit: usize, patience: Duration) -> Result<Vec<u8>, BodyError> {
    tokio::time::timeout(patience, collect(body, limit)).await.unwrap_or(Err(BodyError::TooSlow))
}

async fn collect(body: Body, limit: usize) -> Result<Vec<u8>, BodyError> {
    let mut chunks = std::pin::pin!(body.into_bytes_stream());
    let (mut bytes, mut length) = (Vec::new(), 0usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BodyError::Broken)?;
        length = length.saturating_add(chunk.len());
        if length <= limit {
            bytes.extend_from_slice(&chunk);
        } else if length > limit.saturating_mul(PATIENCE) {
            break;
        } else {
            bytes = Vec::new();
        }
    }
    if length > limit { Err(BodyError::TooLong) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_bounded_in_size_and_time() {
        let second = Duration::from_secs(1);
        assert_eq!(read(Body::from("abcd"), 4, second).await, Ok(b"abcd".to_vec()));
        assert_eq!(read(Body::from("abcde"), 4, second).await, Err(BodyError::TooLong));
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let slow = read(Body::from_bytes_stream(never), 4, Duration::from_millis(5)).await;
        assert_eq!(slow, Err(BodyError::TooSlow));
    }
}
