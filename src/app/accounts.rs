//! Registration, login and logout, and passwords.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::clubs::make_assigned_cards;
use crate::app::error::Checks;
use crate::app::{AppError, Caller, Viewer, tokens};
use crate::db::{self, DbError};
use crate::domain::accounts::{Account, DisplayName, Email, Role, check_password};
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::settings::{LearnerSettings, time_zone};
use crate::domain::problem::Problem;
use crate::random;

/// The input of a registration.
pub struct Registration {
    /// The e-mail address to log in with.
    pub email: String,
    /// The password in plain text.
    pub password: SecretString,
    /// The name that others see.
    pub display_name: String,
    /// The IANA time zone.
    pub time_zone: String,
    /// The language in which meanings are shown (BCP 47).
    pub gloss_language: String,
}

/// A new login.
pub struct Login {
    /// The session token, sent as `Authorization: Bearer …`.
    pub token: SecretString,
    /// When the session expires.
    pub expires_at: DateTime<Utc>,
    /// The account that is logged in.
    pub viewer: Arc<Viewer>,
}

/// Creates an account and logs it in.
pub async fn register(caller: &Caller, registration: Registration) -> Result<Login, AppError> {
    caller.services.rate_limits.count_registration(caller.address)?;
    let new = NewAccount::check(caller, registration, Role::Learner).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            new.insert(connection).await?;
            open_session(caller, connection, new.viewer.clone()).await
        })
        .await
}

/// Creates an account with a role.
pub async fn create(
    caller: &Caller,
    registration: Registration,
    role: Role,
) -> Result<Arc<Viewer>, AppError> {
    let new = NewAccount::check(caller, registration, role).await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            new.insert(connection).await?;
            Ok(new.viewer.clone())
        })
        .await
}

/// A new account whose input is valid.
struct NewAccount {
    viewer: Arc<Viewer>,
    password_hash: String,
}

impl NewAccount {
    async fn check(caller: &Caller, registration: Registration, role: Role) -> Result<Self, AppError> {
        let place = caller.services.passwords.queue()?;
        let password = registration.password.expose_secret();
        let mut checks = Checks::default();
        let email = checks.field("email", Email::new(&registration.email));
        let name = checks.field("displayName", DisplayName::new(&registration.display_name));
        let zone = checks.field("timeZone", time_zone(&registration.time_zone));
        let language = checks.field("glossLanguage", LanguageTag::new(&registration.gloss_language));
        let valid_password =
            checks.field("password", check_password(password, email.as_ref(), name.as_ref()));
        let (Some(email), Some(name), Some(time_zone), Some(gloss_language), Some(())) =
            (email, name, zone, language, valid_password)
        else {
            return Err(checks.into_error());
        };
        let id = AccountId::from(random::uuid_v7(caller.now));
        let account = Account {
            id,
            email: email.as_str().to_owned(),
            display_name: name.as_str().to_owned(),
            role,
            created_at: caller.now,
        };
        let settings = LearnerSettings::new(id, time_zone, gloss_language);
        let viewer = Arc::new(Viewer { account, settings });
        Ok(Self { viewer, password_hash: place.hash(password).await? })
    }

    async fn insert(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        let Viewer { account, settings } = &*self.viewer;
        match db::accounts::insert(connection, account, &self.password_hash, settings).await {
            Err(DbError::Duplicate(_)) => Err(AppError::refused_at(Problem::EmailTaken, "email")),
            other => Ok(other?),
        }
    }
}

/// Logs in. A wrong password and an unknown account cannot be distinguished, not even by the time taken.
pub async fn log_in(caller: &Caller, email: &str, password: &SecretString) -> Result<Login, AppError> {
    caller.services.rate_limits.count_password_attempt(caller.address, email)?;
    let place = caller.services.passwords.queue()?;
    let found = match Email::new(email) {
        Ok(email) => {
            let mut connection = caller.connection().await?;
            db::accounts::with_password_hash(&mut connection, &email).await?
        }
        Err(_) => None,
    };
    let (viewer, stored) = match found {
        Some((account, settings, hash)) => (Some(Arc::new(Viewer { account, settings })), Some(hash)),
        None => (None, None),
    };
    let is_valid = place.verify(password.expose_secret(), stored.clone()).await?;
    let invalid_credentials = || AppError::refused(Problem::InvalidCredentials);
    let (Some(viewer), Some(stored), true) = (viewer, stored, is_valid) else {
        return Err(invalid_credentials());
    };
    let renewed = match place.is_outdated(&stored) {
        true => Some(place.hash(password.expose_secret()).await?),
        false => None,
    };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = viewer.account.id;
            // The password may have been reset while it was verified: the old one must no longer open a session.
            let is_current = match &renewed {
                Some(hash) => db::accounts::renew_hash(connection, account, &stored, hash).await?,
                None => db::accounts::lock_password(connection, account, &stored).await?,
            };
            if !is_current {
                return Err(invalid_credentials());
            }
            db::accounts::delete_expired_sessions(connection, account, caller.now).await?;
            open_session(caller, connection, viewer.clone()).await
        })
        .await
}

