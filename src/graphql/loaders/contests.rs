//! Loaders of contests.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows};
use crate::app::contests::{self as app, Ranking};
use crate::domain::contests::{Contest, ContestStanding};
use crate::domain::ids::{ContestEntryId, ContestId, EventId};

/// The contests of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContestsOf(pub EventId);
/// The ranking of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RankingOf(pub ContestId);

#[async_trait]
impl Loader<ContestId> for Rows {
    type Value = Arc<Contest>;
    type Error = LoadError;

    async fn load(&self, ids: &[ContestId]) -> Loaded<ContestId, Self::Value> {
        let found = app::contests(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, contest)| (id, Arc::new(contest))).collect())
    }
}

#[async_trait]
impl Loader<ContestsOf> for Rows {
    type Value = Vec<Arc<Contest>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ContestsOf]) -> Loaded<ContestsOf, Self::Value> {
        let events: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<ContestsOf, Self::Value> = HashMap::new();
        for contest in app::contests_of(&self.caller, &events).await? {
            found.entry(ContestsOf(contest.event_id)).or_default().push(Arc::new(contest));
        }
        Ok(found)
    }
}

#[async_trait]
impl Loader<ContestEntryId> for Rows {
    type Value = ContestStanding;
    type Error = LoadError;

    async fn load(&self, ids: &[ContestEntryId]) -> Loaded<ContestEntryId, Self::Value> {
        Ok(app::standings(&self.caller, ids).await?)
    }
}

#[async_trait]
impl Loader<RankingOf> for Rows {
    type Value = Arc<Ranking>;
    type Error = LoadError;

    async fn load(&self, keys: &[RankingOf]) -> Loaded<RankingOf, Self::Value> {
        let contests: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::rankings(&self.caller, &contests).await?;
        Ok(found.into_iter().map(|(id, ranking)| (RankingOf(id), Arc::new(ranking))).collect())
    }
}
