//! Attempts at passwords, and requests for messages: counted in the database, so that several processes count together.

use std::num::NonZeroU32;

use chrono::Duration;
use diesel_async::AsyncPgConnection;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use crate::app::rate_limits::{ATTEMPTS_AT_INVITE_CODES, ATTEMPTS_PER_ADDRESS, Attempted};
use crate::app::{AppError, Caller, tokens};
use crate::db;
use crate::db::accounts::AttemptLimit;
use crate::domain::accounts::{Email, LoginName};
use crate::domain::ids::AccountId;
use crate::domain::network::network;
use crate::domain::problem::Problem;

/// Attempts at one account, from all unknown devices together. Each further attempt doubles the delay.
const UNKNOWN_DEVICES: AttemptLimit =
    AttemptLimit { free: 10, first_delay: Duration::seconds(1), longest_delay: Duration::minutes(15) };
/// Attempts at one account, from one device on which it has logged in before.
const KNOWN_DEVICE: AttemptLimit =
    AttemptLimit { free: 10, first_delay: Duration::seconds(1), longest_delay: Duration::minutes(1) };
/// Messages to one address, or about one account: three at once, then a delay of 20 minutes that doubles up to 4 hours.
const MESSAGES: AttemptLimit =
    AttemptLimit { free: 3, first_delay: Duration::minutes(20), longest_delay: Duration::hours(4) };

/// An attempt at a password that was counted.
pub(super) struct Attempt {
    key: Vec<u8>,
    /// The hash of the device's token, if the account has logged in on the device before.
    pub(super) known_device: Option<Vec<u8>>,
}

impl Attempt {
    /// Counts an attempt at the password of a login name, whether or not an account has it. Attempts on a known device
    /// are counted separately, so that guesses from elsewhere do not lock the owner out, and so that one member of a
    /// class behind one address cannot lock out the others. The command line is not limited.
    pub(super) async fn count(
        caller: &Caller,
        name: &str,
        device: Option<&SecretString>,
    ) -> Result<Self, AppError> {
        let parsed = LoginName::new(name).ok();
        let known = match (&parsed, device) {
            (Some(name), Some(device)) => known_device(caller, name, device).await?,
            _ => None,
        };
        let subject = match &parsed {
            Some(name) => name.as_str().to_owned(),
            None => name.chars().take(254).collect(),
        };
        let (key, limit) = match &known {
            Some(device) => (key(&[subject.as_bytes(), device]), KNOWN_DEVICE),
            None => {
                count_address(caller).await?;
                (key(&[subject.as_bytes()]), UNKNOWN_DEVICES)
            }
        };
        if caller.address.is_some() {
            let mut connection = caller.connection().await?;
            insert(caller, &mut connection, &key, limit).await?;
        }
        Ok(Self { key, known_device: known })
    }

    /// Counts an attempt at the viewer's own password, in the session of the request.
    pub(super) async fn count_own(caller: &Caller) -> Result<Self, AppError> {
        let name = caller.viewer()?.account.login_name();
        let key = key(&[name.as_bytes(), caller.token_hash.as_deref().unwrap_or_default()]);
        let mut connection = caller.connection().await?;
        insert(caller, &mut connection, &key, KNOWN_DEVICE).await?;
        Ok(Self { key, known_device: None })
    }

    /// Counts an attempt at the second factor of an account. Only those who know the password get this far: on a known
    /// device they are counted separately, so that somebody who has only the password does not lock the owner out.
    pub(super) async fn count_second_factor(
        caller: &Caller,
        account: AccountId,
        known_device: Option<&[u8]>,
    ) -> Result<Self, AppError> {
        let account = account.uuid();
        let key = key(&[b"second factor", account.as_bytes(), known_device.unwrap_or_default()]);
        let mut connection = caller.connection().await?;
        insert(caller, &mut connection, &key, UNKNOWN_DEVICES).await?;
        Ok(Self { key, known_device: None })
    }

