//! What became of a record, edit by edit.

use chrono::{DateTime, Utc};

use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Revision, Stored};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::directory::{EditAction, FieldChange, State, differences};
use crate::domain::ids::Id;

/// An edit of a record.
#[derive(Debug, Clone)]
pub struct Past {
    /// Which of the record's states it led to, the first 1.
    pub version: i32,
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
pub async fn history<C: Stored>(
    caller: &Caller,
    id: Id<C::Id>,
    page: &PageRequest<i32>,
) -> Result<Option<Page<(i32, Past)>>, AppError> {
    if !caller.viewer.as_ref().is_some_and(|viewer| access::may_edit_directory(&viewer.account)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let found = db::history::<C>(&mut connection, id, page).await?;
    let rows = found.rows.into_iter().map(|(version, (revision, before))| {
        let changes = changes(before.as_ref(), &revision.state)?;
        let Revision { version: _, recorded_at, editor, action, reason, .. } = revision;
        Ok((version, Past { version, recorded_at, editor, action, reason, changes }))
    });
    let rows = rows.collect::<Result<Vec<_>, AppError>>()?;
    Ok(Some(Page { rows, has_previous: found.has_previous, has_next: found.has_next }))
}

/// What an edit changed: fields of the content, and whether the record is published and what it was merged into.
fn changes<C: Stored>(before: Option<&State<C>>, after: &State<C>) -> Result<Vec<FieldChange>, AppError> {
    let mut changes = differences(before.map(|before| &before.content), &after.content)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    if before.is_none_or(|before| before.published != after.published) {
        changes.push(FieldChange {
            field: "published".to_owned(),
            before: before.map(|before| before.published.into()),
            after: Some(after.published.into()),
        });
    }
    let merged = |state: &State<C>| state.merged_into.map(|id| id.to_string().into());
    if before.and_then(|before| before.merged_into) != after.merged_into {
        changes.push(FieldChange {
            field: "mergedInto".to_owned(),
            before: before.and_then(merged),
            after: merged(after),
        });
    }
    Ok(changes)
}
