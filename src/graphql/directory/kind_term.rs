//! The vocabulary of kinds.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, OneofObject};
use graphql_engine::ListOf;

use super::kinds::KindScheme;
use super::record::RecordMetadata;
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::domain::ids::Id;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::{NarrowerTerms, TermBySlug};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, global_id};
use crate::graphql::texts::{TextInLanguage, all_languages, in_language};

/// A kind of organization or of post: a term of the vocabulary that editors extend.
#[derive(Clone)]
pub struct KindTerm(pub Arc<domain::Record<domain::KindTerm>>);

/// A kind of organization or of post: a term of the vocabulary, which editors can extend (`skos:Concept`).
#[Object]
impl KindTerm {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The stable name with which records and filters refer to the kind, such as `club`.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// Whether the term is a kind of organization or of post.
    async fn scheme(&self) -> KindScheme {
        self.0.content.scheme.into()
    }

    /// The position in lists, smallest first.
    async fn position(&self) -> i32 {
        self.0.content.position
    }

    /// The label to show to people.
    async fn label(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.label, lang)
    }

    /// The label in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn label_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.label)
    }

    /// The broader kind, which includes this one. Null if there is none.
    async fn broader(&self, context: &Context<'_>) -> Result<Option<Self>, ApiError> {
        match &self.0.content.broader {
            Some(slug) => by_slug(context, slug).await,
            None => Ok(None),
        }
    }

    /// The directly narrower kinds, ordered by `position`.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn narrower(&self, context: &Context<'_>) -> Result<ListOf<Self>, ApiError> {
        let key = NarrowerTerms(self.0.content.slug.clone());
        let found = request(context).loader().load_one(key).await?;
        Ok(found.unwrap_or_default().into_iter().map(Self).collect())
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

/// Loads the term with a slug. `None` if there is none that the viewer may see.
pub(super) async fn by_slug(context: &Context<'_>, slug: &str) -> Result<Option<KindTerm>, ApiError> {
    let found = request(context).loader().load_one(TermBySlug(slug.to_owned())).await?;
    Ok(found.map(KindTerm))
}

/// Identifies one kind.
#[derive(OneofObject)]
pub enum KindTermBy {
    /// By its global id.
    Id(ID),
    /// By its slug, such as `club`.
    Slug(String),
}

/// The queries on the vocabulary of kinds.
#[derive(Default)]
pub struct KindTermQuery;

#[Object]
impl KindTermQuery {
    /// One kind of organization or of post. Null if none has the id or slug.
    async fn kind_term(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: KindTermBy,
    ) -> Result<Option<KindTerm>, ApiError> {
        match by {
            KindTermBy::Slug(slug) => {
                let found = app::by_slug(&request(context).caller, &slug).await?;
                Ok(found.map(|term| KindTerm(Arc::new(term))))
            }
            KindTermBy::Id(id) => {
                let Some(id) = Id::<crate::domain::ids::kind::KindTerm>::from_global(&id) else {
                    return Ok(None);
                };
                Ok(request(context).loader().load_one(id).await?.map(KindTerm))
            }
        }
    }

    /// The vocabulary of kinds: first those of organizations, then those of posts, each ordered by `position`. Null
    /// only if an error occurs.
    #[graphql(complexity = "list_cost(25, child_complexity)")]
    async fn kind_terms(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only kinds of organizations, or only kinds of posts. Defaults to all.")]
        scheme: Option<KindScheme>,
        #[graphql(desc = "Only kinds with a label that lacks this language, to find texts to translate.")]
        lacks_language: Option<Language>,
    ) -> Result<Option<ListOf<KindTerm>>, ApiError> {
        let found = app::kind_terms(&request(context).caller, scheme.map(Into::into)).await?;
        let lacks = |term: &domain::Record<domain::KindTerm>| {
            lacks_language.is_none_or(|language| term.content.label.get(language.into()).is_none())
        };
        Ok(Some(found.into_iter().filter(lacks).map(|term| KindTerm(Arc::new(term))).collect()))
    }
}
