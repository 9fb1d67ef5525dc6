//! The mutations of editors.

use async_graphql::{Context, Object};

use super::action_inputs::{
    CorrectObservationInput, MergeOrganizationsInput, MergePeopleInput, PublishRecordInput,
    RevertRecordInput, UnpublishRecordInput,
};
use super::edit_inputs::{CreateDistinctInput, CreateInput, UpdateDistinctInput, UpdateInput};
use super::edits::{RecordAction, correct, create, edit_any, load_edited, merge, payload, update};
use super::figure_inputs::{IndicatorInput, ObservationInput};
use super::payloads::{
    EventPayload, IndicatorPayload, KindTermPayload, MembershipPayload, MergeOrganizationsPayload,
    MergePeoplePayload, ObservationPayload, OrganizationPayload, PersonPayload, PostPayload, RecordPayload,
    SourcePayload,
};
use super::record_inputs::{
    EventInput, KindTermInput, MembershipInput, OrganizationInput, PersonInput, PostInput, SourceInput,
};
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Source,
};
use crate::graphql::errors::ApiError;

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

    /// Changes a kind of organization or of post, such as its label, its position or its broader kind. To remove a kind
    /// that nothing uses, call `unpublishRecord`. Requires the role EDITOR or ADMIN.
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
        #[graphql(desc = "The record to unpublish.")] input: UnpublishRecordInput,
    ) -> Result<Option<RecordPayload>, ApiError> {
        let UnpublishRecordInput { id, version, reason } = input;
        edit_any(context, &id, version, reason.as_deref(), RecordAction::Unpublish).await
    }

    /// Restores an earlier version of a record of the directory exactly, as a new revision. This also restores a record
    /// that was merged after that version. Requires the role EDITOR or ADMIN.
    async fn revert_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The record, and the version to restore.")] input: RevertRecordInput,
    ) -> Result<Option<RecordPayload>, ApiError> {
        let RevertRecordInput { id, version, to_version, reason, allow_duplicate } = input;
        let action = RecordAction::Revert { to_version, allow_duplicate };
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
        let merged_organization_id = merged.is_ok().then_some(id);
        let (organization, errors, conflict) = load_edited(context, merged, Organization).await?;
        Ok(Some(MergeOrganizationsPayload { organization, merged_organization_id, errors, conflict }))
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
        let merged_person_id = merged.is_ok().then_some(id);
        let (person, errors, conflict) = load_edited(context, merged, Person).await?;
        Ok(Some(MergePeoplePayload { person, merged_person_id, errors, conflict }))
    }
}
