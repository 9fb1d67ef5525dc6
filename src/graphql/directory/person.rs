//! People.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::organization::contact_points;
use super::post::Membership;
use super::record::Standing;
use super::source::{Citation, Source, source};
use super::statement::{ContactPoint, Identifier, Name};
use crate::domain::directory as domain;
use crate::domain::directory::name_on;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::MembershipsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, Language, day, global_id};
use crate::graphql::texts::in_language;

/// Someone who holds or held a post, or is a member of an organization.
#[derive(Clone)]
pub struct Person(pub Arc<domain::Record<domain::Person>>);

/// Someone who holds or held a post, or is a member of an organization.
#[Object]
impl Person {
    /// Opaque, globally unique id. Of a person who was merged into another, the other's.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Their stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// Their name on a day, as the source spells it; in Russian and English as it is usually written there. Where none is
    /// known of that day, their last one.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> &str {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map_or("", |name| in_language(context, &name.text, lang))
    }

    /// All their names, with their times, as editors list them: the oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn names(&self) -> Vec<Name> {
        self.0.content.names.iter().cloned().map(Name).collect()
    }

    /// What else is known; null: nothing.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.content.note.as_ref().map(|text| in_language(context, text, lang))
    }

    /// How they are reached on a day; what is not public is there for editors alone.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn contact_points(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day; without it, today (Asia/Almaty).")] at: Option<Date>,
    ) -> Vec<ContactPoint> {
        contact_points(context, &self.0.content.contact_points, at)
    }

    /// What other registers know them by.
    async fn identifiers(&self) -> Vec<Identifier> {
        self.0.content.identifiers.iter().map(Identifier::from).collect()
    }

    /// Their memberships, in a post or not.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn memberships(&self, context: &Context<'_>) -> Result<Vec<Membership>, ApiError> {
        let found = request(context).loader().load_one(MembershipsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// Which sources what has no citations of its own is taken from.
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
