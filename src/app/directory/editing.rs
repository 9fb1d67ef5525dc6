//! Creating, changing, publishing, unpublishing and reverting records.

use uuid::Uuid;

use super::duplicates::check_duplicates;
use super::record_editor::{RecordEditor, edit_after};
use crate::app::{AppError, AtField as _, Caller, InputProblem};
use crate::db::directory::{self as db, Edit, Stored};
use crate::domain::directory::{ChangeError, Changes, EditAction, Observation, RecordState};
use crate::domain::ids::{Id, ObservationId};
use crate::domain::problem::Problem;
use crate::random;

/// A request to edit a record: the record, the version that the edit is based on, and the reason.
#[derive(Debug)]
pub struct EditRequest<'a, C: Stored> {
    /// The id of the record.
    pub id: Id<C::Id>,
    /// The version that the editor saw.
    pub version: i32,
    /// The reason that the editor gives, which the revision keeps.
    pub reason: Option<&'a str>,
    /// Whether the editor allows new values that another record has. Only updates and reverts use it.
    pub allow_duplicate: bool,
}

/// A new record.
#[derive(Debug)]
pub struct NewRecord<'a> {
    /// The values of its fields.
    pub changes: &'a Changes,
    /// Whether it is published at once; otherwise it is a draft.
    pub published: bool,
    /// The reason that the editor gives, which the revision keeps.
    pub reason: Option<&'a str>,
    /// Whether the editor allows values that another record has.
    pub allow_duplicate: bool,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Creates a record. If the mutation is sent again, returns the record that it has created.
pub async fn create<C: Stored>(caller: &Caller, new: NewRecord<'_>) -> Result<Id<C::Id>, AppError> {
    let NewRecord { changes, published, reason, allow_duplicate, client_mutation_id } = new;
    let editor = RecordEditor::for_caller(caller, reason)?;
    let content: C = apply_changes(changes, None)?;
    // Records of all kinds share their ids, and a mutation with the same UUID for another kind is another mutation.
    let mutation = client_mutation_id.map(|mutation| Uuid::new_v5(&mutation, C::KIND.as_str().as_bytes()));
    let id = caller.new_id(mutation);
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            if client_mutation_id.is_some() && db::latest::<C>(connection, id).await?.is_some() {
                return Ok(());
            }
            if !allow_duplicate {
                check_duplicates(connection, id, None, &content).await?;
            }
            let state = RecordState { content: content.clone(), published, merged_into: None };
            editor.write(connection, Edit { id, version: 1, action: EditAction::Create, state }).await
        })
        .await?;
    Ok(id)
}

/// Changes the content of a record.
pub async fn update<C: Stored>(
    caller: &Caller,
    request: EditRequest<'_, C>,
    changes: &Changes,
) -> Result<(), AppError> {
    edit(caller, request, EditAction::Update, |before| {
        let content = apply_changes(changes, Some(&before.content))?;
        Ok(RecordState { content, ..before })
    })
    .await
}

/// Makes a record visible to everyone.
pub async fn publish<C: Stored>(caller: &Caller, request: EditRequest<'_, C>) -> Result<(), AppError> {
    edit(caller, request, EditAction::Publish, |before| Ok(RecordState { published: true, ..before })).await
}

/// Hides a record from everyone but editors.
pub async fn unpublish<C: Stored>(caller: &Caller, request: EditRequest<'_, C>) -> Result<(), AppError> {
    edit(caller, request, EditAction::Unpublish, |before| Ok(RecordState { published: false, ..before }))
        .await
}

/// Edits the current state of a record. An edit that changes nothing creates no revision.
async fn edit<C: Stored>(
    caller: &Caller,
    request: EditRequest<'_, C>,
    action: EditAction,
    new_state: impl Fn(RecordState<C>) -> Result<RecordState<C>, AppError> + Send + Sync,
) -> Result<(), AppError> {
    let editor = RecordEditor::for_caller(caller, request.reason)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let current = editor.load_unchanged::<C>(connection, request.id, request.version).await?;
            if current.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
            }
            let state = new_state(current.state.clone())?;
            if state == current.state {
                return Ok(());
            }
            if action == EditAction::Update && !request.allow_duplicate {
                check_duplicates(connection, request.id, Some(&current.state.content), &state.content)
                    .await?;
            }
            editor.write(connection, edit_after(request.id, &current, action, state)).await
        })
        .await
}

/// Restores an earlier version of a record exactly. A record that has been merged since can be restored, too.
pub async fn revert<C: Stored>(
    caller: &Caller,
    request: EditRequest<'_, C>,
    to_version: i32,
) -> Result<(), AppError> {
    let editor = RecordEditor::for_caller(caller, request.reason)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let current = editor.load_unchanged::<C>(connection, request.id, request.version).await?;
            let earlier = db::at_version::<C>(connection, request.id, to_version).await?.at("toVersion")?;
            if earlier.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "toVersion"));
            }
            if earlier.state == current.state {
                return Ok(());
            }
            if !request.allow_duplicate {
                let (before, after) = (&current.state.content, &earlier.state.content);
                check_duplicates(connection, request.id, Some(before), after).await?;
            }
            let edit = edit_after(request.id, &current, EditAction::Revert, earlier.state);
            editor.write(connection, edit).await
        })
        .await
}

/// Corrects an observation. The new observation supersedes the old one, which stays.
pub async fn correct(
    caller: &Caller,
    request: EditRequest<'_, Observation>,
    changes: &Changes,
) -> Result<ObservationId, AppError> {
    let editor = RecordEditor::for_caller(caller, request.reason)?;
    let id = ObservationId::from(random::uuid_v7(caller.now));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let old = editor.load_unchanged::<Observation>(connection, request.id, request.version).await?;
            let referrers = db::referrers(connection, request.id.uuid()).await?;
            if !referrers.is_empty() {
                return Err(AppError::refused_at(Problem::AlreadySuperseded, "id"));
            }
            let mut content: Observation = apply_changes(changes, Some(&old.state.content))?;
            if content.indicator != old.state.content.indicator {
                return Err(AppError::refused_at(Problem::ObservationOfOtherIndicator, "indicator"));
            }
            content.supersedes = Some(request.id);
            let state = RecordState { content, ..old.state };
            editor.write(connection, Edit { id, version: 1, action: EditAction::Create, state }).await?;
            Ok(id)
        })
        .await
}

/// Applies changes to the content of a record; without `before`, to a new record.
pub(super) fn apply_changes<C: Stored>(changes: &Changes, before: Option<&C>) -> Result<C, AppError> {
    changes.apply(before).map_err(change_error)
}

/// Converts the reason why changes can't be applied.
pub(super) fn change_error(error: ChangeError) -> AppError {
    match error {
        ChangeError::Problems(problems) => AppError::Refused(
            problems.into_iter().map(|found| InputProblem::new(found.problem, vec![found.field])).collect(),
        ),
        ChangeError::InvalidValues(error) => AppError::Internal(error.to_string()),
    }
}
