//! Contests: editors create them for events of the directory, and anyone can enter.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::directory::ById as _;
use crate::db::page::{Page, PageRequest};
use crate::domain::access::{self, Audience};
use crate::domain::contests::{
    Contest, ContestEntry, ContestNameDisplay, ContestStanding, MAX_DAYS, Team, TeamKind, TeamStanding,
    contest_words, rank, rank_teams,
};
use crate::domain::directory::{Event, is_area};
use crate::domain::ids::{ContestEntryId, ContestId, EventId, LessonId, WordId};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::problem::Problem;
use crate::random;

/// A new contest.
#[derive(Debug)]
pub struct NewContest {
    /// The event that the contest belongs to.
    pub event_id: EventId,
    /// Lessons; all their words belong to the contest.
    pub lesson_ids: Vec<LessonId>,
    /// Individual words.
    pub word_ids: Vec<WordId>,
    /// The kind of team; `None` for no teams.
    pub teams: Option<TeamKind>,
    /// The first day that counts.
    pub from: NaiveDate,
    /// The last day that counts.
    pub until: NaiveDate,
}

/// The ranking of all entrants and of their teams.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The entrants, ranked.
    pub standings: Vec<ContestStanding>,
    /// The teams, ranked.
    pub teams: Vec<TeamStanding>,
}

/// Creates a contest, as an editor. If there is the same one, returns that: after a lost response, a client sends the
/// mutation again.
pub async fn create(caller: &Caller, new: NewContest) -> Result<Contest, AppError> {
    let editor = caller.require(access::may_edit_directory)?;
    let catalogue = caller.catalogue().await?;
    let mut checks = Checks::default();
    let words = checks.words(contest_words(&catalogue, &new.lesson_ids, &new.word_ids)).unwrap_or_default();
    let (from, until) = (StudyDay::on(new.from), StudyDay::on(new.until));
    let is_valid = from <= until && until.days_since(from) < MAX_DAYS;
    checks.field("until", if is_valid { Ok(()) } else { Err(Problem::InvalidContestSpan) });
    checks.finish()?;
    let contest = Contest {
        id: ContestId::from(random::uuid_v7(caller.now)),
        event_id: new.event_id,
        teams: new.teams,
        from,
        until,
        words: words.into_iter().map(|(word, _)| word).collect(),
        created_at: caller.now,
    };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let event = Event::by_ids(connection, &[new.event_id], Audience::Public).await?;
            if event.is_empty() {
                return Err(AppError::refused_at(Problem::NotFound, "eventId"));
            }
            // Contests are created one at a time, so that a mutation that is sent twice at once creates one.
            db::directory::lock(connection).await?;
            let others = db::contests::contests_of(connection, &[new.event_id]).await?;
            if let Some(same) = others.into_iter().find(|other| contest.is_same(other)) {
                return Ok(same);
            }
            db::contests::insert_contest(connection, &contest, editor.id).await?;
            Ok(contest.clone())
        })
        .await
}

/// Withdraws a contest, as an editor, so that it is no longer shown.
pub async fn withdraw(caller: &Caller, id: ContestId) -> Result<(), AppError> {
    caller.require(access::may_edit_directory)?;
    let mut connection = caller.connection().await?;
    if db::contests::withdraw_contest(&mut connection, id, caller.now).await? {
        Ok(())
    } else {
        Err(AppError::refused_at(Problem::NotFound, "id"))
    }
}

