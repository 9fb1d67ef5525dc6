//! The fields that all records of the directory share: version, visibility and history.

use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use serde_json::Value;
use uuid::Uuid;

use super::public_history::{self, RecordChange};
use crate::app::directory::{self as app, RecordedEdit, RevisionKey};
use crate::domain::directory as domain;
use crate::domain::directory::{PartId, RecordKind};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::node::{self, Node};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// The metadata of a record. Its fields are flattened into the record's own type.
pub struct RecordMetadata {
    kind: RecordKind,
    id: Uuid,
    version: i32,
    published: bool,
    updated_at: DateTime<Utc>,
}

impl RecordMetadata {
    pub(super) fn of<C: domain::RecordContent>(record: &domain::Record<C>) -> Self {
        Self {
            kind: C::KIND,
            id: record.id.uuid(),
            version: record.version,
            published: record.published,
            updated_at: record.updated_at,
        }
    }
}

/// The metadata of a record.
#[Object]
impl RecordMetadata {
    /// The current version of the record: the number of its edits, including the creation. An edit takes the version
    /// that the editor saw, and fails with `CONFLICT` if that is no longer the current version.
    async fn version(&self) -> i32 {
        self.version
    }

    /// Whether everyone may see the record. Otherwise it is a draft, which only editors see.
    async fn is_published(&self) -> bool {
        self.published
    }

    /// The time of the last edit.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }

    /// The public changes of the record, newest first. Editors also see the record's `revisions`, with all values.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn history(
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
        let page = PageArguments { first, after, last, before };
        public_history::changes(context, Some(self.id), page).await.map(Some)
    }

    /// The record's revisions, newest first. Null if the viewer is not an editor.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn revisions(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Revision>>, ApiError> {
        let cursors = format!("revisions of {}", self.id);
        let page = PageArguments { first, after, last, before }.request(&cursors)?;
        let revisions = app::history(&request(context).caller, self.kind, self.id, &page).await?;
        Ok(revisions.map(|revisions| connection(&cursors, revisions, Revision)))
    }
}

/// What an edit did to a record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EditAction")]
pub enum EditAction {
    /// Created the record.
    Create,
    /// Changed the record's content.
    Update,
    /// Made the record visible to everyone.
    Publish,
    /// Hid the record from everyone but editors.
    Unpublish,
    /// Merged the record into another, or redirected its references from a merged record to the record that was kept.
    Merge,
    /// Restored an earlier revision.
    Revert,
}

/// A revision of a record: one edit, and the version that it produced. Visible only to editors.
pub struct Revision(pub RecordedEdit);

/// A revision of a record: one edit, and the version that it produced. Visible only to editors.
#[Object]
impl Revision {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        let RevisionKey { kind, id, version } = self.0.key;
        PartId::Revision { record: kind.global_id(id), version }.to_string().into()
    }

    /// The record in its current version. For a record that was merged, the record that it was merged into.
    async fn record(&self, context: &Context<'_>) -> Result<Option<Node>, ApiError> {
        let RevisionKey { kind, id, .. } = self.0.key;
        node::find(context, kind.global_id(id)).await
    }

    /// The version that the edit produced; 1 for the creation.
    async fn version(&self) -> i32 {
        self.0.key.version
    }

    /// The time of the edit. Later edits have later times, across all records.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// The editor's display name. Null if the content import made the edit, or the editor's account was deleted.
    async fn editor(&self) -> Option<&str> {
        self.0.editor.as_deref()
    }

    /// What the edit did to the record.
    async fn action(&self) -> EditAction {
        self.0.action.into()
    }

    /// The reason for the edit. Null if the editor gave none.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The changed fields of the content in alphabetical order, then `published` and `mergedInto` if they changed. For
    /// a new record, all fields that have a value.
    async fn changes(&self) -> ListOf<FieldChange> {
        self.0.changes.iter().cloned().map(FieldChange::from).collect()
    }
}

/// The edits of the directory.
#[derive(Default)]
pub struct RevisionQuery;

#[Object]
impl RevisionQuery {
    /// The revisions of all records, newest first. Null if the viewer is not an editor.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn revisions(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Revision>>, ApiError> {
        const LIST: &str = "revisions";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let revisions = app::all_revisions(&request(context).caller, &page).await?;
        Ok(revisions.map(|revisions| connection(LIST, revisions, Revision)))
    }
}

/// The change of one field.
#[derive(SimpleObject)]
pub struct FieldChange {
    /// The changed field: a field of the content such as `names` or `parents`, or `published` or `mergedInto`.
    field: String,
    /// The value before the edit, in its stored form: references are bare UUIDs. Null if the field had none.
    before: Option<Json<Value>>,
    /// The value after the edit, in its stored form: references are bare UUIDs. Null if the field has none.
    after: Option<Json<Value>>,
}

impl From<domain::FieldChange> for FieldChange {
    fn from(change: domain::FieldChange) -> Self {
        Self { field: change.field, before: change.before.map(Json), after: change.after.map(Json) }
    }
}
