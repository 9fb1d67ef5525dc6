//! Holding contests, and taking part.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::types::ContestNameDisplay;
use super::{Contest, ContestTeamKind};
use crate::app::AppError;
use crate::app::contests::{self as app, NewContest};
use crate::domain::contests::Team;
use crate::domain::ids::{ClubId, ContestId, EventId, LessonId, WordId};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::Date;

/// A contest to hold.
#[derive(InputObject)]
pub struct CreateContestInput {
    /// The directory's event that it is held for.
    pub event_id: ID,
    /// Lessons whose words belong to it.
    #[graphql(default)]
    pub lesson_ids: Vec<ID>,
    /// Further words that belong to it. With those of the lessons there are 1 to 500.
    #[graphql(default)]
    pub word_ids: Vec<ID>,
    /// What entrants are grouped by; null: by nothing.
    pub teams: Option<ContestTeamKind>,
    /// The first day that counts: a study day of each entrant's own.
    pub from: Date,
    /// The last day that counts, at most 365 days later.
    pub until: Date,
}

/// What came of `createContest`.
#[derive(SimpleObject)]
pub struct CreateContestPayload {
    /// The contest; null: see `errors`.
    contest: Option<Contest>,
    /// What is wrong with the input; empty: nothing. Codes: `FORBIDDEN`, `NOT_FOUND`, `INVALID_CONTEST_WORDS`,
    /// `INVALID_CONTEST_SPAN`.
    errors: Vec<UserError>,
}

/// A contest to withdraw.
#[derive(InputObject)]
pub struct WithdrawContestInput {
    /// The contest.
    pub contest_id: ID,
}

/// What came of `withdrawContest`.
#[derive(SimpleObject)]
pub struct WithdrawContestPayload {
    /// The id of the contest that is shown no longer; null: see `errors`.
    contest_id: Option<ID>,
    /// What is wrong with the input; empty: nothing. Codes: `FORBIDDEN`, `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// A contest to take part in.
#[derive(InputObject)]
pub struct EnterContestInput {
    /// The contest.
    pub contest_id: ID,
    /// What others see of the viewer's name.
    pub name_display: ContestNameDisplay,
    /// The club that the viewer counts for, in a contest between clubs: one that the viewer is in. Its name is shown to
    /// everyone who is logged in, once three entrants or more count for it.
    pub club_id: Option<ID>,
    /// The district that the viewer counts for (ISO 3166, as KZ-ALA), in a contest between districts.
    pub area: Option<String>,
}

/// What came of `enterContest`.
#[derive(SimpleObject)]
pub struct EnterContestPayload {
    /// The contest that the viewer takes part in; null: see `errors`.
    contest: Option<Contest>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the contest, or a club that the viewer is not in),
    /// `CONTEST_ENDED`, `INVALID_TEAM_KIND`, `INVALID_AREA`.
    errors: Vec<UserError>,
}

/// A contest to leave.
#[derive(InputObject)]
pub struct LeaveContestInput {
    /// The contest.
    pub contest_id: ID,
}

/// What came of `leaveContest`.
#[derive(SimpleObject)]
pub struct LeaveContestPayload {
    /// The id of the contest that the viewer takes part in no longer; null: see `errors`.
    contest_id: Option<ID>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// Holding contests, and taking part.
#[derive(Default)]
pub struct ContestsMutation;

#[Object]
impl ContestsMutation {
    /// Holds a contest for an event of the directory, as an editor. Somebody has to be logged in.
    async fn create_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: CreateContestInput,
    ) -> Result<Option<CreateContestPayload>, ApiError> {
        let request = request(context);
        let new = NewContest {
            event_id: EventId::from_global_or_nil(&input.event_id),
            lesson_ids: input.lesson_ids.iter().map(|id| LessonId::from_global_or_nil(id)).collect(),
            word_ids: input.word_ids.iter().map(|id| WordId::from_global_or_nil(id)).collect(),
            teams: input.teams.map(Into::into),
            from: input.from.0,
            until: input.until.0,
        };
        let (created, errors) = settle(app::create(&request.caller, new).await, request.language)?;
        Ok(Some(CreateContestPayload { contest: created.map(|row| Contest(Arc::new(row))), errors }))
    }

    /// Withdraws a contest, as an editor: it is shown no longer. Somebody has to be logged in.
    async fn withdraw_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: WithdrawContestInput,
    ) -> Result<Option<WithdrawContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ContestId::from_global_or_nil(&input.contest_id);
        let done = app::withdraw(&request.caller, id).await;
        let (done, errors) = settle(done, request.language)?;
        Ok(Some(WithdrawContestPayload { contest_id: done.map(|()| input.contest_id), errors }))
    }

    /// Takes part in a contest, until its last day is over; again: changes the team and the name that is shown. What the
    /// viewer answered earlier within the span counts, too. Somebody has to be logged in.
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
        let entered = match team {
            Ok(team) => app::enter(&request.caller, id, team, input.name_display.into()).await,
            Err(error) => Err(error),
        };
        let (entered, errors) = settle(entered, request.language)?;
        Ok(Some(EnterContestPayload { contest: entered.map(|row| Contest(Arc::new(row))), errors }))
    }

    /// Takes part no longer. Somebody has to be logged in.
    async fn leave_contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The contest.")] input: LeaveContestInput,
    ) -> Result<Option<LeaveContestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ContestId::from_global_or_nil(&input.contest_id);
        let left = app::leave(&request.caller, id).await;
        let (left, errors) = settle(left, request.language)?;
        Ok(Some(LeaveContestPayload { contest_id: left.map(|()| input.contest_id), errors }))
    }
}
