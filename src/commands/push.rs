//! The key and the contact with which `serve` sends reminders.

use std::fs;
use std::path::Path;

use secrecy::ExposeSecret as _;

use super::{Failure, kept_key};
use crate::app::reminders::Push;
use crate::config::ServeArgs;
use crate::outgoing::Outgoing;
use crate::web_push::VapidKey;

/// The file of the key in the data folder.
const KEY_FILE: &str = "push-key.pem";
/// The contact of a service that has no public address.
const NO_CONTACT: &str = "mailto:postmaster@localhost";

/// Returns the sender of reminders; `None` without a key. With the private PostgreSQL, the key is in the data folder.
/// With a server of your own, which several processes may use, all must be given the same key.
pub(super) fn push(args: &ServeArgs, is_private: bool) -> Result<Option<Push>, Failure> {
    let key = match &args.push_key {
        Some(file) => read_key(file)?,
        None if is_private => own_key(&args.database.root().join(KEY_FILE))?,
        None => return Ok(None),
    };
    let contact = args.public_url.as_deref().filter(|url| url.starts_with("https://")).unwrap_or(NO_CONTACT);
    Ok(Some(Push::new(key, contact, Outgoing::new()?)))
}

fn read_key(file: &Path) -> Result<VapidKey, Failure> {
    let pem = fs::read(file).map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    key(&pem, file)
}

/// Reads the key in the data folder. Generates it at the first start.
fn own_key(file: &Path) -> Result<VapidKey, Failure> {
    let pem = kept_key::read_or_create(file, || Ok(VapidKey::generate_pem()?.into()))?;
    key(pem.expose_secret().as_bytes(), file)
}

fn key(pem: &[u8], file: &Path) -> Result<VapidKey, Failure> {
    VapidKey::from_pem(pem).map_err(|error| Failure(format!("{}: {error}", file.display())))
}
