//! Passkeys: registering, listing and removing them, and logging in with them. A passkey also counts as a second
//! factor, because using it takes a device, which verifies its user.

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;

use super::account_log::log_and_notify;
use super::attempts::count_secret;
use super::deletion::revoke_deletion;
use super::second_factor::{new_recovery_codes, viewer_after_removal, with_second_factor};
use super::sessions::require_session;
use super::webauthn::{UsedPasskey, login_options, registration_options, verify_registration, wrong};
use super::{Device, Login, open_session};
use crate::app::{AppError, AtField as _, Caller, Viewer};
use crate::db::accounts::{LogInAccount, LogInKey};
use crate::db::{self, DbError};
use crate::domain::accounts::{AccountAction, DisplayName, MAX_PASSKEYS, Passkey, PasskeyPurpose};
use crate::domain::ids::PasskeyId;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::random;

/// The field with the device's answer.
const CREDENTIAL: &str = "credential";

/// A passkey that was just registered.
pub struct RegisteredPasskey {
    /// The viewer, who has a second factor now.
    pub viewer: Arc<Viewer>,
    /// The passkey.
    pub passkey: Passkey,
    /// The recovery codes, if it is the account's first second factor. They are shown only once.
    pub recovery_codes: Option<Vec<SecretString>>,
}

/// The input of a login with a passkey alone.
pub struct PasskeyCredentials {
    /// The device's answer.
    pub credential: Value,
    /// What the client calls its device.
    pub device: Option<String>,
}

/// Returns what a browser needs to make a passkey for the viewer. Requires a recent login.
pub async fn start_passkey_registration(caller: &Caller) -> Result<Value, AppError> {
    let account = &caller.viewer()?.account;
    caller.require_recent_login()?;
    let mut connection = caller.connection().await?;
    let known = db::accounts::credential_ids_of(&mut connection, account.id).await?;
    drop(connection);
    require_room(known.len())?;
    registration_options(caller, account, known).await
}

/// Registers the passkey that a browser has made. Requires a recent login. The notice to the owner is in `language`.
pub async fn register_passkey(
    caller: &Caller,
    name: &str,
    credential: Value,
    language: Language,
) -> Result<RegisteredPasskey, AppError> {
    let viewer = caller.viewer()?;
    caller.require_recent_login()?;
    let account = viewer.account.id;
    let name = DisplayName::new(name).at("name")?;
    let credential = verify_registration(caller, account, credential, CREDENTIAL).await?;
    let passkey = Passkey {
        id: PasskeyId::from(random::uuid_v7(caller.now)),
        name: name.as_str().to_owned(),
        created_at: caller.now,
        last_used_at: None,
    };
    let (codes, hashes) = new_recovery_codes();
    let mut connection = caller.connection().await?;
    let is_first = connection
        .transaction::<_, AppError, _>(async |connection| {
            // With the lock, several requests at once cannot exceed the limit.
            require_session(caller, connection).await?;
            require_room(db::accounts::credential_ids_of(connection, account).await?.len())?;
            match db::accounts::insert_passkey(connection, account, &passkey, &credential).await {
                Err(DbError::Duplicate(_)) => return Err(wrong(CREDENTIAL)),
                other => other?,
            }
            let is_first = db::accounts::turn_on_second_factor(connection, account, caller.now).await?;
            if is_first {
                db::accounts::replace_recovery_codes(connection, account, &hashes).await?;
            }
            let action = AccountAction::PasskeyAdded;
            log_and_notify(caller, connection, &viewer.account, action, language).await?;
            Ok(is_first)
        })
        .await?;
    let viewer = with_second_factor(viewer, true);
    Ok(RegisteredPasskey { viewer, passkey, recovery_codes: is_first.then_some(codes) })
}

/// Returns the viewer's passkeys, in the order in which they were registered.
pub async fn own_passkeys(caller: &Caller) -> Result<Vec<Passkey>, AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::accounts::passkeys_of(&mut connection, account).await?)
}

/// Removes a passkey of the viewer, and returns the viewer. Fails if the passkey is the last second factor and the
/// viewer's role requires one. Requires a recent login. The notice to the owner is in `language`.
pub async fn remove_passkey(
    caller: &Caller,
    id: PasskeyId,
    language: Language,
) -> Result<Arc<Viewer>, AppError> {
    let viewer = caller.viewer()?;
    caller.require_recent_login()?;
    let account = viewer.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if !db::accounts::delete_passkey(connection, account, id).await? {
                return Err(AppError::refused_at(Problem::NotFound, "id"));
            }
            require_session(caller, connection).await?;
            let left = viewer_after_removal(caller, connection).await?;
            let left = left.ok_or_else(|| AppError::refused_at(Problem::LastSecondFactor, "id"))?;
            let action = AccountAction::PasskeyRemoved;
            log_and_notify(caller, connection, &viewer.account, action, language).await?;
            Ok(left)
        })
        .await
}

/// Returns what a browser needs to use any passkey of this site, for a login.
pub async fn start_passkey_login(caller: &Caller, purpose: PasskeyPurpose) -> Result<Value, AppError> {
    count_secret(caller).await?;
    login_options(caller, purpose).await
}

/// Logs in with a passkey alone, which is the second factor, too. Revokes the deletion of the account.
pub async fn log_in_with_passkey(
    caller: &Caller,
    credentials: PasskeyCredentials,
) -> Result<Login, AppError> {
    let PasskeyCredentials { credential, device } = credentials;
    count_secret(caller).await?;
    let used = UsedPasskey::verify(caller, PasskeyPurpose::LogIn, credential, CREDENTIAL).await?;
    let device = Device { label: device, token: None };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            used.use_up(connection).await?;
            let id = used.account();
            let found = db::accounts::log_in_account(connection, LogInKey::Id(id)).await?;
            let LogInAccount { account, settings, .. } = found.ok_or_else(|| wrong(CREDENTIAL))?;
            // Until the session is open, nobody can disable the account. Another password does not matter.
            let locked = db::accounts::lock_against_changes(connection, id).await?;
            let locked = locked.ok_or_else(|| wrong(CREDENTIAL))?;
            if locked.disabled_at.is_some() {
                return Err(AppError::refused(Problem::AccountDisabled));
            }
            let awaits_deletion = locked.deletion_due_at.is_some();
            if awaits_deletion {
                revoke_deletion(caller, connection, id).await?;
            }
            db::accounts::delete_expired_sessions(connection, id, caller.now).await?;
            let viewer = Arc::new(Viewer { account, settings });
            let login = open_session(caller, connection, viewer, device.clone()).await?;
            Ok(Login { revoked_deletion: awaits_deletion, ..login })
        })
        .await
}

fn require_room(passkeys: usize) -> Result<(), AppError> {
    if passkeys < MAX_PASSKEYS { Ok(()) } else { Err(AppError::refused(Problem::TooManyPasskeys)) }
}
