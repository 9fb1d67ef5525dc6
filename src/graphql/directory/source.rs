//! Where facts are taken from.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};

use super::kinds::SourceKind;
use super::record::Standing;
use crate::domain::directory as domain;
use crate::domain::ids::SourceId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// Where a fact is taken from.
#[derive(Clone)]
pub struct Source(pub Arc<domain::Record<domain::Source>>);

/// Where a fact is taken from.
#[Object]
impl Source {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// What kind of source it is.
    async fn kind(&self) -> SourceKind {
        self.0.content.kind.into()
    }

    /// What it is.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// Who wrote it; null: not known.
    async fn author(&self) -> Option<&str> {
        self.0.content.author.as_deref()
    }

    /// Who published it; null: not known.
    async fn publisher(&self) -> Option<&str> {
        self.0.content.publisher.as_deref()
    }

    /// When it was published; null: not known.
    async fn issued(&self) -> Option<ImpreciseDate> {
        self.0.content.issued.as_ref().map(ImpreciseDate::from)
    }

    /// Where it can be read; null: nowhere on the web, or not known.
    async fn url(&self) -> Option<&str> {
        self.0.content.url.as_deref()
    }

    #[graphql(flatten)]
    fn standing(&self) -> Standing {
        Standing::of(&self.0)
    }
}

/// A source says so, and where in it.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Citation {
    #[graphql(skip)]
    source_id: SourceId,
    /// Where in the source: a page, a section; null: not told.
    locator: Option<String>,
    /// What the source says, word for word; null: not quoted.
    quote: Option<String>,
}

#[ComplexObject]
impl Citation {
    /// The source.
    async fn source(&self, context: &Context<'_>) -> Result<Source, ApiError> {
        by_id(context, self.source_id).await
    }
}

impl Citation {
    pub(super) fn all(citations: &[domain::Citation]) -> Vec<Self> {
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

/// The first of the sources that say so. Every statement has one.
pub(super) async fn source(
    context: &Context<'_>,
    citations: &[domain::Citation],
) -> Result<Source, ApiError> {
    match citations.first() {
        Some(citation) => by_id(context, citation.source).await,
        None => Err(ApiError::dangling("source")),
    }
}

async fn by_id(context: &Context<'_>, id: SourceId) -> Result<Source, ApiError> {
    let found = request(context).loader().load_one(id).await?;
    found.map(Source).ok_or_else(|| ApiError::dangling("source"))
}
