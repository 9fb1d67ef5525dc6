//! People.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use graphql_engine::ListOf;

use super::kinds::Gender;
use super::post::Membership;
use super::record::RecordMetadata;
use super::source::Citation;
use super::statement::{
    CitedDate, ContactPoint, Identifier, Image, Name, all_contact_points, contact_points,
};
use crate::domain::directory as domain;
use crate::domain::directory::name_on;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::MembershipsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, Language, day, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// A person who holds or held a post, or is or was a member of an organization.
#[derive(Clone)]
pub struct Person(pub Arc<domain::Record<domain::Person>>);

/// A person who holds or held a post, or is or was a member of an organization.
#[Object]
impl Person {
    /// Opaque, globally unique id. For a person who was merged into another: the id of the other person.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The person's stable name in URLs.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The person's name on a day. If no name is known for the day, the most recent name. The Kazakh name is spelled as
    /// in the source; the Russian and English names are spelled as usual in those languages.
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> &str {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map_or("", |name| in_language(context, &name.text, lang))
    }

    /// The person's name on a day in all its languages, each with its language. See `name`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn name_texts(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<TextInLanguage> {
        let name = name_on(&self.0.content.names, day(context, at));
        name.map(|name| all_languages(&name.text)).unwrap_or_default()
    }

    /// All names of the person with their periods, oldest first.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn names(&self) -> ListOf<Name> {
        self.0.content.names.iter().cloned().map(Name).collect()
    }

    /// Further names with their periods: other spellings, and the names of records that were merged into this one.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn other_names(&self) -> ListOf<Name> {
        self.0.content.other_names.iter().cloned().map(Name).collect()
    }

    /// Further information about the person. Null if there is none.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.note.as_ref(), lang)
    }

    /// The further information in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn note_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.note.as_ref())
    }

    /// The family name in the current name. Null if not recorded.
    async fn family_name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.details.family_name.as_ref(), lang)
    }

    /// The family name in all its languages. Empty if not recorded.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn family_name_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.details.family_name.as_ref())
    }

    /// The given name or names in the current name. Null if not recorded.
    async fn given_name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.details.given_name.as_ref(), lang)
    }

    /// The given name in all its languages. Empty if not recorded.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn given_name_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.details.given_name.as_ref())
    }

    /// The patronymic, even if the current name does not contain it. Null if not recorded.
    async fn patronymic(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.details.patronymic.as_ref(), lang)
    }

    /// The patronymic in all its languages. Empty if not recorded.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn patronymic_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.details.patronymic.as_ref())
    }

    /// The name for sorted lists: it begins with the family name or, if there is none, the patronymic, followed in
    /// English by a comma. The current name if its parts are not recorded. Lists of people are ordered by `sortName`,
    /// in the request's language.
    async fn sort_name(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> String {
        in_language(context, &self.0.content.sort_name(day(context, None)), lang).to_owned()
    }

    /// The name for sorted lists in all its languages. See `sortName`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn sort_name_texts(&self, context: &Context<'_>) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.sort_name(day(context, None)))
    }

    /// The form of address in a letter: the given name and the patronymic, such as «Эмиль Рашидұлы»; in English, or
    /// without a patronymic, the given name and the family name. The current name if its parts are not recorded.
    async fn addressed_as(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> String {
        let language = lang.map_or(request(context).language, Into::into);
        self.0.content.addressed_as(language, day(context, None))
    }

    /// The gender that the source states. Null if it states none.
    async fn gender(&self) -> Option<Gender> {
        self.0.content.details.gender.map(Gender::from)
    }

    /// When the person was born. Null if unknown.
    async fn born(&self) -> Option<CitedDate> {
        self.0.content.details.born.as_ref().map(CitedDate::from)
    }

    /// When the person died. Null if unknown.
    async fn died(&self) -> Option<CitedDate> {
        self.0.content.details.died.as_ref().map(CitedDate::from)
    }

    /// A picture of the person. Null if there is none.
    async fn image(&self) -> Option<Image> {
        self.0.content.details.image.as_ref().map(Image::from)
    }

    /// The contacts that are valid on a day. Only editors see contacts that are not public.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn contact_points(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> ListOf<ContactPoint> {
        contact_points(context, &self.0.content.contact_points, at)
    }

    /// All contacts with their periods, in the editors' order. Only editors see contacts that are not public.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn all_contact_points(&self, context: &Context<'_>) -> ListOf<ContactPoint> {
        all_contact_points(context, &self.0.content.contact_points)
    }

    /// The person's identifiers in other registers.
    async fn identifiers(&self) -> ListOf<Identifier> {
        self.0.content.identifiers.iter().map(Identifier::from).collect()
    }

    /// The person's memberships, with and without a post, grouped by organization, then ordered by `position`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn memberships(&self, context: &Context<'_>) -> Result<ListOf<Membership>, ApiError> {
        let memberships = request(context).loader().load_one(MembershipsOf(self.0.id)).await?;
        Ok(memberships.unwrap_or_default().into_iter().map(Membership).collect())
    }

    /// The citations for the statements that have none of their own.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}
