//! Devices that decrypt the messages of a push service as browsers do (RFC 8291).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::rand::SystemRandom;
use ring::signature;
use serde_json::{Value, json};

use super::receiver::Receiver;

/// A device with the keys of its subscription. It can decrypt one message: the private key is used up.
pub(crate) struct Device {
    pub(crate) endpoint: String,
    private: EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

impl Device {
    /// Creates the subscription with this name at a push service.
    pub(crate) fn new(service: &Receiver, name: &str) -> Self {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        Self { endpoint: format!("{}/{name}", service.origin), private, public, auth: [42; 16] }
    }

    /// Returns the input of `subscribeToPush`.
    pub(crate) fn input(&self) -> Value {
        json!({
            "endpoint": self.endpoint,
            "p256dh": URL_SAFE_NO_PAD.encode(&self.public),
            "auth": URL_SAFE_NO_PAD.encode(self.auth),
        })
    }

    /// Decrypts a message.
    pub(crate) fn decrypt(self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (record_size, rest) = rest.split_at(4);
        assert_eq!(record_size, 4_096_u32.to_be_bytes());
        assert_eq!(rest[0], 65, "the length of the sender's public key");
        let (sender, record) = rest[1..].split_at(65);
        let peer = UnparsedPublicKey::new(&ECDH_P256, sender);
        let secret = agree_ephemeral(self.private, &peer, <[u8]>::to_vec).unwrap();
        let info = [b"WebPush: info\0".as_slice(), &self.public, sender].concat();
        let keying = expand(&extract(&self.auth, &secret), &info);
        let keying = extract(salt, &keying);
        let key = expand(&keying, b"Content-Encoding: aes128gcm\0");
        let nonce = expand(&keying, b"Content-Encoding: nonce\0");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).unwrap());
        let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).unwrap();
        let mut record = record.to_vec();
        let text = key.open_in_place(nonce, Aad::empty(), &mut record).unwrap();
        let (last, text) = text.split_last().unwrap();
        assert_eq!(*last, 2, "the end of the last record");
        serde_json::from_slice(text).unwrap()
    }
}

/// Returns the input of `subscribeToPush` for a device that receives nothing, with the keys of the example in RFC 8291.
pub(crate) fn subscription(endpoint: &str) -> Value {
    json!({
        "endpoint": endpoint,
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    })
}

/// HKDF (RFC 5869) for one block, written out, so that it is independent of the service's.
fn extract(salt: &[u8], keying: &[u8]) -> Vec<u8> {
    sign(&Key::new(HMAC_SHA256, salt), keying).as_ref().to_vec()
}

fn expand(key: &[u8], info: &[u8]) -> Vec<u8> {
    sign(&Key::new(HMAC_SHA256, key), &[info, &[1]].concat()).as_ref().to_vec()
}

/// Verifies the header `Authorization` of a message with a public key (RFC 8292), and returns the claims.
pub(crate) fn verify(authorization: &str, public_key: &str) -> Value {
    let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, public_key);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, bytes(key))
        .verify(signed.as_bytes(), &bytes(signature))
        .unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let json = |text: &str| serde_json::from_slice::<Value>(&bytes(text)).unwrap();
    assert_eq!(json(header), json!({"typ": "JWT", "alg": "ES256"}));
    json(claims)
}
