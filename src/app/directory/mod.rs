//! Editing the directory: every edit is checked, kept as a revision, and refused where somebody else was faster.

mod desk;
mod editing;
mod export;
mod history;
mod merging;
mod occurrences;
mod proposals;
mod reading;

pub use crate::db::directory::Stored;
pub use desk::Conflict;
pub use editing::{Change, correct, create, publish, revert, unpublish, update};
pub use export::{Edition, Export, edition, export};
pub use history::{Past, RevisionKey, history, revisions_by_keys};
pub use merging::{Mergeable, merge};
pub use occurrences::{OccurrenceKey, Window, calendar, events_within, expand, occurrences};
pub use proposals::{
    Decision, NewProposal, accept, decline, own_proposals, proposals, proposals_by_ids, propose,
};
pub use reading::{
    AlphabeticalKey, Descendant, EventFilter, IndicatorFilter, OrganizationFilter, Slugged, ancestor_ids_of,
    by_slug, children_of, descendants_of, events_by_ids, events_of, events_page, hosted_by,
    indicators_by_ids, indicators_of, indicators_page, memberships_by_ids, memberships_in,
    memberships_of_people, memberships_of_posts, observations_by_ids, observations_of, organizations_by_ids,
    organizations_page, people_by_ids, people_page, posts_by_ids, posts_of, sources_by_ids, sources_page,
};
