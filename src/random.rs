//! Randomness: the only file that asks the operating system for it.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// Bytes that nobody can guess.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
    let filled = getrandom::fill(&mut bytes);
    if let Err(error) = filled {
        // Without randomness every token could be guessed: there is no going on.
        tracing::error!(%error, "the operating system gives no randomness");
        std::process::abort();
    }
    bytes
}

/// A new `UUIDv7` of a moment.
pub fn uuid_v7(now: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid()
}
