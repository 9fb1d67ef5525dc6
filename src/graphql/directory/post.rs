//! Posts, and who holds or held them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::kinds::PostKind;
use super::organization::{self, Organization};
use super::person::Person;
use super::record::Standing;
use super::source::{Citation, Source, source};
use super::statement::Term;
use crate::domain::directory as domain;
use crate::domain::directory::succession::{Tenure, holders_on, neighbours, order};
use crate::domain::ids::PostId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::HoldersOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, Language, day, global_id};
use crate::graphql::texts::in_language;

/// A position in an organization that exists whoever holds it.
#[derive(Clone)]
pub struct Post(pub Arc<domain::Record<domain::Post>>);

/// A position in an organization that exists whoever holds it (`org:Post`, `Post` of Popolo).
#[Object]
impl Post {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// What kind of post it is.
    async fn kind(&self) -> PostKind {
        self.0.content.kind.into()
    }

    /// What its holder is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// The organization it is in; null: the organization was withdrawn.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.content.organization)).await
    }

    /// Who holds it on a day, as far as is known: whoever began last, unless their term was over by then. A holder comes
    /// before one who is only acting. Null: nobody known.
    async fn holder(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "On this day; without it, today (Asia/Almaty). A change in a year holds for all of it."
        )]
        at: Option<Date>,
    ) -> Result<Option<Membership>, ApiError> {
        let day = day(context, at);
        let all = holders(context, self.0.id).await?;
        let first = holders_on(&tenures(&all), day).into_iter().next();
        Ok(first.and_then(|index| all.get(index)).cloned().map(Membership))
    }

    /// All known holders in the order of succession, the first holder first; acting ones among them.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn holders(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only those who hold it on this day: several where it is shared, or somebody stands in."
        )]
        at: Option<Date>,
    ) -> Result<Vec<Membership>, ApiError> {
        let all = holders(context, self.0.id).await?;
        let tenures = tenures(&all);
        let wanted = match at {
            Some(Date(day)) => holders_on(&tenures, day),
            None => order(&tenures),
        };
        Ok(wanted.into_iter().filter_map(|index| all.get(index).cloned()).map(Membership).collect())
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.content.citations)
    }

    /// Where this is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.content.citations).await
    }

    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing::of(&self.0)
    }
}

/// A person belongs to an organization, in a post or as an ordinary member.
#[derive(Clone)]
pub struct Membership(pub Arc<domain::Record<domain::Membership>>);

/// A person belongs to an organization, in a post or as an ordinary member (`org:Membership`).
#[Object]
impl Membership {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Who; null: the person was withdrawn.
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, ApiError> {
        Ok(request(context).loader().load_one(self.0.content.person).await?.map(Person))
    }

    /// In which organization; null: the organization was withdrawn.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.content.organization)).await
    }

    /// In which post; null: an ordinary member.
    async fn post(&self, context: &Context<'_>) -> Result<Option<Post>, ApiError> {
        let Some(id) = self.0.content.post else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Post))
    }

    /// Whether the person only stands in for a holder.
    async fn is_acting(&self) -> bool {
        self.0.content.acting
    }

    /// What the person is there, where no post's title says it.
    async fn role(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.role.as_ref().map(|text| in_language(context, text, lang))
    }

    #[graphql(flatten)]
    fn term(&self) -> Term {
        Term(self.0.content.term.clone())
    }

    /// Who held the post before, after a vacancy too; null: nobody known, or not in a post. It is computed from the dates
    /// of all holders; where these leave it open, from the order in which the source lists them.
    async fn predecessor(
        &self,
        context: &Context<'_>,
        #[graphql(
            default,
            desc = "Whether somebody who was only acting counts, beside somebody who was not. One who was acting has them counted anyway."
        )]
        include_acting: bool,
    ) -> Result<Option<Membership>, ApiError> {
        self.neighbour(context, include_acting, |(before, _)| before).await
    }

    /// Who held the post after, after a vacancy too; null: nobody yet, nobody known, or not in a post. It is computed as
    /// the predecessor is.
    async fn successor(
        &self,
        context: &Context<'_>,
        #[graphql(
            default,
            desc = "Whether somebody who is only acting counts, beside somebody who is not. One who is acting has them counted anyway."
        )]
        include_acting: bool,
    ) -> Result<Option<Membership>, ApiError> {
        self.neighbour(context, include_acting, |(_, after)| after).await
    }

    /// Which sources say so.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0.content.citations)
    }

    /// Where this is taken from.
    #[graphql(deprecation = "Use `citations`: there may be several.")]
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        source(context, &self.0.content.citations).await
    }

    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing::of(&self.0)
    }
}

impl Membership {
    async fn neighbour(
        &self,
        context: &Context<'_>,
        include_acting: bool,
        which: impl FnOnce((Option<usize>, Option<usize>)) -> Option<usize>,
    ) -> Result<Option<Membership>, ApiError> {
        let Some(post) = self.0.content.post else { return Ok(None) };
        let all = holders(context, post).await?;
        let Some(own) = all.iter().position(|holder| holder.id == self.0.id) else { return Ok(None) };
        let tenures = tenures(&all);
        let found = which(neighbours(&order(&tenures), &tenures, own, include_acting));
        Ok(found.and_then(|index| all.get(index)).cloned().map(Membership))
    }
}

type Holders = Vec<Arc<domain::Record<domain::Membership>>>;

async fn holders(context: &Context<'_>, post: PostId) -> Result<Holders, ApiError> {
    Ok(request(context).loader().load_one(HoldersOf(post)).await?.unwrap_or_default())
}

fn tenures(holders: &Holders) -> Vec<Tenure<'_>> {
    holders.iter().map(|holder| holder.tenure()).collect()
}
