//! Time-based one-time passwords: RFC 6238 with SHA-1, 6 digits and steps of 30 seconds, which every authenticator app
//! supports.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac;
use secrecy::SecretString;

use crate::random;

/// The length of a step, in seconds.
const STEP_SECONDS: i64 = 30;
/// How many steps a code may be older or newer than the service's clock.
const TOLERANCE: i64 = 1;
/// The number of codes: 6 digits.
const CODES: u32 = 1_000_000;
/// The name under which apps list the account.
const ISSUER: &str = "dostyq";

/// The length of a secret: 160 bits.
pub(super) const SECRET_BYTES: usize = 20;

/// The secret that an account shares with an app.
#[derive(Clone, Copy)]
pub(super) struct TotpSecret(pub(super) [u8; SECRET_BYTES]);

impl TotpSecret {
    pub(super) fn generate() -> Self {
        Self(random::bytes())
    }

    /// Returns the secret as people type it into an app: 32 characters of Base32.
    pub(super) fn text(&self) -> SecretString {
        BASE32_NOPAD.encode(&self.0).into()
    }

    /// Returns the address that a QR code passes to an app, with the name of the account.
    pub(super) fn uri(&self, account: &str) -> SecretString {
        let account = utf8_percent_encode(account, NON_ALPHANUMERIC);
        let secret = BASE32_NOPAD.encode(&self.0);
        format!(
            "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP_SECONDS}"
        )
        .into()
    }

    /// Returns the step whose code this is, if the step is at most [`TOLERANCE`] away from a time.
    pub(super) fn step_of(&self, code: u32, now: DateTime<Utc>) -> Option<i64> {
        let current = now.timestamp().div_euclid(STEP_SECONDS);
        (current - TOLERANCE..=current + TOLERANCE).find(|step| self.code(*step) == code)
    }

    /// Returns the code of a step, as RFC 4226 truncates the HMAC.
    fn code(&self, step: i64) -> u32 {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let hash = tag.as_ref();
        let offset = hash.last().map_or(0, |last| usize::from(last & 0xf));
        // The hash has 20 bytes, and the offset is at most 15.
        let word = hash.get(offset..).and_then(<[u8]>::first_chunk::<4>).copied().unwrap_or_default();
        (u32::from_be_bytes(word) & 0x7fff_ffff) % CODES
    }
}

/// Reads a code of 6 digits. Apps show it in groups, so spaces do not matter.
pub(super) fn read_code(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    /// The secret of the test vectors of RFC 6238, appendix B.
    const VECTORS: TotpSecret = TotpSecret(*b"12345678901234567890");

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // The last 6 of the 8 digits in the appendix.
        for (seconds, code) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            assert_eq!(VECTORS.code(seconds / 30), code, "{seconds}");
            assert_eq!(VECTORS.step_of(code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_for_one_step_before_and_after() {
        let code = VECTORS.code(1_000);
        for (seconds, is_valid) in
            [(29_969, false), (29_970, true), (30_000, true), (30_059, true), (30_060, false)]
        {
            assert_eq!(VECTORS.step_of(code, at(seconds)).is_some(), is_valid, "{seconds}");
        }
    }

    #[test]
    fn a_code_has_six_digits_in_any_groups() {
        for (text, code) in [
            ("287082", Some(287_082)),
            (" 287 082\n", Some(287_082)),
            ("000001", Some(1)),
            ("28708", None),
            ("2870820", None),
            ("28708x", None),
            ("+28708", None),
            ("٢٨٧٠٨٢", None),
            ("", None),
        ] {
            assert_eq!(read_code(text), code, "{text}");
        }
    }

    #[test]
    fn an_app_reads_the_account_and_the_secret_from_the_uri() {
        let uri = VECTORS.uri("aigul+1@example.kz");
        assert_eq!(
            uri.expose_secret(),
            "otpauth://totp/dostyq:aigul%2B1%40example%2Ekz?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=dostyq&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(VECTORS.text().expose_secret(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
