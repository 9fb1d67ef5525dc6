//! Session tokens: opaque to clients, and known to the database by their hash alone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::random;

/// Makes tokens be recognized where they turn up by mistake, such as in a public repository.
const PREFIX: &str = "dostyq_";

/// A new token of 256 random bits.
pub fn generate() -> SecretString {
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random::bytes::<32>())).into()
}

/// What the database knows a token by. A plain hash is enough: there is nothing to guess in 256 random bits.
pub fn hash(token: &SecretString) -> Vec<u8> {
    Sha256::digest(token.expose_secret()).to_vec()
}