/// Enters a contest, or changes the entry. Possible until the last day of the contest is over for the caller.
pub async fn enter(
    caller: &Caller,
    id: ContestId,
    team: Option<Team>,
    name_display: ContestNameDisplay,
) -> Result<Contest, AppError> {
    let viewer = caller.viewer()?;
    let mut connection = caller.connection().await?;
    let contest = db::contests::contests_by_ids(&mut connection, &[id]).await?.pop().at("contestId")?;
    if viewer.settings.calendar().day_of(caller.now) > contest.until {
        return Err(AppError::refused_at(Problem::ContestEnded, "contestId"));
    }
    match (&team, contest.teams) {
        (None, _) => {}
        (Some(Team::Club(club)), Some(TeamKind::Club)) => {
            let own = db::clubs::clubs_of_member(&mut connection, viewer.account.id, &[*club]).await?;
            if own.is_empty() {
                return Err(AppError::refused_at(Problem::NotFound, "clubId"));
            }
        }
        (Some(Team::Area(area)), Some(TeamKind::Area)) => {
            if !is_area(area) {
                return Err(AppError::refused_at(Problem::InvalidArea, "area"));
            }
        }
        (Some(Team::Club(_)), _) => return Err(AppError::refused_at(Problem::InvalidTeamKind, "clubId")),
        (Some(Team::Area(_)), _) => return Err(AppError::refused_at(Problem::InvalidTeamKind, "area")),
    }
    let entry = ContestEntry {
        id: ContestEntryId::from(random::uuid_v7(caller.now)),
        contest_id: id,
        learner_id: viewer.account.id,
        team,
        name_display,
        entered_at: caller.now,
    };
    db::contests::put_entry(&mut connection, &entry).await?;
    Ok(contest)
}

/// Leaves a contest, and returns the id of the deleted entry.
pub async fn leave(caller: &Caller, id: ContestId) -> Result<ContestEntryId, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let deleted = db::contests::delete_entry(&mut connection, id, learner).await?;
    deleted.at("contestId")
}

/// Loads contests by id.
pub async fn contests(caller: &Caller, ids: &[ContestId]) -> Result<HashMap<ContestId, Contest>, AppError> {
    let found =
        caller.read(async |connection| Ok(db::contests::contests_by_ids(connection, ids).await?)).await?;
    Ok(found.into_iter().map(|contest| (contest.id, contest)).collect())
}

/// Loads the contests of events; for each event, the oldest first.
pub async fn contests_of(caller: &Caller, events: &[EventId]) -> Result<Vec<Contest>, AppError> {
    caller.read(async |connection| Ok(db::contests::contests_of(connection, events).await?)).await
}

/// Loads a page of contests, the oldest first.
pub async fn page(
    caller: &Caller,
    page: &PageRequest<ContestId>,
) -> Result<Page<(ContestId, Contest)>, AppError> {
    caller.read(async |connection| Ok(db::contests::contests_page(connection, page).await?)).await
}

/// Ranks the entrants of contests; returns no ranking if nobody is logged in.
pub async fn rankings(caller: &Caller, ids: &[ContestId]) -> Result<HashMap<ContestId, Ranking>, AppError> {
    if caller.viewer.is_none() {
        return Ok(HashMap::new());
    }
    let mut connection = caller.connection().await?;
    let mut standings: HashMap<ContestId, Vec<ContestStanding>> =
        ids.iter().map(|id| (*id, Vec::new())).collect();
    for standing in db::contests::standings(&mut connection, ids).await? {
        standings.entry(standing.entry.contest_id).or_default().push(standing);
    }
    let ranking = |(id, standings)| {
        let standings = rank(standings);
        let teams = rank_teams(&standings);
        (id, Ranking { standings, teams })
    };
    Ok(standings.into_iter().map(ranking).collect())
}

/// Returns the standings of these entries; none if nobody is logged in.
pub async fn standings(
    caller: &Caller,
    ids: &[ContestEntryId],
) -> Result<HashMap<ContestEntryId, ContestStanding>, AppError> {
    let mut connection = caller.connection().await?;
    let contests = db::contests::contests_of_entries(&mut connection, ids).await?;
    drop(connection);
    let rankings = rankings(caller, &contests).await?;
    let standings = rankings.into_values().flat_map(|ranking| ranking.standings);
    let requested = standings.filter(|standing| ids.contains(&standing.entry.id));
    Ok(requested.map(|standing| (standing.entry.id, standing)).collect())
}
