//! The key by which push services recognize this service (VAPID, RFC 8292).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::json;

const LINE_LENGTH: usize = 64;

/// A private key on P-256. Devices subscribe with its public key, so it must stay the same.
pub struct VapidKey {
    pair: EcdsaKeyPair,
}

/// The error for a text that does not contain a private key on P-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a private key on P-256 as PKCS #8 in PEM ({0})")]
pub struct InvalidKey(String);

/// The error for a message that could not be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature of a push message could not be made")]
pub struct CannotSign;

impl VapidKey {
    /// Reads a key as `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` writes it.
    pub fn from_pem(pem: &[u8]) -> Result<Self, InvalidKey> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem).map_err(|error| InvalidKey(error.to_string()))?;
        EcdsaKeyPair::from_pkcs8(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            der.secret_pkcs8_der(),
            &SystemRandom::new(),
        )
        .map(|pair| Self { pair })
        .map_err(|error| InvalidKey(error.to_string()))
    }

    /// Generates a key, and returns it in the form that [`Self::from_pem`] reads.
    pub fn generate_pem() -> Result<String, CannotSign> {
        let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| CannotSign)?;
        let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
        for (index, character) in STANDARD.encode(der.as_ref()).chars().enumerate() {
            if index > 0 && index.is_multiple_of(LINE_LENGTH) {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END PRIVATE KEY-----\n");
        Ok(pem)
    }

    /// Returns the public key, an uncompressed point in base64url, as browsers need it for a subscription.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// Returns the header `Authorization` of a message. `origin` is that of the push service, `subject` the address at
    /// which its operator reaches this service's.
    pub fn authorization(
        &self,
        origin: &str,
        subject: &str,
        expires_at: DateTime<Utc>,
    ) -> Result<String, CannotSign> {
        let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let header = part(json!({"typ": "JWT", "alg": "ES256"}));
        let claims = part(json!({"aud": origin, "exp": expires_at.timestamp(), "sub": subject}));
        let signed = format!("{header}.{claims}");
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).map_err(|_| CannotSign)?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_key_can_be_read_and_a_public_key_belongs_to_it() {
        let pem = VapidKey::generate_pem().unwrap();
        let key = VapidKey::from_pem(pem.as_bytes()).unwrap();
        assert_eq!(key.public(), VapidKey::from_pem(pem.as_bytes()).unwrap().public());
        assert_eq!(URL_SAFE_NO_PAD.decode(key.public()).unwrap().len(), 65);
        assert!(pem.lines().all(|line| line.len() <= 64));
        assert_ne!(
            key.public(),
            VapidKey::from_pem(VapidKey::generate_pem().unwrap().as_bytes()).unwrap().public()
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert!(VapidKey::from_pem(text.as_bytes()).is_err(), "{text}");
        }
    }
}
