//! Cursors of `changes`: where a client stands, sealed, so that nobody goes on from what another learner, another list or
//! a slip of the keyboard made of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::ids::AccountId;
use crate::domain::learning::sync::{ChangePlace, ContentKey, ContentReach, SyncPosition};
use crate::graphql::errors::ApiError;

/// How many bytes of the digest a cursor ends with. They find mistakes, not forgers: whoever makes a cursor up is told
/// nothing but what is their own.
const SEAL: usize = 6;

/// A position as the numbers that it consists of.
type Stored = (i64, u8, Uuid, i64, i64, Option<(i64, i64, ContentKey)>);

/// The cursor of a position of a learner's.
pub(super) fn seal(learner: AccountId, position: &SyncPosition) -> String {
    let SyncPosition { own, content, underway } = position;
    let underway = underway.map(|(target, after)| (target.version, target.through, after));
    let stored: Stored = (own.number, own.kind, own.id, content.version, content.through, underway);
    // Numbers are always JSON.
    let mut bytes = serde_json::to_vec(&stored).unwrap_or_default();
    let digest = digest(learner, &bytes);
    bytes.extend_from_slice(&digest);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The position that a cursor tells.
pub(super) fn open(learner: AccountId, cursor: &str) -> Result<SyncPosition, ApiError> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (stored, sealed) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
        let stored: Stored =
            (digest(learner, stored) == sealed).then(|| serde_json::from_slice(stored).ok()).flatten()?;
        let (number, kind, id, version, through, underway) = stored;
        Some(SyncPosition {
            own: ChangePlace { number, kind, id },
            content: ContentReach { version, through },
            underway: underway.map(|(version, through, after)| (ContentReach { version, through }, after)),
        })
    };
    read().ok_or_else(no_cursor)
}

/// What a cursor is answered that this learner never got, or the database does not know any more.
pub(super) fn no_cursor() -> ApiError {
    ApiError::bad_input("«since» is not a cursor of your changes: begin anew, without it.")
}

fn digest(learner: AccountId, stored: &[u8]) -> Vec<u8> {
    let digest =
        Sha256::new().chain_update(b"changes").chain_update(learner.uuid().as_bytes()).chain_update(stored);
    digest.finalize().into_iter().take(SEAL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learner(number: u128) -> AccountId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn a_cursor_leads_back_to_its_position() {
        let middle = SyncPosition {
            own: ChangePlace { number: 7, kind: 2, id: Uuid::from_u128(9) },
            content: ContentReach { version: 3, through: 4 },
            underway: Some((ContentReach { version: 5, through: 7 }, (2, Uuid::from_u128(8)))),
        };
        for position in [SyncPosition::BEGIN, SyncPosition::at(12, 3), middle] {
            assert_eq!(open(learner(1), &seal(learner(1), &position)), Ok(position));
        }
    }

    #[test]
    fn a_cursor_of_another_learner_or_a_tampered_one_is_refused() {
        let cursor = seal(learner(1), &SyncPosition::at(12, 3));
        assert!(open(learner(2), &cursor).is_err());
        let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
        for place in 0..bytes.len() {
            bytes[place] ^= 1;
            assert!(open(learner(1), &URL_SAFE_NO_PAD.encode(&bytes)).is_err(), "byte {place}");
            bytes[place] ^= 1;
        }
        for text in ["", "x", "AAAA", "ы", &cursor[2..]] {
            assert!(open(learner(1), text).is_err(), "{text}");
        }
    }
}
