//! Loaders of the directory. They load published records and, for editors, also drafts.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::directory::{self as app, RecordedEdit, RevisionKey};
use crate::domain::directory::{
    Event, Indicator, Membership, Observation, Organization, Person, Post, PostKind, Proposal, Record, Source,
};
use crate::domain::ids::{
    EventId, IndicatorId, MembershipId, ObservationId, OrganizationId, PersonId, PostId, ProposalId, SourceId,
};

/// The organizations that were part of an organization at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChildrenOf(pub OrganizationId);
/// The organizations that were hosted in an organization's building at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HostedBy(pub OrganizationId);
/// The organizations that an organization is part of on a day, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AncestorsOf(pub OrganizationId, pub NaiveDate);
/// The organizations that are part of an organization on a day, at any depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DescendantsOf(pub OrganizationId, pub NaiveDate);
/// The posts of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostsOf(pub OrganizationId);
/// The posts of a kind in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostsOfKind(pub OrganizationId, pub PostKind);
/// The memberships of an organization that are not in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembersOf(pub OrganizationId);
/// The memberships of all holders of a post, in the order of listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoldersOf(pub PostId);
/// The memberships of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembershipsOf(pub PersonId);
/// The events of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventsOf(pub OrganizationId);
/// The indicators of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IndicatorsOf(pub OrganizationId);
/// The observations of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObservationsOf(pub IndicatorId);

impl Loader<OrganizationId> for Rows {
    type Value = Arc<Record<Organization>>;
    type Error = LoadError;

    async fn load(&self, ids: &[OrganizationId]) -> Loaded<OrganizationId, Self::Value> {
        let rows = app::organizations_by_ids(&self.caller, ids).await?;
        Ok(rows.into_iter().map(|(id, row)| (id, Arc::new(row))).collect())
    }
}

impl Loader<PersonId> for Rows {
    type Value = Arc<Record<Person>>;
    type Error = LoadError;

    async fn load(&self, ids: &[PersonId]) -> Loaded<PersonId, Self::Value> {
        let rows = app::people_by_ids(&self.caller, ids).await?;
        Ok(rows.into_iter().map(|(id, row)| (id, Arc::new(row))).collect())
    }
}

impl Loader<PostId> for Rows {
    type Value = Arc<Record<Post>>;
    type Error = LoadError;

    async fn load(&self, ids: &[PostId]) -> Loaded<PostId, Self::Value> {
        Ok(by_id(app::posts_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<MembershipId> for Rows {
    type Value = Arc<Record<Membership>>;
    type Error = LoadError;

    async fn load(&self, ids: &[MembershipId]) -> Loaded<MembershipId, Self::Value> {
        Ok(by_id(app::memberships_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<EventId> for Rows {
    type Value = Arc<Record<Event>>;
    type Error = LoadError;

    async fn load(&self, ids: &[EventId]) -> Loaded<EventId, Self::Value> {
        Ok(by_id(app::events_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<IndicatorId> for Rows {
    type Value = Arc<Record<Indicator>>;
    type Error = LoadError;

    async fn load(&self, ids: &[IndicatorId]) -> Loaded<IndicatorId, Self::Value> {
        Ok(by_id(app::indicators_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<SourceId> for Rows {
    type Value = Arc<Record<Source>>;
    type Error = LoadError;

    async fn load(&self, ids: &[SourceId]) -> Loaded<SourceId, Self::Value> {
        Ok(by_id(app::sources_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<ChildrenOf> for Rows {
    type Value = Vec<Arc<Record<Organization>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ChildrenOf]) -> Loaded<ChildrenOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::children_of(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(parent, row)| (ChildrenOf(parent), Arc::new(row)))))
    }
}

impl Loader<HostedBy> for Rows {
    type Value = Vec<Arc<Record<Organization>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[HostedBy]) -> Loaded<HostedBy, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::hosted_by(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(host, row)| (HostedBy(host), Arc::new(row)))))
    }
}

impl Loader<PostsOfKind> for Rows {
    type Value = Vec<Arc<Record<Post>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[PostsOfKind]) -> Loaded<PostsOfKind, Self::Value> {
        let wanted: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let rows = app::posts_of_kind(&self.caller, &wanted).await?;
        let key = |row: &Record<Post>| PostsOfKind(row.content.organization, row.content.kind);
        Ok(grouped(rows.into_iter().map(|row| (key(&row), Arc::new(row)))))
    }
}

impl Loader<PostsOf> for Rows {
    type Value = Vec<Arc<Record<Post>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[PostsOf]) -> Loaded<PostsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::posts_of(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (PostsOf(row.content.organization), Arc::new(row)))))
    }
}

impl Loader<MembersOf> for Rows {
    type Value = Vec<Arc<Record<Membership>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[MembersOf]) -> Loaded<MembersOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::memberships_in(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (MembersOf(row.content.organization), Arc::new(row)))))
    }
}

impl Loader<HoldersOf> for Rows {
    type Value = Vec<Arc<Record<Membership>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[HoldersOf]) -> Loaded<HoldersOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::memberships_of_posts(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().filter_map(|row| Some((HoldersOf(row.content.post?), Arc::new(row))))))
    }
}

