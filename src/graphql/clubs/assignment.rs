//! Assignments: what leaders of a club have its members learn.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{Club, ClubMembership};
use crate::app::clubs::{self as app, SeenAssignment};
use crate::domain::clubs as domain;
use crate::domain::ids::LessonId;
use crate::domain::learning::chosen_words::ChosenWord;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::{Lesson, Word};
use crate::graphql::loaders::clubs::{StandingIn, WordsOfAssignment};
use crate::graphql::pagination::{
    List, ListWith, PageArguments, connection, connection_with, list_cost, page_cost,
};
use crate::graphql::scalars::{Date, global_id};

/// What became of an assignment for a member, by the member's own study days.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::AssignmentStatus")]
pub enum AssignmentStatus {
    /// Its first day has not come.
    Upcoming,
    /// It is under way.
    Open,
    /// It was done by its last day.
    Done,
    /// It was done after its last day.
    Late,
    /// Its last day is past, and it is not done.
    Missed,
}

/// How far somebody is with an assignment. A word is done when the member has answered a card of it once, also before the
/// assignment was made.
#[derive(SimpleObject)]
pub struct AssignmentProgress {
    /// What became of it.
    status: AssignmentStatus,
    /// Its words that are taught and that the member practises.
    words: u32,
    /// Those of them that are done.
    words_done: u32,
    /// The study day on which the last of them was done; null: some are not, or for leaders, that was before the member
    /// joined.
    done_on: Option<Date>,
    /// Whether its last day was past when it was done, or is past and it is not.
    is_late: bool,
}

impl From<app::Standing> for AssignmentProgress {
    fn from(standing: app::Standing) -> Self {
        use domain::AssignmentStatus::{Late, Missed};
        Self {
            status: standing.status.into(),
            words: standing.progress.words,
            words_done: standing.progress.words_done,
            done_on: standing.progress.done_on.map(|day| Date(day.date())),
            is_late: matches!(standing.status, Late | Missed),
        }
    }
}

/// What an assignment's edge to one of those says whom it is for.
#[derive(SimpleObject)]
pub struct AssignedMember {
    /// How far the member is; null: the member doesn't share `RESULTS`.
    progress: Option<AssignmentProgress>,
}

/// What leaders of a club have its members learn.
#[derive(Clone)]
pub struct Assignment(pub Arc<SeenAssignment>);

/// What leaders of a club have its members learn: words, from one study day of theirs to another. It is there for the club's
/// leaders, and until it is withdrawn for those whom it is for. They have cards of its words, which come first in
/// `viewer.studyQueue` from its first day to its last.
#[Object]
impl Assignment {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.assignment.id)
    }

    /// The club; null: the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.assignment.club_id)).await
    }

    /// The lessons that were assigned, with all words that they had then, in their order.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let mut ids: Vec<LessonId> =
            self.assigned(context).await?.iter().filter_map(|(_, lesson)| *lesson).collect();
        ids.dedup();
        Ok(ids.into_iter().filter_map(|id| catalogue.lesson(id).cloned()).map(Lesson).collect())
    }

    /// All its words, those of the lessons among them, in their order; those that were withdrawn since, too.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<Vec<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let assigned = self.assigned(context).await?;
        Ok(assigned.iter().filter_map(|(id, _)| catalogue.word(*id).cloned()).map(Word).collect())
    }

    /// What the leader says to it; null: nothing.
    async fn note(&self) -> Option<&str> {
        self.0.assignment.note.as_deref()
    }

    /// The first day, of each member's own study days. Cards that were made for it are not shown before, unless the member
    /// starts the lesson.
    async fn from(&self) -> Date {
        Date(self.0.assignment.from.date())
    }

    /// The last day, of each member's own study days.
    async fn until(&self) -> Date {
        Date(self.0.assignment.until.date())
    }

    /// Whether it is for all who learn in the club, and whoever joins later; otherwise it is for some of them.
    async fn for_all(&self) -> bool {
        self.0.assignment.for_all
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.assignment.created_at
    }

    /// When it was withdrawn; null: it was not.
    async fn withdrawn_at(&self) -> Option<DateTime<Utc>> {
        self.0.assignment.withdrawn_at
    }

    /// How far the viewer is with it; null: it is not for the viewer, or was withdrawn.
    async fn viewer_progress(&self, context: &Context<'_>) -> Result<Option<AssignmentProgress>, ApiError> {
        let found = request(context).loader().load_one(StandingIn(self.0.assignment.id)).await?;
        Ok(found.map(AssignmentProgress::from))
    }

    /// Those in the club whom it is for, in the order of joining, and how far each is; null: the viewer does not lead the
    /// club. A leader who asks for it is in the `viewer.clubAccessLog` of those who share it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, AssignedMember>>, ApiError> {
        const LIST: &str = "assignment.progress";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::members_standings(&request(context).caller, &self.0, &page).await?;
        Ok(found.map(|page| {
            connection_with(LIST, page, |(row, standing)| {
                let progress = standing.map(AssignmentProgress::from);
                (ClubMembership(Arc::new(row)), AssignedMember { progress })
            })
        }))
    }
}

impl Assignment {
    async fn assigned(&self, context: &Context<'_>) -> Result<Vec<ChosenWord>, ApiError> {
        let found = request(context).loader().load_one(WordsOfAssignment(self.0.assignment.id)).await?;
        Ok(found.unwrap_or_default())
    }
}

/// The viewer's assignments.
pub struct ViewerAssignments;

/// The viewer's assignments.
#[Object]
impl ViewerAssignments {
    /// The assignments of all their clubs that are for them and whose last day is not past, those that end first first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn assignments(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Assignment>>, ApiError> {
        const LIST: &str = "viewer.assignments";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_assignments(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Assignment(Arc::new(row)))))
    }
}
