//! Tokens of sessions and of links in messages, opaque to clients, and login codes: stored in the database only as
//! hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::domain::accounts::LoginCode;
use crate::domain::ids::AccountId;
use crate::random;

/// Makes leaked tokens recognizable, for example in a public repository.
const PREFIX: &str = "dostyq_";

/// Generates the token of a session, 256 random bits.
pub fn generate() -> SecretString {
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random::bytes::<32>())).into()
}

/// Generates the token of a link in a message, 128 random bits, so that the link fits on one line.
pub fn generate_for_link() -> SecretString {
    URL_SAFE_NO_PAD.encode(random::bytes::<16>()).into()
}

/// Returns the hash under which the database stores an account's login code.
pub fn login_code_hash(account: AccountId, code: &LoginCode) -> Vec<u8> {
    Sha256::new().chain_update(account.uuid().as_bytes()).chain_update(code.as_str()).finalize().to_vec()
}

/// Returns the hash under which the database stores a token. A plain hash is enough: 128 random bits cannot be guessed.
pub fn hash(token: &SecretString) -> Vec<u8> {
    Sha256::digest(token.expose_secret()).to_vec()
}
