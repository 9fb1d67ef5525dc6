//! Verifying and changing the e-mail address of an account, and setting a new password, by links in messages.

use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::accounts::account_log::log_and_notify;
use crate::app::accounts::attempts::{self, Messages};
use crate::app::accounts::second_factor;
use crate::app::accounts::sessions::require_session;
use crate::app::{AppError, AtField as _, Caller, tokens};
use crate::db::accounts::{EmailLink, NewMessage};
use crate::db::{self, DbError};
use crate::domain::accounts::{AccountAction, Email, EmailKind, LoginName};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::mail::Mail;
use crate::random;

/// Returns a new message about an account. `None` stands for the account that has the address when the message is sent.
pub(super) fn message<'a>(
    caller: &Caller,
    kind: EmailKind,
    account: Option<AccountId>,
    address: &'a str,
    language: Language,
) -> NewMessage<'a> {
    NewMessage { id: random::uuid_v7(caller.now), account, kind, address, language }
}

/// Counts a message, writes it, and notifies the task that sends it.
async fn count_and_write(
    caller: &Caller,
    mail: &Mail,
    counted: Messages<'_>,
    message: NewMessage<'_>,
) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            attempts::count_message(caller, connection, counted).await?;
            Ok(db::accounts::insert_messages(connection, &[message], caller.now).await?)
        })
        .await?;
    mail.wake();
    Ok(())
}

/// Sends the viewer a message with a link that verifies the address of their account. Does nothing if it is verified.
pub async fn request_email_verification(caller: &Caller, language: Language) -> Result<(), AppError> {
    let account = &caller.viewer()?.account;
    let mail = caller.services.mail()?;
    let address = account.email.as_deref().ok_or_else(|| AppError::refused(Problem::NoEmail))?;
    if account.email_verified_at.is_some() {
        return Ok(());
    }
    let message = message(caller, EmailKind::Verification, Some(account.id), address, language);
    count_and_write(caller, mail, Messages::About(account.id), message).await
}

/// Verifies the address that received the link, and returns it. Needs no login: the link may be opened on any device.
pub async fn verify_email(caller: &Caller, token: &SecretString) -> Result<String, AppError> {
    attempts::count_secret(caller).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let link = take_link(caller, connection, token, EmailKind::Verification).await?;
            let verified = db::accounts::verify_email(connection, &link, caller.now).await?;
            if verified { Ok(link.address) } else { Err(invalid_link()) }
        })
        .await
}

/// Sends a link to the new address of the viewer's account, and a notice to the current address if there is one.
/// Invalidates the links of earlier requests of this kind, which may have gone to a stranger. Requires a recent login.
pub async fn request_email_change(
    caller: &Caller,
    new_email: &str,
    language: Language,
) -> Result<(), AppError> {
    let refused = |problem| AppError::refused_at(problem, "newEmail");
    let account = &caller.viewer()?.account;
    let mail = caller.services.mail()?;
    caller.require_recent_login()?;
    attempts::count_address(caller).await?;
    let new = Email::new(new_email).map_err(refused)?;
    let current = account.email.as_deref();
    if current == Some(new.as_str()) {
        return Err(refused(Problem::NoChanges));
    }
    let to = [(EmailKind::Change, Some(new.as_str())), (EmailKind::ChangeNotice, current)];
    let messages = to
        .into_iter()
        .filter_map(|(kind, address)| Some(message(caller, kind, Some(account.id), address?, language)));
    let messages: Vec<_> = messages.collect();
    let name = LoginName::Email(new.clone());
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // The link needs no login.
            require_session(caller, connection).await?;
            attempts::count_message(caller, connection, Messages::About(account.id)).await?;
            attempts::count_message(caller, connection, Messages::To(&new)).await?;
            if db::accounts::find_account(connection, &name).await?.is_some() {
                return Err(refused(Problem::EmailTaken));
            }
            db::accounts::invalidate_links(connection, account.id, &[EmailKind::Change]).await?;
            Ok(db::accounts::insert_messages(connection, &messages, caller.now).await?)
        })
        .await?;
    mail.wake();
    Ok(())
}

