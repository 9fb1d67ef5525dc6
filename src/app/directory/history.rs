//! The history of a record, edit by edit.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::{Uuid, uuid};

use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Revision, RevisionTime, RevisionWithPrevious};
use crate::db::page::{Page, PageRequest};
use crate::domain::directory::{EditAction, FieldChange, PublicChange, RecordKind, RecordState, differences};

/// The key of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RevisionKey {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the record.
    pub id: Uuid,
    /// The version; 1 for the first revision.
    pub version: i32,
}

/// A recorded edit: a revision, and the changes that it made.
#[derive(Debug, Clone)]
pub struct RecordedEdit {
    /// The key of the revision that the edit created.
    pub key: RevisionKey,
    /// When the edit was made.
    pub recorded_at: DateTime<Utc>,
    /// The editor's display name; `None` if the content import made the edit.
    pub editor: Option<String>,
    /// The action of the edit.
    pub action: EditAction,
    /// The reason that the editor gave.
    pub reason: Option<String>,
    /// The changes from the previous revision; for a new record, all its fields.
    pub changes: Vec<FieldChange>,
}

/// Loads a page of a record's revisions, newest first; `None` if the caller may not see them.
pub async fn history(
    caller: &Caller,
    kind: RecordKind,
    id: Uuid,
    page: &PageRequest<i32>,
) -> Result<Option<Page<(i32, RecordedEdit)>>, AppError> {
    if !caller.audience().sees_drafts() {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let found = db::history(&mut connection, kind, id, page).await?;
    found.try_map(|(version, revision)| Ok((version, recorded_edit(kind, id, revision)?))).map(Some)
}

/// Loads a page of the revisions of all records, newest first; `None` if the caller may not see them.
pub async fn all_revisions(
    caller: &Caller,
    page: &PageRequest<RevisionTime>,
) -> Result<Option<Page<(RevisionTime, RecordedEdit)>>, AppError> {
    if !caller.audience().sees_drafts() {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let found = db::all_revisions(&mut connection, page).await?;
    found.try_map(|(key, (kind, id, revision))| Ok((key, recorded_edit(kind, id, revision)?))).map(Some)
}

/// Loads single revisions, in no particular order. Revisions that do not exist or that the caller may not see are left
/// out.
pub async fn revisions_by_keys(caller: &Caller, keys: &[RevisionKey]) -> Result<Vec<RecordedEdit>, AppError> {
    if !caller.audience().sees_drafts() {
        return Ok(Vec::new());
    }
    let mut connection = caller.connection().await?;
    let found = db::revisions_with_previous(&mut connection, &versions(keys)).await?;
    found.into_iter().map(|(kind, id, revision)| recorded_edit(kind, id, revision)).collect()
}

/// A change of a record, as everyone may know it.
#[derive(Debug, Clone)]
pub struct RecordChange {
    /// The UUID of the change in the feed. It is permanent.
    pub uuid: Uuid,
    /// The key of the revision.
    pub key: RevisionKey,
    /// When the change was made.
    pub changed_at: DateTime<Utc>,
    /// What changed.
    pub change: PublicChange,
    /// The editor's display name. `None` if the content import made the change, or if the caller may not see the name.
    pub editor: Option<String>,
}

/// The namespace of the UUIDs of changes.
const CHANGES: Uuid = uuid!("8a3f0c52-64be-4c0b-9f0e-52d1c7b5a1d6");

/// Loads a page of the public changes, newest first: of all records, or of one. Editors' names are for editors, unless the
/// service shows them to everyone.
pub async fn public_changes(
    caller: &Caller,
    record: Option<Uuid>,
    page: &PageRequest<DateTime<Utc>>,
) -> Result<Page<(DateTime<Utc>, RecordChange)>, AppError> {
    let found =
        caller.read(async |connection| Ok(db::public_history(connection, record, page).await?)).await?;
    let Page { rows, has_previous, has_next } = found;
    let changes =
        rows.into_iter().filter_map(|(kind, id, revision)| record_change(caller, kind, id, revision));
    Ok(Page { rows: changes.map(|change| (change.changed_at, change)).collect(), has_previous, has_next })
}

/// Loads single public changes by their revisions, in no particular order. Revisions that not everyone may know of are
/// left out, for editors too.
pub async fn public_changes_by_keys(
    caller: &Caller,
    keys: &[RevisionKey],
) -> Result<Vec<RecordChange>, AppError> {
    let versions = versions(keys);
    let found =
        caller.read(async |connection| Ok(db::public_revisions(connection, &versions).await?)).await?;
    Ok(found
        .into_iter()
        .filter_map(|(kind, id, revision)| record_change(caller, kind, id, revision))
        .collect())
}

/// Returns the records and the versions of revisions.
fn versions(keys: &[RevisionKey]) -> Vec<(Uuid, i32)> {
    keys.iter().map(|key| (key.id, key.version)).collect()
}

/// Returns the public change that a revision made, if any.
fn record_change(
    caller: &Caller,
    kind: RecordKind,
    id: Uuid,
    (revision, previous): RevisionWithPrevious,
) -> Option<RecordChange> {
    let change = PublicChange::between(previous.as_ref(), &revision.state)?;
    let Revision { version, recorded_at, editor, .. } = revision;
    let shows_editors =
        caller.services.account_settings.public_editor_names || caller.audience().sees_drafts();
    Some(RecordChange {
        uuid: Uuid::new_v5(&CHANGES, format!("{id} {version}").as_bytes()),
        key: RevisionKey { kind, id, version },
        changed_at: recorded_at,
        change,
        editor: editor.filter(|_| shows_editors),
    })
}

fn recorded_edit(
    kind: RecordKind,
    id: Uuid,
    (revision, previous): RevisionWithPrevious,
) -> Result<RecordedEdit, AppError> {
    let changes = changes(previous.as_ref(), &revision.state)?;
    let Revision { version, recorded_at, editor, action, reason, .. } = revision;
    Ok(RecordedEdit { key: RevisionKey { kind, id, version }, recorded_at, editor, action, reason, changes })
}

/// Returns the changes of an edit: fields of the content, then `published` and `mergedInto`.
fn changes(
    before: Option<&RecordState<Value>>,
    after: &RecordState<Value>,
) -> Result<Vec<FieldChange>, AppError> {
    let mut changes = differences(before.map(|before| &before.content), &after.content)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    if before.is_none_or(|before| before.published != after.published) {
        changes.push(FieldChange {
            field: "published".to_owned(),
            before: before.map(|before| before.published.into()),
            after: Some(after.published.into()),
        });
    }
    let merged = |state: &RecordState<Value>| state.merged_into.map(|id| id.to_string().into());
    if before.and_then(|before| before.merged_into) != after.merged_into {
        changes.push(FieldChange {
            field: "mergedInto".to_owned(),
            before: before.and_then(merged),
            after: merged(after),
        });
    }
    Ok(changes)
}
