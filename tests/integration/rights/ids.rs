//! Ids that do not exist.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

/// Returns an id of the same kind and length that does not exist.
pub(super) fn unknown_id_like(id: &str) -> String {
    let random = Uuid::from_u128(u128::from_be_bytes(dostyq::random::bytes()));
    if Uuid::try_parse(id).is_ok() {
        return random.to_string();
    }
    if let Ok(mut bytes) = URL_SAFE_NO_PAD.decode(id)
        // A kind and a UUID; or the kind of a part, the kind of its whole, and a UUID.
        && let Some(at) = match bytes.len() { 17 => Some(1), 26 => Some(2), _ => None }
    {
        bytes[at..at + 16].copy_from_slice(random.as_bytes());
        return URL_SAFE_NO_PAD.encode(bytes);
    }
    let mut letters = random.simple().to_string().into_bytes().into_iter().cycle();
    id.chars().map(|c| if c.is_alphanumeric() { char::from(letters.next().unwrap()) } else { c }).collect()
}