async fn open_session(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    viewer: Arc<Viewer>,
) -> Result<Login, AppError> {
    let token = tokens::generate();
    let expires_at = caller.now + caller.services.session_lifetime;
    let hash = tokens::hash(&token);
    db::accounts::insert_session(connection, &hash, viewer.account.id, caller.now, expires_at).await?;
    Ok(Login { token, expires_at, viewer })
}

/// Makes the token's account the caller's viewer. `None` if the token is unknown or has expired. Also makes the cards
/// that were assigned to the account since its last request.
pub async fn authenticate(mut caller: Caller, token: &SecretString) -> Result<Option<Caller>, AppError> {
    let hash = tokens::hash(token);
    let mut connection = caller.connection().await?;
    let found = db::accounts::session_by_token(&mut connection, &hash, caller.now).await?;
    drop(connection);
    let Some(session) = found else { return Ok(None) };
    caller.viewer = Some(Arc::new(Viewer { account: session.account, settings: session.settings }));
    caller.token_hash = Some(hash);
    caller.content_version = Some(session.content_version);
    if session.lacks_cards {
        make_assigned_cards(&caller).await?;
    }
    Ok(Some(caller))
}

/// Ends the caller's session, if there is one.
pub async fn log_out(caller: &Caller) -> Result<(), AppError> {
    let Some(hash) = &caller.token_hash else { return Ok(()) };
    let mut connection = caller.connection().await?;
    Ok(db::accounts::delete_session(&mut connection, hash).await?)
}

/// Changes the viewer's password, and ends all other sessions of the account.
pub async fn change_password(
    caller: &Caller,
    current: &SecretString,
    new: &SecretString,
) -> Result<(), AppError> {
    let account = &caller.viewer()?.account;
    let invalid_credentials = || AppError::refused_at(Problem::InvalidCredentials, "currentPassword");
    caller.services.rate_limits.count_password_attempt(caller.address, &account.email)?;
    let email = Email::new(&account.email).map_err(AppError::refused)?;
    let name = DisplayName::new(&account.display_name).ok();
    check_password(new.expose_secret(), Some(&email), name.as_ref())
        .map_err(|problem| AppError::refused_at(problem, "newPassword"))?;
    let place = caller.services.passwords.queue()?;
    let mut connection = caller.connection().await?;
    let stored = db::accounts::password_hash(&mut connection, account.id).await?;
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    if !place.verify(current.expose_secret(), Some(stored.clone())).await? {
        return Err(invalid_credentials());
    }
    let hash = place.hash(new.expose_secret()).await?;
    let kept = caller.token_hash.as_deref().unwrap_or_default();
    let mut connection = caller.connection().await?;
    let changed = connection
        .transaction::<_, AppError, _>(async |connection| {
            Ok(db::accounts::change_password(connection, account.id, &stored, &hash, kept).await?)
        })
        .await?;
    if changed { Ok(()) } else { Err(invalid_credentials()) }
}

/// Sets the role of the account with an e-mail address.
pub async fn set_role(caller: &Caller, email: &str, role: Role) -> Result<(), AppError> {
    let email = Email::new(email).map_err(|problem| AppError::refused_at(problem, "email"))?;
    let mut connection = caller.connection().await?;
    let found = db::accounts::set_role(&mut connection, &email, role).await?;
    if found { Ok(()) } else { Err(AppError::refused_at(Problem::NotFound, "email")) }
}

/// Sets the password of the account with an e-mail address, and ends all its sessions.
pub async fn reset_password(caller: &Caller, email: &str, password: &SecretString) -> Result<(), AppError> {
    let password = password.expose_secret();
    let email = Email::new(email).map_err(|problem| AppError::refused_at(problem, "email"))?;
    check_password(password, Some(&email), None)
        .map_err(|problem| AppError::refused_at(problem, "password"))?;
    let hash = caller.services.passwords.queue()?.hash(password).await?;
    let mut connection = caller.connection().await?;
    let found = connection
        .transaction::<_, AppError, _>(async |connection| {
            Ok(db::accounts::set_password(connection, &email, &hash).await?)
        })
        .await?;
    if found { Ok(()) } else { Err(AppError::refused_at(Problem::NotFound, "email")) }
}
