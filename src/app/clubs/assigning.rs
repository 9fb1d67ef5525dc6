//! Assigning words to the members of a club, for its leaders.

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::led;
use crate::app::error::Checks;
use crate::app::{AppError, Caller, Refusal};
use crate::db;
use crate::db::clubs::AssignedCard;
use crate::domain::access;
use crate::domain::clubs::{Assignment, ClubProblem, MOST_RUNNING, assigned_words, deadline};
use crate::domain::ids::{AccountId, AssignmentId, ClubId, ClubMembershipId, LessonId, WordId};
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

/// Makes an assignment, and the cards of its words that those lack whom it is for.
pub async fn create_assignment(caller: &Caller, new: NewAssignment) -> Result<AssignmentId, AppError> {
    let leader = caller.viewer()?;
    let catalogue = caller.catalogue().await?;
    let today = leader.settings.calendar().day_of(caller.now);
    let from = new.from.map_or(today, StudyDay::on);
    let mut checks = Checks::default();
    let until = checks.field("until", deadline(from, StudyDay::on(new.until)));
    let text = new.note.and_then(|text| checks.field("note", note(&text))).flatten();
    let words = match assigned_words(&catalogue, &new.lessons, &new.words) {
        Ok(words) => words,
        Err((problem, field)) => {
            checks.note(problem, vec![field]);
            Vec::new()
        }
    };
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
    let ids: Vec<WordId> = words.iter().map(|(word, _)| *word).collect();
    // Members whose day is behind the leader's wait for it, too.
    let cards = cards(&catalogue, &ids, (from >= today).then_some(from));
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
            Ok(db::clubs::assign(connection, &members, &[assignment.id], &cards, caller.now).await?)
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

/// The cards of words in the order in which new ones are shown: all meanings come before the first word is to be written.
fn cards(catalogue: &Catalogue, words: &[WordId], from: Option<StudyDay>) -> Vec<AssignedCard> {
    let words: Vec<_> = words.iter().filter_map(|id| catalogue.word(*id)).collect();
    let of_skill = |skill: Skill| {
        let fitting = words.iter().filter(move |word| skill.fits(word));
        fitting.map(move |word| AssignedCard { word: word.id, skill, from })
    };
    Skill::ALL.into_iter().flat_map(of_skill).collect()
}

/// Brings the assignments that are for all in a club to somebody who has just joined it.
pub(super) async fn assign_to_newcomer(
    connection: &mut AsyncPgConnection,
    catalogue: &Catalogue,
    (club, newcomer): (ClubId, AccountId),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    // Somewhere it may still be yesterday.
    let today = StudyDay::on(now.date_naive()).minus(1);
    let found = db::clubs::words_for_newcomers(connection, club, today).await?;
    if found.is_empty() {
        return Ok(());
    }
    let mut assignments: Vec<AssignmentId> = Vec::new();
    let mut made = Vec::new();
    for assigned in found.chunk_by(|(one, _), (other, _)| one.id == other.id) {
        let Some((assignment, _)) = assigned.first() else { continue };
        assignments.push(assignment.id);
        let words: Vec<WordId> = assigned.iter().map(|(_, word)| *word).collect();
        made.extend(cards(catalogue, &words, (assignment.from > today).then_some(assignment.from)));
    }
    Ok(db::clubs::assign(connection, &[newcomer], &assignments, &made, now).await?)
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
