//! Where facts are taken from.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::kinds::SourceKind;
use crate::domain::directory as domain;
use crate::domain::ids::SourceId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{ImpreciseDate, Language, global_id};
use crate::graphql::texts::in_language;

/// Where a fact is taken from.
pub struct Source(pub Arc<domain::Source>);

/// Where a fact is taken from.
#[Object]
impl Source {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What kind of source it is.
    async fn kind(&self) -> SourceKind {
        self.0.kind.into()
    }

    /// What it is.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// Who wrote it; null: not known.
    async fn author(&self) -> Option<&str> {
        self.0.author.as_deref()
    }

    /// When it was published; null: not known.
    async fn issued(&self) -> Option<ImpreciseDate> {
        self.0.issued.as_ref().map(ImpreciseDate::from)
    }
}

/// The source with an id. Every fact has one.
pub(super) async fn source(context: &Context<'_>, id: SourceId) -> Result<Source, ApiError> {
    let found = request(context).loader().load_one(id).await?;
    found.map(Source).ok_or_else(|| ApiError::dangling("source"))
}
