//! The directory's rows. Each read is one statement, whatever the number of rows; drafts are in it only for editors.

mod events;
mod export;
mod figures;
mod history;
mod imported;
mod organizations;
mod people;
mod posts;
mod proposals;
mod records;
mod revisions;
mod sources;
mod tree;
mod writing;

pub use events::{EventFilter, events_by_ids, events_of, events_page, events_scheduled};
pub use export::{BATCH, Changed, Exported, changed_after, corrections, last_edit};
pub use figures::{
    IndicatorFilter, indicators_by_ids, indicators_of, indicators_page, observations_by_ids, observations_of,
};
pub use history::{Step, history, steps};
pub use imported::{Imported, imported, keep_imported, published_referrers, slugs_there};
pub use organizations::{
    OrganizationFilter, children_of, hosted_by, organizations_by_ids, organizations_page,
};
pub use people::{people_by_ids, people_page};
pub use posts::{
    memberships_by_ids, memberships_in, memberships_of_people, memberships_of_posts, posts_by_ids, posts_of,
};
pub use proposals::{
    ProposalFilter, count_open_proposals, decide_proposal, insert_proposal, proposals_by_ids, proposals_page,
};
pub use records::Slugged;
pub use revisions::{Revision, Standing, at_version, latest, latest_of, merged_into, referrers, standings};
pub use sources::{sources_by_ids, sources_page};
pub use tree::{Descendant, ancestor_ids_of, descendants_of, edges_above};
pub use writing::{Edit, Editing, Stored, lock, write};

use uuid::Uuid;

/// What a list in alphabetical order is paged by: the text it is ordered by, and the id.
pub type AlphabeticalKey = (String, Uuid);
