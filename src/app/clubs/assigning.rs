//! Assigning words to the members of a club, for its leaders.

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::led;
use crate::app::error::Checks;
use crate::app::{AppError, Caller, Refusal};
use crate::db;
use crate::db::learning::NewCard;
use crate::domain::access;
use crate::domain::clubs::{Assignment, ClubProblem, MOST_RUNNING, assigned_words, deadline};
use crate::domain::ids::{AccountId, AssignmentId, CardId, ClubId, ClubMembershipId, LessonId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::learner_word::note;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::problem::Problem;
use crate::random;

/// An assignment to make.
#[derive(Debug)]
pub struct NewAssignment {
    /// The club.
    pub club_id: ClubId,
    /// Lessons, all words of which are assigned.
    pub lessons: Vec<LessonId>,
    /// Single words.
    pub words: Vec<WordId>,
    /// Whom it is for; none: all who learn in the club, and whoever joins.
    pub members: Option<Vec<ClubMembershipId>>,
    /// The first day; none: the leader's present study day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: NaiveDate,
    /// What the leader says to it.
    pub note: Option<String>,
}

/// Makes an assignment; those whom it is for get the cards of its words that they lack when they next come.
pub async fn create_assignment(caller: &Caller, new: NewAssignment) -> Result<AssignmentId, AppError> {
    let leader = caller.viewer()?;
    let catalogue = caller.catalogue().await?;
    let today = leader.settings.calendar().day_of(caller.now);
    let from = new.from.map_or(today, StudyDay::on);
    let mut checks = Checks::default();
    let until = checks.field("until", deadline(from, StudyDay::on(new.until)));
    let text = new.note.and_then(|text| checks.field("note", note(&text))).flatten();
    let words = checks.words(assigned_words(&catalogue, &new.lessons, &new.words)).unwrap_or_default();
    if new.members.as_ref().is_some_and(Vec::is_empty) {
        checks.note(Problem::Required, vec!["membershipIds"]);
    }
    checks.finish()?;
    let assignment = Assignment {
        id: AssignmentId::from(random::uuid_v7(caller.now)),
        club_id: new.club_id,
        note: text,
        from,
        // Without a last day it was refused above.
        until: until.unwrap_or(from),
        for_all: new.members.is_none(),
        created_at: caller.now,
        withdrawn_at: None,
    };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            led(caller, connection, new.club_id).await?;
            // Whoever joins waits, and then finds the assignment; whoever has joined is among the members.
            let held = db::clubs::hold_club(connection, new.club_id).await?;
            held.ok_or_else(|| AppError::refused_at(Problem::NotFound, "clubId"))?;
            if db::clubs::count_running(connection, new.club_id, today).await? >= MOST_RUNNING {
                return Err(AppError::refused(Problem::Club(ClubProblem::TooManyAssignments)));
            }
            let members = wanted_members(connection, new.club_id, new.members.as_deref()).await?;
            db::clubs::insert_assignment(connection, &assignment, &words).await?;
            Ok(db::clubs::assign(connection, &members, assignment.id).await?)
        })
        .await?;
    Ok(assignment.id)
}

/// Those who learn in the club, or of them the wanted ones, every one of whom has to be there.
async fn wanted_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    wanted: Option<&[ClubMembershipId]>,
) -> Result<Vec<AccountId>, AppError> {
    let members = db::clubs::studying_members(connection, club).await?;
    let id = |member: &db::clubs::StudyingMember| member.membership.id;
    if wanted.is_some_and(|ids| !ids.iter().all(|wanted| members.iter().any(|member| id(member) == *wanted)))
    {
        return Err(AppError::refused_at(Problem::NotFound, "membershipIds"));
    }
    let chosen = members.iter().filter(|member| wanted.is_none_or(|ids| ids.contains(&id(member))));
    Ok(chosen.map(|member| member.membership.learner_id).collect())
}

/// Brings the assignments that are for all in a club to somebody who begins to learn in it.
pub(super) async fn assign_to_newcomer(
    connection: &mut AsyncPgConnection,
    newcomer: (ClubId, AccountId),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    // Somewhere it may still be yesterday.
    let today = StudyDay::on(now.date_naive()).minus(1);
    Ok(db::clubs::assign_running(connection, newcomer, today).await?)
}

