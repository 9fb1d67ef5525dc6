//! What the mutations of editors do: they call the use case, and load the edited record for the payload.

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputType};

use super::action_inputs::CorrectObservationInput;
use super::edit_inputs::{CreateDistinctInput, UpdateDistinctInput};
use super::payloads::{EditPayload, RecordPayload, SplitResult, settle_edit};
use super::record_inputs::RecordInput;
use crate::app::directory::{self as app, EditRequest, Stored};
use crate::app::{AppError, AtField as _, Caller};
use crate::domain::directory as domain;
use crate::domain::directory::{RecordContent, RecordKind};
use crate::domain::ids::{GlobalId, Id, Kind};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::{LoadError, Rows};
use crate::graphql::node;

/// Converts the global id of a record to edit.
fn record_id<K: Kind>(global: &ID, field: &'static str) -> Result<Id<K>, AppError> {
    Id::from_global(global).at(field)
}

pub(super) async fn create<I: RecordInput + InputType>(
    caller: &Caller,
    input: CreateDistinctInput<I>,
) -> Result<Id<<I::Content as RecordContent>::Id>, AppError> {
    caller.viewer()?;
    let changes = input.record.changes()?;
    let new = app::NewRecord {
        changes: &changes,
        published: input.publish,
        reason: input.reason.as_deref(),
        allow_duplicate: input.allow_duplicate,
        client_mutation_id: input.client_mutation_id,
    };
    app::create::<I::Content>(caller, new).await
}

pub(super) async fn update<I: RecordInput + InputType>(
    caller: &Caller,
    input: UpdateDistinctInput<I>,
) -> Result<Id<<I::Content as RecordContent>::Id>, AppError> {
    caller.viewer()?;
    let id = record_id(&input.id, "id")?;
    let changes = input.changes.changes()?;
    let request = EditRequest::<I::Content> {
        id,
        version: input.version,
        reason: input.reason.as_deref(),
        allow_duplicate: input.allow_duplicate,
    };
    app::update(caller, request, &changes).await?;
    Ok(id)
}

pub(super) async fn correct(
    caller: &Caller,
    input: CorrectObservationInput,
) -> Result<Id<<domain::Observation as RecordContent>::Id>, AppError> {
    caller.viewer()?;
    let id = record_id(&input.id, "id")?;
    let changes = input.changes.changes()?;
    let request =
        EditRequest { id, version: input.version, reason: input.reason.as_deref(), allow_duplicate: false };
    app::correct(caller, request, &changes).await
}

pub(super) async fn merge<C: app::Mergeable>(
    caller: &Caller,
    merged: &ID,
    version: i32,
    into: &ID,
    reason: Option<&str>,
) -> Result<Id<C::Id>, AppError> {
    caller.viewer()?;
    let id = record_id(merged, "id")?;
    let into = record_id(into, "intoId")?;
    let request = EditRequest::<C> { id, version, reason, allow_duplicate: false };
    app::merge(caller, request, into).await?;
    Ok(into)
}

/// An action that applies to every kind of record.
#[derive(Clone, Copy)]
pub(super) enum RecordAction {
    Publish,
    Unpublish,
    Revert { to_version: i32, allow_duplicate: bool },
}

pub(super) async fn edit_any(
    context: &Context<'_>,
    global: &ID,
    version: i32,
    reason: Option<&str>,
    action: RecordAction,
) -> Result<Option<RecordPayload>, ApiError> {
    let edited = edit_by_kind(&request(context).caller, global, version, reason, action).await;
    let (id, errors, conflict) = settle_edit(edited, context)?;
    let record = match id {
        Some(id) => node::find(context, id).await?,
        None => None,
    };
    Ok(RecordPayload::new(record, errors, conflict))
}

async fn edit_by_kind(
    caller: &Caller,
    global: &ID,
    version: i32,
    reason: Option<&str>,
    action: RecordAction,
) -> Result<GlobalId, AppError> {
    caller.viewer()?;
    let id = GlobalId::parse(global).at("id")?;
    match RecordKind::of(id).at("id")? {
        RecordKind::KindTerm => perform::<domain::KindTerm>(caller, id, version, reason, action).await?,
        RecordKind::Source => perform::<domain::Source>(caller, id, version, reason, action).await?,
        RecordKind::Organization => {
            perform::<domain::Organization>(caller, id, version, reason, action).await?;
        }
        RecordKind::Person => perform::<domain::Person>(caller, id, version, reason, action).await?,
        RecordKind::Post => perform::<domain::Post>(caller, id, version, reason, action).await?,
        RecordKind::Membership => perform::<domain::Membership>(caller, id, version, reason, action).await?,
        RecordKind::Event => perform::<domain::Event>(caller, id, version, reason, action).await?,
        RecordKind::Indicator => perform::<domain::Indicator>(caller, id, version, reason, action).await?,
        RecordKind::Observation => {
            perform::<domain::Observation>(caller, id, version, reason, action).await?;
        }
    }
    Ok(id)
}

async fn perform<C: Stored>(
    caller: &Caller,
    id: GlobalId,
    version: i32,
    reason: Option<&str>,
    action: RecordAction,
) -> Result<(), AppError> {
    let request =
        |allow_duplicate| EditRequest::<C> { id: id.uuid().into(), version, reason, allow_duplicate };
    match action {
        RecordAction::Publish => app::publish(caller, request(false)).await,
        RecordAction::Unpublish => app::unpublish(caller, request(false)).await,
        RecordAction::Revert { to_version, allow_duplicate } => {
            app::revert(caller, request(allow_duplicate), to_version).await
        }
    }
}

/// Returns the payload: the edited record in its current version, or the problems.
pub(super) async fn payload<K: Kind, V, P: EditPayload>(
    context: &Context<'_>,
    edited: Result<Id<K>, AppError>,
    to_output: impl FnOnce(V) -> P::Record,
) -> Result<Option<P>, ApiError>
where
    Id<K>: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<Id<K>, Value = V, Error = LoadError>,
    V: Send + Sync + Clone + 'static,
{
    let (record, errors, conflict) = load_edited(context, edited, to_output).await?;
    Ok(P::new(record, errors, conflict))
}

/// Loads the edited record in its current version, and splits off the problems and the conflict.
pub(super) async fn load_edited<K: Kind, V, T>(
    context: &Context<'_>,
    edited: Result<Id<K>, AppError>,
    to_output: impl FnOnce(V) -> T,
) -> Result<SplitResult<T>, ApiError>
where
    Id<K>: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<Id<K>, Value = V, Error = LoadError>,
    V: Send + Sync + Clone + 'static,
{
    let (id, errors, conflict) = settle_edit(edited, context)?;
    let record = match id {
        Some(id) => request(context).loader().load_one(id).await?.map(to_output),
        None => None,
    };
    Ok((record, errors, conflict))
}
