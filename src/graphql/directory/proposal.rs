//! Proposed corrections, as shown to their proposers and to editors.

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

/// The status of a proposed correction.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ProposalStatus")]
pub enum ProposalStatus {
    /// No editor has decided yet.
    Open,
    /// An editor accepted it, and the directory was changed.
    Accepted,
    /// An editor declined it.
    Declined,
}

/// A proposed correction of the directory.
#[derive(Clone)]
pub struct Proposal(pub Arc<domain::Proposal>);

/// A proposed correction of the directory. Visible to its proposer and to editors.
#[Object]
impl Proposal {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The record to correct. Null if it is a draft and the viewer is not an editor.
    async fn record(&self, context: &Context<'_>) -> Result<Option<Node>, ApiError> {
        node::find(context, self.0.record_kind.global_id(self.0.record_id)).await
    }

    /// The version of the record that the proposer saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The new values in their stored form: an object with a property for each field, in which references are bare
    /// UUIDs.
    async fn changes(&self) -> Json<Value> {
        Json(self.0.changes.to_json())
    }

    /// The source of the new values, in the proposer's words.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// The proposer's comment. Null if there is none.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }

    /// When the correction was proposed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The status of the proposal.
    async fn status(&self) -> ProposalStatus {
        self.0.status.into()
    }

    /// When an editor decided. Null if the proposal is open.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// The editor's answer to the proposer. Null if the proposal is open.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
}

/// Proposed corrections.
#[derive(Default)]
pub struct ProposalQuery;

#[Object]
impl ProposalQuery {
    /// All proposed corrections, oldest first. Null if the viewer is not an editor. The viewer's own proposals are at
    /// `viewer.proposals`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn proposals(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only proposals with this status. Defaults to all.")] status: Option<ProposalStatus>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Proposal>>, ApiError> {
        const LIST: &str = "proposals";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let proposals = app::proposals(&request(context).caller, status.map(Into::into), &page).await?;
        Ok(proposals.map(|proposals| connection(LIST, proposals, |row| Proposal(row.into()))))
    }
}
