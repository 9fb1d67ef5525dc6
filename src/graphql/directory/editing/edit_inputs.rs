//! Inputs of the mutations that create and change records. Records that can have duplicates have an input of their own.

use async_graphql::{ID, InputObject, InputType};
use uuid::Uuid;

/// The record to create.
#[derive(InputObject)]
#[graphql(concrete(name = "CreatePostInput", params(super::PostInput)))]
#[graphql(concrete(name = "CreateEventInput", params(super::EventInput)))]
#[graphql(concrete(name = "CreateIndicatorInput", params(super::IndicatorInput)))]
#[graphql(concrete(name = "CreateObservationInput", params(super::ObservationInput)))]
#[graphql(concrete(name = "CreateSourceInput", params(super::SourceInput)))]
#[graphql(concrete(name = "CreateKindTermInput", params(super::KindTermInput)))]
pub struct CreateInput<T: InputType> {
    /// The content of the record.
    pub record: T,
    /// Whether to publish the record at once. If false, it is a draft, which only editors see.
    #[graphql(default)]
    pub publish: bool,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The record to create.
#[derive(InputObject)]
#[graphql(concrete(name = "CreateOrganizationInput", params(super::OrganizationInput)))]
#[graphql(concrete(name = "CreatePersonInput", params(super::PersonInput)))]
#[graphql(concrete(name = "CreateMembershipInput", params(super::MembershipInput)))]
pub struct CreateDistinctInput<T: InputType> {
    /// The content of the record.
    pub record: T,
    /// Whether to publish the record at once. If false, it is a draft, which only editors see.
    #[graphql(default)]
    pub publish: bool,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
    /// Whether to accept the record even if it seems to exist already: an organization or a person with the same name
    /// or identifier, or a membership of the same person in the same post or, without a post, in the same organization,
    /// whatever the period. If false, such a record is refused with `POSSIBLE_DUPLICATE`. Names are the same if they
    /// differ only in case, punctuation, the order of words, or Kazakh letters that a Russian keyboard lacks.
    #[graphql(default)]
    pub allow_duplicate: bool,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The record to change.
#[derive(InputObject)]
#[graphql(concrete(name = "UpdatePostInput", params(super::PostInput)))]
#[graphql(concrete(name = "UpdateEventInput", params(super::EventInput)))]
#[graphql(concrete(name = "UpdateIndicatorInput", params(super::IndicatorInput)))]
#[graphql(concrete(name = "UpdateSourceInput", params(super::SourceInput)))]
#[graphql(concrete(name = "UpdateKindTermInput", params(super::KindTermInput)))]
pub struct UpdateInput<T: InputType> {
    /// The id of the record.
    pub id: ID,
    /// The version that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The new values. Omitted fields stay as they are, null clears a field, and a list replaces the whole list.
    pub changes: T,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// The record to change.
#[derive(InputObject)]
#[graphql(concrete(name = "UpdateOrganizationInput", params(super::OrganizationInput)))]
#[graphql(concrete(name = "UpdatePersonInput", params(super::PersonInput)))]
#[graphql(concrete(name = "UpdateMembershipInput", params(super::MembershipInput)))]
pub struct UpdateDistinctInput<T: InputType> {
    /// The id of the record.
    pub id: ID,
    /// The version that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The new values. Omitted fields stay as they are, null clears a field, and a list replaces the whole list.
    pub changes: T,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
    /// Whether to accept the new values even if another record has the same name or identifier, or is the same
    /// membership. If false, such values are refused with `POSSIBLE_DUPLICATE`.
    #[graphql(default)]
    pub allow_duplicate: bool,
}

impl<T: InputType> CreateInput<T> {
    /// Returns the input for a record that cannot be a duplicate.
    pub(super) fn unconfirmed(self) -> CreateDistinctInput<T> {
        let Self { record, publish, reason, client_mutation_id } = self;
        CreateDistinctInput { record, publish, reason, allow_duplicate: false, client_mutation_id }
    }
}

impl<T: InputType> UpdateInput<T> {
    /// Returns the input for a record that cannot be a duplicate.
    pub(super) fn unconfirmed(self) -> UpdateDistinctInput<T> {
        let Self { id, version, changes, reason } = self;
        UpdateDistinctInput { id, version, changes, reason, allow_duplicate: false }
    }
}
