//! The mutations of editors. What an edit needs is in the descriptions of the inputs; what may be wrong, in those of the
//! payloads.

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputType, Object};

use super::actions::{
    MergeOrganizationsInput, MergePeopleInput, PublishRecordInput, RevertRecordInput, UnpublishRecordInput,
};
use super::inputs::{CreateInput, UpdateInput};
use super::payloads::{Payload, settle_edit};
use super::records::{
    EventInput, IndicatorInput, MembershipInput, ObservationInput, OrganizationInput, PersonInput, PostInput,
    RecordInput, SourceInput,
};
use crate::app::directory::{self as app, Change, Stored};
use crate::app::{AppError, Caller};
use crate::domain::directory as domain;
use crate::domain::directory::{Content, RecordKind};
use crate::domain::ids::{GlobalId, Id, Kind};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::directory::{
    Event, Indicator, Membership, Observation, Organization, Person, Post, Source,
};
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::{LoadError, Rows};
use crate::graphql::node::{self, Node};

/// The mutations of editors.
#[derive(Default)]
pub struct EditingMutation;

#[Object]
impl EditingMutation {
    /// Makes an organization: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<OrganizationInput>,
    ) -> Result<Option<Payload<Organization>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Organization).await
    }

    /// Changes what an organization says. Needs the role EDITOR or ADMIN.
    async fn update_organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<OrganizationInput>,
    ) -> Result<Option<Payload<Organization>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Organization).await
    }

    /// Makes a person: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<PersonInput>,
    ) -> Result<Option<Payload<Person>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Person).await
    }

    /// Changes what a person says. Needs the role EDITOR or ADMIN.
    async fn update_person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<PersonInput>,
    ) -> Result<Option<Payload<Person>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Person).await
    }

    /// Makes a post: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_post(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<PostInput>,
    ) -> Result<Option<Payload<Post>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Post).await
    }

    /// Changes what a post says. Needs the role EDITOR or ADMIN.
    async fn update_post(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<PostInput>,
    ) -> Result<Option<Payload<Post>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Post).await
    }

    /// Makes a membership: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_membership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<MembershipInput>,
    ) -> Result<Option<Payload<Membership>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Membership).await
    }

    /// Changes what a membership says. Needs the role EDITOR or ADMIN.
    async fn update_membership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<MembershipInput>,
    ) -> Result<Option<Payload<Membership>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Membership).await
    }

    /// Makes an event: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<EventInput>,
    ) -> Result<Option<Payload<Event>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Event).await
    }

    /// Changes what an event says. Needs the role EDITOR or ADMIN.
    async fn update_event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<EventInput>,
    ) -> Result<Option<Payload<Event>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Event).await
    }

    /// Makes an indicator: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<IndicatorInput>,
    ) -> Result<Option<Payload<Indicator>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Indicator).await
    }

    /// Changes what an indicator says. Needs the role EDITOR or ADMIN.
    async fn update_indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<IndicatorInput>,
    ) -> Result<Option<Payload<Indicator>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Indicator).await
    }

    /// Makes a source: a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to make.")] input: CreateInput<SourceInput>,
    ) -> Result<Option<Payload<Source>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Source).await
    }

    /// Changes what a source says. Needs the role EDITOR or ADMIN.
    async fn update_source(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateInput<SourceInput>,
    ) -> Result<Option<Payload<Source>>, ApiError> {
        let updated = update(&request(context).caller, input).await;
        payload(context, updated, Source).await
    }

    /// Adds an indicator's value: as a draft, or published at once. Needs the role EDITOR or ADMIN.
    async fn create_observation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to add.")] input: CreateInput<ObservationInput>,
    ) -> Result<Option<Payload<Observation>>, ApiError> {
        let created = create(&request(context).caller, input).await;
        payload(context, created, Observation).await
    }

    /// Corrects an indicator's value: by a new observation, which supersedes it. The old one stays, and is published or
    /// not as it was; so is the new one. Needs the role EDITOR or ADMIN.
    async fn correct_observation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to correct.")] input: UpdateInput<ObservationInput>,
    ) -> Result<Option<Payload<Observation>>, ApiError> {
        let corrected = correct(&request(context).caller, input).await;
        payload(context, corrected, Observation).await
    }

    /// Lets everyone see a record of the directory. What it refers to must be published. Needs the role EDITOR or ADMIN.
    async fn publish_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to publish.")] input: PublishRecordInput,
    ) -> Result<Option<Payload<Node>>, ApiError> {
        let PublishRecordInput { id, version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), Action::Publish).await
    }

    /// Hides a record of the directory from all but editors. Published records must not refer to it. Needs the role EDITOR
    /// or ADMIN.
    async fn unpublish_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to hide.")] input: UnpublishRecordInput,
    ) -> Result<Option<Payload<Node>>, ApiError> {
        let UnpublishRecordInput { id, version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), Action::Unpublish).await
    }

    /// Brings back the state that a record of the directory had at an earlier version, exactly, as a new revision; also of
    /// one that was merged away since. Needs the role EDITOR or ADMIN.
    async fn revert_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to bring back.")] input: RevertRecordInput,
    ) -> Result<Option<Payload<Node>>, ApiError> {
        let RevertRecordInput { id, version, to_version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), Action::Revert(to_version)).await
    }

    /// Merges an organization into another. Needs the role EDITOR or ADMIN.
    async fn merge_organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: MergeOrganizationsInput,
    ) -> Result<Option<Payload<Organization>>, ApiError> {
        let MergeOrganizationsInput { id, version, into_id, reason } = input;
        let caller = &request(context).caller;
        let merged = merge::<domain::Organization>(caller, &id, version, &into_id, reason.as_deref()).await;
        payload(context, merged, Organization).await
    }

    /// Merges a person into another. Needs the role EDITOR or ADMIN.
    async fn merge_people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: MergePeopleInput,
    ) -> Result<Option<Payload<Person>>, ApiError> {
        let MergePeopleInput { id, version, into_id, reason } = input;
        let caller = &request(context).caller;
        let merged = merge::<domain::Person>(caller, &id, version, &into_id, reason.as_deref()).await;
        payload(context, merged, Person).await
    }
}

