//! Registration, login and logout, passwords, and e-mail addresses.

mod account_log;
mod attempts;
mod club_registration;
mod code_login;
mod deletion;
mod email;
mod management;
mod merging;
mod new_account;
mod outbox;
mod passkeys;
mod second_factor;
mod session_lookups;
mod sessions;
mod webauthn;

pub use crate::db::accounts::{AccountKey, AccountLogKey, AccountsFilter};
pub(in crate::app) use account_log::log_event;
pub use account_log::{account_log, account_log_by_ids, own_account_log};
pub(in crate::app) use attempts::{count_address, count_invite_code_attempt, forget as forget_attempts};
pub use club_registration::{ClubRegistration, NewMember, register_with_club_code};
pub use code_login::{CodeCredentials, log_in_with_code};
pub use deletion::{delete_due_accounts, request_deletion};
pub use email::{
    confirm_email_change, request_email_change, request_email_verification, request_password_reset,
    reset_password_by_link, verify_email,
};
pub use management::{
    AccountChange, accounts_page, delete, list, managed_accounts, set_disabled, set_role, update_account,
};
pub use merging::merge_accounts;
pub use outbox::send_next_message;
pub use passkeys::{
    PasskeyCredentials, RegisteredPasskey, log_in_with_passkey, own_passkeys, register_passkey,
    remove_passkey, start_passkey_login, start_passkey_registration,
};
pub use second_factor::{
    SecondFactor, SecondFactorKey, TotpSetup, TurnedOn, confirm_totp, create_recovery_codes, disable_totp,
    has_authenticator_app, recovery_codes_left, reset_second_factor, start_totp,
};
pub(in crate::app) use second_factor::{read_secret, stored_secret};
pub(in crate::app) use session_lookups::{SessionLookups, find_session};
pub use sessions::{
    OwnSession, authenticate, end_other_sessions, end_session, log_out, own_sessions, reauthenticate,
};

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use crate::app::accounts::account_log::log_and_notify;
use crate::app::accounts::attempts::Attempt;
use crate::app::accounts::deletion::revoke_deletion;
use crate::app::accounts::new_account::{NewAccount, Registrant, created_before};
use crate::app::accounts::second_factor::Entered;
use crate::app::{AppError, AtField as _, Caller, Viewer, tokens};
use crate::db;
use crate::db::accounts::{KeptLogin, LockedForLogIn, LogInAccount, LogInKey, NewSession};
use crate::domain::accounts::{
    AccountAction, Email, EmailKind, LoginName, ManagedAccount, Role, device_label,
};
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::random;

