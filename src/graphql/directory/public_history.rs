//! The public history: what changed in the directory, for everyone.

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::directory::{self as app, RevisionKey};
use crate::domain::directory as domain;
use crate::domain::directory::PartId;
use crate::graphql::context::request;
use crate::graphql::directory::kinds::RecordKind;
use crate::graphql::errors::ApiError;
use crate::graphql::node::{self, Node};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// What a change did to the public form of a record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::PublicAction")]
pub enum RecordChangeAction {
    /// The record became visible to everyone.
    Added,
    /// The public content of the record changed.
    Changed,
    /// The record was merged into another, which replaces it.
    Merged,
    /// The record is no longer visible to everyone.
    Withdrawn,
}

/// A public change of a record.
pub struct RecordChange(pub app::RecordChange);

/// A public change of a record. It does not contain the old and new values, because they may have been removed for a
/// good reason.
#[Object]
impl RecordChange {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        let RevisionKey { kind, id, version } = self.0.key;
        PartId::PublicChange { record: kind.global_id(id), version }.to_string().into()
    }

    /// The UUID that identifies the change in the feed `/data/changes.atom`.
    async fn uuid(&self) -> Uuid {
        self.0.uuid
    }

    /// The kind of record.
    async fn record_kind(&self) -> RecordKind {
        self.0.key.kind.into()
    }

    /// The record in its current version. For a record that was merged, the record that it was merged into. Null if it
    /// is no longer public.
    async fn record(&self, context: &Context<'_>) -> Result<Option<Node>, ApiError> {
        let RevisionKey { kind, id, .. } = self.0.key;
        node::find(context, kind.global_id(id)).await
    }

    /// The version that the change produced. Not every version has a public change: drafts and edits that changed
    /// nothing public have none.
    async fn version(&self) -> i32 {
        self.0.key.version
    }

    /// The time of the change. Later changes have later times, across all records.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }

    /// What the change did.
    async fn action(&self) -> RecordChangeAction {
        self.0.change.action.into()
    }

    /// The changed fields of a record that stayed public, in alphabetical order: fields of the content such as `names`
    /// or `contactPoints`. Empty for the other actions.
    async fn fields(&self) -> &[String] {
        &self.0.change.fields
    }

    /// The editor's display name. Null if the content import made the change, if the editor's account was deleted, or
    /// if the viewer is not an editor and the service does not show the names of editors to everyone.
    async fn editor(&self) -> Option<&str> {
        self.0.editor.as_deref()
    }
}

/// Returns a page of the public changes, newest first: of all records, or of one.
pub(super) async fn changes(
    context: &Context<'_>,
    record: Option<Uuid>,
    page: PageArguments,
) -> Result<List<RecordChange>, ApiError> {
    let list = record.map_or_else(|| "changes".to_owned(), |record| format!("changes of {record}"));
    let page = page.request(&list)?;
    let found = app::public_changes(&request(context).caller, record, &page).await?;
    Ok(connection(&list, found, RecordChange))
}

/// The public history of the directory.
#[derive(Default)]
pub struct PublicHistoryQuery;

#[Object]
impl PublicHistoryQuery {
    /// The public changes of the directory, newest first. `/data/changes.atom` is a feed of them, and
    /// `/data/changes.json` has the changed records, for programs that keep a copy of the directory.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn record_changes(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<RecordChange>>, ApiError> {
        changes(context, None, PageArguments { first, after, last, before }).await.map(Some)
    }
}
