//! Accounts for admins: the list, and changes of roles.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::account::Role;
use crate::app::accounts::{self as app, AccountChange, AccountsFilter};
use crate::domain::accounts as domain;
use crate::domain::ids::{AccountId, ManagedAccountId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// An account as admins see it.
pub struct ManagedAccount(pub Arc<domain::ManagedAccount>);

/// An account as admins see it.
#[Object]
impl ManagedAccount {
    /// Opaque, globally unique id. It differs from the id of the `Account`.
    pub async fn id(&self) -> ID {
        global_id(ManagedAccountId::from(self.0.account.id.uuid()))
    }

    /// The id of the account, which the mutations of admins take.
    async fn account_id(&self) -> ID {
        global_id(self.0.account.id)
    }

    /// The e-mail address to log in with; null if the account has a user name instead.
    async fn email(&self) -> Option<&str> {
        self.0.account.email.as_deref()
    }

    /// The user name to log in with; null if the account has an e-mail address instead.
    async fn username(&self) -> Option<&str> {
        self.0.account.username.as_deref()
    }

    /// The name that others see.
    async fn display_name(&self) -> &str {
        &self.0.account.display_name
    }

    /// The account's permissions beyond learning.
    async fn role(&self) -> Role {
        self.0.account.role.into()
    }

    /// Whether logging in requires a second factor in addition to the password.
    async fn has_second_factor(&self) -> bool {
        self.0.account.has_second_factor
    }

    /// The time at which the account was registered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.account.created_at
    }

    /// The time at which an admin disabled the account. Null if the account is not disabled.
    async fn disabled_at(&self) -> Option<DateTime<Utc>> {
        self.0.disabled_at
    }

    /// The time at which the account will be deleted at its owner's request. Null if there is no such request.
    async fn deletion_due_at(&self) -> Option<DateTime<Utc>> {
        self.0.deletion_due_at
    }
}

impl From<domain::ManagedAccount> for ManagedAccount {
    fn from(found: domain::ManagedAccount) -> Self {
        Self(Arc::new(found))
    }
}

/// The query of accounts, for admins.
#[derive(Default)]
pub struct AccountsQuery;

#[Object]
impl AccountsQuery {
    /// All accounts, in the order of registration. Null if the viewer is not an admin.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection, and its filters")]
    async fn accounts(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only accounts whose e-mail address, user name or display name contains this text; case does not matter."
        )]
        text: Option<String>,
        #[graphql(desc = "Only accounts with this role.")] role: Option<Role>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ManagedAccount>>, ApiError> {
        const LIST: &str = "accounts";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let filter = AccountsFilter { text, role: role.map(Into::into) };
        let found = app::accounts_page(&request(context).caller, &filter, &page).await?;
        Ok(found.map(|found| connection(LIST, found, ManagedAccount::from)))
    }
}

/// A new role for an account.
#[derive(InputObject)]
pub struct SetAccountRoleInput {
    /// The id of the account; must not be the viewer's own.
    pub account_id: ID,
    /// The new role.
    pub role: Role,
}

/// The result of `setAccountRole`.
#[derive(SimpleObject)]
pub struct SetAccountRolePayload {
    /// The account with the new role.
    managed_account: Option<ManagedAccount>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin, or it is their
    /// own account), `REAUTHENTICATION_REQUIRED`, `NOT_FOUND`; for a role with more rights than the
    /// present one, `ACCOUNT_DISABLED` and `ACCOUNT_AWAITS_DELETION`.
    errors: ListOf<UserError>,
}

/// The account to disable or to enable.
#[derive(InputObject)]
pub struct SetAccountDisabledInput {
    /// The id of the account; must not be the viewer's own.
    pub account_id: ID,
    /// True to disable the account, false to enable it again.
    pub disabled: bool,
}

