//! Editing the directory.

mod actions;
mod inputs;
mod mutation;
mod payloads;
mod proposals;
mod records;

pub use actions::{
    MergeOrganizationsInput, MergePeopleInput, PublishRecordInput, RevertRecordInput, UnpublishRecordInput,
};
pub use inputs::{
    AffiliationInput, CitationInput, CitedDateInput, ContactPointInput, CreateInput, IdentifierInput,
    MilestoneInput, NameInput, TextInput, UpdateInput,
};
pub use mutation::EditingMutation;
pub use payloads::{EditConflict, Payload};
pub use proposals::{
    AcceptProposalInput, DeclineProposalInput, ProposalsMutation, ProposeCorrectionInput, RecordChangeInput,
};
pub use records::{
    EventInput, IndicatorInput, MembershipInput, ObservationInput, OrganizationInput, PersonInput, PostInput,
    RecordInput, SourceInput,
};

use async_graphql::MergedObject;

/// Editing the directory, and proposing corrections of it.
#[derive(MergedObject, Default)]
pub struct DirectoryMutation(EditingMutation, ProposalsMutation);
