//! The encryption of messages (RFC 8291): only the device can read them, not the push service.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SystemRandom;

use crate::random;

/// The length of a public key: an uncompressed point on P-256.
const PUBLIC_KEY_BYTES: usize = 65;
/// The record size in the header. A message is one record, which may be shorter.
const RECORD_SIZE: u32 = 4_096;
/// Marks the end of the last record.
const LAST_RECORD: u8 = 2;

/// The keys that a device generated for its subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceKeys {
    /// The public key (`p256dh`).
    pub public: [u8; PUBLIC_KEY_BYTES],
    /// The secret that the push service does not know (`auth`).
    pub auth: [u8; 16],
}

/// The error for a device whose public key is not a point on the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the device's public key is not a point on P-256")]
pub struct CannotEncrypt;

impl From<Unspecified> for CannotEncrypt {
    fn from(_: Unspecified) -> Self {
        Self
    }
}

/// Encrypts a message for a device, in the content coding `aes128gcm` (RFC 8188).
pub fn encrypt(message: &[u8], device: &DeviceKeys) -> Result<Vec<u8>, CannotEncrypt> {
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())?;
    let own_public = own.compute_public_key()?;
    let device_public = UnparsedPublicKey::new(&ECDH_P256, device.public);
    let salt = random::bytes::<16>();
    Ok(agree_ephemeral(own, &device_public, |secret| {
        seal(message, secret, device, own_public.as_ref(), &salt)
    })??)
}

fn seal(
    message: &[u8],
    secret: &[u8],
    device: &DeviceKeys,
    own_public: &[u8],
    salt: &[u8; 16],
) -> Result<Vec<u8>, Unspecified> {
    let shared = Salt::new(HKDF_SHA256, &device.auth).extract(secret);
    let keying: [u8; 32] = derive(&shared, &[b"WebPush: info\0", &device.public, own_public])?;
    let keying = Salt::new(HKDF_SHA256, salt).extract(&keying);
    let key: [u8; 16] = derive(&keying, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = derive(&keying, &[b"Content-Encoding: nonce\0"])?;
    let mut record = [message, &[LAST_RECORD]].concat();
    LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?).seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::empty(),
        &mut record,
    )?;
    let key_length = u8::try_from(own_public.len()).map_err(|_| Unspecified)?;
    Ok([salt.as_slice(), &RECORD_SIZE.to_be_bytes(), &[key_length], own_public, &record].concat())
}

/// The length of a derived key, in bytes.
struct KeyBytes(usize);

impl KeyType for KeyBytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive<const N: usize>(from: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut key = [0; N];
    from.expand(info, KeyBytes(N))?.fill(&mut key)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn the_example_of_rfc_8291_is_encrypted_to_the_same_bytes() {
        let public =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let device = DeviceKeys {
            public: bytes(public).try_into().unwrap(),
            auth: bytes("BTBZMqHH6r4Tts7J_aSIgg").try_into().unwrap(),
        };
        let message = seal(
            b"When I grow up, I want to be a watermelon",
            &bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"),
            &device,
            &bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
            &bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        );
        assert_eq!(
            URL_SAFE_NO_PAD.encode(message.unwrap()),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
             mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
             pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_key_that_is_no_point_on_the_curve_is_refused() {
        let device = DeviceKeys { public: [4; PUBLIC_KEY_BYTES], auth: [0; 16] };
        assert_eq!(encrypt(b"x", &device), Err(CannotEncrypt));
    }

    #[test]
    fn each_message_has_keys_of_its_own() {
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = own.compute_public_key().unwrap().as_ref().try_into().unwrap();
        let device = DeviceKeys { public, auth: [7; 16] };
        assert_ne!(encrypt(b"x", &device).unwrap(), encrypt(b"x", &device).unwrap());
    }
}
