//! The key that encrypts the secrets of second factors and of webhooks, so that a copy of the database does not contain
//! them.

use std::sync::Arc;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use uuid::Uuid;

use crate::app::AppError;
use crate::random;

/// A key of AES-256-GCM.
#[derive(Clone)]
pub struct SecondFactorKey(Arc<LessSafeKey>);

impl SecondFactorKey {
    /// The minimum length of the text that a key is made from, in characters.
    pub const MIN_CHARS: usize = 32;

    /// Makes a key from a random text of at least [`Self::MIN_CHARS`] characters; `None` if it is shorter.
    pub fn new(text: &SecretString) -> Option<Self> {
        let text = text.expose_secret();
        if text.chars().count() < Self::MIN_CHARS {
            return None;
        }
        let bytes: [u8; 32] = Sha256::digest(text).into();
        let key = UnboundKey::new(&AES_256_GCM, &bytes).ok()?;
        Some(Self(Arc::new(LessSafeKey::new(key))))
    }

    /// Encrypts a secret for its owner: a random nonce, and the ciphertext with its tag.
    fn seal(&self, owner: Uuid, secret: &[u8]) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = random::bytes();
        let mut sealed = secret.to_vec();
        let about = Aad::from(owner.into_bytes());
        self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), about, &mut sealed).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    fn open<const N: usize>(&self, owner: Uuid, stored: &[u8]) -> Option<[u8; N]> {
        let (nonce, sealed) = stored.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let about = Aad::from(owner.into_bytes());
        let opened = self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), about, &mut sealed).ok()?;
        <[u8; N]>::try_from(&*opened).ok()
    }
}

/// Returns what the database stores for a secret of an account or of another owner: encrypted if there is a key, otherwise
/// the secret itself.
pub(in crate::app) fn stored_secret<const N: usize>(
    key: Option<&SecondFactorKey>,
    owner: Uuid,
    secret: &[u8; N],
) -> Result<Vec<u8>, AppError> {
    let stored = key.map_or_else(|| Some(secret.to_vec()), |key| key.seal(owner, secret));
    stored.ok_or_else(|| AppError::Internal("a secret could not be encrypted".to_owned()))
}

/// Reads a secret that the database stores. A secret that was stored without a key stays readable when there is one. Fails
/// if it was encrypted with another key.
pub(in crate::app) fn read_secret<const N: usize>(
    key: Option<&SecondFactorKey>,
    owner: Uuid,
    stored: &[u8],
) -> Result<[u8; N], AppError> {
    let secret = match <[u8; N]>::try_from(stored) {
        Ok(plain) => Some(plain),
        Err(_) => key.and_then(|key| key.open(owner, stored)),
    };
    secret.ok_or_else(|| AppError::Internal("a secret was encrypted with another key".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> SecondFactorKey {
        SecondFactorKey::new(&text.to_owned().into()).unwrap()
    }

    #[test]
    fn a_secret_is_read_with_the_key_and_for_the_account_it_was_stored_for() {
        let (one, other) = (key("кілт 0123456789 0123456789 0123456789"), key(&"x".repeat(32)));
        let account = Uuid::from_u128(1);
        let secret = *b"12345678901234567890";
        let sealed = stored_secret(Some(&one), account, &secret).unwrap();
        assert!(!sealed.windows(5).any(|part| secret.windows(5).any(|plain| plain == part)));
        assert_ne!(sealed, stored_secret(Some(&one), account, &secret).unwrap(), "no nonce is used twice");

        let read = |key, account, stored: &[u8]| read_secret(key, account, stored).ok();
        assert_eq!(read(Some(&one), account, &sealed), Some(secret));
        assert_eq!(read(Some(&other), account, &sealed), None);
        assert_eq!(read(None, account, &sealed), None);
        assert_eq!(read(Some(&one), Uuid::from_u128(2), &sealed), None);
        let mut changed = sealed.clone();
        changed[20] ^= 1;
        assert_eq!(read(Some(&one), account, &changed), None);
        // Stored before there was a key.
        let plain = stored_secret(None, account, &secret).unwrap();
        assert_eq!(
            (read(None, account, &plain), read(Some(&one), account, &plain)),
            (Some(secret), Some(secret))
        );
    }

    #[test]
    fn a_short_text_is_no_key() {
        assert!(SecondFactorKey::new(&"x".repeat(31).into()).is_none());
        assert!(SecondFactorKey::new(&"ә".repeat(32).into()).is_some());
    }
}
