//! The viewer's account.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::app::{self, accounts as app_accounts};
use crate::domain::accounts as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::global_id;

/// An account's permissions beyond learning. Each role includes the permissions of the roles before it.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Role")]
pub enum Role {
    /// No permissions beyond learning.
    Learner,
    /// May create clubs.
    Leader,
    /// Maintains the directory and the lessons; may create clubs.
    Editor,
    /// Manages the accounts; may create clubs.
    Admin,
}

/// An account.
pub struct Account(pub Arc<app::Viewer>);

/// An account that can log in. Visible only to its owner.
#[Object]
impl Account {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.account.id)
    }

    /// The e-mail address to log in with. Null if the account has a user name instead (`registerWithClubCode`).
    async fn email(&self) -> Option<&str> {
        self.0.account.email.as_deref()
    }

    /// The user name to log in with. Null if the account has an e-mail address instead.
    async fn username(&self) -> Option<&str> {
        self.0.account.username.as_deref()
    }

    /// The time at which the account's owner verified the e-mail address with a link in an e-mail message. Null if it
    /// is not verified.
    async fn email_verified_at(&self) -> Option<DateTime<Utc>> {
        self.0.account.email_verified_at
    }

    /// The name that others see, such as the members of the account's clubs.
    async fn display_name(&self) -> &str {
        &self.0.account.display_name
    }

    /// The account's permissions beyond learning.
    async fn role(&self) -> Role {
        self.0.account.role.into()
    }

    /// Whether logging in requires a second factor: an authenticator app (`startTotp`) or a passkey
    /// (`startPasskeyRegistration`). A recovery code replaces either. A passkey also works on its own, without the
    /// password.
    async fn has_second_factor(&self) -> bool {
        self.0.account.has_second_factor
    }

    /// Whether codes of an authenticator app are a second factor of the account (`startTotp`).
    async fn has_authenticator_app(&self, context: &Context<'_>) -> Result<Option<bool>, ApiError> {
        Ok(Some(app_accounts::has_authenticator_app(&request(context).caller).await?))
    }

    /// Whether the account lacks a second factor that its role requires. Until the viewer sets one up (`startTotp`,
    /// `startPasskeyRegistration`), the account has only the permissions of the role LEADER.
    async fn needs_second_factor(&self, context: &Context<'_>) -> bool {
        request(context).caller.needs_second_factor()
    }

    /// The number of recovery codes that have not been used; 0 without a second factor.
    async fn recovery_codes_left(&self, context: &Context<'_>) -> Result<Option<u32>, ApiError> {
        Ok(Some(app_accounts::recovery_codes_left(&request(context).caller).await?))
    }

    /// The time at which the account was registered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.account.created_at
    }

    /// The IANA time zone in which the account's study days begin.
    async fn time_zone(&self) -> &'static str {
        self.0.settings.time_zone.name()
    }

    /// The goal for new words per day, 1 to 100.
    async fn daily_goal(&self) -> u32 {
        self.0.settings.daily_goal
    }
}
