//! The second factor of a login: codes of an authenticator app, recovery codes, and passkeys (`webauthn.rs`).

mod key;
mod recovery_codes;
mod totp;

use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

pub use self::key::SecondFactorKey;
pub(in crate::app) use self::key::{read_secret, stored_secret};
use self::totp::TotpSecret;
use super::account_log::log_and_notify;
use super::attempts::Attempt;
use super::management::find;
use super::sessions::require_session;
use super::webauthn::{UsedPasskey, wrong as wrong_passkey};
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::domain::accounts::{Account, AccountAction, PasskeyPurpose};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::text::Language;

/// A second factor as it is entered beside the password.
pub enum SecondFactor {
    /// A code of the authenticator app, or a recovery code.
    Code(SecretString),
    /// The answer of a passkey's device.
    Passkey(Value),
}

/// The data that an authenticator app needs.
pub struct TotpSetup {
    /// The secret as text, to type into an app.
    pub secret: SecretString,
    /// The secret as an address, for a QR code.
    pub uri: SecretString,
}

/// A second factor that was just turned on.
pub struct TurnedOn {
    /// The viewer, who has a second factor now.
    pub viewer: Arc<Viewer>,
    /// The recovery codes, which are shown only once.
    pub recovery_codes: Vec<SecretString>,
}

/// Generates a secret, which [`confirm_totp`] turns on. Replaces one that was not confirmed. Requires a recent login.
pub async fn start_totp(caller: &Caller) -> Result<TotpSetup, AppError> {
    let account = &caller.viewer()?.account;
    caller.require_recent_login()?;
    let secret = TotpSecret::generate();
    let stored = stored_secret(caller.services.second_factor_key.as_ref(), account.id.uuid(), &secret.0)?;
    let mut connection = caller.connection().await?;
    if !db::accounts::start_totp(&mut connection, account.id, &stored).await? {
        return Err(AppError::refused(Problem::TotpEnabled));
    }
    Ok(TotpSetup { secret: secret.text(), uri: secret.uri(account.login_name()) })
}

/// Turns on the authenticator app, with a code that shows that it knows the secret. Replaces the recovery codes. The notice
/// to the owner is in `language`.
pub async fn confirm_totp(
    caller: &Caller,
    code: &SecretString,
    language: Language,
) -> Result<TurnedOn, AppError> {
    let viewer = caller.viewer()?;
    let account = viewer.account.id;
    let attempt = Attempt::count_second_factor(caller, account, None).await?;
    let mut connection = caller.connection().await?;
    let stored = match db::accounts::second_factor(&mut connection, account).await? {
        Some(found) if found.is_on => return Err(AppError::refused(Problem::TotpEnabled)),
        Some(found) => found.secret,
        None => return Err(AppError::refused(Problem::NoSecondFactor)),
    };
    let step = step_of(caller, account, &stored, code)?.ok_or_else(|| wrong("code"))?;
    let (recovery_codes, hashes) = new_recovery_codes();
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_session(caller, connection).await?;
            if !db::accounts::turn_on_totp(connection, account, &stored, step, caller.now).await? {
                return Err(wrong("code"));
            }
            db::accounts::turn_on_second_factor(connection, account, caller.now).await?;
            db::accounts::replace_recovery_codes(connection, account, &hashes).await?;
            let action = AccountAction::AppAdded;
            log_and_notify(caller, connection, &viewer.account, action, language).await?;
            attempt.succeed(connection).await
        })
        .await?;
    Ok(TurnedOn { viewer: with_second_factor(viewer, true), recovery_codes })
}

/// Turns off the authenticator app, with one of its codes or a recovery code. Fails if the app is the last second
/// factor and the viewer's role requires one. Requires a recent login. Returns the viewer, whose passkeys stay a second
/// factor. The notice to the owner is in `language`.
pub async fn disable_totp(
    caller: &Caller,
    code: &SecretString,
    language: Language,
) -> Result<Arc<Viewer>, AppError> {
    let viewer = caller.viewer()?;
    caller.require_recent_login()?;
    if !has_authenticator_app(caller).await? {
        return Err(AppError::refused(Problem::NoSecondFactor));
    }
    let account = viewer.account.id;
    let entered = Entered::read(caller, account, code, ("code", None)).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // In the order of a login, which uses up the code before it locks the account.
            entered.use_up(connection).await?;
            require_session(caller, connection).await?;
            db::accounts::turn_off_totp(connection, account).await?;
            let left = viewer_after_removal(caller, connection).await?;
            let left = left.ok_or_else(|| AppError::refused(Problem::LastSecondFactor))?;
            let action = AccountAction::AppRemoved;
            log_and_notify(caller, connection, &viewer.account, action, language).await?;
            Ok(left)
        })
        .await
}

