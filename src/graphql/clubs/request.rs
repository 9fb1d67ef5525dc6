//! Clubs that anyone may ask to join, and who has asked.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Club;
use super::sharing::ClubShare;
use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// What everyone sees of a club that accepts requests.
#[derive(SimpleObject)]
pub struct OpenClub {
    /// The club's id, for `requestToJoinClub`. The club itself is there for its members alone.
    id: ID,
    /// Its name.
    name: String,
    /// Where it meets: a code of ISO 3166, such as `KZ-33`; null: not said.
    area: Option<String>,
}

impl From<domain::OpenClub> for OpenClub {
    fn from(club: domain::OpenClub) -> Self {
        Self { id: global_id(club.id), name: club.name, area: club.area }
    }
}

/// What became of a request to join a club.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::JoinRequestStatus")]
pub enum ClubJoinRequestStatus {
    /// No leader has answered yet.
    Open,
    /// Who asked is in the club since.
    Accepted,
    /// A leader said no.
    Declined,
    /// Who asked took it back.
    Withdrawn,
}

/// Somebody asks to join a club.
#[derive(Clone)]
pub struct ClubJoinRequest(pub Arc<domain::JoinRequest>);

/// Somebody asks to join a club. It is there for who asks, and for the club's leaders.
#[Object]
impl ClubJoinRequest {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null: the viewer is not in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The club's name.
    async fn club_name(&self) -> &str {
        &self.0.club_name
    }

    /// What who asks is called.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// What they say to it; null: nothing.
    async fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// What the leaders will see of them in the club.
    async fn shares(&self) -> Vec<ClubShare> {
        ClubShare::all_of(self.0.sharing)
    }

    /// When they asked.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.requested_at
    }

    /// What became of it.
    async fn status(&self) -> ClubJoinRequestStatus {
        self.0.status.into()
    }

    /// When that was; null: it is open.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// The viewer's requests.
pub struct ViewerRequests;

/// The viewer's requests.
#[Object]
impl ViewerRequests {
    /// Their requests to join clubs, the newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_requests(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubJoinRequest>>, ApiError> {
        const LIST: &str = "viewer.clubRequests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_requests(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubJoinRequest(Arc::new(row)))))
    }
}
