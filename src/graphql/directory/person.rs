//! People, posts, and who holds or held them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::Organization;
use super::kinds::PostKind;
use super::organization;
use super::source::{Source, source};
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::{HoldersOf, MembershipsOf};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// Someone who holds or held a post, or is a member of an organization.
#[derive(Clone)]
pub struct Person(pub Arc<domain::Person>);

/// Someone who holds or held a post, or is a member of an organization.
#[Object]
impl Person {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Their stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Their name, as the source spells it; in Russian and English as it is usually written there.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.name, lang)
    }

    /// What else is known; null: nothing.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.note.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Their memberships, in a post or not.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn memberships(&self, context: &Context<'_>) -> Result<Vec<Membership>, ApiError> {
        let found = request(context).loader().load_one(MembershipsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

/// A position in an organization that exists whoever holds it.
#[derive(Clone)]
pub struct Post(pub Arc<domain::Post>);

/// A position in an organization that exists whoever holds it (`org:Post`, `Post` of Popolo).
#[Object]
impl Post {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What kind of post it is.
    async fn kind(&self) -> PostKind {
        self.0.kind.into()
    }

    /// What its holder is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// The organization it is in; null: the organization was withdrawn.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.organization_id)).await
    }

    /// The present holder, as far as is known: the last one, unless the term is over; null: none.
    async fn holder(&self, context: &Context<'_>) -> Result<Option<Membership>, ApiError> {
        let holders = request(context).loader().load_one(HoldersOf(self.0.id)).await?.unwrap_or_default();
        Ok(holders.into_iter().next_back().filter(|last| last.until.is_none()).map(Membership))
    }

    /// All known holders in the order of succession, the first holder first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn holders(&self, context: &Context<'_>) -> Result<Vec<Membership>, ApiError> {
        let found = request(context).loader().load_one(HoldersOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

/// A person belongs to an organization, in a post or as an ordinary member.
#[derive(Clone)]
pub struct Membership(pub Arc<domain::Membership>);

/// A person belongs to an organization, in a post or as an ordinary member (`org:Membership`).
#[Object]
impl Membership {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Who; null: the person was withdrawn.
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, ApiError> {
        Ok(request(context).loader().load_one(self.0.person_id).await?.map(Person))
    }

    /// In which organization; null: the organization was withdrawn.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.organization_id)).await
    }

    /// In which post; null: an ordinary member.
    async fn post(&self, context: &Context<'_>) -> Result<Option<Post>, ApiError> {
        let Some(id) = self.0.post_id else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Post))
    }

    /// What the person is there, where no post's title says it.
    async fn role(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.role.as_ref().map(|text| in_language(context, text, lang))
    }

    /// From when; null: not known.
    async fn since(&self) -> Option<ImpreciseDate> {
        self.0.since.as_ref().map(ImpreciseDate::from)
    }

    /// Until when; null: not over, or not known.
    async fn until(&self) -> Option<ImpreciseDate> {
        self.0.until.as_ref().map(ImpreciseDate::from)
    }

    /// When the source saw the person there, where it tells no more; null: it tells more.
    async fn attested(&self) -> Option<ImpreciseDate> {
        self.0.attested.as_ref().map(ImpreciseDate::from)
    }

    /// Who held the post before; null: nobody known, or not in a post.
    async fn predecessor(&self, context: &Context<'_>) -> Result<Option<Membership>, ApiError> {
        let holders = self.holders_of_post(context).await?;
        let before = holders.into_iter().take_while(|holder| holder.id != self.0.id);
        Ok(before.last().map(Membership))
    }

    /// Who held the post after; null: nobody yet, nobody known, or not in a post.
    async fn successor(&self, context: &Context<'_>) -> Result<Option<Membership>, ApiError> {
        let holders = self.holders_of_post(context).await?;
        Ok(holders.into_iter().skip_while(|holder| holder.id != self.0.id).nth(1).map(Membership))
    }

    /// Where this is taken from.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, self.0.source_id).await
    }
}

impl Membership {
    async fn holders_of_post(&self, context: &Context<'_>) -> Result<Vec<Arc<domain::Membership>>, ApiError> {
        let Some(post) = self.0.post_id else { return Ok(Vec::new()) };
        Ok(request(context).loader().load_one(HoldersOf(post)).await?.unwrap_or_default())
    }
}
