//! The second factor of a login: codes of an authenticator app, and recovery codes.

mod key;
mod recovery_codes;
mod totp;

use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};

pub use self::key::SecondFactorKey;
pub(in crate::app) use self::key::{read_secret, stored_secret};
use self::totp::TotpSecret;
use super::attempts::Attempt;
use super::management::find;
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::domain::accounts::Account;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;

/// What an authenticator app needs to know.
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
        return Err(AppError::refused(Problem::SecondFactorOn));
    }
    Ok(TotpSetup { secret: secret.text(), uri: secret.uri(account.login_name()) })
}

/// Turns on the second factor, with a code that shows that the app knows the secret.
pub async fn confirm_totp(caller: &Caller, code: &SecretString) -> Result<TurnedOn, AppError> {
    let viewer = caller.viewer()?;
    let account = viewer.account.id;
    let attempt = Attempt::count_second_factor(caller, account).await?;
    let mut connection = caller.connection().await?;
    let stored = match db::accounts::second_factor(&mut connection, account).await? {
        Some(found) if found.is_on => return Err(AppError::refused(Problem::SecondFactorOn)),
        Some(found) => found.secret,
        None => return Err(AppError::refused(Problem::SecondFactorOff)),
    };
    let step = step_of(caller, account, &stored, code)?.ok_or_else(|| wrong("code"))?;
    let recovery_codes = recovery_codes::generate();
    let hashes: Vec<Vec<u8>> = recovery_codes.iter().filter_map(recovery_codes::hash).collect();
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if !db::accounts::turn_on_totp(connection, account, &stored, step, caller.now).await? {
                return Err(wrong("code"));
            }
            db::accounts::replace_recovery_codes(connection, account, &hashes).await?;
            attempt.succeed(connection).await
        })
        .await?;
    Ok(TurnedOn { viewer: with_second_factor(viewer, true), recovery_codes })
}

/// Turns off the second factor, with a code of the app or a recovery code. Requires a recent login. Returns the viewer.
pub async fn disable_totp(caller: &Caller, code: &SecretString) -> Result<Arc<Viewer>, AppError> {
    let viewer = caller.viewer()?;
    caller.require_recent_login()?;
    require_second_factor(&viewer.account)?;
    let entered = Entered::read(caller, viewer.account.id, code, "code").await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            entered.use_up(connection).await?;
            Ok(db::accounts::turn_off_totp(connection, viewer.account.id).await?)
        })
        .await?;
    Ok(with_second_factor(viewer, false))
}

/// Replaces the viewer's recovery codes. Requires a recent login.
pub async fn create_recovery_codes(caller: &Caller) -> Result<Vec<SecretString>, AppError> {
    let account = &caller.viewer()?.account;
    caller.require_recent_login()?;
    require_second_factor(account)?;
    let codes = recovery_codes::generate();
    let hashes: Vec<Vec<u8>> = codes.iter().filter_map(recovery_codes::hash).collect();
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            Ok(db::accounts::replace_recovery_codes(connection, account.id, &hashes).await?)
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

/// Turns off the second factor of the account with a login name, for operators.
pub async fn reset_second_factor(caller: &Caller, name: &str) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = find(connection, name).await?;
            Ok(db::accounts::turn_off_totp(connection, account).await?)
        })
        .await
}

fn require_second_factor(account: &Account) -> Result<(), AppError> {
    if account.has_second_factor { Ok(()) } else { Err(AppError::refused(Problem::SecondFactorOff)) }
}

fn with_second_factor(viewer: &Viewer, has_second_factor: bool) -> Arc<Viewer> {
    let account = Account { has_second_factor, ..viewer.account.clone() };
    Arc::new(Viewer { account, settings: viewer.settings.clone() })
}

fn wrong(field: &'static str) -> AppError {
    AppError::refused_at(Problem::SecondFactorWrong, field)
}

/// A second factor that was entered. It is still to be used up, so that it counts once.
pub(super) struct Entered {
    account: AccountId,
    attempt: Attempt,
    factor: Factor,
    field: &'static str,
}

enum Factor {
    /// A code of the app.
    Step { secret: Vec<u8>, step: i64 },
    /// What may be a recovery code, by its hash.
    RecoveryCode(Vec<u8>),
}

impl Entered {
    /// Reads the second factor of a login; `None` if the account has none. To be called only once the password was right.
    pub(super) async fn for_login(
        caller: &Caller,
        account: &Account,
        entered: Option<&SecretString>,
    ) -> Result<Option<Self>, AppError> {
        const FIELD: &str = "secondFactor";
        match entered {
            _ if !account.has_second_factor => Ok(None),
            None => Err(AppError::refused_at(Problem::SecondFactorRequired, FIELD)),
            Some(entered) => Self::read(caller, account.id, entered, FIELD).await.map(Some),
        }
    }

    async fn read(
        caller: &Caller,
        account: AccountId,
        entered: &SecretString,
        field: &'static str,
    ) -> Result<Self, AppError> {
        let attempt = Attempt::count_second_factor(caller, account).await?;
        // Recovery codes do without the secret, so they also help when the key is lost.
        if let Some(hash) = recovery_codes::hash(entered) {
            return Ok(Self { account, attempt, factor: Factor::RecoveryCode(hash), field });
        }
        let mut connection = caller.connection().await?;
        let found = db::accounts::second_factor(&mut connection, account).await?;
        let secret = found.filter(|found| found.is_on).ok_or_else(|| wrong(field))?.secret;
        let step = step_of(caller, account, &secret, entered)?.ok_or_else(|| wrong(field))?;
        Ok(Self { account, attempt, factor: Factor::Step { secret, step }, field })
    }

    /// Uses it up. Fails if it is wrong, or was used before. Two requests cannot both succeed.
    pub(super) async fn use_up(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        let is_right = match &self.factor {
            Factor::Step { secret, step } => {
                db::accounts::use_totp_step(connection, self.account, secret, *step).await?
            }
            Factor::RecoveryCode(hash) => {
                db::accounts::use_recovery_code(connection, self.account, hash).await?
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
