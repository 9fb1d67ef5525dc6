//! Reads a request's body, with limits of size and time.

use std::time::Duration;

use futures_util::stream::StreamExt;
use poem::Body;

/// How much of a body that is too long is read and discarded before the response, as a multiple of the limit. Most clients
/// read the response only after they have sent everything. If the connection closed earlier, they would never see it.
const DISCARDED_LIMITS: usize = 32;

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    /// The body is longer than the limit.
    TooLong,
    /// The body did not arrive in time.
    TooSlow,
    /// The connection broke, or the framing is wrong.
    Broken,
}

/// Reads the whole body, of at most `limit` bytes.
pub(super) async fn read(body: Body, limit: usize, max_time: Duration) -> Result<Vec<u8>, BodyError> {
    tokio::time::timeout(max_time, collect(body, limit)).await.unwrap_or(Err(BodyError::TooSlow))
}

async fn collect(body: Body, limit: usize) -> Result<Vec<u8>, BodyError> {
    let mut chunks = std::pin::pin!(body.into_bytes_stream());
    let (mut bytes, mut length) = (Vec::new(), 0usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BodyError::Broken)?;
        length = length.saturating_add(chunk.len());
        if length <= limit {
            bytes.extend_from_slice(&chunk);
        } else if length > limit.saturating_mul(DISCARDED_LIMITS) {
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
    async fn the_size_and_time_of_a_body_are_limited() {
        let second = Duration::from_secs(1);
        assert_eq!(read(Body::from("abcd"), 4, second).await, Ok(b"abcd".to_vec()));
        assert_eq!(read(Body::from("abcde"), 4, second).await, Err(BodyError::TooLong));
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let slow = read(Body::from_bytes_stream(never), 4, Duration::from_millis(5)).await;
        assert_eq!(slow, Err(BodyError::TooSlow));
    }
}
