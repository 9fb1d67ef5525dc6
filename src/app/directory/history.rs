//! What became of a record, edit by edit.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Revision, Step};
use crate::db::page::{Page, PageRequest};
use crate::domain::directory::{EditAction, FieldChange, RecordKind, State, differences};

/// Which state of which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RevisionKey {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// The record.
    pub id: Uuid,
    /// Which of its states, the first 1.
    pub version: i32,
}

/// An edit of a record.
#[derive(Debug, Clone)]
pub struct Past {
    /// The state that it led to.
    pub key: RevisionKey,
    /// When it was made.
    pub recorded_at: DateTime<Utc>,
    /// Who made it, by the name that others see; none: the import of the content.
    pub editor: Option<String>,
    /// What was done.
    pub action: EditAction,
    /// Why.
    pub reason: Option<String>,
    /// What it changed of the state before; everything, of a new record.
    pub changes: Vec<FieldChange>,
}

/// A page of a record's revisions, the latest first; none where the caller may not see them.
pub async fn history(
    caller: &Caller,
    kind: RecordKind,
    id: Uuid,
    page: &PageRequest<i32>,
) -> Result<Option<Page<(i32, Past)>>, AppError> {
    if !caller.audience().sees_drafts() {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let found = db::history(&mut connection, kind, id, page).await?;
    let rows = found.rows.into_iter().map(|(version, step)| Ok((version, past(kind, id, step)?)));
    let rows = rows.collect::<Result<Vec<_>, AppError>>()?;
    Ok(Some(Page { rows, has_previous: found.has_previous, has_next: found.has_next }))
}

/// Single revisions, in no order; those that are not there, or that the caller may not see, are left out.
pub async fn revisions_by_keys(caller: &Caller, keys: &[RevisionKey]) -> Result<Vec<Past>, AppError> {
    if !caller.audience().sees_drafts() {
        return Ok(Vec::new());
    }
    let wanted: Vec<(Uuid, i32)> = keys.iter().map(|key| (key.id, key.version)).collect();
    let mut connection = caller.connection().await?;
    let found = db::steps(&mut connection, &wanted).await?;
    found.into_iter().map(|(kind, id, step)| past(kind, id, step)).collect()
}

fn past(kind: RecordKind, id: Uuid, (revision, before): Step) -> Result<Past, AppError> {
    let changes = changes(before.as_ref(), &revision.state)?;
    let Revision { version, recorded_at, editor, action, reason, .. } = revision;
    Ok(Past { key: RevisionKey { kind, id, version }, recorded_at, editor, action, reason, changes })
}

/// What an edit changed: fields of the content, and whether the record is published and what it was merged into.
fn changes(before: Option<&State<Value>>, after: &State<Value>) -> Result<Vec<FieldChange>, AppError> {
    let mut changes = differences(before.map(|before| &before.content), &after.content)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    if before.is_none_or(|before| before.published != after.published) {
        changes.push(FieldChange {
            field: "published".to_owned(),
            before: before.map(|before| before.published.into()),
            after: Some(after.published.into()),
        });
    }
    let merged = |state: &State<Value>| state.merged_into.map(|id| id.to_string().into());
    if before.and_then(|before| before.merged_into) != after.merged_into {
        changes.push(FieldChange {
            field: "mergedInto".to_owned(),
            before: before.and_then(merged),
            after: merged(after),
        });
    }
    Ok(changes)
}
