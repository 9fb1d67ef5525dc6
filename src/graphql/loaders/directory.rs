//! Loaders of the directory. They load published records and, for editors, also drafts.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;
use chrono::NaiveDate;

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::directory::{self as app, Descendant, RecordChange, RecordedEdit, RevisionKey};
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Proposal, Record, Source,
};
use crate::domain::ids::{
    EventId, IndicatorId, KindTermId, MembershipId, ObservationId, OrganizationId, PersonId, PostId,
    ProposalId, SourceId,
};

macro_rules! records_by_id {
    ($($record:ident: $id:ty),* $(,)?) => {$(
        #[async_trait]
        impl Loader<$id> for Rows {
            type Value = Arc<Record<$record>>;
            type Error = LoadError;

            async fn load(&self, ids: &[$id]) -> Loaded<$id, Self::Value> {
                let rows = app::by_ids::<$record>(&self.caller, ids).await?;
                Ok(rows.into_iter().map(|(id, row)| (id, Arc::new(row))).collect())
            }
        }
    )*};
}

records_by_id! {
    Organization: OrganizationId,
    Person: PersonId,
    Post: PostId,
    Membership: MembershipId,
    Event: EventId,
    Indicator: IndicatorId,
    Observation: ObservationId,
    Source: SourceId,
    KindTerm: KindTermId,
}

/// Declares keys of lists. A function of the application layer loads the rows with their keys, in the order of each list.
macro_rules! lists {
    ($($(#[$doc:meta])* $key:ident($of:ty) -> $row:ty: $load:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $key(pub $of);

        #[async_trait]
        impl Loader<$key> for Rows {
            type Value = Vec<$row>;
            type Error = LoadError;

            async fn load(&self, keys: &[$key]) -> Loaded<$key, Self::Value> {
                let keys: Vec<_> = keys.iter().map(|key| key.0.clone()).collect();
                let rows = app::$load(&self.caller, &keys).await?;
                Ok(grouped(rows.into_iter().map(|(key, row)| ($key(key), row.into()))))
            }
        }
    )*};
}

lists! {
    /// The organizations that were part of an organization at any time.
    ChildrenOf(OrganizationId) -> Arc<Record<Organization>>: children_of;
    /// The organizations that were hosted in an organization's building at any time.
    HostedBy(OrganizationId) -> Arc<Record<Organization>>: hosted_by;
    /// The posts of an organization.
    PostsOf(OrganizationId) -> Arc<Record<Post>>: posts_of;
    /// The terms that are directly narrower than the one with a slug.
    NarrowerTerms(String) -> Arc<Record<KindTerm>>: narrower_terms;
    /// The posts of a kind, or of a narrower one, in an organization.
    PostsOfKind((OrganizationId, String)) -> Arc<Record<Post>>: posts_of_kind;
    /// The memberships of an organization that are not in a post.
    MembersOf(OrganizationId) -> Arc<Record<Membership>>: memberships_in;
    /// The memberships of all holders of a post, in the order of listing.
    HoldersOf(PostId) -> Arc<Record<Membership>>: memberships_of_posts;
    /// The memberships of a person.
    MembershipsOf(PersonId) -> Arc<Record<Membership>>: memberships_of_people;
    /// The events of an organization.
    EventsOf(OrganizationId) -> Arc<Record<Event>>: events_of;
    /// The indicators of an organization.
    IndicatorsOf(OrganizationId) -> Arc<Record<Indicator>>: indicators_of;
    /// The observations of an indicator.
    ObservationsOf(IndicatorId) -> Arc<Record<Observation>>: observations_of;
    /// The organizations that are part of an organization on a day, at any depth.
    DescendantsOf((OrganizationId, NaiveDate)) -> Descendant: descendants_of;
    /// The organizations that an organization is part of on a day, nearest first.
    AncestorsOf((OrganizationId, NaiveDate)) -> OrganizationId: ancestor_ids_of;
}

/// The term of the vocabulary with a slug.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TermBySlug(pub String);

#[async_trait]
impl Loader<TermBySlug> for Rows {
    type Value = Arc<Record<KindTerm>>;
    type Error = LoadError;

    async fn load(&self, slugs: &[TermBySlug]) -> Loaded<TermBySlug, Self::Value> {
        let slugs: Vec<String> = slugs.iter().map(|slug| slug.0.clone()).collect();
        let found = app::kind_terms_by_slugs(&self.caller, &slugs).await?;
        Ok(found.into_iter().map(|(slug, term)| (TermBySlug(slug), Arc::new(term))).collect())
    }
}

#[async_trait]
impl Loader<ProposalId> for Rows {
    type Value = Arc<Proposal>;
    type Error = LoadError;

    async fn load(&self, ids: &[ProposalId]) -> Loaded<ProposalId, Self::Value> {
        let found = app::proposals_by_ids(&self.caller, ids).await?;
        Ok(by_id(found, |row| row.id))
    }
}

#[async_trait]
impl Loader<RevisionKey> for Rows {
    type Value = RecordedEdit;
    type Error = LoadError;

    async fn load(&self, keys: &[RevisionKey]) -> Loaded<RevisionKey, Self::Value> {
        let found = app::revisions_by_keys(&self.caller, keys).await?;
        Ok(found.into_iter().map(|edit| (edit.key, edit)).collect())
    }
}

/// The public change that a revision made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicChangeOf(pub RevisionKey);

#[async_trait]
impl Loader<PublicChangeOf> for Rows {
    type Value = RecordChange;
    type Error = LoadError;

    async fn load(&self, keys: &[PublicChangeOf]) -> Loaded<PublicChangeOf, Self::Value> {
        let keys: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::public_changes_by_keys(&self.caller, &keys).await?;
        Ok(found.into_iter().map(|change| (PublicChangeOf(change.key), change)).collect())
    }
}
