//! The mutations of assignments, for a club's leaders.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::Assignment;
use crate::app::AppError;
use crate::app::clubs::{self as app, AssignmentUpdate, NewAssignment};
use crate::domain::ids::{AssignmentId, ClubId, ClubMembershipId, LessonId, WordId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Written;
use crate::graphql::scalars::Date;

/// A new assignment: at most 10 lessons, and 1 to 200 words in total.
#[derive(InputObject)]
pub struct CreateAssignmentInput {
    /// The id of the club.
    pub club_id: ID,
    /// Lessons; all their words are assigned.
    #[graphql(default)]
    pub lesson_ids: Vec<ID>,
    /// Individual words.
    #[graphql(default)]
    pub word_ids: Vec<ID>,
    /// The memberships of the members who get the assignment. Each member must learn in the club. If omitted, the
    /// assignment is for all members who learn in the club, including those who join later.
    pub membership_ids: Option<Vec<ID>>,
    /// The first day, at most 366 days ahead. Defaults to the current study day of the club (`Club.timeZone`).
    pub from: Option<Written<Date>>,
    /// The last day, in the time zone of the club; not past, and at most 366 days after the first.
    pub until: Written<Date>,
    /// A note for the members, at most 2,000 characters; line breaks are allowed.
    pub note: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The result of `createAssignment`.
#[derive(SimpleObject)]
pub struct CreateAssignmentPayload {
    /// The assignment.
    assignment: Option<Assignment>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club, a lesson
    /// or word does not exist, or a membership does not belong to a member who learns in the club),
    /// `INVALID_ASSIGNMENT_SIZE`, `INVALID_DATE`, `INVALID_DEADLINE`, `INVALID_NOTE`, `REQUIRED` (`membershipIds` is
    /// empty), `TOO_MANY_ASSIGNMENTS`, `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// Changes to an assignment; omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateAssignmentInput {
    /// The id of the assignment.
    pub id: ID,
    /// The note for the members, at most 2,000 characters; null or empty removes it.
    pub note: MaybeUndefined<String>,
    /// The last day; not past, and at most 366 days after the first.
    pub until: Option<Written<Date>>,
}

/// The result of `updateAssignment`.
#[derive(SimpleObject)]
pub struct UpdateAssignmentPayload {
    /// The assignment.
    assignment: Option<Assignment>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`, `INVALID_NOTE`, `INVALID_DATE`,
    /// `INVALID_DEADLINE`, `TOO_MANY_ASSIGNMENTS`, `ASSIGNMENT_WITHDRAWN`, `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// The assignment to withdraw.
#[derive(InputObject)]
pub struct WithdrawAssignmentInput {
    /// The id of the assignment.
    pub id: ID,
}

/// The result of `withdrawAssignment`.
#[derive(SimpleObject)]
pub struct WithdrawAssignmentPayload {
    /// The assignment.
    assignment: Option<Assignment>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The mutations of assignments.
#[derive(Default)]
pub struct AssignmentMutation;

#[Object]
impl AssignmentMutation {
    /// Assigns lessons and words to members of a club. For the club's leaders. Each member gets the cards that they
    /// lack for these words, in the skills that they practise. The cards are created when the member next uses the
    /// service.
    async fn create_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The assignment.")] input: CreateAssignmentInput,
    ) -> Result<Option<CreateAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let created = async { app::create_assignment(&request.caller, new_assignment(input)?).await };
        let (id, errors) = settle(created.await, context)?;
        Ok(Some(CreateAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }

    /// Changes the note and the last day of an assignment. For the club's leaders.
    async fn update_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The changes.")] input: UpdateAssignmentInput,
    ) -> Result<Option<UpdateAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = AssignmentId::from_global_or_nil(&input.id);
        let updated = async { app::update_assignment(&request.caller, id, assignment_update(input)?).await };
        let (id, errors) = settle(updated.await.map(|()| id), context)?;
        Ok(Some(UpdateAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }

    /// Withdraws an assignment. For the club's leaders. The members no longer see it, but keep the cards.
    async fn withdraw_assignment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The assignment.")] input: WithdrawAssignmentInput,
    ) -> Result<Option<WithdrawAssignmentPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = AssignmentId::from_global_or_nil(&input.id);
        let withdrawn = app::withdraw_assignment(&request.caller, id).await.map(|()| id);
        let (id, errors) = settle(withdrawn, context)?;
        Ok(Some(WithdrawAssignmentPayload { assignment: assignment(context, id).await?, errors }))
    }
}

fn new_assignment(input: CreateAssignmentInput) -> Result<NewAssignment, AppError> {
    let members = |ids: Vec<ID>| ids.iter().map(|id| ClubMembershipId::from_global_or_nil(id)).collect();
    Ok(NewAssignment {
        club_id: ClubId::from_global_or_nil(&input.club_id),
        lessons: input.lesson_ids.iter().map(|id| LessonId::from_global_or_nil(id)).collect(),
        words: input.word_ids.iter().map(|id| WordId::from_global_or_nil(id)).collect(),
        members: input.membership_ids.map(members),
        from: input.from.map(|day| day.read_at("from")).transpose()?.map(|day| day.0),
        until: input.until.read_at("until")?.0,
        note: input.note,
        client_mutation_id: input.client_mutation_id,
    })
}

fn assignment_update(input: UpdateAssignmentInput) -> Result<AssignmentUpdate, AppError> {
    let until = input.until.map(|day| day.read_at("until")).transpose()?;
    Ok(AssignmentUpdate { note: input.note.into(), until: until.map(|day| day.0) })
}

async fn assignment(context: &Context<'_>, id: Option<AssignmentId>) -> Result<Option<Assignment>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Assignment))
}
