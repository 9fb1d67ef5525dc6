//! Assigning words to the members of a club, for its leaders.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::Assignment;
use crate::app::clubs::{self as app, AssignmentUpdate, NewAssignment};
use crate::domain::ids::{AssignmentId, ClubId, ClubMembershipId, LessonId, WordId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::Date;

/// An assignment to make: at most 10 lessons, and 1 to 200 words in all.
#[derive(InputObject)]
pub struct CreateAssignmentInput {
    /// The club.
    pub club_id: ID,
    /// Lessons, all words of which are assigned.
    #[graphql(default)]
    pub lesson_ids: Vec<ID>,
    /// Single words.
    #[graphql(default)]
    pub word_ids: Vec<ID>,
    /// The memberships of those whom it is for, who learn in the club; without it, all who do, and whoever joins later.
    pub membership_ids: Option<Vec<ID>>,
    /// The first day, of each member's own study days; without it, the viewer's present one.
    pub from: Option<Date>,
    /// The last day, of each member's own study days; at most 366 days behind the first.
    pub until: Date,
    /// What to say to it, at most 2,000 characters, which may have several lines.
    pub note: Option<String>,
}

/// What came of `createAssignment`.
#[derive(SimpleObject)]
pub struct CreateAssignmentPayload {
    /// The assignment; null: see `errors`.
    assignment: Option<Assignment>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the viewer leads no such club, or a lesson, a word
    /// or somebody who learns in the club is not there), `INVALID_ASSIGNMENT_SIZE`, `INVALID_DEADLINE`, `INVALID_NOTE`,
    /// `REQUIRED` (somebody whom it is for), `TOO_MANY_ASSIGNMENTS`.
    errors: Vec<UserError>,
}

/// What of an assignment is to change; what is left out stays.
#[derive(InputObject)]
pub struct UpdateAssignmentInput {
    /// The assignment.
    pub id: ID,
    /// What to say to it, at most 2,000 characters; null or empty: nothing.
    pub note: MaybeUndefined<String>,
    /// The last day, at most 366 days behind the first.
    pub until: Option<Date>,
}

/// What came of `updateAssignment`.
#[derive(SimpleObject)]
pub struct UpdateAssignmentPayload {
    /// The assignment; null: see `errors`.
    assignment: Option<Assignment>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`, `INVALID_NOTE`, `INVALID_DEADLINE`,
    /// `ASSIGNMENT_WITHDRAWN`.
    errors: Vec<UserError>,
}

/// An assignment to withdraw.
#[derive(InputObject)]
pub struct WithdrawAssignmentInput {
    /// The assignment.
    pub id: ID,
}

/// What came of `withdrawAssignment`.
#[derive(SimpleObject)]
pub struct WithdrawAssignmentPayload {
    /// The assignment; null: see `errors`.
    assignment: Option<Assignment>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// Assigning words to the members of a club.
#[derive(Default)]
pub struct AssigningMutation;

#[Object]
impl AssigningMutation {
    /// Has members of a club learn words, for its leaders. Those whom it is for get cards of the words that they have none
    /// of, in the skills that they practise, when they next come.
    async fn create_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The assignment.")] input: CreateAssignmentInput,
    ) -> Result<Option<CreateAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let created = app::create_assignment(&request.caller, new_assignment(input)).await;
        let (id, errors) = settle(created, request.language)?;
        Ok(Some(CreateAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }

    /// Changes what is said of an assignment, and until when it is, for the club's leaders.
    async fn update_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateAssignmentInput,
    ) -> Result<Option<UpdateAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let update = AssignmentUpdate {
            note: match input.note {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(note) => Some(Some(note)),
            },
            until: input.until.map(|date| date.0),
        };
        let id = AssignmentId::from_global_or_nil(&input.id);
        let updated = app::update_assignment(&request.caller, id, update).await.map(|()| id);
        let (id, errors) = settle(updated, request.language)?;
        Ok(Some(UpdateAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }

    /// Takes an assignment back, for the club's leaders. Those whom it was for no longer see it; the cards stay theirs.
    async fn withdraw_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The assignment.")] input: WithdrawAssignmentInput,
    ) -> Result<Option<WithdrawAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = AssignmentId::from_global_or_nil(&input.id);
        let withdrawn = app::withdraw_assignment(&request.caller, id).await.map(|()| id);
        let (id, errors) = settle(withdrawn, request.language)?;
        Ok(Some(WithdrawAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }
}

fn new_assignment(input: CreateAssignmentInput) -> NewAssignment {
    let members = |ids: Vec<ID>| ids.iter().map(|id| ClubMembershipId::from_global_or_nil(id)).collect();
    NewAssignment {
        club_id: ClubId::from_global_or_nil(&input.club_id),
        lessons: input.lesson_ids.iter().map(|id| LessonId::from_global_or_nil(id)).collect(),
        words: input.word_ids.iter().map(|id| WordId::from_global_or_nil(id)).collect(),
        members: input.membership_ids.map(members),
        from: input.from.map(|date| date.0),
        until: input.until.0,
        note: input.note,
    }
}

async fn assignment(context: &Context<'_>, id: Option<AssignmentId>) -> Result<Option<Assignment>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Assignment))
}
