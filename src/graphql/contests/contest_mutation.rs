//! The mutations of contests: creating and withdrawing, entering and leaving.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::contest::ContestNameDisplay;
use super::{Contest, ContestTeamKind};
use crate::app::AppError;
use crate::app::contests::{self as app, NewContest};
use crate::domain::contests::Team;
use crate::domain::ids::{ClubId, ContestId, EventId, LessonId, WordId};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Written;
use crate::graphql::scalars::{Date, global_id};

/// A new contest.
#[derive(InputObject)]
pub struct CreateContestInput {
    /// The event of the directory that the contest belongs to.
    pub event_id: ID,
    /// Lessons; all their words belong to the contest.
    #[graphql(default)]
    pub lesson_ids: Vec<ID>,
    /// Individual words. Together with the lessons' words there must be 1 to 500 words.
    #[graphql(default)]
    pub word_ids: Vec<ID>,
    /// The kind of team. If null or omitted, the contest has no teams.
    pub teams: Option<ContestTeamKind>,
    /// The first day that counts, in each entrant's own study days.
    pub from: Written<Date>,
    /// The last day that counts, in each entrant's own study days; at most 365 days after the first.
    pub until: Written<Date>,
}

/// The result of `createContest`.
#[derive(SimpleObject)]
pub struct CreateContestPayload {
    /// The contest.
    contest: Option<Contest>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the event, a lesson or a word), `INVALID_CONTEST_WORDS`, `INVALID_DATE`, `INVALID_CONTEST_SPAN`.
    errors: ListOf<UserError>,
}

/// The contest to withdraw.
#[derive(InputObject)]
pub struct WithdrawContestInput {
    /// The id of the contest.
    pub id: ID,
}

/// The result of `withdrawContest`.
#[derive(SimpleObject)]
pub struct WithdrawContestPayload {
    /// The id of the withdrawn contest.
    deleted_contest_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// An entry in a contest.
#[derive(InputObject)]
pub struct EnterContestInput {
    /// The id of the contest.
    pub contest_id: ID,
    /// How others see the viewer's name.
    pub name_display: ContestNameDisplay,
    /// The viewer's team in a contest between clubs: a club that the viewer is in. Once at least three entrants count
    /// for the club, everyone who is logged in sees its name. If omitted, the viewer counts for no team.
    pub club_id: Option<ID>,
    /// The viewer's team in a contest between areas: an ISO 3166 code, such as `KZ-ALA`. If omitted, the viewer counts
    /// for no team.
    pub area: Option<String>,
}

/// The result of `enterContest`.
#[derive(SimpleObject)]
pub struct EnterContestPayload {
    /// The contest that the viewer entered.
    contest: Option<Contest>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the contest, or a club that the viewer is not
    /// in), `CONTEST_ENDED`, `INVALID_TEAM_KIND`, `INVALID_AREA`.
    errors: ListOf<UserError>,
}

/// The contest to leave.
#[derive(InputObject)]
pub struct LeaveContestInput {
    /// The id of the contest.
    pub contest_id: ID,
}

/// The result of `leaveContest`.
#[derive(SimpleObject)]
pub struct LeaveContestPayload {
    /// The id of the viewer's standing, which no longer exists.
    deleted_contest_standing_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

fn new_contest(input: &CreateContestInput) -> Result<NewContest, AppError> {
    Ok(NewContest {
        event_id: EventId::from_global_or_nil(&input.event_id),
        lesson_ids: input.lesson_ids.iter().map(|id| LessonId::from_global_or_nil(id)).collect(),
        word_ids: input.word_ids.iter().map(|id| WordId::from_global_or_nil(id)).collect(),
        teams: input.teams.map(Into::into),
        from: input.from.read_at("from")?.0,
        until: input.until.read_at("until")?.0,
    })
}

/// The mutations of contests.
#[derive(Default)]
pub struct ContestMutation;

#[Object]
impl ContestMutation {
    /// Creates a contest for an event of the directory. If the event already has a contest with the same words, days
    /// and kind of team, it is returned instead. Requires the role EDITOR or ADMIN.
    async fn create_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: CreateContestInput,
    ) -> Result<Option<CreateContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let created = async { app::create(&request.caller, new_contest(&input)?).await };
        let (created, errors) = settle(created.await, context)?;
        Ok(Some(CreateContestPayload { contest: created.map(|row| Contest(Arc::new(row))), errors }))
    }

    /// Withdraws a contest: lists no longer contain it, and its id gives null. Requires the role EDITOR or ADMIN.
    async fn withdraw_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: WithdrawContestInput,
    ) -> Result<Option<WithdrawContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ContestId::from_global_or_nil(&input.id);
        let withdrawn = app::withdraw(&request.caller, id).await;
        let (withdrawn, errors) = settle(withdrawn, context)?;
        Ok(Some(WithdrawContestPayload { deleted_contest_id: withdrawn.map(|()| input.id), errors }))
    }

    /// Enters a contest. Possible until the end of its last day in the viewer's time zone (`CONTEST_ENDED`). Entering
    /// again changes the team and the displayed name. Earlier reviews within the contest's period also count. Requires
    /// a login.
    async fn enter_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: EnterContestInput,
    ) -> Result<Option<EnterContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = input.club_id.map(|id| ClubId::from_global_or_nil(&id));
        let team = match (club, input.area) {
            (Some(_), Some(_)) => Err(AppError::refused_at(Problem::InvalidTeamKind, "area")),
            (Some(club), None) => Ok(Some(Team::Club(club))),
            (None, area) => Ok(area.map(Team::Area)),
        };
        let id = ContestId::from_global_or_nil(&input.contest_id);
        let entered = async { app::enter(&request.caller, id, team?, input.name_display.into()).await };
        let (entered, errors) = settle(entered.await, context)?;
        Ok(Some(EnterContestPayload { contest: entered.map(|row| Contest(Arc::new(row))), errors }))
    }

    /// Leaves a contest. Requires a login.
    async fn leave_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: LeaveContestInput,
    ) -> Result<Option<LeaveContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ContestId::from_global_or_nil(&input.contest_id);
        let left = app::leave(&request.caller, id).await;
        let (left, errors) = settle(left, context)?;
        Ok(Some(LeaveContestPayload { deleted_contest_standing_id: left.map(global_id), errors }))
    }
}
