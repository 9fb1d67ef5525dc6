//! The key that encrypts the secrets of second factors: an option, or a file beside the private PostgreSQL.

use secrecy::{ExposeSecret as _, SecretString};

use super::{Failure, kept_key};
use crate::app::accounts::SecondFactorKey;
use crate::app::tokens;
use crate::config::ServeArgs;

/// The file in the data folder.
const FILE: &str = "second-factor.key";

/// Returns the key of --second-factor-key, if it is set.
pub(super) fn given(args: &ServeArgs) -> Result<Option<SecondFactorKey>, Failure> {
    let text = args.second_factor_key.as_ref().filter(|text| !text.expose_secret().is_empty());
    text.map(|text| key(text, "--second-factor-key")).transpose()
}

/// Returns the key in the data folder of the private PostgreSQL, and creates it if it is missing.
pub(super) fn kept(args: &ServeArgs) -> Result<SecondFactorKey, Failure> {
    let file = args.database.root().join(FILE);
    let text = kept_key::read_or_create(&file, || Ok(tokens::generate()))?;
    key(&text, &file.display().to_string())
}

fn key(text: &SecretString, origin: &str) -> Result<SecondFactorKey, Failure> {
    let least = SecondFactorKey::MIN_CHARS;
    SecondFactorKey::new(text)
        .ok_or_else(|| Failure(format!("{origin} must have at least {least} random characters")))
}
