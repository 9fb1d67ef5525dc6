//! The key that encrypts the secrets of second factors: an option, or a file beside the private PostgreSQL.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use super::Failure;
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
    let name = file.display().to_string();
    let text =
        read_or_create(&file).map_err(|error| Failure(format!("cannot keep a key in {name}: {error}")))?;
    key(&text, &name)
}

fn key(text: &SecretString, origin: &str) -> Result<SecondFactorKey, Failure> {
    let least = SecondFactorKey::MIN_CHARS;
    SecondFactorKey::new(text)
        .ok_or_else(|| Failure(format!("{origin} must have at least {least} random characters")))
}

fn read_or_create(file: &Path) -> std::io::Result<SecretString> {
    match fs::read_to_string(file) {
        Ok(text) => return Ok(text.trim().to_owned().into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let text = tokens::generate();
    // Written under another name first: no crash leaves half a key.
    let unfinished = file.with_extension("new");
    let mut written =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    writeln!(written, "{}", text.expose_secret())?;
    written.sync_all()?;
    fs::rename(&unfinished, file)?;
    Ok(text)
}
