//! Randomness: the only module that requests it from the operating system.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// Returns unpredictable bytes.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the only place that requests randomness")]
    let filled = getrandom::fill(&mut bytes);
    if let Err(error) = filled {
        // Without randomness, tokens could be guessed, so the program must not continue.
        tracing::error!(%error, "the operating system provides no randomness");
        std::process::abort();
    }
    bytes
}

/// Returns a new `UUIDv7` for a time.
pub fn uuid_v7(now: DateTime<Utc>) -> Uuid {
    uuid_v7_with(now, bytes())
}

/// Returns the lowest and the highest `UUIDv7` of a period.
pub fn uuid_v7_range(first: DateTime<Utc>, last: DateTime<Utc>) -> (Uuid, Uuid) {
    (uuid_v7_with(first, [0; 10]), uuid_v7_with(last, [u8::MAX; 10]))
}

fn uuid_v7_with(time: DateTime<Utc>, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