/// The input of a registration.
pub struct Registration {
    /// The e-mail address to log in with.
    pub email: String,
    /// The password in plain text.
    pub password: SecretString,
    /// The name that others see.
    pub display_name: String,
    /// The time zone.
    pub time_zone: Tz,
    /// The language in which meanings are shown (BCP 47).
    pub gloss_language: String,
    /// The client's name for its device.
    pub device: Option<String>,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// The data that a client sends about its device.
#[derive(Clone)]
struct Device {
    label: Option<String>,
    /// The token of the account's earlier login on it.
    token: Option<SecretString>,
}

/// A new login.
pub struct Login {
    /// The session token, sent as `Authorization: Bearer …`.
    pub token: SecretString,
    /// When the session expires.
    pub expires_at: DateTime<Utc>,
    /// The account that is logged in.
    pub viewer: Arc<Viewer>,
    /// The token by which the device is known from now on.
    pub device_token: SecretString,
    /// Whether the login has revoked a requested deletion of the account.
    pub revoked_deletion: bool,
}

impl Login {
    /// Returns the caller with the session of this login.
    pub fn caller(&self, caller: Caller) -> Caller {
        let (viewer, token_hash) = (Some(self.viewer.clone()), Some(tokens::hash(&self.token)));
        Caller { viewer, token_hash, authenticated_at: Some(caller.now), ..caller }
    }
}

/// The credentials of an account.
pub struct Credentials {
    /// The e-mail address or the user name.
    pub login_name: String,
    /// The password in plain text.
    pub password: SecretString,
    /// The second factor, for an account that has one.
    pub second_factor: Option<SecondFactor>,
    /// The client's name for its device.
    pub device: Option<String>,
    /// The device token of an earlier login.
    pub device_token: Option<SecretString>,
}

/// Creates an account and logs it in. If the service sends e-mail, also sends a message that asks to verify the
/// address, in `language`. If the mutation is sent again, only logs in; it fails if the account was deleted since.
pub async fn register(
    caller: &Caller,
    registration: Registration,
    language: Language,
) -> Result<Login, AppError> {
    count_address(caller).await?;
    let device = Device { label: registration.device.clone(), token: None };
    let again = registration.client_mutation_id.map(|_| registration.password.clone());
    let new = check(caller, registration, Role::Learner).await?;
    let mut connection = caller.connection().await?;
    let registered = connection
        .transaction::<_, AppError, _>(async |connection| {
            new.insert(connection).await?;
            let account = &new.viewer.account;
            if let (Some(_), Some(address)) = (&caller.services.mail, &account.email) {
                let kind = EmailKind::Verification;
                let message = email::message(caller, kind, Some(account.id), address, language);
                db::accounts::insert_messages(connection, &[message], caller.now).await?;
            }
            open_session(caller, connection, new.viewer.clone(), device.clone()).await
        })
        .await;
    if let (Ok(_), Some(mail)) = (&registered, &caller.services.mail) {
        mail.wake();
    }
    let (Err(_), Some(password)) = (&registered, again) else { return registered };
    let created = created_before(&mut connection, new.viewer.account.id).await?;
    // Logging in takes a connection of its own.
    drop(connection);
    match created {
        Some(created) => log_in_again(caller, &created, password, device.label).await,
        None => registered,
    }
}

/// Logs in to the account that an earlier request of the same registration has created. A registration that arrives late
/// does not revoke a deletion that the owner has requested since.
async fn log_in_again(
    caller: &Caller,
    created: &ManagedAccount,
    password: SecretString,
    device: Option<String>,
) -> Result<Login, AppError> {
    if created.deletion_due_at.is_some() {
        return Err(AppError::refused(Problem::AccountAwaitsDeletion));
    }
    let credentials = Credentials {
        // The current one: the address may have been changed since.
        login_name: created.account.login_name().to_owned(),
        password,
        second_factor: None,
        device,
        device_token: None,
    };
    log_in(caller, credentials).await
}

/// Creates an account with a role.
pub async fn create(
    caller: &Caller,
    registration: Registration,
    role: Role,
) -> Result<Arc<Viewer>, AppError> {
    let new = check(caller, registration, role).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            new.insert(connection).await?;
            if role != Role::Learner {
                let id = new.viewer.account.id;
                log_event(caller, connection, id, AccountAction::RoleChanged, Some(role)).await?;
            }
            Ok(new.viewer.clone())
        })
        .await
}

async fn check(caller: &Caller, registration: Registration, role: Role) -> Result<NewAccount, AppError> {
    let mut new = Registrant::new(caller, registration.time_zone)?;
    new.login_name = new.checks.field("email", Email::new(&registration.email)).map(LoginName::Email);
    new.check_profile(&registration.display_name, &registration.gloss_language);
    let id: AccountId = caller.new_id(registration.client_mutation_id);
    new.finish(caller, id, role, &registration.password).await
}

/// Logs in, and revokes the deletion of the account. A wrong password and an unknown account cannot be distinguished,
/// not even by the time taken. That the account has a second factor is revealed only by the right password.
pub async fn log_in(caller: &Caller, credentials: Credentials) -> Result<Login, AppError> {
    let Credentials { login_name, password, second_factor, device, device_token } = credentials;
    let permit = caller.services.passwords.permit()?;
    let attempt = Attempt::count(caller, &login_name, device_token.as_ref()).await?;
    let found = match LoginName::new(&login_name) {
        Ok(name) => {
            let mut connection = caller.connection().await?;
            db::accounts::log_in_account(&mut connection, LogInKey::Name(&name)).await?
        }
        Err(_) => None,
    };
    let stored = found.as_ref().map(|found| found.password_hash.clone());
    let is_valid = permit.verify(password.expose_secret(), stored.clone()).await?;
    let invalid_credentials = || AppError::refused(Problem::InvalidCredentials);
    let (Some(found), Some(stored), true) = (found, stored, is_valid) else {
        return Err(invalid_credentials());
    };
    let LogInAccount { account, settings, is_disabled, .. } = found;
    if is_disabled {
        return Err(AppError::refused(Problem::AccountDisabled));
    }
    let entered =
        Entered::for_login(caller, &account, second_factor, attempt.known_device.as_deref()).await?;
    let renewed =
        if permit.is_outdated(&stored) { Some(permit.hash(password.expose_secret()).await?) } else { None };
    let viewer = Arc::new(Viewer { account, settings });
    let token = device_token.filter(|_| attempt.known_device.is_some());
    let device = Device { label: device, token };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = viewer.account.id;
            // Before the account gets a shared lock: otherwise two logins would wait for each other.
            if let Some(entered) = &entered {
                entered.use_up(connection).await?;
            }
            // The password may have been reset while it was verified: the old one must no longer open a session. The
            // deletion may have been requested meanwhile.
            let locked = match &renewed {
                Some(hash) => db::accounts::renew_hash(connection, account, &stored, hash).await?,
                None => db::accounts::lock_password(connection, account, &stored).await?,
            };
            let LockedForLogIn { awaits_deletion } = locked.ok_or_else(invalid_credentials)?;
            if awaits_deletion {
                revoke_deletion(caller, connection, account).await?;
            }
            attempt.succeed(connection).await?;
            db::accounts::delete_expired_sessions(connection, account, caller.now).await?;
            let login = open_session(caller, connection, viewer.clone(), device.clone()).await?;
            Ok(Login { revoked_deletion: awaits_deletion, ..login })
        })
        .await
}

