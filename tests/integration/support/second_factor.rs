//! An authenticator app, written from RFC 6238, and setting it up.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use ring::hmac;
use serde_json::{Value, json};

use super::client::Client;

pub(crate) const START: &str = "mutation { startTotp { secret otpauthUri errors { code message path } } }";
pub(crate) const CONFIRM: &str = "mutation($code: String!) { confirmTotp(input: {code: $code}) {
    viewer { account { hasSecondFactor needsSecondFactor recoveryCodesLeft } }
    recoveryCodes errors { code path retryAfterSeconds }
} }";

/// What the owner of an account has after setting up a second factor.
pub(crate) struct SecondFactor {
    pub(crate) secret: String,
    pub(crate) recovery_codes: Vec<String>,
}

impl SecondFactor {
    /// Sets up a second factor for the account of a client. The code of this time is used up then.
    pub(crate) async fn set_up(client: &Client, now: DateTime<Utc>) -> Self {
        let started = client.query(START, json!({})).await["startTotp"].take();
        let secret = started["secret"].as_str().unwrap_or_else(|| panic!("{started:#}")).to_owned();
        let confirmed =
            client.query(CONFIRM, json!({"code": code(&secret, now)})).await["confirmTotp"].take();
        assert_eq!(confirmed["errors"], json!([]));
        Self { secret, recovery_codes: texts(&confirmed["recoveryCodes"]) }
    }

    /// Returns the code that the app shows at a time.
    pub(crate) fn code(&self, at: DateTime<Utc>) -> String {
        code(&self.secret, at)
    }
}

/// Returns the strings in a list.
pub(crate) fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Returns the code of a secret at a time.
pub(crate) fn code(secret: &str, at: DateTime<Utc>) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &secret);
    let tag = hmac::sign(&key, &(at.timestamp() / 30).to_be_bytes());
    let hash = tag.as_ref();
    let offset = usize::from(hash[19] & 0xf);
    let number = u32::from_be_bytes(hash[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}