impl Loader<MembershipsOf> for Rows {
    type Value = Vec<Arc<Record<Membership>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[MembershipsOf]) -> Loaded<MembershipsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::memberships_of_people(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (MembershipsOf(row.content.person), Arc::new(row)))))
    }
}

impl Loader<EventsOf> for Rows {
    type Value = Vec<Arc<Record<Event>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[EventsOf]) -> Loaded<EventsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::events_of(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (EventsOf(id), Arc::new(row)))))
    }
}

impl Loader<IndicatorsOf> for Rows {
    type Value = Vec<Arc<Record<Indicator>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[IndicatorsOf]) -> Loaded<IndicatorsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::indicators_of(&self.caller, &ids).await?;
        Ok(grouped(
            rows.into_iter().filter_map(|row| Some((IndicatorsOf(row.content.organization?), Arc::new(row)))),
        ))
    }
}

impl Loader<ObservationsOf> for Rows {
    type Value = Vec<Arc<Record<Observation>>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ObservationsOf]) -> Loaded<ObservationsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = app::observations_of(&self.caller, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (ObservationsOf(row.content.indicator), Arc::new(row)))))
    }
}

impl Loader<AncestorsOf> for Rows {
    type Value = Vec<OrganizationId>;
    type Error = LoadError;

    async fn load(&self, keys: &[AncestorsOf]) -> Loaded<AncestorsOf, Self::Value> {
        let organizations: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let pairs = app::ancestor_ids_of(&self.caller, &organizations).await?;
        Ok(grouped(pairs.into_iter().map(|((id, day), ancestor)| (AncestorsOf(id, day), ancestor))))
    }
}

impl Loader<DescendantsOf> for Rows {
    type Value = Vec<app::Descendant>;
    type Error = LoadError;

    async fn load(&self, keys: &[DescendantsOf]) -> Loaded<DescendantsOf, Self::Value> {
        let organizations: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let pairs = app::descendants_of(&self.caller, &organizations).await?;
        Ok(grouped(pairs.into_iter().map(|((id, day), place)| (DescendantsOf(id, day), place))))
    }
}

impl Loader<ObservationId> for Rows {
    type Value = Arc<Record<Observation>>;
    type Error = LoadError;

    async fn load(&self, ids: &[ObservationId]) -> Loaded<ObservationId, Self::Value> {
        Ok(by_id(app::observations_by_ids(&self.caller, ids).await?, |row| row.id))
    }
}

impl Loader<ProposalId> for Rows {
    type Value = Arc<Proposal>;
    type Error = LoadError;

    async fn load(&self, ids: &[ProposalId]) -> Loaded<ProposalId, Self::Value> {
        let found = app::proposals_by_ids(&self.caller, ids).await?;
        Ok(by_id(found, |row| row.id))
    }
}

impl Loader<RevisionKey> for Rows {
    type Value = RecordedEdit;
    type Error = LoadError;

    async fn load(&self, keys: &[RevisionKey]) -> Loaded<RevisionKey, Self::Value> {
        let found = app::revisions_by_keys(&self.caller, keys).await?;
        Ok(found.into_iter().map(|edit| (edit.key, edit)).collect())
    }
}
