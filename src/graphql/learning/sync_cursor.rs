//! Cursors of `changes`: a client's position in the change feed. A digest detects cursors of another learner or another
//! list, and typing errors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::ids::AccountId;
use crate::domain::learning::sync::{ChangePosition, ContentCoverage, ContentKey, SyncPosition};
use crate::graphql::errors::ApiError;

/// The number of digest bytes at the end of a cursor. They detect mistakes, not forgery: a forged cursor returns
/// nothing but the learner's own data.
const DIGEST_LENGTH: usize = 6;

/// A position as a tuple of numbers.
type CursorFields = (i64, u8, Uuid, i64, i64, Option<(i64, i64, ContentKey)>);

/// Encodes a learner's position as a cursor.
pub(super) fn encode_cursor(learner: AccountId, position: &SyncPosition) -> String {
    let SyncPosition { own, content, in_progress } = position;
    let in_progress = in_progress.map(|(target, after)| (target.version, target.through, after));
    let fields: CursorFields = (own.number, own.kind, own.id, content.version, content.through, in_progress);
    // Numbers always serialize to JSON.
    let mut bytes = serde_json::to_vec(&fields).unwrap_or_default();
    let digest = digest(learner, &bytes);
    bytes.extend_from_slice(&digest);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes the position from a learner's cursor.
pub(super) fn decode_cursor(learner: AccountId, cursor: &str) -> Result<SyncPosition, ApiError> {
    let decode = || {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (encoded, found_digest) = bytes.split_at_checked(bytes.len().checked_sub(DIGEST_LENGTH)?)?;
        let fields: CursorFields = (digest(learner, encoded) == found_digest)
            .then(|| serde_json::from_slice(encoded).ok())
            .flatten()?;
        let (number, kind, id, version, through, in_progress) = fields;
        Some(SyncPosition {
            own: ChangePosition { number, kind, id },
            content: ContentCoverage { version, through },
            in_progress: in_progress
                .map(|(version, through, after)| (ContentCoverage { version, through }, after)),
        })
    };
    decode().ok_or_else(unknown_cursor)
}

/// The error for a cursor that this learner never received, or that the database no longer knows.
pub(super) fn unknown_cursor() -> ApiError {
    ApiError::bad_input("«since» is not a cursor of your changes. Start over without it.")
}

fn digest(learner: AccountId, encoded: &[u8]) -> Vec<u8> {
    let digest =
        Sha256::new().chain_update(b"changes").chain_update(learner.uuid().as_bytes()).chain_update(encoded);
    digest.finalize().into_iter().take(DIGEST_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learner(number: u128) -> AccountId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn a_cursor_decodes_to_its_position() {
        let middle = SyncPosition {
            own: ChangePosition { number: 7, kind: 2, id: Uuid::from_u128(9) },
            content: ContentCoverage { version: 3, through: 4 },
            in_progress: Some((ContentCoverage { version: 5, through: 7 }, (2, Uuid::from_u128(8)))),
        };
        for position in [SyncPosition::BEGIN, SyncPosition::at(12, 3), middle] {
            assert_eq!(decode_cursor(learner(1), &encode_cursor(learner(1), &position)), Ok(position));
        }
    }

    #[test]
    fn a_cursor_of_another_learner_or_a_tampered_one_is_refused() {
        let cursor = encode_cursor(learner(1), &SyncPosition::at(12, 3));
        assert!(decode_cursor(learner(2), &cursor).is_err());
        let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
        for place in 0..bytes.len() {
            bytes[place] ^= 1;
            assert!(decode_cursor(learner(1), &URL_SAFE_NO_PAD.encode(&bytes)).is_err(), "byte {place}");
            bytes[place] ^= 1;
        }
        for text in ["", "x", "AAAA", "ы", &cursor[2..]] {
            assert!(decode_cursor(learner(1), text).is_err(), "{text}");
        }
    }
}