    /// Forgets this attempt and those before it: the entered password or code was right.
    pub(super) async fn succeed(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        Ok(db::accounts::forget_attempts(connection, &self.key).await?)
    }
}

/// Returns the key of a device if the account with a login name has logged in on it before.
async fn known_device(
    caller: &Caller,
    name: &LoginName,
    device: &SecretString,
) -> Result<Option<Vec<u8>>, AppError> {
    let device = tokens::hash(device);
    let mut connection = caller.connection().await?;
    let is_known = db::accounts::is_known_device(&mut connection, name, &device).await?;
    Ok(is_known.then_some(device))
}

/// Counts an attempt at any password, or a registration, from the caller's address. The command line is not limited.
pub(in crate::app) async fn count_address(caller: &Caller) -> Result<(), AppError> {
    count_at_address(caller, Attempted::Passwords, b"attempts from").await
}

/// Counts an attempt at a passkey or at the link of a message, from the caller's address.
pub(super) async fn count_secret(caller: &Caller) -> Result<(), AppError> {
    count_at_address(caller, Attempted::Secrets, b"secrets from").await
}

async fn count_at_address(caller: &Caller, attempted: Attempted, subject: &[u8]) -> Result<(), AppError> {
    let Some(address) = caller.address.map(network) else { return Ok(()) };
    caller.services.rate_limits.count_address(attempted, address)?;
    let key = key(&[subject, address.to_string().as_bytes()]);
    insert_rate(caller, &key, ATTEMPTS_PER_ADDRESS).await
}

/// Counts an attempt of an account at an invite code.
pub(in crate::app) async fn count_invite_code_attempt(
    caller: &Caller,
    account: AccountId,
) -> Result<(), AppError> {
    caller.services.rate_limits.count_invite_code_attempt(account)?;
    let key = key(&[b"invite codes tried by", account.uuid().as_bytes()]);
    insert_rate(caller, &key, ATTEMPTS_AT_INVITE_CODES).await
}

async fn insert_rate(caller: &Caller, key: &[u8], per_minute: NonZeroU32) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    match db::accounts::count_attempt_per_minute(&mut connection, key, caller.now, per_minute).await? {
        Some(next) => Err(AppError::refused_until(Problem::TooManyAttempts, next, caller.now)),
        None => Ok(()),
    }
}

/// Messages that are counted together.
#[derive(Clone, Copy)]
pub(super) enum Messages<'a> {
    /// Those that the owner of an account requests.
    About(AccountId),
    /// Those to the new address of an account.
    To(&'a Email),
    /// Those that reset the password of an address, whether or not it has an account.
    ResetOf(&'a Email),
}

/// Counts a message, in the transaction that writes it.
pub(super) async fn count_message(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    messages: Messages<'_>,
) -> Result<(), AppError> {
    let key = match messages {
        Messages::About(account) => key(&[b"messages about", account.uuid().as_bytes()]),
        Messages::To(email) => key(&[b"messages to", email.as_str().as_bytes()]),
        Messages::ResetOf(email) => key(&[b"resets of", email.as_str().as_bytes()]),
    };
    insert(caller, connection, &key, MESSAGES).await
}

/// Forgets the attempts at the password of a login name on unknown devices.
pub(in crate::app) async fn forget(connection: &mut AsyncPgConnection, name: &str) -> Result<(), AppError> {
    let key = key(&[name.as_bytes()]);
    Ok(db::accounts::forget_attempts(connection, &key).await?)
}

async fn insert(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    key: &[u8],
    limit: AttemptLimit,
) -> Result<(), AppError> {
    match db::accounts::count_attempt(connection, key, caller.now, limit).await? {
        Some(next) => Err(AppError::refused_until(Problem::TooManyAttempts, next, caller.now)),
        None => Ok(()),
    }
}

/// Returns the key under which attempts or messages are counted. The key is hashed, so that the table does not list the
/// login names that were guessed.
fn key(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