/// The id of a record that is to be edited.
fn edited<K: Kind>(global: &ID, field: &'static str) -> Result<Id<K>, AppError> {
    Id::from_global(global).ok_or_else(|| AppError::refused_at(Problem::NotFound, field))
}

async fn create<I: RecordInput + InputType>(
    caller: &Caller,
    input: CreateInput<I>,
) -> Result<Id<<I::Content as Content>::Id>, AppError> {
    caller.viewer()?;
    let changes = input.record.changes()?;
    app::create::<I::Content>(caller, &changes, input.publish, input.reason.as_deref()).await
}

async fn update<I: RecordInput + InputType>(
    caller: &Caller,
    input: UpdateInput<I>,
) -> Result<Id<<I::Content as Content>::Id>, AppError> {
    caller.viewer()?;
    let id = edited(&input.id, "id")?;
    let changes = input.changes.changes()?;
    let change = Change::<I::Content> { id, version: input.version, reason: input.reason.as_deref() };
    app::update(caller, change, &changes).await?;
    Ok(id)
}

async fn correct(
    caller: &Caller,
    input: UpdateInput<ObservationInput>,
) -> Result<Id<<domain::Observation as Content>::Id>, AppError> {
    caller.viewer()?;
    let id = edited(&input.id, "id")?;
    let changes = input.changes.changes()?;
    let change = Change { id, version: input.version, reason: input.reason.as_deref() };
    app::correct(caller, change, &changes).await
}

async fn merge<C: app::Mergeable>(
    caller: &Caller,
    goes: &ID,
    version: i32,
    stays: &ID,
    reason: Option<&str>,
) -> Result<Id<C::Id>, AppError> {
    caller.viewer()?;
    let id = edited(goes, "id")?;
    let into = edited(stays, "intoId")?;
    let change = Change::<C> { id, version, reason };
    app::merge(caller, change, into).await?;
    Ok(into)
}

/// What is done to a record of whatever kind.
#[derive(Clone, Copy)]
enum Action {
    Publish,
    Unpublish,
    Revert(i32),
}

async fn edit_any(
    context: &Context<'_>,
    global: &ID,
    version: i32,
    reason: Option<&str>,
    action: Action,
) -> Result<Option<Payload<Node>>, ApiError> {
    let scope = request(context);
    let edited = edit_kind(&scope.caller, global, version, reason, action).await;
    let (id, errors, conflict) = settle_edit(edited, scope.language)?;
    let record = match id {
        Some(id) => node::find(context, id).await?,
        None => None,
    };
    Ok(Some(Payload { record, errors, conflict }))
}

async fn edit_kind(
    caller: &Caller,
    global: &ID,
    version: i32,
    reason: Option<&str>,
    action: Action,
) -> Result<GlobalId, AppError> {
    caller.viewer()?;
    let unknown = || AppError::refused_at(Problem::NotFound, "id");
    let id = GlobalId::parse(global).ok_or_else(unknown)?;
    match RecordKind::of(id).ok_or_else(unknown)? {
        RecordKind::Source => act::<domain::Source>(caller, id, version, reason, action).await?,
        RecordKind::Organization => act::<domain::Organization>(caller, id, version, reason, action).await?,
        RecordKind::Person => act::<domain::Person>(caller, id, version, reason, action).await?,
        RecordKind::Post => act::<domain::Post>(caller, id, version, reason, action).await?,
        RecordKind::Membership => act::<domain::Membership>(caller, id, version, reason, action).await?,
        RecordKind::Event => act::<domain::Event>(caller, id, version, reason, action).await?,
        RecordKind::Indicator => act::<domain::Indicator>(caller, id, version, reason, action).await?,
        RecordKind::Observation => act::<domain::Observation>(caller, id, version, reason, action).await?,
    }
    Ok(id)
}

async fn act<C: Stored>(
    caller: &Caller,
    id: GlobalId,
    version: i32,
    reason: Option<&str>,
    action: Action,
) -> Result<(), AppError> {
    let change = Change::<C> { id: id.uuid().into(), version, reason };
    match action {
        Action::Publish => app::publish(caller, change).await,
        Action::Unpublish => app::unpublish(caller, change).await,
        Action::Revert(to_version) => app::revert(caller, change, to_version).await,
    }
}

/// The edited record as it is now, or what is wrong.
async fn payload<K: Kind, V, T: async_graphql::OutputType>(
    context: &Context<'_>,
    edited: Result<Id<K>, AppError>,
    shown: impl FnOnce(V) -> T,
) -> Result<Option<Payload<T>>, ApiError>
where
    Id<K>: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<Id<K>, Value = V, Error = LoadError>,
    V: Send + Sync + Clone + 'static,
{
    let scope = request(context);
    let (id, errors, conflict) = settle_edit(edited, scope.language)?;
    let record = match id {
        Some(id) => scope.loader().load_one(id).await?.map(shown),
        None => None,
    };
    Ok(Some(Payload { record, errors, conflict }))
}
