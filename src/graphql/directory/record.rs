//! What all records of the directory have: a version, a history, and whether all may see them.

use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::app::directory::{self as app, Past, RevisionKey};
use crate::domain::directory as domain;
use crate::domain::directory::{PartId, RecordKind};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::node::{self, Node};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// How a record stands. Its fields are fields of the record's own type.
pub struct Standing {
    kind: RecordKind,
    id: Uuid,
    version: i32,
    published: bool,
    updated_at: DateTime<Utc>,
}

impl Standing {
    pub(super) fn of<C: domain::Content>(record: &domain::Record<C>) -> Self {
        Self {
            kind: C::KIND,
            id: record.id.uuid(),
            version: record.version,
            published: record.published,
            updated_at: record.updated_at,
        }
    }
}

/// How a record stands.
#[Object]
impl Standing {
    /// How often it was edited, its making included. An edit names the version that the editor saw: if it is no longer
    /// the present one, the edit is refused as a `CONFLICT`.
    async fn version(&self) -> i32 {
        self.version
    }

    /// Whether all may see it; else it is a draft, which only editors see.
    async fn is_published(&self) -> bool {
        self.published
    }

    /// When it was edited last.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }

    /// Its edits, the latest first; null: the viewer is no editor.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn revisions(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Revision>>, ApiError> {
        let cursors = format!("revisions of {}", self.id);
        let page = PageArguments { first, after, last, before }.request(&cursors)?;
        let found = app::history(&request(context).caller, self.kind, self.id, &page).await?;
        Ok(found.map(|found| connection(&cursors, found, Revision)))
    }
}

/// What an edit did to a record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EditAction")]
pub enum EditAction {
    /// Made it.
    Create,
    /// Changed what it says.
    Update,
    /// Let everyone see it.
    Publish,
    /// Hid it from all but editors.
    Unpublish,
    /// Merged it into another, or moved it along with one that was merged.
    Merge,
    /// Brought an earlier state back.
    Revert,
}

/// An edit of a record; editors alone see it.
pub struct Revision(pub Past);

/// An edit of a record; editors alone see it.
#[Object]
impl Revision {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        let RevisionKey { kind, id, version } = self.0.key;
        PartId::Revision { record: kind.global_id(id), version }.to_string().into()
    }

    /// The record as it is now; of one that was merged away, what it was merged into.
    async fn record(&self, context: &Context<'_>) -> Result<Option<Node>, ApiError> {
        let RevisionKey { kind, id, .. } = self.0.key;
        node::find(context, kind.global_id(id)).await
    }

    /// Which of the record's states it led to, the first 1.
    async fn version(&self) -> i32 {
        self.0.key.version
    }

    /// When it was made. Later edits, of whatever record, have later times.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// Who made it, by the name that others see; null: the import of the content.
    async fn editor(&self) -> Option<&str> {
        self.0.editor.as_deref()
    }

    /// What was done.
    async fn action(&self) -> EditAction {
        self.0.action.into()
    }

    /// Why; null: not told.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// What it changed, in the order of the fields' names; of a new record, everything.
    async fn changes(&self) -> Vec<FieldChange> {
        self.0.changes.iter().cloned().map(FieldChange::from).collect()
    }
}

/// What became of one field.
#[derive(SimpleObject)]
pub struct FieldChange {
    /// The field of the record, such as `names` or `parents`; `published` and `mergedInto` too.
    field: String,
    /// Its value before, as it is stored: references are bare UUIDs; null: it had none.
    before: Option<Json<Value>>,
    /// Its value after, as it is stored; null: it has none.
    after: Option<Json<Value>>,
}

impl From<domain::FieldChange> for FieldChange {
    fn from(change: domain::FieldChange) -> Self {
        Self { field: change.field, before: change.before.map(Json), after: change.after.map(Json) }
    }
}
