//! The account log, for the owners of accounts and for admins.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use super::account::Role;
use crate::app::accounts as app;
use crate::domain::accounts as domain;
use crate::domain::ids::AccountId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// A kind of event in the account log. More values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::AccountAction")]
pub enum AccountAction {
    /// The password was changed.
    PasswordChanged,
    /// The e-mail address was changed.
    EmailChanged,
    /// An authenticator app was set up.
    AppAdded,
    /// The authenticator app was turned off.
    AppRemoved,
    /// A passkey was registered.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// The recovery codes were replaced.
    RecoveryCodesReplaced,
    /// The authenticator app, the passkeys and the recovery codes were removed: by an admin or an operator, or with a
    /// login code (`logInWithCode`).
    SecondFactorReset,
    /// The role was changed; `AccountLogEntry.role` is the new one.
    RoleChanged,
    /// The account was disabled.
    Disabled,
    /// The account was enabled again.
    Enabled,
    /// The deletion of the account was requested.
    DeletionRequested,
    /// The deletion request was revoked: the owner logged in, or another account was merged into this one.
    DeletionRevoked,
    /// The account was deleted. The entry no longer identifies it: `AccountLogEntry.accountId` is null.
    Deleted,
    /// Another account was merged into the account.
    Merged,
    /// The data of the account was downloaded (`/me/export.json`, `/me/reviews.csv`).
    Exported,
}

/// Who caused an entry of the account log.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::AccountActor")]
pub enum AccountActor {
    /// The owner, or someone who used the account's password, link or login code.
    Owner,
    /// An admin.
    Admin,
    /// An operator of the service, on the command line.
    Operator,
}

/// An entry of the account log.
#[derive(Clone)]
pub struct AccountLogEntry(pub Arc<domain::AccountLogEntry>);

/// An entry of the account log: a change to how the account logs in or to its role, an export, a merge, or the
/// account's deletion. Studying is not logged. Visible to the owner of the account, and to admins.
#[Object]
impl AccountLogEntry {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The id of the account. Null if the account was deleted.
    async fn account_id(&self) -> Option<ID> {
        self.0.account_id.map(global_id)
    }

    /// What happened.
    async fn action(&self) -> AccountAction {
        self.0.action.into()
    }

    /// The new role. Null unless `action` is `ROLE_CHANGED`.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// Who did it.
    async fn actor(&self) -> AccountActor {
        self.0.actor.into()
    }

    /// The display name of the admin who did it. Null if it was not an admin, or if the admin's account was deleted.
    async fn actor_name(&self) -> Option<&str> {
        self.0.actor_name.as_deref()
    }

    /// The time at which it happened.
    async fn logged_at(&self) -> DateTime<Utc> {
        self.0.logged_at
    }
}

impl From<domain::AccountLogEntry> for AccountLogEntry {
    fn from(entry: domain::AccountLogEntry) -> Self {
        Self(Arc::new(entry))
    }
}

/// The viewer's field about the account log.
pub struct ViewerAccountLog;

/// The viewer's field about the account log.
#[Object]
impl ViewerAccountLog {
    /// The log of the viewer's account, newest first: changes to how the account logs in and to its role, exports,
    /// merges, and its deletion, but not studying. Nobody can change the entries. If the account has an e-mail address
    /// and the service sends e-mail, the owner also gets a notice by e-mail of each change to how the account logs in.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn account_log(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<AccountLogEntry>>, ApiError> {
        const LIST: &str = "viewer.accountLog";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_account_log(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, AccountLogEntry::from)))
    }
}

/// The query of the account log, for admins.
#[derive(Default)]
pub struct AccountLogQuery;

#[Object]
impl AccountLogQuery {
    /// The log of all accounts, newest first: changes to how they log in and to their roles, exports, merges, and
    /// deletions, but not studying. Null if the viewer is not an admin.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn account_log(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only entries about this account.")] account_id: Option<ID>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<AccountLogEntry>>, ApiError> {
        const LIST: &str = "accountLog";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let account = account_id.map(|id| AccountId::from_global_or_nil(&id));
        let found = app::account_log(&request(context).caller, account, &page).await?;
        Ok(found.map(|found| connection(LIST, found, AccountLogEntry::from)))
    }
}
