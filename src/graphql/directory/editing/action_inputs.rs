//! Inputs of mutations on whole records. Each mutation has its own input, so that one can gain a field without the
//! others.

use async_graphql::{ID, InputObject};

use super::ObservationInput;

/// The observation to correct, and the values of the new observation that supersedes it.
#[derive(InputObject)]
pub struct CorrectObservationInput {
    /// The id of the observation to correct. It stays as it is.
    pub id: ID,
    /// The version of that observation that the editor saw. If it is no longer the current one, nothing is created.
    pub version: i32,
    /// The new values. Omitted fields stay as they are in the corrected observation, null clears a field, and a list
    /// replaces the whole list.
    pub changes: ObservationInput,
    /// The reason, shown in the revisions of the new observation; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// The record to publish.
#[derive(InputObject)]
pub struct PublishRecordInput {
    /// The id of the record.
    pub id: ID,
    /// The version that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// The record to unpublish.
#[derive(InputObject)]
pub struct UnpublishRecordInput {
    /// The id of the record.
    pub id: ID,
    /// The version that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// The record to restore, and the version to restore.
#[derive(InputObject)]
pub struct RevertRecordInput {
    /// The id of the record.
    pub id: ID,
    /// The version that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The version to restore: its whole content, and whether it was published.
    pub to_version: i32,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
    /// Whether to accept the restored values even if another record has the same name or identifier, or is the same
    /// membership. If false, such values are refused with `POSSIBLE_DUPLICATE`. Only organizations, people and
    /// memberships are compared.
    #[graphql(default)]
    pub allow_duplicate: bool,
}

/// Two records that describe the same organization.
#[derive(InputObject)]
pub struct MergeOrganizationsInput {
    /// The id of the record to merge away. Afterwards, its id and slug lead to the other record.
    pub id: ID,
    /// The version of that record that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The id of the record to keep. References to the merged record are redirected to it, and it takes over the names
    /// and identifiers of the merged record. If a membership then states the same as one of the kept record, it is
    /// unpublished, and that one takes over its citations.
    pub into_id: ID,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// Two records that describe the same person.
#[derive(InputObject)]
pub struct MergePeopleInput {
    /// The id of the record to merge away. Afterwards, its id and slug lead to the other record.
    pub id: ID,
    /// The version of that record that the editor saw. If it is no longer the current one, nothing is changed.
    pub version: i32,
    /// The id of the record to keep. References to the merged record are redirected to it, and it takes over the names
    /// and identifiers of the merged record. If a membership then states the same as one of the kept record, it is
    /// unpublished, and that one takes over its citations.
    pub into_id: ID,
    /// The reason, shown in the revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}
