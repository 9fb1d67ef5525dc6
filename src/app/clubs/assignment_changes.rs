//! Creating, changing and withdrawing assignments, and making their cards.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::require_leader;
use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::learning::MissingCard;
use crate::domain::access;
use crate::domain::clubs::{Assignment, Club, MAX_RUNNING_ASSIGNMENTS, assigned_words, deadline};
use crate::domain::ids::{AccountId, AssignmentId, CardId, ClubId, ClubMembershipId, LessonId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::learner_word::note;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};
use crate::domain::problem::Problem;
use crate::random;

/// A new assignment.
#[derive(Debug)]
pub struct NewAssignment {
    /// The club whose members get the assignment.
    pub club_id: ClubId,
    /// Lessons; all their words are assigned.
    pub lessons: Vec<LessonId>,
    /// Individual words.
    pub words: Vec<WordId>,
    /// The members who get it; `None` for all members who learn in the club, including those who join later.
    pub members: Option<Vec<ClubMembershipId>>,
    /// The first day; `None` for the club's current study day.
    pub from: Option<NaiveDate>,
    /// The last study day; a member who finishes later is late.
    pub until: NaiveDate,
    /// The leader's note.
    pub note: Option<String>,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Creates an assignment. Its members get the missing cards of its words when they next use the service. If the mutation
/// is sent again, returns what it has created, even if it could not create it any more.
pub async fn create_assignment(caller: &Caller, new: NewAssignment) -> Result<AssignmentId, AppError> {
    let leader = caller.viewer()?;
    let catalogue = caller.catalogue().await?;
    let id: AssignmentId = caller.new_id_in(new.club_id, new.client_mutation_id);
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_leader(caller, connection, new.club_id, "clubId").await?;
            // The lock makes a join wait until the assignment exists; a member who has already joined is in `members`.
            let locked = db::clubs::lock_club(connection, new.club_id).await?;
            let club = locked.at("clubId")?;
            if new.client_mutation_id.is_some() {
                let leader = leader.account.id;
                if !db::clubs::assignments_by_ids(connection, leader, &[id]).await?.is_empty() {
                    return Ok(());
                }
            }
            // Only now: the lessons may have been withdrawn since the mutation was first sent.
            let (words, text) = check(&catalogue, &new)?;
            club.require_active().at("clubId")?;
            let today = club.calendar().day_of(caller.now);
            let from = new.from.map_or(today, StudyDay::on);
            let until = deadline(from, StudyDay::on(new.until), today);
            let assignment = Assignment {
                id,
                club_id: new.club_id,
                note: text,
                from,
                until: until.at("until")?,
                zone: club.time_zone,
                for_all: new.members.is_none(),
                created_at: caller.now,
                withdrawn_at: None,
            };
            let running = db::clubs::count_running(connection, new.club_id, caller.now).await?;
            if running >= MAX_RUNNING_ASSIGNMENTS {
                return Err(AppError::refused(Problem::TooManyAssignments));
            }
            let members = selected_members(connection, new.club_id, new.members.as_deref()).await?;
            db::clubs::insert_assignment(connection, &assignment, &words).await?;
            Ok(db::clubs::assign(connection, &members, id).await?)
        })
        .await?;
    Ok(id)
}

/// Checks the content of a new assignment. Returns its words and its note.
fn check(catalogue: &Catalogue, new: &NewAssignment) -> Result<(Vec<ChosenWord>, Option<String>), AppError> {
    let mut checks = Checks::default();
    let text = new.note.as_deref().and_then(|text| checks.field("note", note(text))).flatten();
    let words = checks.words(assigned_words(catalogue, &new.lessons, &new.words)).unwrap_or_default();
    if new.members.as_ref().is_some_and(Vec::is_empty) {
        checks.add(Problem::Required, vec!["membershipIds"]);
    }
    checks.finish()?;
    Ok((words, text))
}

/// Returns the members who learn in the club, or only the selected ones. Fails with `NotFound` if a selected one is not
/// among them.
async fn selected_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    selected: Option<&[ClubMembershipId]>,
) -> Result<Vec<AccountId>, AppError> {
    let members = db::clubs::studying_members(connection, club).await?;
    let id = |member: &db::clubs::StudyingMember| member.membership.id;
    if selected
        .is_some_and(|ids| !ids.iter().all(|selected| members.iter().any(|member| id(member) == *selected)))
    {
        return Err(AppError::refused_at(Problem::NotFound, "membershipIds"));
    }
    let chosen = members.iter().filter(|member| selected.is_none_or(|ids| ids.contains(&id(member))));
    Ok(chosen.map(|member| member.membership.learner_id).collect())
}

