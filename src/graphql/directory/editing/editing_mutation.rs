//! The mutations of editors. The inputs describe what an edit needs; the payloads list the possible problems.

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputType, Object};

use super::action_inputs::{
    CorrectObservationInput, MergeOrganizationsInput, MergePeopleInput, PublishRecordInput,
    RevertRecordInput, UnpublishRecordInput,
};
use super::edit_inputs::{CreateDistinctInput, CreateInput, UpdateDistinctInput, UpdateInput};
use super::payloads::{
    EditPayload, EventPayload, IndicatorPayload, KindTermPayload, MembershipPayload,
    MergeOrganizationsPayload, MergePeoplePayload, ObservationPayload, OrganizationPayload, PersonPayload,
    PostPayload, RecordPayload, SourcePayload, SplitResult, settle_edit,
};
use super::record_inputs::{
    EventInput, IndicatorInput, KindTermInput, MembershipInput, ObservationInput, OrganizationInput,
    PersonInput, PostInput, RecordInput, SourceInput,
};
use crate::app::directory::{self as app, EditRequest, Stored};
use crate::app::{AppError, Caller};
use crate::domain::directory as domain;
use crate::domain::directory::{RecordContent, RecordKind};
use crate::domain::ids::{GlobalId, Id, Kind};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Source,
};
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::{LoadError, Rows};
use crate::graphql::node;

/// The mutations of editors.
#[derive(Default)]
pub struct EditingMutation;