/// The result of `setAccountDisabled`.
#[derive(SimpleObject)]
pub struct SetAccountDisabledPayload {
    /// The account.
    managed_account: Option<ManagedAccount>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin, or it is their
    /// own account), `REAUTHENTICATION_REQUIRED`, `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The account with the second factor to reset.
#[derive(InputObject)]
pub struct ResetSecondFactorInput {
    /// The id of the account; must not be the viewer's own.
    pub account_id: ID,
}

/// The result of `resetSecondFactor`.
#[derive(SimpleObject)]
pub struct ResetSecondFactorPayload {
    /// The account, which no longer has a second factor.
    managed_account: Option<ManagedAccount>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin, or it is their
    /// own account), `REAUTHENTICATION_REQUIRED`, `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// Two accounts of one person.
#[derive(InputObject)]
pub struct MergeAccountsInput {
    /// The account to merge and then delete. Its role must be LEARNER, and it must not be the viewer's own.
    pub from_account_id: ID,
    /// The account to keep.
    pub into_account_id: ID,
}

/// The result of `mergeAccounts`.
#[derive(SimpleObject)]
pub struct MergeAccountsPayload {
    /// The account that was kept.
    managed_account: Option<ManagedAccount>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin, or the account to
    /// merge has a role beyond learning), `REAUTHENTICATION_REQUIRED`, `NOT_FOUND`, `MERGE_INTO_SELF`,
    /// `ACCOUNT_DISABLED` (the account that is kept: enable it first).
    errors: ListOf<UserError>,
}

/// The mutations of accounts, for admins.
#[derive(Default)]
pub struct AccountsMutation;

#[Object]
impl AccountsMutation {
    /// Sets the role of an account. An account that becomes a learner stops leading its clubs at once, even if a club
    /// is then left without a leader. For admins who have logged in, or called `reauthenticate`, within the last 15
    /// minutes.
    async fn set_account_role(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The account and its new role.")] input: SetAccountRoleInput,
    ) -> Result<Option<SetAccountRolePayload>, ApiError> {
        let change = AccountChange::Role(input.role.into());
        let (managed_account, errors) = change_account(context, &input.account_id, change).await?;
        Ok(Some(SetAccountRolePayload { managed_account, errors }))
    }

    /// Disables an account, or enables it again. Disabling an account ends its sessions, and nobody can log in to it.
    /// For admins who have logged in, or called `reauthenticate`, within the last 15 minutes.
    async fn set_account_disabled(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The account, and whether to disable it.")] input: SetAccountDisabledInput,
    ) -> Result<Option<SetAccountDisabledPayload>, ApiError> {
        let change = AccountChange::Disabled(input.disabled);
        let (managed_account, errors) = change_account(context, &input.account_id, change).await?;
        Ok(Some(SetAccountDisabledPayload { managed_account, errors }))
    }

    /// Turns off the second factor of an account whose owner has lost the devices and the recovery codes: removes its
    /// authenticator app, its passkeys and its recovery codes, and ends its sessions. First make sure that the request
    /// comes from the owner. The owner gets a notice by e-mail and sees the reset in `Viewer.accountLog`. For admins
    /// who have logged in, or called `reauthenticate`, within the last 15 minutes.
    async fn reset_second_factor(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The account.")] input: ResetSecondFactorInput,
    ) -> Result<Option<ResetSecondFactorPayload>, ApiError> {
        let change = AccountChange::SecondFactorReset;
        let (managed_account, errors) = change_account(context, &input.account_id, change).await?;
        Ok(Some(ResetSecondFactorPayload { managed_account, errors }))
    }

    /// Merges two accounts of one person, such as a pupil who has registered twice. The reviews, cards, notes,
    /// memberships, requests, contest entries, proposals and edits of the first account move to the second one. The
    /// second account's cards are then replayed from both review logs, with its own scheduling. If both accounts have a
    /// note on a word, or are in the same club, the second account keeps its note and its shares. An open request to a
    /// club does not move if the second account is in the club or also has an open request to it. The first account is
    /// deleted, with its settings, sessions, reminders and account log. This cannot be undone. The merge runs within
    /// one request: if the logs are too long for that, it fails with `TIMEOUT` or `UNAVAILABLE`, and changes nothing.
    /// For admins who have logged in, or called `reauthenticate`, within the last 15 minutes.
    async fn merge_accounts(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The accounts.")] input: MergeAccountsInput,
    ) -> Result<Option<MergeAccountsPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let from = AccountId::from_global_or_nil(&input.from_account_id);
        let into = AccountId::from_global_or_nil(&input.into_account_id);
        let merged = app::merge_accounts(&request.caller, from, into).await;
        let (merged, errors) = settle(merged, context)?;
        Ok(Some(MergeAccountsPayload { managed_account: merged.map(ManagedAccount::from), errors }))
    }
}

async fn change_account(
    context: &Context<'_>,
    id: &str,
    change: AccountChange,
) -> Result<(Option<ManagedAccount>, ListOf<UserError>), ApiError> {
    let request = request(context);
    request.caller.viewer()?;
    let id = AccountId::from_global_or_nil(id);
    let changed = app::update_account(&request.caller, id, change, request.language).await;
    let (changed, errors) = settle(changed, context)?;
    Ok((changed.map(ManagedAccount::from), errors))
}
