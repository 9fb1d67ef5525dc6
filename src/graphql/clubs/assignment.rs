//! Assignments: lessons and words that a club's leaders set for its members.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::{Club, ClubMembership};
use crate::app::clubs::{self as app, AssignmentForMember};
use crate::domain::clubs as domain;
use crate::domain::ids::LessonId;
use crate::domain::learning::chosen_words::ChosenWord;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::{Lesson, Word};
use crate::graphql::loaders::clubs::{CountsOfAssignment, ViewerAssignmentProgress, WordsOfAssignment};
use crate::graphql::pagination::{
    List, ListWith, PageArguments, connection, connection_with, list_cost, page_cost,
};
use crate::graphql::scalars::{Date, global_id};

/// The status of an assignment for one member, by the days of the assignment (`Assignment.timeZone`).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::AssignmentStatus")]
pub enum AssignmentStatus {
    /// The first day is in the future, and the member has not finished.
    Upcoming,
    /// The first day has come, the last day is not past, and the member has not finished.
    Open,
    /// The member finished the assignment by the last day.
    Done,
    /// The member finished the assignment after the last day.
    Late,
    /// The last day is past, and the member has not finished.
    Missed,
}

/// A member's progress in an assignment. A word is done once the member has answered one of its cards; answers given
/// before the assignment also count.
#[derive(SimpleObject)]
pub struct AssignmentProgress {
    /// The status of the assignment.
    status: AssignmentStatus,
    /// The number of assigned words that have not been withdrawn and that the member practises.
    words: u32,
    /// The number of these words that are done.
    words_done: u32,
    /// The study day on which the last word was done, in the assignment's time zone (`Assignment.timeZone`). Null if
    /// some words are not done. For leaders, also null if that day was before the member joined.
    done_on: Option<Date>,
    /// Whether the last day passed before the member had finished: `status` is LATE or MISSED.
    is_late: bool,
}

impl From<app::MemberAssignmentProgress> for AssignmentProgress {
    fn from(member: app::MemberAssignmentProgress) -> Self {
        use domain::AssignmentStatus::{Late, Missed};
        Self {
            status: member.status.into(),
            words: member.progress.words,
            words_done: member.progress.words_done,
            done_on: member.done_on.map(|day| Date(day.date())),
            is_late: matches!(member.status, Late | Missed),
        }
    }
}

/// How many members have an assignment, and how many of them have done it.
#[derive(SimpleObject)]
pub struct AssignmentProgressCounts {
    /// The number of members who have the assignment.
    members: u32,
    /// The number of these members who share RESULTS. The other counts are of them alone.
    sharing_members: u32,
    /// The number who finished the assignment by the last day (DONE).
    done: u32,
    /// The number who finished after the last day (LATE). Members who have not finished (MISSED) are not among them.
    late: u32,
}

impl From<app::AssignmentCounts> for AssignmentProgressCounts {
    fn from(counts: app::AssignmentCounts) -> Self {
        let app::AssignmentCounts { members, sharing_members, done, late } = counts;
        Self { members, sharing_members, done, late }
    }
}

/// The fields of an edge from an assignment to one of its members.
#[derive(SimpleObject)]
pub struct AssignedMember {
    /// The member's progress; null if the member does not share RESULTS.
    progress: Option<AssignmentProgress>,
}

/// An assignment in a club, and the viewer's relation to it.
#[derive(Clone)]
pub struct Assignment(pub Arc<AssignmentForMember>);

/// Lessons and words that a club's leaders set for its members, with a first and a last study day. Visible to the
/// club's leaders and, until it is withdrawn, to the members who have it. These members get cards for its words. From
/// the first day to the last, these cards come first in `viewer.studyQueue`.
#[Object]
impl Assignment {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.assignment.id)
    }

    /// The club; null if the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.assignment.club_id)).await
    }

    /// The assigned lessons, in order. The assignment keeps the words that they had when it was created.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<ListOf<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let mut ids: Vec<LessonId> =
            self.assigned(context).await?.iter().filter_map(|(_, lesson)| *lesson).collect();
        ids.dedup();
        Ok(ids.into_iter().filter_map(|id| catalogue.lesson(id).cloned()).map(Lesson).collect())
    }

    /// All assigned words, in order, including the words of the lessons and words that have been withdrawn since.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<ListOf<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let assigned = self.assigned(context).await?;
        Ok(assigned.iter().filter_map(|(id, _)| catalogue.word(*id).cloned()).map(Word).collect())
    }

    /// The leader's note; null if there is none.
    async fn note(&self) -> Option<&str> {
        self.0.assignment.note.as_deref()
    }

    /// The first day. Cards that were created for the assignment stay hidden until it begins: until the member's study
    /// day that contains the start of the first day. Starting the lesson shows them earlier.
    async fn from(&self) -> Date {
        Date(self.0.assignment.from.date())
    }

    /// The last day.
    async fn until(&self) -> Date {
        Date(self.0.assignment.until.date())
    }

    /// The IANA time zone in which the days of the assignment begin, at 04:00: the club's time zone when the assignment
    /// was created. Members' own time zones, and those sent with answers, do not affect it.
    async fn time_zone(&self) -> &'static str {
        self.0.assignment.zone.name()
    }

    /// The time at which the last day ends, exclusive: an answer at this time is late.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.assignment.ends_at()
    }

    /// Whether the assignment is for all members who learn in the club, including those who join later. False if it is
    /// for selected members.
    async fn for_all(&self) -> bool {
        self.0.assignment.for_all
    }

    /// When the assignment was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.assignment.created_at
    }

    /// When the assignment was withdrawn; null if it was not.
    async fn withdrawn_at(&self) -> Option<DateTime<Utc>> {
        self.0.assignment.withdrawn_at
    }

    /// The viewer's progress in the assignment; null if the viewer does not have the assignment, or it was withdrawn.
    async fn viewer_progress(&self, context: &Context<'_>) -> Result<Option<AssignmentProgress>, ApiError> {
        let progress =
            request(context).loader().load_one(ViewerAssignmentProgress(self.0.assignment.id)).await?;
        Ok(progress.map(AssignmentProgress::from))
    }

    /// How many members have the assignment, and how many of them have done it. Null if the viewer does not lead the
    /// club. Each access by a leader is recorded in the `viewer.clubAccessLog` of the members who share RESULTS.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn progress_counts(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<AssignmentProgressCounts>, ApiError> {
        let counts = request(context).loader().load_one(CountsOfAssignment(self.0.assignment.id)).await?;
        Ok(counts.map(AssignmentProgressCounts::from))
    }

    /// The members who have the assignment, by `alias` or else `displayName`, in Kazakh alphabetical order, with their
    /// progress. Null if the viewer does not lead the club. Each access by a leader is recorded in the
    /// `viewer.clubAccessLog` of the members who share RESULTS.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn progress(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, AssignedMember>>, ApiError> {
        const LIST: &str = "assignment.progress";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::assignment_progress_page(&request(context).caller, &self.0, &page).await?;
        Ok(found.map(|page| {
            connection_with(LIST, page, |(membership, progress)| {
                let progress = progress.map(AssignmentProgress::from);
                (ClubMembership(Arc::new(membership)), AssignedMember { progress })
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
    /// The viewer's current and future assignments in all clubs that are not archived, ordered by last day.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn assignments(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Assignment>>, ApiError> {
        const LIST: &str = "viewer.assignments";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_assignments(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Assignment(Arc::new(row)))))
    }
}
