//! The catalogue of the courses, cached in memory. The content is read again only when its version has changed.

use std::sync::{Arc, PoisonError, RwLock};

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::catalogue::Catalogue;

/// The latest catalogue, shared by all requests.
#[derive(Clone, Default)]
pub(super) struct CatalogueCache {
    last: Arc<RwLock<Arc<Catalogue>>>,
}

impl CatalogueCache {
    /// Returns the catalogue of a version of the content, or of a later one.
    async fn of(&self, version: i64, connection: &mut AsyncPgConnection) -> Result<Arc<Catalogue>, AppError> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner).clone();
        if last.version() >= version {
            return Ok(last);
        }
        let content = connection
            .build_transaction()
            .repeatable_read()
            .read_only()
            .run(async |connection| Ok::<_, AppError>(db::courses::content(connection).await?))
            .await?;
        let read = Arc::new(Catalogue::new(content));
        let mut last = self.last.write().unwrap_or_else(PoisonError::into_inner);
        if last.version() < read.version() {
            *last = read.clone();
        }
        Ok(read)
    }
}

impl Caller {
    /// Returns the catalogue of the courses as of the time of the request. One SQL statement if nobody is logged in,
    /// otherwise none; some more after the content has changed.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, AppError> {
        let found = self.catalogue.get_or_try_init(async || {
            self.read(async |connection| {
                let version = match self.content_version {
                    Some(version) => version,
                    None => db::content::version(connection).await?,
                };
                self.services.catalogue_cache.of(version, connection).await
            })
            .await
        });
        Ok(found.await?.clone())
    }
}
