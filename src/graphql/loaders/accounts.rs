//! Loaders of accounts.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows, by_id};
use crate::app::accounts as app;
use crate::domain::accounts::{AccountLogEntry, ManagedAccount};
use crate::domain::ids::{AccountId, AccountLogEntryId, ManagedAccountId};

#[async_trait]
impl Loader<ManagedAccountId> for Rows {
    type Value = Arc<ManagedAccount>;
    type Error = LoadError;

    async fn load(&self, ids: &[ManagedAccountId]) -> Loaded<ManagedAccountId, Self::Value> {
        let ids: Vec<_> = ids.iter().map(|id| AccountId::from(id.uuid())).collect();
        let found = app::managed_accounts(&self.caller, &ids).await?;
        Ok(by_id(found, |managed| managed.account.id.uuid().into()))
    }
}

#[async_trait]
impl Loader<AccountLogEntryId> for Rows {
    type Value = Arc<AccountLogEntry>;
    type Error = LoadError;

    async fn load(&self, ids: &[AccountLogEntryId]) -> Loaded<AccountLogEntryId, Self::Value> {
        Ok(by_id(app::account_log_by_ids(&self.caller, ids).await?, |entry| entry.id))
    }
}
