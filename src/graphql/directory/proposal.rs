//! Proposed corrections, as their proposers and editors see them.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Json, Object};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::node::{self, Node};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// What became of a proposed correction.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ProposalStatus")]
pub enum ProposalStatus {
    /// No editor has decided yet.
    Open,
    /// The directory was changed by it.
    Accepted,
    /// It was not taken over.
    Declined,
}

/// A proposed correction of the directory.
#[derive(Clone)]
pub struct Proposal(pub Arc<domain::Proposal>);

/// A proposed correction of the directory. Whoever proposed it sees it, and editors.
#[Object]
impl Proposal {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// What it is about; null: it is no longer published.
    async fn about(&self, context: &Context<'_>) -> Result<Option<Node>, ApiError> {
        node::find(context, self.0.record_kind.global_id(self.0.record_id)).await
    }

    /// The version of it that the proposer saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The new values, an object with a field for each, as they would be stored: references are bare UUIDs.
    async fn changes(&self) -> Json<Value> {
        Json(self.0.changes.to_json())
    }

    /// Where the new values are taken from, in the proposer's words.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// What else the proposer says; null: nothing.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }

    /// When it was proposed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// What became of it.
    async fn status(&self) -> ProposalStatus {
        self.0.status.into()
    }

    /// When an editor decided; null: it is open.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// The editor's word on it; null: it is open.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
}

/// Proposed corrections.
#[derive(Default)]
pub struct ProposalQuery;

#[Object]
impl ProposalQuery {
    /// All proposed corrections, the oldest first; null: the viewer is no editor. Somebody has to be logged in; one's own
    /// are at `viewer.proposals`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn proposals(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only those of which this became; without it, all.")] status: Option<ProposalStatus>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Proposal>>, ApiError> {
        const LIST: &str = "proposals";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::proposals(&request(context).caller, status.map(Into::into), &page).await?;
        Ok(found.map(|found| connection(LIST, found, |row| Proposal(row.into()))))
    }
}
