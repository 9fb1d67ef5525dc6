//! New accounts: what every way to register checks.

use std::sync::Arc;

use chrono_tz::Tz;
use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::error::Checks;
use crate::app::passwords::HashingPermit;
use crate::app::{AppError, Caller, Viewer};
use crate::db::{self, DbError};
use crate::domain::accounts::{Account, DisplayName, LoginName, ManagedAccount, Role};
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::problem::Problem;

/// The input of a registration while it is checked. What is missing or not valid is `None`.
pub(super) struct Registrant {
    permit: HashingPermit,
    pub(super) checks: Checks,
    pub(super) login_name: Option<LoginName>,
    pub(super) display_name: Option<DisplayName>,
    time_zone: Tz,
    gloss_language: Option<LanguageTag>,
}

impl Registrant {
    /// Takes a permit to hash passwords.
    pub(super) fn new(caller: &Caller, time_zone: Tz) -> Result<Self, AppError> {
        Ok(Self {
            permit: caller.services.passwords.permit()?,
            checks: Checks::default(),
            login_name: None,
            display_name: None,
            time_zone,
            gloss_language: None,
        })
    }

    pub(super) fn check_profile(&mut self, display_name: &str, gloss_language: &str) {
        self.display_name = self.checks.field("displayName", DisplayName::new(display_name));
        self.gloss_language = self.checks.field("glossLanguage", LanguageTag::new(gloss_language));
    }

    /// Checks the password, and hashes it if everything is valid.
    pub(super) async fn finish(
        mut self,
        caller: &Caller,
        id: AccountId,
        role: Role,
        password: &SecretString,
    ) -> Result<NewAccount, AppError> {
        let password = password.expose_secret();
        let names = [
            self.login_name.as_ref().map(LoginName::as_str).unwrap_or_default(),
            self.display_name.as_ref().map(DisplayName::as_str).unwrap_or_default(),
        ];
        let checked = self.permit.check(password, names).await?;
        let valid_password = self.checks.field("password", checked);
        let (Some(login_name), Some(name), Some(gloss_language), Some(())) =
            (self.login_name, self.display_name, self.gloss_language, valid_password)
        else {
            return Err(self.checks.into_error());
        };
        let account = Account {
            id,
            email: login_name.email().map(ToOwned::to_owned),
            email_verified_at: None,
            username: login_name.username().map(ToOwned::to_owned),
            display_name: name.as_str().to_owned(),
            role,
            created_at: caller.now,
            has_second_factor: false,
        };
        let settings = LearnerSettings::new(id, self.time_zone, gloss_language);
        let password_hash = self.permit.hash(password).await?;
        Ok(NewAccount { viewer: Arc::new(Viewer { account, settings }), password_hash })
    }
}

/// A new account whose input is valid.
pub(super) struct NewAccount {
    pub(super) viewer: Arc<Viewer>,
    password_hash: String,
}

impl NewAccount {
    /// Inserts the account, unless an earlier request of the same registration has created it and it was deleted since.
    pub(super) async fn insert(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        let Viewer { account, settings } = &*self.viewer;
        match db::accounts::insert(connection, account, &self.password_hash, settings).await {
            Err(DbError::Duplicate(_)) if account.email.is_some() => {
                return Err(AppError::refused_at(Problem::EmailTaken, "email"));
            }
            Err(DbError::Duplicate(_)) => {
                return Err(AppError::refused_at(Problem::UsernameTaken, "username"));
            }
            other => other?,
        }
        // After the insertion, which waits for whoever deletes the account at the same time.
        refuse_deleted(connection, account.id).await
    }
}

/// Returns the account that an earlier request of the same registration has created, if any. Fails if it was deleted
/// since.
pub(super) async fn created_before(
    connection: &mut AsyncPgConnection,
    id: AccountId,
) -> Result<Option<ManagedAccount>, AppError> {
    let created = db::accounts::account_by_id(connection, id).await?;
    if created.is_none() {
        refuse_deleted(connection, id).await?;
    }
    Ok(created)
}

async fn refuse_deleted(connection: &mut AsyncPgConnection, id: AccountId) -> Result<(), AppError> {
    if db::account_was_deleted(connection, id).await? {
        return Err(AppError::deleted_since());
    }
    Ok(())
}