/// Changes the address of the account to the address that received the link, which replaces the current address or the
/// user name. Returns the new address. All other links of the account become invalid. Needs no login. The notice to the
/// former address is in `language`.
pub async fn confirm_email_change(
    caller: &Caller,
    token: &SecretString,
    language: Language,
) -> Result<String, AppError> {
    attempts::count_secret(caller).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let link = take_link(caller, connection, token, EmailKind::Change).await?;
            let found = db::accounts::account_by_id(connection, link.account).await?;
            let former = found.ok_or_else(invalid_link)?.account;
            match db::accounts::change_email(connection, &link, caller.now).await {
                Ok(true) => {}
                Ok(false) => return Err(invalid_link()),
                Err(DbError::Duplicate(_)) => return Err(AppError::refused(Problem::EmailTaken)),
                Err(error) => return Err(error.into()),
            }
            let kinds = [EmailKind::Verification, EmailKind::Change, EmailKind::PasswordReset];
            db::accounts::invalidate_links(connection, link.account, &kinds).await?;
            log_and_notify(caller, connection, &former, AccountAction::EmailChanged, language).await?;
            Ok(link.address)
        })
        .await
}

/// Sends a link for setting a new password to an address, if the address has an account. This is looked up only when
/// the message is sent, so neither the response nor its time reveals it.
pub async fn request_password_reset(
    caller: &Caller,
    email: &str,
    language: Language,
) -> Result<(), AppError> {
    let mail = caller.services.mail()?;
    attempts::count_address(caller).await?;
    let email = Email::new(email).at("email")?;
    let message = message(caller, EmailKind::PasswordReset, None, email.as_str(), language);
    count_and_write(caller, mail, Messages::ResetOf(&email), message).await
}

/// Sets a new password for the account whose address received the link, and ends all its sessions. If the address was
/// not verified before, also resets the second factor. Returns the address, which counts as verified. Needs no login.
/// The notices to the owner are in `language`.
pub async fn reset_password_by_link(
    caller: &Caller,
    token: &SecretString,
    password: &SecretString,
    language: Language,
) -> Result<String, AppError> {
    let permit = caller.services.passwords.permit()?;
    attempts::count_secret(caller).await?;
    let token_hash = tokens::hash(token);
    let mut connection = caller.connection().await?;
    let found = db::accounts::account_of_reset_link(&mut connection, &token_hash, caller.now).await?;
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    let account = found.ok_or_else(invalid_link)?;
    let password = password.expose_secret();
    let checked = permit.check(password, [account.login_name(), &account.display_name]).await?;
    checked.at("newPassword")?;
    let hash = permit.hash(password).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let link = take_link(caller, connection, token, EmailKind::PasswordReset).await?;
            let before = db::accounts::lock_account(connection, link.account).await?.account;
            if !db::accounts::reset_password(connection, &link, &hash, caller.now).await? {
                return Err(invalid_link());
            }
            db::accounts::end_sessions(connection, link.account, None).await?;
            db::accounts::forget_devices(connection, link.account, None).await?;
            invalidate_password_links(connection, link.account).await?;
            // Guesses from before must not delay the owner's next login.
            attempts::forget(connection, &link.address).await?;
            log_and_notify(caller, connection, &account, AccountAction::PasswordChanged, language).await?;
            if before.email_verified_at.is_none() && before.has_second_factor {
                // Somebody else may have registered with the owner's address, and added a device of their own.
                second_factor::reset(caller, connection, &before, language).await?;
            }
            Ok(link.address)
        })
        .await
}

/// Invalidates the links that somebody who knew the password, or reads the account's messages, could still use.
pub(super) async fn invalidate_password_links(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<(), AppError> {
    let kinds = [EmailKind::Change, EmailKind::PasswordReset];
    Ok(db::accounts::invalidate_links(connection, account, &kinds).await?)
}

async fn take_link(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    token: &SecretString,
    kind: EmailKind,
) -> Result<EmailLink, AppError> {
    let found = db::accounts::take_link(connection, &tokens::hash(token), kind, caller.now).await?;
    found.ok_or_else(invalid_link)
}

fn invalid_link() -> AppError {
    AppError::refused_at(Problem::InvalidEmailLink, "token")
}