#[Object]
impl EditingMutation {
    /// Creates an organization, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateDistinctInput<OrganizationInput>,
    ) -> Result<Option<OrganizationPayload>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Organization).await
    }

    /// Changes the content of an organization. Requires the role EDITOR or ADMIN.
    async fn update_organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateDistinctInput<
            OrganizationInput,
        >,
    ) -> Result<Option<OrganizationPayload>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Organization).await
    }

    /// Creates a person, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateDistinctInput<PersonInput>,
    ) -> Result<Option<PersonPayload>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Person).await
    }

    /// Changes the record of a person. Requires the role EDITOR or ADMIN.
    async fn update_person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateDistinctInput<
            PersonInput,
        >,
    ) -> Result<Option<PersonPayload>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Person).await
    }

    /// Creates a post, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_post(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateInput<PostInput>,
    ) -> Result<Option<PostPayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, Post).await
    }

    /// Changes the content of a post. Requires the role EDITOR or ADMIN.
    async fn update_post(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateInput<PostInput>,
    ) -> Result<Option<PostPayload>, ApiError> {
        let updated = update(&request(context).caller, input.unconfirmed()).await;
        payload(context, updated, Post).await
    }

    /// Creates a membership, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_membership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateDistinctInput<MembershipInput>,
    ) -> Result<Option<MembershipPayload>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Membership).await
    }

    /// Changes the content of a membership. Requires the role EDITOR or ADMIN.
    async fn update_membership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateDistinctInput<
            MembershipInput,
        >,
    ) -> Result<Option<MembershipPayload>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Membership).await
    }

    /// Creates an event, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateInput<EventInput>,
    ) -> Result<Option<EventPayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, Event).await
    }

    /// Changes the content of an event. Requires the role EDITOR or ADMIN.
    async fn update_event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateInput<EventInput>,
    ) -> Result<Option<EventPayload>, ApiError> {
        let updated = update(&request(context).caller, input.unconfirmed()).await;
        payload(context, updated, Event).await
    }

    /// Creates an indicator, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateInput<IndicatorInput>,
    ) -> Result<Option<IndicatorPayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, Indicator).await
    }

    /// Changes the content of an indicator. Requires the role EDITOR or ADMIN.
    async fn update_indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateInput<IndicatorInput>,
    ) -> Result<Option<IndicatorPayload>, ApiError> {
        let updated = update(&request(context).caller, input.unconfirmed()).await;
        payload(context, updated, Indicator).await
    }

    /// Creates a source, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateInput<SourceInput>,
    ) -> Result<Option<SourcePayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, Source).await
    }

    /// Changes the content of a source. Requires the role EDITOR or ADMIN.
    async fn update_source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateInput<SourceInput>,
    ) -> Result<Option<SourcePayload>, ApiError> {
        let updated = update(&request(context).caller, input.unconfirmed()).await;
        payload(context, updated, Source).await
    }

    /// Creates a kind of organization or of post, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_kind_term(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to create.")] input: CreateInput<KindTermInput>,
    ) -> Result<Option<KindTermPayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, KindTerm).await
    }

    /// Changes a kind of organization or of post: its label, its place, or its broader kind. `unpublishRecord` removes
    /// one that nothing uses. Requires the role EDITOR or ADMIN.
    async fn update_kind_term(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, its new values and the reason.")] input: UpdateInput<KindTermInput>,
    ) -> Result<Option<KindTermPayload>, ApiError> {
        let updated = update(&request(context).caller, input.unconfirmed()).await;
        payload(context, updated, KindTerm).await
    }

    /// Creates an observation of an indicator, as a draft or published at once. Requires the role EDITOR or ADMIN.
    async fn create_observation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The observation to create.")] input: CreateInput<ObservationInput>,
    ) -> Result<Option<ObservationPayload>, ApiError> {
        let created = create(&request(context).caller, input.unconfirmed()).await;
        payload(context, created, Observation).await
    }

    /// Corrects an observation with a new one that supersedes it. The old observation stays unchanged. The new one is
    /// published if and only if the old one is. Requires the role EDITOR or ADMIN.
    async fn correct_observation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The observation, the values of the new one, and the reason.")]
        input: CorrectObservationInput,
    ) -> Result<Option<ObservationPayload>, ApiError> {
        let corrected = correct(&request(context).caller, input).await;
        payload(context, corrected, Observation).await
    }

    /// Makes a record of the directory visible to everyone. The records that it refers to must be published. Requires
    /// the role EDITOR or ADMIN.
    async fn publish_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to publish.")] input: PublishRecordInput,
    ) -> Result<Option<RecordPayload>, ApiError> {
        let PublishRecordInput { id, version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), RecordAction::Publish).await
    }

    /// Hides a record of the directory from everyone but editors. No published record may refer to it. Requires the
    /// role EDITOR or ADMIN.
    async fn unpublish_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record to hide.")] input: UnpublishRecordInput,
    ) -> Result<Option<RecordPayload>, ApiError> {
        let UnpublishRecordInput { id, version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), RecordAction::Unpublish).await
    }

    /// Restores an earlier version of a record of the directory exactly, as a new revision. A record that has been
    /// merged since can be restored, too. Requires the role EDITOR or ADMIN.
    async fn revert_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, and the version to restore.")] input: RevertRecordInput,
    ) -> Result<Option<RecordPayload>, ApiError> {
        let RevertRecordInput { id, version, to_version, reason, confirms_duplicate } = input;
        let action = RecordAction::Revert { to_version, confirms_duplicate };
        edit_any(context, &id, version, reason.as_deref(), action).await
    }

    /// Merges an organization into another. Requires the role EDITOR or ADMIN.
    async fn merge_organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The two records.")] input: MergeOrganizationsInput,
    ) -> Result<Option<MergeOrganizationsPayload>, ApiError> {
        let MergeOrganizationsInput { id, version, into_id, reason } = input;
        let caller = &request(context).caller;
        let merged = merge::<domain::Organization>(caller, &id, version, &into_id, reason.as_deref()).await;
        let deleted_organization_id = merged.is_ok().then_some(id);
        let (organization, errors, conflict) = load_edited(context, merged, Organization).await?;
        Ok(Some(MergeOrganizationsPayload { organization, deleted_organization_id, errors, conflict }))
    }

    /// Merges a person into another. Requires the role EDITOR or ADMIN.
    async fn merge_people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The two records.")] input: MergePeopleInput,
    ) -> Result<Option<MergePeoplePayload>, ApiError> {
        let MergePeopleInput { id, version, into_id, reason } = input;
        let caller = &request(context).caller;
        let merged = merge::<domain::Person>(caller, &id, version, &into_id, reason.as_deref()).await;
        let deleted_person_id = merged.is_ok().then_some(id);
        let (person, errors, conflict) = load_edited(context, merged, Person).await?;
        Ok(Some(MergePeoplePayload { person, deleted_person_id, errors, conflict }))
    }
}

