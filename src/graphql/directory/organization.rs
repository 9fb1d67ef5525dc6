//! Organizations.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::kinds::OrganizationKind;
use super::person::{Membership, Post};
use super::source::{Source, source};
use super::{Event, Indicator};
use crate::domain::directory as domain;
use crate::domain::ids::OrganizationId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::{
    AncestorsOf, ChildrenOf, EventsOf, FormerNamesOf, HostedBy, IndicatorsOf, MembersOf, MilestonesOf,
    PostsOf,
};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// A public body: an assembly, a council, a club, a department.
#[derive(Clone)]
pub struct Organization(pub Arc<domain::Organization>);

/// A public body: an assembly, a council, a club, a department (`org:Organization` of the W3C Organization
/// ontology, `Organization` of Popolo).
#[Object]
impl Organization {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses, such as `parasat`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What kind of body it is.
    async fn kind(&self) -> OrganizationKind {
        self.0.kind.into()
    }

    /// Its present official name.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.name, lang)
    }

    /// What it is called for short; null: nothing shorter is usual.
    async fn short_name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.short_name.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Since when it bears its present name; null: not known.
    async fn name_since(&self) -> Option<ImpreciseDate> {
        self.0.name_since.as_ref().map(ImpreciseDate::from)
    }

    /// The names it bore before, the oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn former_names(&self, context: &Context<'_>) -> Result<Vec<FormerName>, ApiError> {
        let found = request(context).loader().load_one(FormerNamesOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(FormerName).collect())
    }

    /// What it is and does; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// When it was founded; null: not known.
    async fn founded(&self) -> Option<ImpreciseDate> {
        self.0.founded.as_ref().map(ImpreciseDate::from)
    }

    /// Dated facts of its history, the oldest first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn milestones(&self, context: &Context<'_>) -> Result<Vec<Milestone>, ApiError> {
        let found = request(context).loader().load_one(MilestonesOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Milestone).collect())
    }

    /// The organization that it is part of; null: none, or not known.
    async fn parent(&self, context: &Context<'_>) -> Result<Option<Self>, ApiError> {
        by_id(context, self.0.parent_id).await
    }

    /// The organizations that it is part of, from its parent up to the root.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn ancestors(&self, context: &Context<'_>) -> Result<Vec<Self>, ApiError> {
        let ids = request(context).loader().load_one(AncestorsOf(self.0.id)).await?.unwrap_or_default();
        by_ids(context, &ids).await
    }

    /// The organizations that are part of it, in the institution's own order.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn children(&self, context: &Context<'_>) -> Result<Vec<Self>, ApiError> {
        let found = request(context).loader().load_one(ChildrenOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Self).collect())
    }

    /// The organization in whose building it works; null: none, or not known.
    async fn host(&self, context: &Context<'_>) -> Result<Option<Self>, ApiError> {
        by_id(context, self.0.host_id).await
    }

    /// The organizations that work in its building, in the institution's own order.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn hosted_organizations(&self, context: &Context<'_>) -> Result<Vec<Self>, ApiError> {
        let found = request(context).loader().load_one(HostedBy(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Self).collect())
    }

    /// Its posts, in the institution's own order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn posts(&self, context: &Context<'_>) -> Result<Vec<Post>, ApiError> {
        let found = request(context).loader().load_one(PostsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Post).collect())
    }

    /// Its known members that are not in a post.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn members(&self, context: &Context<'_>) -> Result<Vec<Membership>, ApiError> {
        let found = request(context).loader().load_one(MembersOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// The events that it organizes, alone or with others.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn events(&self, context: &Context<'_>) -> Result<Vec<Event>, ApiError> {
        let found = request(context).loader().load_one(EventsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Event).collect())
    }

    /// What is counted for it.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn indicators(&self, context: &Context<'_>) -> Result<Vec<Indicator>, ApiError> {
        let found = request(context).loader().load_one(IndicatorsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Indicator).collect())
    }

    /// Where its name, its description and its founding are taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

/// A name that an organization bore before.
pub struct FormerName(Arc<domain::FormerName>);

/// A name that an organization bore before its present one.
#[Object]
impl FormerName {
    /// The name.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.name, lang)
    }

    /// From when; null: not known.
    async fn since(&self) -> Option<ImpreciseDate> {
        self.0.since.as_ref().map(ImpreciseDate::from)
    }

    /// Until when; null: not known.
    async fn until(&self) -> Option<ImpreciseDate> {
        self.0.until.as_ref().map(ImpreciseDate::from)
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

/// A dated fact of an organization's history.
pub struct Milestone(Arc<domain::Milestone>);

/// A dated fact of an organization's history.
#[Object]
impl Milestone {
    /// When it happened.
    async fn date(&self) -> ImpreciseDate {
        ImpreciseDate::from(&self.0.date)
    }

    /// What happened.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.text, lang)
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

/// The organization with an id, where there is one.
pub async fn by_id(
    context: &Context<'_>,
    id: Option<OrganizationId>,
) -> Result<Option<Organization>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Organization))
}

/// Organizations in the order of the ids.
pub(super) async fn by_ids(
    context: &Context<'_>,
    ids: &[OrganizationId],
) -> Result<Vec<Organization>, ApiError> {
    let found = request(context).loader().load_many(ids.iter().copied()).await?;
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).map(Organization).collect())
}
