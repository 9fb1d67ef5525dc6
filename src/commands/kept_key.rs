//! Keys that the service keeps in the data folder of the private PostgreSQL.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use super::Failure;
use crate::private_file::PrivateFile;

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
    let mut written = PrivateFile::create(file)?;
    writeln!(written, "{}", key.expose_secret().trim())?;
    written.finish()
}