/// Whether the viewer's authenticator app is on.
pub async fn has_authenticator_app(caller: &Caller) -> Result<bool, AppError> {
    let account = &caller.viewer()?.account;
    if !account.has_second_factor {
        return Ok(false);
    }
    let mut connection = caller.connection().await?;
    let found = db::accounts::second_factor(&mut connection, account.id).await?;
    Ok(found.is_some_and(|found| found.is_on))
}

/// Returns the viewer after an app or a passkey was removed; `None` if it was the last second factor and the viewer's role
/// requires one. The transaction must then be rolled back.
pub(super) async fn viewer_after_removal(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
) -> Result<Option<Arc<Viewer>>, AppError> {
    let viewer = caller.viewer()?;
    let keeps = turn_off_unless_one_is_left(connection, viewer.account.id).await?;
    let left = with_second_factor(viewer, keeps);
    let rule = caller.services.account_settings.second_factor;
    Ok(Some(left).filter(|left| rule.role_in_force(&left.account) >= viewer.account.role))
}

/// If an account has neither an app nor a passkey any more, turns off its second factor, and deletes its recovery
/// codes. Returns whether the account still has a second factor.
async fn turn_off_unless_one_is_left(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<bool, AppError> {
    if !db::accounts::turn_off_second_factor(connection, account).await? {
        return Ok(true);
    }
    db::accounts::replace_recovery_codes(connection, account, &[]).await?;
    Ok(false)
}

/// Replaces the viewer's recovery codes. Requires a recent login. The notice to the owner is in `language`.
pub async fn create_recovery_codes(
    caller: &Caller,
    language: Language,
) -> Result<Vec<SecretString>, AppError> {
    let account = &caller.viewer()?.account;
    caller.require_recent_login()?;
    require_second_factor(account)?;
    let (codes, hashes) = new_recovery_codes();
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_session(caller, connection).await?;
            db::accounts::replace_recovery_codes(connection, account.id, &hashes).await?;
            log_and_notify(caller, connection, account, AccountAction::RecoveryCodesReplaced, language).await
        })
        .await?;
    Ok(codes)
}

/// Returns how many recovery codes the viewer has left.
pub async fn recovery_codes_left(caller: &Caller) -> Result<u32, AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::accounts::count_recovery_codes(&mut connection, account).await?)
}

/// Turns off the authenticator app of an account, and removes its passkeys and recovery codes, because others may have the
/// devices. The notice to the owner is in `language`.
pub(super) async fn reset(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    account: &Account,
    language: Language,
) -> Result<(), AppError> {
    db::accounts::turn_off_totp(connection, account.id).await?;
    db::accounts::delete_passkeys(connection, account.id).await?;
    turn_off_unless_one_is_left(connection, account.id).await?;
    log_and_notify(caller, connection, account, AccountAction::SecondFactorReset, language).await
}

/// Resets the second factor of the account with a login name, and ends its sessions, for operators.
pub async fn reset_second_factor(caller: &Caller, name: &str) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = find(connection, name).await?;
            reset(caller, connection, &account, Language::default()).await?;
            db::accounts::end_sessions(connection, account.id, None).await?;
            Ok(())
        })
        .await
}

fn require_second_factor(account: &Account) -> Result<(), AppError> {
    if account.has_second_factor { Ok(()) } else { Err(AppError::refused(Problem::NoSecondFactor)) }
}

/// Generates recovery codes, and the hashes under which the database stores them.
pub(super) fn new_recovery_codes() -> (Vec<SecretString>, Vec<Vec<u8>>) {
    let codes = recovery_codes::generate();
    let hashes = codes.iter().filter_map(recovery_codes::hash).collect();
    (codes, hashes)
}

