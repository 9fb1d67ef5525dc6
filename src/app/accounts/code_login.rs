//! Logging in with a login code from a club's leader.

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

use super::account_log::log_and_notify;
use super::attempts::Attempt;
use super::deletion::revoke_deletion;
use super::{Device, Login, email, open_session, second_factor};
use crate::app::{AppError, AtField as _, Caller, Viewer, tokens};
use crate::db;
use crate::db::accounts::{LogInAccount, LogInKey};
use crate::domain::access;
use crate::domain::accounts::{Account, AccountAction, LoginCode, LoginName};
use crate::domain::problem::Problem;
use crate::domain::text::Language;

/// The input of a login with a login code.
pub struct CodeCredentials {
    /// The user name.
    pub username: String,
    /// The code.
    pub code: String,
    /// The new password in plain text.
    pub new_password: SecretString,
    /// The client's name for its device.
    pub device: Option<String>,
}

/// Logs in with a login code, sets a new password, resets the second factor, and ends all other sessions of the
/// account: somebody else may have the old password, and may have added a passkey. A code is used up only if the new
/// password is valid. A wrong code and an unknown account cannot be distinguished, not even by the time taken. The
/// notices to the owner are in `language`.
pub async fn log_in_with_code(
    caller: &Caller,
    credentials: CodeCredentials,
    language: Language,
) -> Result<Login, AppError> {
    let CodeCredentials { username, code, new_password, device } = credentials;
    let password = new_password.expose_secret();
    let permit = caller.services.passwords.permit()?;
    let attempt = Attempt::count(caller, &username, None).await?;
    let checked = permit.check(password, [&username, ""]).await?;
    checked.at("newPassword")?;
    let hash = permit.hash(password).await?;
    let invalid = || AppError::refused_at(Problem::InvalidLoginCode, "code");
    let name = LoginName::new(&username).map_err(|_| invalid())?;
    let code = LoginCode::parse(&code).ok_or_else(invalid)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::accounts::log_in_account(connection, LogInKey::Name(&name)).await?;
            let LogInAccount { account, settings, .. } = found.ok_or_else(invalid)?;
            let id = account.id;
            let code_hash = tokens::login_code_hash(id, &code);
            if !db::accounts::use_login_code(connection, id, &code_hash, caller.now).await? {
                return Err(invalid());
            }
            // Until the session is open, nobody can disable the account, or change its role.
            let locked = db::accounts::lock_account(connection, id).await?;
            let account = locked.account;
            if !access::may_get_login_code(&account) {
                return Err(invalid());
            }
            if locked.disabled_at.is_some() {
                return Err(AppError::refused(Problem::AccountDisabled));
            }
            // Only after the code was accepted, because the answer reveals something about the display name.
            let checked = permit.check(password, [&username, &account.display_name]).await?;
            checked.at("newPassword")?;
            let awaits_deletion = locked.deletion_due_at.is_some();
            if awaits_deletion {
                revoke_deletion(caller, connection, id).await?;
            }
            db::accounts::set_password(connection, id, &hash).await?;
            email::invalidate_password_links(connection, id).await?;
            let action = AccountAction::PasswordChanged;
            log_and_notify(caller, connection, &account, action, language).await?;
            if account.has_second_factor {
                second_factor::reset(caller, connection, &account, language).await?;
            }
            attempt.succeed(connection).await?;
            let account = Account { has_second_factor: false, ..account };
            let viewer = Arc::new(Viewer { account, settings });
            let device = Device { label: device.clone(), token: None };
            let login = open_session(caller, connection, viewer, device).await?;
            Ok(Login { revoked_deletion: awaits_deletion, ..login })
        })
        .await
}
