//! Reading and editing the directory. Every edit is checked and stored as a revision. An edit of a version that is no
//! longer the current one is refused as an edit conflict.

mod duplicates;
mod editing;
mod export;
mod history;
mod merging;
mod occurrences;
mod proposals;
mod public_version;
mod reading;
mod record_editor;
mod representation;
mod sitemap;
mod webhook_delivery;
mod webhooks;

pub use crate::db::directory::{Stored, Webhook};
pub use editing::{EditRequest, NewRecord, correct, create, publish, revert, unpublish, update};
pub use export::{Edition, Export, edition, export, size};
pub use history::{
    RecordChange, RecordedEdit, RevisionKey, all_revisions, history, public_changes, public_changes_by_keys,
    revisions_by_keys,
};
pub use merging::{Mergeable, merge};
pub use occurrences::{OccurrenceKey, Window, calendar, calendar_of_all, events_within, expand, occurrences};
pub use proposals::{
    Acceptance, Decision, NewProposal, accept, decline, own_proposals, proposals, proposals_by_ids, propose,
};
pub(in crate::app) use public_version::VersionChecks;
pub use public_version::{PublicVersion, public_version};
pub use reading::{
    AlphabeticalKey, ById, Descendant, EventFilter, IndicatorFilter, OrganizationFilter, PersonFilter,
    PostFilter, Slugged, SourceFilter, ancestor_ids_of, by_ids, by_slug, children_of, descendants_of,
    events_of, events_page, hosted_by, indicators_of, indicators_page, kind_terms, kind_terms_by_slugs,
    memberships_in, memberships_of_people, memberships_of_posts, narrower_terms, observations_of,
    organizations_page, people_page, posts_of, posts_of_kind, posts_page, sources_page,
};
pub use record_editor::Conflict;
pub use representation::{PublicRecord, Represented, example_organization, public_record, representation};
pub use sitemap::{SitemapFile, SitemapRecord, last_edit, sitemap_files, sitemap_records};
pub use webhook_delivery::{WebhookSender, deliver_to_webhooks};
pub use webhooks::{MAX_WEBHOOKS, create_webhook, delete_webhook, webhooks};
