//! Sources of facts, and citations of them.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use graphql_engine::ListOf;

use super::kinds::SourceKind;
use super::record::RecordMetadata;
use crate::domain::directory as domain;
use crate::domain::ids::SourceId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, ImpreciseDate, Language, global_id};
use crate::graphql::texts::{TextInLanguage, all_languages, in_language};

/// A source of the directory's statements.
#[derive(Clone)]
pub struct Source(pub Arc<domain::Record<domain::Source>>);

/// A source of the directory's statements.
#[Object]
impl Source {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The source's stable name in URLs.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The kind of source.
    async fn kind(&self) -> SourceKind {
        self.0.content.kind.into()
    }

    /// The title of the source.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.title)
    }

    /// The author. Null if unknown.
    async fn author(&self) -> Option<&str> {
        self.0.content.author.as_deref()
    }

    /// The publisher. Null if unknown.
    async fn publisher(&self) -> Option<&str> {
        self.0.content.publisher.as_deref()
    }

    /// The date of publication. Null if unknown.
    async fn issued(&self) -> Option<ImpreciseDate> {
        self.0.content.issued.as_ref().map(ImpreciseDate::from)
    }

    /// The web address of the source. Null if the source is not on the web or its address is unknown.
    async fn url(&self) -> Option<&str> {
        self.0.content.url.as_deref()
    }

    /// The day on which an editor read the source at its web address. Null if unknown.
    async fn accessed_on(&self) -> Option<Date> {
        self.0.content.accessed.map(Date)
    }

    /// The address of a copy of the source in a web archive, in case its own address stops working. Null if none is
    /// known.
    async fn archived_url(&self) -> Option<&str> {
        self.0.content.archived_url.as_deref()
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

/// A source and the place in it that support a statement.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Citation {
    #[graphql(skip)]
    source_id: SourceId,
    /// The place in the source, such as a page or section. Null if not given.
    locator: Option<String>,
    /// The words of the source, quoted verbatim. Null if not quoted.
    quote: Option<String>,
}

#[ComplexObject]
impl Citation {
    /// The source.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        let found = request(context).loader().load_one(self.source_id).await?;
        found.map(Source).ok_or_else(|| ApiError::dangling("source"))
    }
}

impl Citation {
    pub(super) fn all(citations: &[domain::Citation]) -> ListOf<Self> {
        citations
            .iter()
            .map(|citation| Self {
                source_id: citation.source,
                locator: citation.locator.clone(),
                quote: citation.quote.clone(),
            })
            .collect()
    }
}
