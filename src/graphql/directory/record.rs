//! What all records of the directory have: a version, a history, and whether all may see them.

use async_graphql::{Context, Enum, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::app::directory::{self as app, Past};
use crate::db::directory::Stored;
use crate::domain::directory as domain;
use crate::domain::directory::RecordKind;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
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
        let page = PageArguments { first, after, last, before };
        match self.kind {
            RecordKind::Source => revisions::<domain::Source>(context, self.id, page).await,
            RecordKind::Organization => revisions::<domain::Organization>(context, self.id, page).await,
            RecordKind::Person => revisions::<domain::Person>(context, self.id, page).await,
            RecordKind::Post => revisions::<domain::Post>(context, self.id, page).await,
            RecordKind::Membership => revisions::<domain::Membership>(context, self.id, page).await,
            RecordKind::Event => revisions::<domain::Event>(context, self.id, page).await,
            RecordKind::Indicator => revisions::<domain::Indicator>(context, self.id, page).await,
            RecordKind::Observation => revisions::<domain::Observation>(context, self.id, page).await,
        }
    }
}

async fn revisions<C: Stored>(
    context: &Context<'_>,
    id: Uuid,
    page: PageArguments,
) -> Result<Option<List<Revision>>, ApiError> {
    let list = format!("revisions of {id}");
    let page = page.request(&list)?;
    let found = app::history::<C>(&request(context).caller, id.into(), &page).await?;
    Ok(found.map(|found| connection(&list, found, Revision::from)))
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

/// An edit of a record.
#[derive(SimpleObject)]
pub struct Revision {
    /// Which of the record's states it led to, the first 1.
    version: i32,
    /// When it was made. Later edits, of whatever record, have later times.
    recorded_at: DateTime<Utc>,
    /// Who made it, by the name that others see; null: the import of the content.
    editor: Option<String>,
    /// What was done.
    action: EditAction,
    /// Why; null: not told.
    reason: Option<String>,
    /// What it changed, in the order of the fields' names; of a new record, everything.
    changes: Vec<FieldChange>,
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

impl From<Past> for Revision {
    fn from(past: Past) -> Self {
        Self {
            version: past.version,
            recorded_at: past.recorded_at,
            editor: past.editor,
            action: past.action.into(),
            reason: past.reason,
            changes: past.changes.into_iter().map(FieldChange::from).collect(),
        }
    }
}

impl From<domain::FieldChange> for FieldChange {
    fn from(change: domain::FieldChange) -> Self {
        Self { field: change.field, before: change.before.map(Json), after: change.after.map(Json) }
    }
}