/// Converts the global id of a record to edit.
fn record_id<K: Kind>(global: &ID, field: &'static str) -> Result<Id<K>, AppError> {
    Id::from_global(global).ok_or_else(|| AppError::refused_at(Problem::NotFound, field))
}

async fn create<I: RecordInput + InputType>(
    caller: &Caller,
    input: CreateDistinctInput<I>,
) -> Result<Id<<I::Content as RecordContent>::Id>, AppError> {
    caller.viewer()?;
    let changes = input.record.changes()?;
    let new = app::NewRecord {
        changes: &changes,
        published: input.publish,
        reason: input.reason.as_deref(),
        confirms_duplicate: input.confirms_duplicate,
    };
    app::create::<I::Content>(caller, new).await
}

async fn update<I: RecordInput + InputType>(
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
        confirms_duplicate: input.confirms_duplicate,
    };
    app::update(caller, request, &changes).await?;
    Ok(id)
}

async fn correct(
    caller: &Caller,
    input: CorrectObservationInput,
) -> Result<Id<<domain::Observation as RecordContent>::Id>, AppError> {
    caller.viewer()?;
    let id = record_id(&input.id, "id")?;
    let changes = input.changes.changes()?;
    let request = EditRequest {
        id,
        version: input.version,
        reason: input.reason.as_deref(),
        confirms_duplicate: false,
    };
    app::correct(caller, request, &changes).await
}

async fn merge<C: app::Mergeable>(
    caller: &Caller,
    merged: &ID,
    version: i32,
    into: &ID,
    reason: Option<&str>,
) -> Result<Id<C::Id>, AppError> {
    caller.viewer()?;
    let id = record_id(merged, "id")?;
    let into = record_id(into, "intoId")?;
    let request = EditRequest::<C> { id, version, reason, confirms_duplicate: false };
    app::merge(caller, request, into).await?;
    Ok(into)
}

/// An action that applies to every kind of record.
#[derive(Clone, Copy)]
enum RecordAction {
    Publish,
    Unpublish,
    Revert { to_version: i32, confirms_duplicate: bool },
}

async fn edit_any(
    context: &Context<'_>,
    global: &ID,
    version: i32,
    reason: Option<&str>,
    action: RecordAction,
) -> Result<Option<RecordPayload>, ApiError> {
    let scope = request(context);
    let edited = edit_by_kind(&scope.caller, global, version, reason, action).await;
    let (id, errors, conflict) = settle_edit(edited, scope.language)?;
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
    let unknown = || AppError::refused_at(Problem::NotFound, "id");
    let id = GlobalId::parse(global).ok_or_else(unknown)?;
    match RecordKind::of(id).ok_or_else(unknown)? {
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
        |confirms_duplicate| EditRequest::<C> { id: id.uuid().into(), version, reason, confirms_duplicate };
    match action {
        RecordAction::Publish => app::publish(caller, request(false)).await,
        RecordAction::Unpublish => app::unpublish(caller, request(false)).await,
        RecordAction::Revert { to_version, confirms_duplicate } => {
            app::revert(caller, request(confirms_duplicate), to_version).await
        }
    }
}

/// Returns the payload: the edited record in its current version, or the problems.
async fn payload<K: Kind, V, P: EditPayload>(
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
async fn load_edited<K: Kind, V, T>(
    context: &Context<'_>,
    edited: Result<Id<K>, AppError>,
    to_output: impl FnOnce(V) -> T,
) -> Result<SplitResult<T>, ApiError>
where
    Id<K>: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<Id<K>, Value = V, Error = LoadError>,
    V: Send + Sync + Clone + 'static,
{
    let scope = request(context);
    let (id, errors, conflict) = settle_edit(edited, scope.language)?;
    let record = match id {
        Some(id) => scope.loader().load_one(id).await?.map(to_output),
        None => None,
    };
    Ok((record, errors, conflict))
}
