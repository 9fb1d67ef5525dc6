//! WebAuthn: challenges for browsers, and the verification of what devices answer.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use passki::{
    AuthenticationCredential, AuthenticationOptions, ClientData, Passki, PasskiError, RegistrationCredential,
    RegistrationOptions, ResidentKeyRequirement, StoredPasskey, UserVerificationRequirement,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::accounts::{FoundPasskey, NewChallenge, PasskeyCredential};
use crate::domain::accounts::{Account, CHALLENGE_LIFETIME, PasskeyPurpose};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;

/// The name of the service in the browser's dialogs.
const SERVICE_NAME: &str = "dostyq";
/// The COSE algorithms that devices are offered: Ed25519, ES256, ES384, RS256, RS384.
const ALGORITHMS: [i32; 5] = [-8, -7, -35, -257, -258];
/// The maximum length of a credential's id, by the standard.
const MAX_CREDENTIAL_ID_BYTES: usize = 1023;
/// The maximum length of a public key, which is more than an RSA key of 8,192 bits needs.
const MAX_PUBLIC_KEY_BYTES: usize = 2_048;

/// Returns what a browser needs to make a passkey for an account, on a device that has none of `known` yet. The device
/// must be able to find the passkey by itself, and to verify its user.
pub(super) async fn registration_options(
    caller: &Caller,
    account: &Account,
    known: Vec<Vec<u8>>,
) -> Result<Value, AppError> {
    let known: Vec<StoredPasskey> = known.into_iter().map(known_passkey).collect();
    let mut options = RegistrationOptions::default();
    options.timeout = timeout();
    options.resident_key = ResidentKeyRequirement::Required;
    options.user_verification = UserVerificationRequirement::Required;
    options.exclude_credentials = Some(&known);
    let user = account.id.uuid();
    let (challenge, state) = site(caller)?
        .start_passkey_registration(user.as_bytes(), account.login_name(), &account.display_name, options)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    keep(caller, PasskeyPurpose::Registration, Some(account.id), &state.challenge, &json(&state)?).await?;
    json(&challenge)
}

/// Verifies that a device has made a passkey for an account. Right or wrong, the challenge is used up.
pub(super) async fn verify_registration(
    caller: &Caller,
    account: AccountId,
    credential: Value,
    field: &'static str,
) -> Result<PasskeyCredential, AppError> {
    let site = site(caller)?;
    let answer: RegistrationCredential = read(credential, field)?;
    let purpose = PasskeyPurpose::Registration;
    let state = take(caller, purpose, Some(account), &answer.response.client_data_json, field).await?;
    let made = site.finish_passkey_registration(&answer, &read(state, field)?).map_err(|_| wrong(field))?;
    if !ALGORITHMS.contains(&made.algorithm)
        || made.credential_id.len() > MAX_CREDENTIAL_ID_BYTES
        || made.public_key.len() > MAX_PUBLIC_KEY_BYTES
    {
        return Err(wrong(field));
    }
    Ok(PasskeyCredential {
        credential_id: made.credential_id,
        public_key: made.public_key,
        algorithm: made.algorithm,
        counter: made.counter,
    })
}

/// Returns what a browser needs to use any passkey of this site, for a login.
pub(super) async fn login_options(caller: &Caller, purpose: PasskeyPurpose) -> Result<Value, AppError> {
    let mut options = AuthenticationOptions::default();
    options.timeout = timeout();
    options.user_verification = UserVerificationRequirement::Required;
    let (challenge, state) = site(caller)?
        .start_passkey_authentication(&[], options)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    keep(caller, purpose, None, &state.challenge, &json(&state)?).await?;
    json(&challenge)
}

/// A passkey whose device has answered a challenge. The answer must still be used up, so that it counts only once.
pub(super) struct UsedPasskey {
    found: FoundPasskey,
    /// The number of signatures that the device reports now.
    counter: u32,
    now: DateTime<Utc>,
    field: &'static str,
}

