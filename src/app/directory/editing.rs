//! Making, changing, publishing, hiding and restoring records.

use diesel_async::AsyncConnection as _;

use super::desk::{Desk, following};
use crate::app::{AppError, Caller, Refusal};
use crate::db::directory::{self as db, Edit, Stored};
use crate::domain::directory::{ChangeError, Changes, EditAction, Observation, State};
use crate::domain::ids::{Id, ObservationId};
use crate::domain::problem::Problem;
use crate::random;

/// Which record is edited, as of which version, and why.
#[derive(Debug)]
pub struct Change<'a, C: Stored> {
    /// The record.
    pub id: Id<C::Id>,
    /// The version that the editor saw.
    pub version: i32,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Makes a record: a draft, or published at once.
pub async fn create<C: Stored>(
    caller: &Caller,
    changes: &Changes,
    published: bool,
    reason: Option<&str>,
) -> Result<Id<C::Id>, AppError> {
    let desk = Desk::open(caller, reason)?;
    let content: C = applied(changes, None)?;
    let id = Id::from(random::uuid_v7(caller.now));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let state = State { content, published, merged_into: None };
            desk.write(connection, Edit { id, version: 1, action: EditAction::Create, state }).await
        })
        .await?;
    Ok(id)
}

/// Changes what a record says.
pub async fn update<C: Stored>(
    caller: &Caller,
    change: Change<'_, C>,
    changes: &Changes,
) -> Result<(), AppError> {
    edit(caller, change, EditAction::Update, |before| {
        let content = applied(changes, Some(&before.content))?;
        Ok(State { content, ..before })
    })
    .await
}

/// Lets everyone see a record.
pub async fn publish<C: Stored>(caller: &Caller, change: Change<'_, C>) -> Result<(), AppError> {
    edit(caller, change, EditAction::Publish, |before| Ok(State { published: true, ..before })).await
}

/// Hides a record from all but editors.
pub async fn unpublish<C: Stored>(caller: &Caller, change: Change<'_, C>) -> Result<(), AppError> {
    edit(caller, change, EditAction::Unpublish, |before| Ok(State { published: false, ..before })).await
}

/// Edits the present state; an edit that leaves everything as it is makes no revision.
async fn edit<C: Stored>(
    caller: &Caller,
    change: Change<'_, C>,
    action: EditAction,
    after: impl FnOnce(State<C>) -> Result<State<C>, AppError> + Send,
) -> Result<(), AppError> {
    let desk = Desk::open(caller, change.reason)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let present = desk.present::<C>(connection, change.id, change.version).await?;
            if present.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
            }
            let state = after(present.state.clone())?;
            if state == present.state {
                return Ok(());
            }
            desk.write(connection, following(change.id, &present, action, state)).await
        })
        .await
}

/// Brings back the state that a record had at an earlier version, exactly: also of one that was merged away since.
pub async fn revert<C: Stored>(
    caller: &Caller,
    change: Change<'_, C>,
    to_version: i32,
) -> Result<(), AppError> {
    let desk = Desk::open(caller, change.reason)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let present = desk.present::<C>(connection, change.id, change.version).await?;
            let earlier = db::at_version::<C>(connection, change.id, to_version).await?;
            let earlier = earlier.ok_or_else(|| AppError::refused_at(Problem::NotFound, "toVersion"))?;
            if earlier.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "toVersion"));
            }
            if earlier.state == present.state {
                return Ok(());
            }
            let edit = following(change.id, &present, EditAction::Revert, earlier.state);
            desk.write(connection, edit).await
        })
        .await
}

/// Corrects an observation: the new one supersedes it, and the old one stays.
pub async fn correct(
    caller: &Caller,
    change: Change<'_, Observation>,
    changes: &Changes,
) -> Result<ObservationId, AppError> {
    let desk = Desk::open(caller, change.reason)?;
    let id = ObservationId::from(random::uuid_v7(caller.now));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let old = desk.present::<Observation>(connection, change.id, change.version).await?;
            let referrers = db::referrers(connection, change.id.uuid()).await?;
            if !referrers.is_empty() {
                return Err(AppError::refused_at(Problem::AlreadySuperseded, "id"));
            }
            let mut content: Observation = applied(changes, Some(&old.state.content))?;
            content.supersedes = Some(change.id);
            let state = State { content, ..old.state };
            desk.write(connection, Edit { id, version: 1, action: EditAction::Create, state }).await?;
            Ok(id)
        })
        .await
}

/// The record with changes made to it.
pub(super) fn applied<C: Stored>(changes: &Changes, before: Option<&C>) -> Result<C, AppError> {
    changes.apply(before).map_err(|error| match error {
        ChangeError::Flaws(flaws) => AppError::Refused(
            flaws.into_iter().map(|flaw| Refusal { problem: flaw.problem, path: vec![flaw.field] }).collect(),
        ),
        ChangeError::Unfit(error) => AppError::Internal(error.to_string()),
    })
}