async fn open_session(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    viewer: Arc<Viewer>,
    device: Device,
) -> Result<Login, AppError> {
    let token = tokens::generate();
    let expires_at = caller.services.account_settings.sessions.expiry(caller.now, caller.now);
    let session = NewSession {
        id: SessionId::from(random::uuid_v7(caller.now)),
        token_hash: &tokens::hash(&token),
        account: viewer.account.id,
        device: device_label(device.label.as_deref(), caller.user_agent.as_deref()),
        created_at: caller.now,
        expires_at,
    };
    db::accounts::insert_session(connection, session).await?;
    let device_token = device.token.unwrap_or_else(tokens::generate);
    let device_hash = tokens::hash(&device_token);
    db::accounts::remember_device(connection, viewer.account.id, &device_hash, caller.now).await?;
    Ok(Login { token, expires_at, viewer, device_token, revoked_deletion: false })
}

/// Changes the viewer's password, ends all other sessions of the account, and forgets its devices except this one:
/// somebody who knew the old password must not keep a device from which guesses are counted apart. The notice to the
/// owner is in `language`.
pub async fn change_password(
    caller: &Caller,
    current: &SecretString,
    new: &SecretString,
    device_token: Option<&SecretString>,
    language: Language,
) -> Result<(), AppError> {
    let account = &caller.viewer()?.account;
    let invalid_credentials = || AppError::refused_at(Problem::InvalidCredentials, "currentPassword");
    let names = [account.login_name(), &account.display_name];
    let permit = caller.services.passwords.permit()?;
    let attempt = Attempt::count_own(caller).await?;
    let checked = permit.check(new.expose_secret(), names).await?;
    checked.at("newPassword")?;
    let mut connection = caller.connection().await?;
    let stored = db::accounts::password_hash(&mut connection, account.id).await?;
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    if !permit.verify(current.expose_secret(), Some(stored.clone())).await? {
        return Err(invalid_credentials());
    }
    let hash = permit.hash(new.expose_secret()).await?;
    let device_hash = device_token.map(tokens::hash);
    let token_hash = caller.token_hash.as_deref().unwrap_or_default();
    let kept = KeptLogin { token_hash, device_hash: device_hash.as_deref() };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if !db::accounts::change_password(connection, account.id, &stored, &hash, kept).await? {
                return Err(invalid_credentials());
            }
            // Now that the account is locked, and the other sessions are ended, nobody requests another link.
            email::invalidate_password_links(connection, account.id).await?;
            attempt.succeed(connection).await?;
            log_and_notify(caller, connection, account, AccountAction::PasswordChanged, language).await
        })
        .await
}

/// Sets the password of the account with a login name, and ends all its sessions, for operators.
pub async fn reset_password(caller: &Caller, name: &str, password: &SecretString) -> Result<(), AppError> {
    let password = password.expose_secret();
    let permit = caller.services.passwords.permit()?;
    let mut connection = caller.connection().await?;
    let found = management::find(&mut connection, name).await?;
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    let checked = permit.check(password, [found.login_name(), &found.display_name]).await?;
    checked.at("password")?;
    let hash = permit.hash(password).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = management::find(connection, name).await?;
            db::accounts::set_password(connection, account.id, &hash).await?;
            email::invalidate_password_links(connection, account.id).await?;
            // Guesses from before must not delay the owner's next login.
            forget_attempts(connection, account.login_name()).await?;
            let (action, language) = (AccountAction::PasswordChanged, Language::default());
            log_and_notify(caller, connection, &account, action, language).await
        })
        .await
}