/// Makes the cards that the caller lacks for words assigned since their last request. Cards of an assignment that
/// begins later are hidden until the caller's study day in which it begins.
pub(in crate::app) async fn make_assigned_cards(caller: &Caller) -> Result<(), AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::learning::begin_change(connection, learner).await?;
            let missing = db::clubs::words_lacking_cards(connection, learner).await?;
            let practised = |card: &(WordId, Skill, Option<StudyDay>)| settings.skills.contains(&card.1);
            let assignments = missing.chunk_by(|(one, ..), (other, ..)| one == other);
            let cards = assignments
                .flat_map(|assignment| cards(&catalogue, assignment, settings.calendar(), caller.now));
            let mut new: Vec<MissingCard> = Vec::new();
            let mut places: HashMap<(WordId, Skill), usize> = HashMap::new();
            for ((word, skill, from), position) in cards.filter(practised).zip(0..) {
                let place = *places.entry((word, skill)).or_insert(new.len());
                match new.get_mut(place) {
                    // Of several assignments of a word, the one that begins first shows its cards.
                    Some(card) => card.from = card.from.min(from),
                    None => {
                        let id = CardId::from(random::uuid_v7(caller.now));
                        new.push(MissingCard { id, word, skill, position, from });
                    }
                }
            }
            db::learning::insert_missing_cards(connection, learner, &new, caller.now, change).await?;
            Ok(db::clubs::record_cards_made(connection, learner, change).await?)
        })
        .await
}

/// Returns the cards to make for an assignment's words, each with the day until which it is hidden. They are in the
/// order in which new cards are shown: the recognition cards of all words come before the first production card.
fn cards(
    catalogue: &Catalogue,
    assignment: &[(AssignmentId, DateTime<Utc>, WordId)],
    calendar: StudyCalendar,
    now: DateTime<Utc>,
) -> Vec<(WordId, Skill, Option<StudyDay>)> {
    let today = calendar.day_of(now);
    let of_skill = |skill: Skill| {
        let words = assignment
            .iter()
            .filter_map(|(_, begin, word)| Some((calendar.day_of(*begin), catalogue.word(*word)?)));
        let matching = words.filter(move |(_, word)| !word.withdrawn && skill.fits(word));
        matching.map(move |(from, word)| (word.id, skill, (from > today).then_some(from)))
    };
    Skill::ALL.into_iter().flat_map(of_skill).collect()
}

/// Changes to an assignment; `None` leaves a field as it is.
#[derive(Debug, Default)]
pub struct AssignmentUpdate {
    /// The leader's note; `Some(None)` removes it.
    pub note: Option<Option<String>>,
    /// The last study day; a member who finishes later is late.
    pub until: Option<NaiveDate>,
}

/// Changes the note and the last day of an assignment. If one for all members was over and goes on, those who joined in
/// between get it, too.
pub async fn update_assignment(
    caller: &Caller,
    id: AssignmentId,
    update: AssignmentUpdate,
) -> Result<(), AppError> {
    let checked = update.note.map(|text| text.map_or(Ok(None), |text| note(&text))).transpose().at("note")?;
    change(caller, id, |club, assignment| {
        club.require_active().map_err(AppError::refused)?;
        if assignment.withdrawn_at.is_some() {
            return Err(AppError::refused(Problem::AssignmentWithdrawn));
        }
        if let Some(date) = update.until {
            let today = assignment.day_of(caller.now);
            let until = deadline(assignment.from, StudyDay::on(date), today);
            assignment.until = until.at("until")?;
        }
        if let Some(note) = &checked {
            assignment.note.clone_from(note);
        }
        Ok(())
    })
    .await
}

/// Withdraws an assignment; the cards stay. An assignment that is already withdrawn stays as it is.
pub async fn withdraw_assignment(caller: &Caller, id: AssignmentId) -> Result<(), AppError> {
    change(caller, id, |_, assignment| {
        assignment.withdrawn_at.get_or_insert(caller.now);
        Ok(())
    })
    .await
}

/// Changes an assignment of a club that the caller leads; concurrent changes run one after the other.
async fn change(
    caller: &Caller,
    id: AssignmentId,
    apply: impl Fn(&Club, &mut Assignment) -> Result<(), AppError> + Send + Sync,
) -> Result<(), AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let find = async |connection: &mut AsyncPgConnection| {
                let found = db::clubs::assignments_by_ids(connection, viewer, &[id]).await?;
                let led = found.into_iter().find(|row| access::may_lead_club(Some(row.role)));
                led.map(|row| row.assignment).at("id")
            };
            let club = find(connection).await?.club_id;
            let club = db::clubs::lock_club(connection, club).await?.at("id")?;
            // Read again under the lock: another leader may have changed it meanwhile.
            let mut assignment = find(connection).await?;
            let was_over = assignment.ends_at() <= caller.now;
            apply(&club, &mut assignment)?;
            db::clubs::update_assignment(connection, &assignment).await?;
            if was_over && assignment.ends_at() > caller.now {
                reopen(caller, connection, &assignment).await?;
            }
            Ok(())
        })
        .await
}

/// Checks that the club may have another running assignment, and gives one for all members to those who joined after its
/// end.
async fn reopen(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    assignment: &Assignment,
) -> Result<(), AppError> {
    let club = assignment.club_id;
    if db::clubs::count_running(connection, club, caller.now).await? > MAX_RUNNING_ASSIGNMENTS {
        return Err(AppError::refused_at(Problem::TooManyAssignments, "until"));
    }
    if !assignment.for_all {
        return Ok(());
    }
    let learners = selected_members(connection, club, None).await?;
    db::clubs::begin_changes(connection, &learners).await?;
    Ok(db::clubs::assign_running_to_new_members(connection, club, &learners, caller.now).await?)
}
