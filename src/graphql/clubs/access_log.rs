//! The viewer's access log: the leaders' accesses to data that the viewer shares with clubs.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// The kind of shared data that a leader accessed.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ClubAccessSubject")]
pub enum ClubAccessSubject {
    /// The roster, with each member's activity and results; also a member's progress (`ClubMembership.progress`).
    Roster,
    /// Each member's progress in lessons.
    Lessons,
    /// The forecast of what each member will know on a day.
    Readiness,
    /// Each member's progress in an assignment.
    Assignment,
    /// Each member's live activity, through the subscription `clubActivity`.
    Activity,
    /// An exported file.
    Export,
    /// A one-time login code for the member's account, which the leader created (`createMemberLoginCode`).
    LoginCode,
}

/// An entry of the viewer's access log.
#[derive(Clone)]
pub struct ClubAccessLogEntry(pub Arc<domain::ClubAccessLogEntry>);

/// An entry of the viewer's access log: a club's leader accessed data that the viewer shares. If the leader accesses
/// the same kind of data again within five minutes, no other entry is added, except for files and login codes: each
/// of these is recorded. Visible only to the members whose data was accessed.
#[Object]
impl ClubAccessLogEntry {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The id of the club. The viewer may no longer be able to see the club itself.
    async fn club_id(&self) -> ID {
        global_id(self.0.club_id)
    }

    /// The name of the club.
    async fn club_name(&self) -> &str {
        &self.0.club_name
    }

    /// The leader's display name. Null if the leader's account was deleted.
    async fn accessed_by(&self) -> Option<&str> {
        self.0.accessed_by.as_deref()
    }

    /// The kind of data that was accessed.
    async fn subject(&self) -> ClubAccessSubject {
        self.0.subject.into()
    }

    /// The time of the access.
    async fn accessed_at(&self) -> DateTime<Utc> {
        self.0.accessed_at
    }
}

/// The viewer's fields about clubs.
pub struct ViewerClubs;

/// The viewer's fields about clubs: the access log.
#[Object]
impl ViewerClubs {
    /// The accesses of club leaders to data that the viewer shares with them, newest first. Includes clubs that the
    /// viewer has left.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_access_log(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only the accesses in this club. Defaults to all clubs.")] club_id: Option<ID>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubAccessLogEntry>>, ApiError> {
        const LIST: &str = "viewer.clubAccessLog";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let club = club_id.map(|id| ClubId::from_global_or_nil(&id));
        let found = app::own_access_log(&request(context).caller, club, &page).await?;
        Ok(Some(connection(LIST, found, |entry| ClubAccessLogEntry(Arc::new(entry)))))
    }
}
