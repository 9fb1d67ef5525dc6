//! The directory's rows. Each function is one statement, whatever the number of rows; what the content no longer
//! holds (`retired_at`) is in no list, but still found by its id.

mod events;
mod figures;
mod organizations;
mod people;
mod sources;

pub use events::{EventFilter, events_by_ids, events_by_slugs, events_of, events_page, organizers_of};
pub use figures::{IndicatorFilter, indicators_by_ids, indicators_of, indicators_page, observations_of};
pub use organizations::{
    OrganizationFilter, ancestor_ids_of, children_of, former_names_of, hosted_by, milestones_of,
    organizations_by_ids, organizations_by_slugs, organizations_page,
};
pub use people::{
    memberships_by_ids, memberships_in, memberships_of_people, memberships_of_posts, people_by_ids,
    people_by_slugs, people_page, posts_by_ids, posts_of,
};
pub use sources::sources_by_ids;

use uuid::Uuid;

/// What a list in alphabetical order is paged by: the text it is ordered by, and the id.
pub type AlphabeticalKey = (String, Uuid);
