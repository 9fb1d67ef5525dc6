//! Keys that the service keeps in the data folder of the private PostgreSQL.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use super::Failure;

/// Returns the key in a file, without spaces around it. Creates the key if the file is missing.
pub(super) fn read_or_create(
    file: &Path,
    create: impl FnOnce() -> Result<SecretString, Failure>,
) -> Result<SecretString, Failure> {
    let wrong = |error: std::io::Error| Failure(format!("cannot keep a key in {}: {error}", file.display()));
    match fs::read_to_string(file) {
        Ok(text) => return Ok(text.trim().to_owned().into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(wrong(error)),
    }
    let key = create()?;
    write(file, &key).map_err(wrong)?;
    Ok(key)
}

fn write(file: &Path, key: &SecretString) -> std::io::Result<()> {
    // Written under another name first: no crash leaves half a key.
    let unfinished = file.with_extension("new");
    let mut written =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    writeln!(written, "{}", key.expose_secret().trim())?;
    written.sync_all()?;
    fs::rename(&unfinished, file)
}
