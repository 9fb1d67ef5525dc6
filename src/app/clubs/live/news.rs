//! News of clubs: members are notified of assignments, leaders of requests to join.

use std::collections::HashMap;

use super::{LiveQuery, LiveSubscription, Refresh, subscribe};
use crate::app::change_poller::Watchable;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::{AssignmentForMember, StateDigest};
use crate::domain::clubs::{Assignment, JoinRequest};
use crate::domain::ids::{AssignmentId, ClubJoinRequestId};

/// The number of open requests that are watched, the newest ones.
const WATCHED_REQUESTS: i64 = 100;

/// A session's subscription to the news of the account's clubs. The session is identified by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct NewsSubscriptionKey(Vec<u8>);

impl Watchable for NewsSubscriptionKey {
    type State = StateDigest;

    async fn load_states(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let sessions: Vec<&[u8]> = keys.iter().map(|key| key.0.as_slice()).collect();
        let mut connection = services.database.session().connection(None).await?;
        let found = db::clubs::states_of_club_news(&mut connection, &sessions, services.clock.now()).await?;
        Ok(found.into_iter().map(|(token_hash, state)| (Self(token_hash), state)).collect())
    }
}

/// What is new in the caller's clubs.
#[derive(Debug)]
pub struct ClubNews {
    /// The caller's own assignments that are new or have changed, the oldest first.
    pub assignments: Vec<AssignmentForMember>,
    /// Open requests to clubs that the caller leads, if they are new or have changed; the oldest first.
    pub requests: Vec<JoinRequest>,
}

/// The caller's assignments that are neither withdrawn nor over, and the open requests to clubs that they lead.
pub struct NewsQuery {
    /// The assignments and requests at the last refresh; `None` before the first one.
    known: Option<(HashMap<AssignmentId, Assignment>, HashMap<ClubJoinRequestId, JoinRequest>)>,
}

/// Subscribes to the news of the caller's clubs: the snapshot contains the running assignments and the open requests,
/// later updates what is new or has changed. One SQL statement.
pub async fn subscribe_to_club_news(
    caller: &Caller,
) -> Result<Option<LiveSubscription<NewsQuery>>, AppError> {
    subscribe(caller, &caller.services.club_pollers.news, NewsSubscriptionKey, NewsQuery { known: None })
        .await
}

impl LiveQuery for NewsQuery {
    type Update = ClubNews;

    async fn refresh(&mut self, caller: &Caller) -> Result<Refresh<ClubNews>, AppError> {
        let viewer = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let mut assignments =
            db::clubs::running_assignments_of_learner(&mut connection, viewer, caller.now).await?;
        let mut requests =
            db::clubs::newest_requests_to_leader(&mut connection, viewer, WATCHED_REQUESTS).await?;
        let now = (
            assignments.iter().map(|row| (row.assignment.id, row.assignment.clone())).collect(),
            requests.iter().map(|request| (request.id, request.clone())).collect(),
        );
        let Some((known, known_requests)) = self.known.replace(now) else {
            return Ok(Refresh::Changed(ClubNews { assignments, requests }));
        };
        assignments.retain(|row| known.get(&row.assignment.id) != Some(&row.assignment));
        requests.retain(|request| known_requests.get(&request.id) != Some(request));
        let is_unchanged = assignments.is_empty() && requests.is_empty();
        Ok(if is_unchanged {
            Refresh::Unchanged
        } else {
            Refresh::Changed(ClubNews { assignments, requests })
        })
    }
}
