//! The mutations that edit the directory.

mod action_inputs;
mod edit_inputs;
mod editing_mutation;
mod edits;
mod figure_inputs;
mod payloads;
mod proposal_mutation;
mod record_inputs;
mod shared_inputs;
mod visiting_inputs;

pub use action_inputs::{
    CorrectObservationInput, MergeOrganizationsInput, MergePeopleInput, PublishRecordInput,
    RevertRecordInput, UnpublishRecordInput,
};
pub use edit_inputs::{CreateDistinctInput, CreateInput, UpdateDistinctInput, UpdateInput};
pub use editing_mutation::EditingMutation;
pub use figure_inputs::{IndicatorInput, ObservationInput};
pub use payloads::{
    EditConflict, EventPayload, IndicatorPayload, KindTermPayload, MembershipPayload,
    MergeOrganizationsPayload, MergePeoplePayload, ObservationPayload, OrganizationPayload, PersonPayload,
    PostPayload, ProposalPayload, RecordPayload, SourcePayload,
};
pub use proposal_mutation::{
    AcceptProposalInput, DeclineProposalInput, ProposalMutation, ProposeCorrectionInput, RecordValuesInput,
};
pub use record_inputs::{
    EventInput, KindTermInput, MembershipInput, OrganizationInput, PersonInput, PostInput, RecordInput,
    SourceInput,
};
pub use shared_inputs::{
    AffiliationInput, CitationInput, CitedDateInput, ContactPointInput, IdentifierInput, ImageInput,
    MilestoneInput, NameInput, TextInput,
};
pub use visiting_inputs::{AccessibilityInput, OpeningHoursInput, ServiceInput};

use async_graphql::MergedObject;

/// The mutations that edit the directory or propose corrections of it.
#[derive(MergedObject, Default)]
pub struct DirectoryMutation(EditingMutation, ProposalMutation);
