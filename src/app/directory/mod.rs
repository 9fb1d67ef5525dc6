//! Editing the directory: every edit is checked, kept as a revision, and refused where somebody else was faster.

mod desk;
mod editing;
mod export;
mod history;
mod merging;
mod occurrences;
mod proposals;

pub use desk::Conflict;
pub use editing::{Change, correct, create, publish, revert, unpublish, update};
pub use export::{Edition, Export, edition, export};
pub use history::{Past, RevisionKey, history, revisions_by_keys};
pub use merging::{Mergeable, merge};
pub use occurrences::{OccurrenceKey, Window, calendar, events_within, expand, occurrences};
pub use proposals::{
    Decision, NewProposal, accept, decline, own_proposals, proposals, proposals_by_ids, propose,
};