/// Makes the cards that the caller lacks of words which were assigned to them since they last came. Those of an assignment
/// that begins later wait for its first day.
pub(in crate::app) async fn bring_assigned(caller: &Caller) -> Result<(), AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let today = settings.calendar().day_of(caller.now);
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::learning::begin_change(connection, learner).await?;
            let awaited = db::clubs::awaited_words(connection, learner).await?;
            let practised = |card: &(WordId, Skill, Option<StudyDay>)| settings.skills.contains(&card.1);
            let assignments = awaited.chunk_by(|(one, ..), (other, ..)| one == other);
            let cards = assignments.flat_map(|assignment| cards(&catalogue, assignment, today));
            let new: Vec<NewCard> = cards
                .filter(practised)
                .zip(0..)
                .map(|((word, skill, from), position)| {
                    let id = CardId::from(random::uuid_v7(caller.now));
                    NewCard { id, word, skill, position, from }
                })
                .collect();
            db::learning::insert_missing_cards(connection, learner, &new, caller.now, change).await?;
            Ok(db::clubs::note_cards_made(connection, learner, change).await?)
        })
        .await
}

/// What cards are to be made of an assignment's words, in the order in which new ones are shown: all meanings come before the
/// first word is to be written. Each with the day before which it is not shown.
fn cards(
    catalogue: &Catalogue,
    assignment: &[(AssignmentId, StudyDay, WordId)],
    today: StudyDay,
) -> Vec<(WordId, Skill, Option<StudyDay>)> {
    let of_skill = |skill: Skill| {
        let words = assignment.iter().filter_map(|(_, from, word)| Some((*from, catalogue.word(*word)?)));
        let fitting = words.filter(move |(_, word)| !word.retired && skill.fits(word));
        fitting.map(move |(from, word)| (word.id, skill, (from > today).then_some(from)))
    };
    Skill::ALL.into_iter().flat_map(of_skill).collect()
}

/// What of an assignment is to change; what is none stays.
#[derive(Debug, Default)]
pub struct AssignmentUpdate {
    /// What the leader says to it; within, none: nothing.
    pub note: Option<Option<String>>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// Changes what is said of an assignment, and until when it is.
pub async fn update_assignment(
    caller: &Caller,
    id: AssignmentId,
    update: AssignmentUpdate,
) -> Result<(), AppError> {
    let checked = update.note.map(|text| text.map_or(Ok(None), |text| note(&text))).transpose();
    let checked = checked.map_err(|problem| AppError::refused_at(problem, "note"))?;
    change(caller, id, |assignment| {
        if assignment.withdrawn_at.is_some() {
            return Err(AppError::refused(Problem::Club(ClubProblem::AssignmentWithdrawn)));
        }
        if let Some(date) = update.until {
            let until = deadline(assignment.from, StudyDay::on(date));
            assignment.until = until.map_err(|problem| AppError::refused_at(problem, "until"))?;
        }
        if let Some(note) = checked {
            assignment.note = note;
        }
        Ok(())
    })
    .await
}

/// Takes an assignment back; the cards stay. One that was withdrawn stays as it is.
pub async fn withdraw_assignment(caller: &Caller, id: AssignmentId) -> Result<(), AppError> {
    change(caller, id, |assignment| {
        assignment.withdrawn_at.get_or_insert(caller.now);
        Ok(())
    })
    .await
}

/// Changes an assignment of a club that the caller leads, one after the other.
async fn change(
    caller: &Caller,
    id: AssignmentId,
    change: impl FnOnce(&mut Assignment) -> Result<(), AppError> + Send,
) -> Result<(), AppError> {
    let viewer = caller.viewer()?.account.id;
    let unknown = || AppError::Refused(vec![Refusal { problem: Problem::NotFound, path: vec!["id"] }]);
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let find = async |connection: &mut AsyncPgConnection| {
                let found = db::clubs::assignments_by_ids(connection, viewer, &[id]).await?;
                let led = found.into_iter().find(|seen| access::may_lead_club(Some(seen.role)));
                led.map(|seen| seen.assignment).ok_or_else(unknown)
            };
            let club = find(connection).await?.club_id;
            db::clubs::hold_club(connection, club).await?;
            // Read anew: another leader may have changed it meanwhile.
            let mut assignment = find(connection).await?;
            change(&mut assignment)?;
            Ok(db::clubs::update_assignment(connection, &assignment).await?)
        })
        .await
}
