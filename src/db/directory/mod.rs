//! The directory's rows. Each read is one SQL statement, whatever the number of rows. Drafts are included only for
//! editors.

mod alphabetical;
mod duplicates;
mod events;
mod export;
mod figures;
mod history;
mod imported;
mod kind_terms;
mod organizations;
mod people;
mod posts;
mod proposals;
mod records;
mod revisions;
mod sitemap;
mod sources;
mod tree;
mod webhooks;
mod writing;

pub use alphabetical::AlphabeticalKey;
pub use duplicates::shared_keys;
pub use events::{EventFilter, events_of, events_page, events_scheduled, events_with_dates};
pub use export::{BATCH, ChangedRecord, Exported, changed_after, corrections, last_edit, public_version};
pub use figures::{IndicatorFilter, indicators_of, indicators_page, observations_of};
pub use history::{
    RevisionTime, RevisionWithPrevious, all_revisions, history, public_history, public_revisions,
    revisions_with_previous,
};
pub use imported::{ImportedRecord, imported, published_referrers, save_imported, taken_slugs};
pub use kind_terms::{
    is_within_kind, kind_terms, kind_terms_by_slugs, loses_users, narrower_terms, used_kinds, within_kinds,
};
pub use organizations::{OrganizationFilter, children_of, hosted_by, organizations_page};
pub use people::{PersonFilter, people_page};
pub use posts::{
    PostFilter, memberships_in, memberships_of_people, memberships_of_posts, posts_of, posts_of_kind,
    posts_page,
};
pub use proposals::{
    ProposalFilter, decide_proposal, insert_proposal, open_proposals, proposals_by_ids, proposals_page,
};
pub use records::{ById, Slugged, current_slug};
pub use revisions::{
    RecordStatus, Revision, at_version, ids_after, latest, latest_of, merged_into, record_statuses, referrers,
};
pub use sitemap::{SitemapFile, SitemapRecord, sitemap_files, sitemap_records};
pub use sources::{SourceFilter, sources_page};
pub use tree::{Descendant, ancestor_edges, ancestor_ids_of, descendants_of};
pub use webhooks::{
    ClaimedWebhook, NextChange, RecordedChange, Webhook, all_webhooks, claim_webhook, count_webhooks,
    delete_webhook, insert_webhook, next_public_change, release_webhook, webhook_delivered, webhook_failed,
    webhook_with_secret,
};
pub(in crate::db) use writing::write_again;
pub use writing::{Edit, EditContext, Stored, lock, write};