pub(super) fn with_second_factor(viewer: &Viewer, has_second_factor: bool) -> Arc<Viewer> {
    let account = Account { has_second_factor, ..viewer.account.clone() };
    Arc::new(Viewer { account, settings: viewer.settings.clone() })
}

fn wrong(field: &'static str) -> AppError {
    AppError::refused_at(Problem::InvalidSecondFactor, field)
}

/// A second factor that was entered. It must still be marked as used, so that it counts once.
pub(super) struct Entered {
    account: AccountId,
    attempt: Attempt,
    factor: Factor,
    field: &'static str,
}

enum Factor {
    /// A code of the app.
    Step { secret: Vec<u8>, step: i64 },
    /// A possible recovery code, by its hash.
    RecoveryCode(Vec<u8>),
    /// The answer of a passkey's device.
    Passkey(UsedPasskey),
}

impl Entered {
    /// Reads the second factor of a login, perhaps on a device that is known by the hash of its token; `None` if the
    /// account has none. To be called only once the password was right.
    pub(super) async fn for_login(
        caller: &Caller,
        account: &Account,
        entered: Option<SecondFactor>,
        known_device: Option<&[u8]>,
    ) -> Result<Option<Self>, AppError> {
        const FIELD: &str = "secondFactor";
        match entered {
            _ if !account.has_second_factor => Ok(None),
            None => Err(AppError::refused_at(Problem::SecondFactorRequired, FIELD)),
            Some(SecondFactor::Code(code)) => {
                Self::read(caller, account.id, &code, (FIELD, known_device)).await.map(Some)
            }
            Some(SecondFactor::Passkey(answer)) => {
                Self::read_passkey(caller, account.id, answer, known_device).await.map(Some)
            }
        }
    }

    async fn read_passkey(
        caller: &Caller,
        account: AccountId,
        answer: Value,
        known_device: Option<&[u8]>,
    ) -> Result<Self, AppError> {
        const FIELD: &str = "passkey";
        let attempt = Attempt::count_second_factor(caller, account, known_device).await?;
        let used = UsedPasskey::verify(caller, PasskeyPurpose::SecondFactor, answer, FIELD).await?;
        if used.account() != account {
            return Err(wrong_passkey(FIELD));
        }
        Ok(Self { account, attempt, factor: Factor::Passkey(used), field: FIELD })
    }

    async fn read(
        caller: &Caller,
        account: AccountId,
        entered: &SecretString,
        (field, known_device): (&'static str, Option<&[u8]>),
    ) -> Result<Self, AppError> {
        let attempt = Attempt::count_second_factor(caller, account, known_device).await?;
        // Recovery codes work without the secret, so they help even if the key is lost.
        if let Some(hash) = recovery_codes::hash(entered) {
            return Ok(Self { account, attempt, factor: Factor::RecoveryCode(hash), field });
        }
        let mut connection = caller.connection().await?;
        let found = db::accounts::second_factor(&mut connection, account).await?;
        let secret = found.filter(|found| found.is_on).ok_or_else(|| wrong(field))?.secret;
        let step = step_of(caller, account, &secret, entered)?.ok_or_else(|| wrong(field))?;
        Ok(Self { account, attempt, factor: Factor::Step { secret, step }, field })
    }

    /// Marks it as used. Fails if it is wrong, or was used before. Of two requests with the same code, only one
    /// succeeds.
    pub(super) async fn use_up(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        let is_right = match &self.factor {
            Factor::Step { secret, step } => {
                db::accounts::use_totp_step(connection, self.account, secret, *step).await?
            }
            Factor::RecoveryCode(hash) => {
                db::accounts::use_recovery_code(connection, self.account, hash).await?
            }
            Factor::Passkey(used) => {
                used.use_up(connection).await?;
                true
            }
        };
        if !is_right {
            return Err(wrong(self.field));
        }
        self.attempt.succeed(connection).await
    }
}

/// Returns the step whose code was entered, if it is near the time of the request.
fn step_of(
    caller: &Caller,
    account: AccountId,
    stored: &[u8],
    entered: &SecretString,
) -> Result<Option<i64>, AppError> {
    let Some(code) = totp::read_code(entered.expose_secret()) else { return Ok(None) };
    let secret = read_secret(caller.services.second_factor_key.as_ref(), account.uuid(), stored)?;
    Ok(TotpSecret(secret).step_of(code, caller.now))
}
