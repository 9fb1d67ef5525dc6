//! Loaders of the directory, which everyone may see.

use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::db::directory as db;
use crate::domain::directory::{
    Event, FormerName, Indicator, Membership, Milestone, Observation, Organization, Person, Post, Source,
};
use crate::domain::ids::{EventId, IndicatorId, MembershipId, OrganizationId, PersonId, PostId, SourceId};

/// The organizations that are part of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChildrenOf(pub OrganizationId);
/// The organizations that work in this one's building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HostedBy(pub OrganizationId);
/// The organizations that this one is part of, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AncestorsOf(pub OrganizationId);
/// The names that an organization bore before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormerNamesOf(pub OrganizationId);
/// The dated facts of an organization's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MilestonesOf(pub OrganizationId);
/// An organization's posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostsOf(pub OrganizationId);
/// An organization's members that are not in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembersOf(pub OrganizationId);
/// A post's holders, in the order of succession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoldersOf(pub PostId);
/// A person's memberships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembershipsOf(pub PersonId);
/// An organization's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventsOf(pub OrganizationId);
/// An event's organizers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrganizersOf(pub EventId);
/// What is counted for an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IndicatorsOf(pub OrganizationId);
/// An indicator's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObservationsOf(pub IndicatorId);

impl Loader<OrganizationId> for Rows {
    type Value = Arc<Organization>;
    type Error = LoadError;

    async fn load(&self, ids: &[OrganizationId]) -> Loaded<OrganizationId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::organizations_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<PersonId> for Rows {
    type Value = Arc<Person>;
    type Error = LoadError;

    async fn load(&self, ids: &[PersonId]) -> Loaded<PersonId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::people_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<PostId> for Rows {
    type Value = Arc<Post>;
    type Error = LoadError;

    async fn load(&self, ids: &[PostId]) -> Loaded<PostId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::posts_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<MembershipId> for Rows {
    type Value = Arc<Membership>;
    type Error = LoadError;

    async fn load(&self, ids: &[MembershipId]) -> Loaded<MembershipId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::memberships_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<EventId> for Rows {
    type Value = Arc<Event>;
    type Error = LoadError;

    async fn load(&self, ids: &[EventId]) -> Loaded<EventId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::events_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<IndicatorId> for Rows {
    type Value = Arc<Indicator>;
    type Error = LoadError;

    async fn load(&self, ids: &[IndicatorId]) -> Loaded<IndicatorId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::indicators_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<SourceId> for Rows {
    type Value = Arc<Source>;
    type Error = LoadError;

    async fn load(&self, ids: &[SourceId]) -> Loaded<SourceId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::sources_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<ChildrenOf> for Rows {
    type Value = Vec<Arc<Organization>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ChildrenOf]) -> Loaded<ChildrenOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::children_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().filter_map(|row| Some((ChildrenOf(row.parent_id?), Arc::new(row))))))
    }
}

impl Loader<HostedBy> for Rows {
    type Value = Vec<Arc<Organization>>;
    type Error = LoadError;

    async fn load(&self, keys: &[HostedBy]) -> Loaded<HostedBy, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::hosted_by(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().filter_map(|row| Some((HostedBy(row.host_id?), Arc::new(row))))))
    }
}

impl Loader<FormerNamesOf> for Rows {
    type Value = Vec<Arc<FormerName>>;
    type Error = LoadError;

    async fn load(&self, keys: &[FormerNamesOf]) -> Loaded<FormerNamesOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::former_names_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (FormerNamesOf(id), Arc::new(row)))))
    }
}

impl Loader<MilestonesOf> for Rows {
    type Value = Vec<Arc<Milestone>>;
    type Error = LoadError;

    async fn load(&self, keys: &[MilestonesOf]) -> Loaded<MilestonesOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::milestones_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (MilestonesOf(id), Arc::new(row)))))
    }
}

impl Loader<PostsOf> for Rows {
    type Value = Vec<Arc<Post>>;
    type Error = LoadError;

    async fn load(&self, keys: &[PostsOf]) -> Loaded<PostsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::posts_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (PostsOf(row.organization_id), Arc::new(row)))))
    }
}

impl Loader<MembersOf> for Rows {
    type Value = Vec<Arc<Membership>>;
    type Error = LoadError;

    async fn load(&self, keys: &[MembersOf]) -> Loaded<MembersOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::memberships_in(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (MembersOf(row.organization_id), Arc::new(row)))))
    }
}

impl Loader<HoldersOf> for Rows {
    type Value = Vec<Arc<Membership>>;
    type Error = LoadError;

    async fn load(&self, keys: &[HoldersOf]) -> Loaded<HoldersOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::memberships_of_posts(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().filter_map(|row| Some((HoldersOf(row.post_id?), Arc::new(row))))))
    }
}

impl Loader<MembershipsOf> for Rows {
    type Value = Vec<Arc<Membership>>;
    type Error = LoadError;

    async fn load(&self, keys: &[MembershipsOf]) -> Loaded<MembershipsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::memberships_of_people(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (MembershipsOf(row.person_id), Arc::new(row)))))
    }
}

impl Loader<EventsOf> for Rows {
    type Value = Vec<Arc<Event>>;
    type Error = LoadError;

    async fn load(&self, keys: &[EventsOf]) -> Loaded<EventsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::events_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (EventsOf(id), Arc::new(row)))))
    }
}

impl Loader<IndicatorsOf> for Rows {
    type Value = Vec<Arc<Indicator>>;
    type Error = LoadError;

    async fn load(&self, keys: &[IndicatorsOf]) -> Loaded<IndicatorsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::indicators_of(&mut connection, &ids).await?;
        Ok(grouped(
            rows.into_iter().filter_map(|row| Some((IndicatorsOf(row.organization_id?), Arc::new(row)))),
        ))
    }
}

impl Loader<ObservationsOf> for Rows {
    type Value = Vec<Arc<Observation>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ObservationsOf]) -> Loaded<ObservationsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::observations_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (ObservationsOf(id), Arc::new(row)))))
    }
}

impl Loader<AncestorsOf> for Rows {
    type Value = Vec<OrganizationId>;
    type Error = LoadError;

    async fn load(&self, keys: &[AncestorsOf]) -> Loaded<AncestorsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let pairs = db::ancestor_ids_of(&mut connection, &ids).await?;
        Ok(grouped(pairs.into_iter().map(|(id, ancestor)| (AncestorsOf(id), ancestor))))
    }
}

impl Loader<OrganizersOf> for Rows {
    type Value = Vec<OrganizationId>;
    type Error = LoadError;

    async fn load(&self, keys: &[OrganizersOf]) -> Loaded<OrganizersOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let pairs = db::organizers_of(&mut connection, &ids).await?;
        Ok(grouped(pairs.into_iter().map(|(id, organizer)| (OrganizersOf(id), organizer))))
    }
}
