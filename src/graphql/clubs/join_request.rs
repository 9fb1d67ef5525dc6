//! Clubs that accept join requests, and the requests.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Club;
use super::sharing::ClubShare;
use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// What everyone may see of a club that accepts join requests.
#[derive(SimpleObject)]
pub struct OpenClub {
    /// The club's id, for `requestToJoinClub`. The club itself is visible only to its members.
    id: ID,
    /// The name of the club.
    name: String,
    /// The area where the club meets: an ISO 3166 code, such as `KZ-33`; null if unspecified.
    area: Option<String>,
}

impl From<domain::OpenClub> for OpenClub {
    fn from(club: domain::OpenClub) -> Self {
        Self { id: global_id(club.id), name: club.name, area: club.area }
    }
}

/// The status of a request to join a club.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::JoinRequestStatus")]
pub enum ClubJoinRequestStatus {
    /// No leader has decided yet.
    Open,
    /// A leader accepted the request, and the requester became a member.
    Accepted,
    /// A leader declined the request.
    Declined,
    /// The requester withdrew the request.
    Withdrawn,
}

/// A request to join a club.
#[derive(Clone)]
pub struct ClubJoinRequest(pub Arc<domain::JoinRequest>);

/// A request to join a club. Visible to the requester and to the club's leaders.
#[Object]
impl ClubJoinRequest {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null if the viewer is not in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The name of the club.
    async fn club_name(&self) -> &str {
        &self.0.club_name
    }

    /// The requester's display name.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// The requester's message; null if there is none.
    async fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The parts of their data that the requester will share with the club's leaders.
    async fn shares(&self) -> ListOf<ClubShare> {
        ClubShare::all_of(self.0.sharing)
    }

    /// When the request was made.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.requested_at
    }

    /// The status of the request.
    async fn status(&self) -> ClubJoinRequestStatus {
        self.0.status.into()
    }

    /// When the request was accepted, declined or withdrawn; null if it is open.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// The viewer's join requests.
pub struct ViewerJoinRequests;

/// The viewer's join requests.
#[Object]
impl ViewerJoinRequests {
    /// The viewer's requests to join clubs, newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_join_requests(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubJoinRequest>>, ApiError> {
        const LIST: &str = "viewer.clubJoinRequests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_requests(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubJoinRequest(Arc::new(row)))))
    }
}