impl UsedPasskey {
    /// Verifies the answer of a device. Whether it is right or wrong, its challenge is used up.
    pub(super) async fn verify(
        caller: &Caller,
        purpose: PasskeyPurpose,
        credential: Value,
        field: &'static str,
    ) -> Result<Self, AppError> {
        let site = site(caller)?;
        let answer: AuthenticationCredential = read(credential, field)?;
        let state = take(caller, purpose, None, &answer.response.client_data_json, field).await?;
        let credential_id = Passki::base64_decode(&answer.raw_id).map_err(|_| wrong(field))?;
        let mut connection = caller.connection().await?;
        let found = db::accounts::passkey_of_credential(&mut connection, &credential_id).await?;
        let found = found.ok_or_else(|| wrong(field))?;
        let stored = stored_passkey(&found.credential);
        let verified = site.finish_passkey_authentication(&answer, &read(state, field)?, &stored);
        let verified = verified.map_err(|error| {
            if matches!(error, PasskiError::CounterRegression) {
                tracing::warn!(passkey = ?found.id, "a passkey was refused: another device may have a copy of it");
            }
            wrong(field)
        })?;
        // The device reports whose passkey it is, which must agree with what the service has stored.
        let owner = verified.user_handle.as_deref();
        if owner.is_some_and(|owner| owner != found.account.uuid().as_bytes())
            || (owner.is_none() && purpose == PasskeyPurpose::LogIn)
        {
            return Err(wrong(field));
        }
        Ok(Self { found, counter: verified.counter, now: caller.now, field })
    }

    /// Returns the account that the passkey belongs to.
    pub(super) fn account(&self) -> AccountId {
        self.found.account
    }

    /// Uses the answer up. Fails if the passkey was used or removed since it was verified.
    pub(super) async fn use_up(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        let is_right = db::accounts::use_passkey(connection, &self.found, self.counter, self.now).await?;
        if is_right { Ok(()) } else { Err(wrong(self.field)) }
    }
}

/// Returns the site that passkeys belong to, or refuses what needs one.
fn site(caller: &Caller) -> Result<Passki, AppError> {
    let site = caller.services.relying_party.as_ref();
    let site = site.ok_or_else(|| AppError::refused(Problem::PasskeysNotSetUp))?;
    Ok(Passki::new(&site.id, &[&site.origin], SERVICE_NAME))
}

/// Stores a challenge until it is answered.
async fn keep(
    caller: &Caller,
    purpose: PasskeyPurpose,
    account: Option<AccountId>,
    challenge: &[u8],
    state: &Value,
) -> Result<(), AppError> {
    let expires_at = caller.now + CHALLENGE_LIFETIME;
    let new = NewChallenge { challenge, purpose, account, state, expires_at };
    let mut connection = caller.connection().await?;
    Ok(db::accounts::insert_challenge(&mut connection, new).await?)
}

/// Takes the challenge that an answer is for, so that no other answer finds it. Returns what the answer is compared with.
async fn take(
    caller: &Caller,
    purpose: PasskeyPurpose,
    account: Option<AccountId>,
    client_data: &str,
    field: &'static str,
) -> Result<Value, AppError> {
    let client_data = ClientData::from_base64(client_data).map_err(|_| wrong(field))?;
    let challenge = Passki::base64_decode(&client_data.challenge).map_err(|_| wrong(field))?;
    let mut connection = caller.connection().await?;
    let taken =
        db::accounts::take_challenge(&mut connection, &challenge, purpose, account, caller.now).await?;
    taken.ok_or_else(|| wrong(field))
}

fn known_passkey(credential_id: Vec<u8>) -> StoredPasskey {
    let mut passkey = StoredPasskey::default();
    passkey.credential_id = credential_id;
    passkey
}

fn stored_passkey(credential: &PasskeyCredential) -> StoredPasskey {
    let mut passkey = known_passkey(credential.credential_id.clone());
    passkey.public_key.clone_from(&credential.public_key);
    passkey.algorithm = credential.algorithm;
    passkey.counter = credential.counter;
    passkey
}

/// The time that browsers give their users, in milliseconds.
fn timeout() -> u64 {
    u64::try_from(CHALLENGE_LIFETIME.num_milliseconds()).unwrap_or(0)
}

fn json(value: &impl Serialize) -> Result<Value, AppError> {
    serde_json::to_value(value).map_err(|error| AppError::Internal(error.to_string()))
}

fn read<T: DeserializeOwned>(value: Value, field: &'static str) -> Result<T, AppError> {
    serde_json::from_value(value).map_err(|_| wrong(field))
}

/// Refuses an answer, without saying what is wrong with it.
pub(super) fn wrong(field: &'static str) -> AppError {
    AppError::refused_at(Problem::InvalidPasskey, field)
}
