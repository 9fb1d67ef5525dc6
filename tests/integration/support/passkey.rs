//! A device that makes and uses passkeys, in software: WebAuthn with ES256 and no attestation.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::client::Client;
use super::second_factor::texts;
use super::service::PUBLIC_URL;

pub(crate) const START: &str = "mutation { startPasskeyRegistration { options errors { code path } } }";
pub(crate) const REGISTER: &str = "mutation($input: RegisterPasskeyInput!) { registerPasskey(input: $input) {
    passkey { id name createdAt lastUsedAt }
    viewer { account { hasSecondFactor hasAuthenticatorApp needsSecondFactor recoveryCodesLeft } }
    recoveryCodes errors { code path }
} }";
pub(crate) const START_LOGIN: &str = "mutation($purpose: PasskeyPurpose!) {
    startPasskeyLogin(input: {purpose: $purpose}) { options errors { code path } }
}";

/// Flags of WebAuthn's authenticator data.
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

/// A device with one passkey. A test may change what the device reports.
pub(crate) struct Device {
    keys: EcdsaKeyPair,
    pub(crate) credential_id: Vec<u8>,
    /// The account that the passkey was made for, as the service named it.
    pub(crate) user_handle: Value,
    /// The origin of the page, as the browser reports it.
    pub(crate) origin: String,
    /// The site that the device signs for, if it is not the one of the options.
    pub(crate) rp_id: Option<String>,
    pub(crate) verifies_user: bool,
    /// The number of signatures so far; `None` for a device that does not count them.
    pub(crate) counter: Option<u32>,
}

impl Device {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let keys = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).unwrap();
        let credential_id = Sha256::digest(keys.public_key().as_ref())[..16].to_vec();
        Self {
            keys,
            credential_id,
            user_handle: Value::Null,
            origin: PUBLIC_URL.to_owned(),
            rp_id: None,
            verifies_user: true,
            counter: Some(0),
        }
    }

    /// Makes a passkey, and registers it for the account that the client is logged in to.
    pub(crate) async fn registered(client: &Client) -> Self {
        Self::registered_with_codes(client).await.0
    }

    /// As [`Self::registered`], for an account without a second factor. Returns the recovery codes, too.
    pub(crate) async fn first(client: &Client) -> (Self, Vec<String>) {
        let (device, payload) = Self::registered_with_codes(client).await;
        (device, texts(&payload["recoveryCodes"]))
    }

    async fn registered_with_codes(client: &Client) -> (Self, Value) {
        let mut device = Self::new();
        let credential = device.create(&registration_options(client).await);
        let payload = register(client, "Телефон", &credential).await;
        assert_eq!(payload["errors"], json!([]));
        (device, payload)
    }

    /// What `navigator.credentials.create` returns for these options.
    pub(crate) fn create(&mut self, options: &Value) -> Value {
        self.user_handle = options["user"]["id"].clone();
        let client_data = self.client_data("webauthn.create", options);
        let mut data = self.authenticator_data(options["rp"]["id"].as_str().unwrap(), HAS_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential_id.len()).unwrap().to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.cose_key());
        let mut attestation = vec![0xa3];
        attestation.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData");
        attestation.extend([0x58, u8::try_from(data.len()).unwrap()]);
        attestation.extend(data);
        self.response(&json!({
            "clientDataJSON": encode(&client_data),
            "attestationObject": encode(&attestation),
            "transports": ["internal"],
        }))
    }

    /// What `navigator.credentials.get` returns for these options.
    pub(crate) fn get(&mut self, options: &Value) -> Value {
        self.counter = self.counter.map(|counter| counter + 1);
        let client_data = self.client_data("webauthn.get", options);
        let data = self.authenticator_data(options["rpId"].as_str().unwrap(), 0);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature = self.keys.sign(&SystemRandom::new(), &signed).unwrap();
        self.response(&json!({
            "clientDataJSON": encode(&client_data),
            "authenticatorData": encode(&data),
            "signature": encode(signature.as_ref()),
            "userHandle": self.user_handle,
        }))
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn authenticator_data(&self, rp_id: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies_user { USER_VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.rp_id.as_deref().unwrap_or(rp_id)).to_vec();
        data.push(USER_PRESENT | verified | flags);
        data.extend(self.counter.unwrap_or(0).to_be_bytes());
        data
    }

    /// The public key as COSE writes it in CBOR: `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`.
    fn cose_key(&self) -> Vec<u8> {
        let (x, y) = self.keys.public_key().as_ref()[1..].split_at(32);
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        key.extend(x);
        key.extend([0x22, 0x58, 0x20]);
        key.extend(y);
        key
    }

    fn response(&self, response: &Value) -> Value {
        let id = encode(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {}, "response": response,
        })
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Begins to register a passkey, and returns the options.
pub(crate) async fn registration_options(client: &Client) -> Value {
    let started = client.query(START, json!({})).await["startPasskeyRegistration"].take();
    assert_eq!(started["errors"], json!([]));
    started["options"].clone()
}

/// Begins a login, and returns the options.
pub(crate) async fn login_options(client: &Client, purpose: &str) -> Value {
    let started = client.query(START_LOGIN, json!({"purpose": purpose})).await["startPasskeyLogin"].take();
    assert_eq!(started["errors"], json!([]));
    started["options"].clone()
}

/// Sends what a device has made, and returns the payload.
pub(crate) async fn register(client: &Client, name: &str, credential: &Value) -> Value {
    let input = json!({"name": name, "credential": credential});
    client.query(REGISTER, json!({"input": input})).await["registerPasskey"].take()
}
