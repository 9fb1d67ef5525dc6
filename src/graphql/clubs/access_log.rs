//! What of clubs is the viewer's: what leaders looked at.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// What of members a leader looked at.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ClubAccessSubject")]
pub enum ClubAccessSubject {
    /// The list of members, with what each has done and knows.
    Roster,
    /// What each knows of lessons.
    Lessons,
    /// What each is likely to know on a day.
    Readiness,
    /// How far each is with an assignment.
    Assignment,
    /// What each has done while it was followed.
    Activity,
    /// What was written into a file.
    Export,
}

/// A leader's look at members of a club, the viewer among them.
#[derive(Clone)]
pub struct ClubAccessLogEntry(pub Arc<domain::ClubAccessLogEntry>);

/// A leader's look at members of a club, the viewer among them. It is there for those alone on whom it fell.
#[Object]
impl ClubAccessLogEntry {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The id of the club. The club itself may be gone for the viewer.
    async fn club_id(&self) -> ID {
        global_id(self.0.club_id)
    }

    /// The club's name.
    async fn club_name(&self) -> &str {
        &self.0.club_name
    }

    /// What who looked is called.
    async fn accessed_by(&self) -> &str {
        &self.0.accessed_by
    }

    /// What was looked at.
    async fn subject(&self) -> ClubAccessSubject {
        self.0.subject.into()
    }

    /// When.
    async fn accessed_at(&self) -> DateTime<Utc> {
        self.0.accessed_at
    }
}

/// What of clubs is the viewer's.
pub struct ViewerClubs;

/// What of clubs is the viewer's.
#[Object]
impl ViewerClubs {
    /// The looks of clubs' leaders at what the viewer shares with them, the newest first; also those into clubs that the
    /// viewer is no longer in.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_access_log(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubAccessLogEntry>>, ApiError> {
        const LIST: &str = "viewer.clubAccessLog";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_access_log(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |look| ClubAccessLogEntry(Arc::new(look)))))
    }
}
