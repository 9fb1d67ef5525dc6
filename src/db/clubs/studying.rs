//! Club members with their settings as learners.

use chrono::{DateTime, Utc};
use diesel::dsl::{self, auto_type};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{MembershipRow, NameKey, membership, role_name, shown_name};
use crate::db::DbError;
use crate::db::accounts::{LearnerRow, learner, preset_in_force};
use crate::db::learning::{ChangeNumber, calendar};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{
    accounts, assignment_members, assignments, club_memberships, learners, scheduling_presets,
};
use crate::db::stored::{Place, columns};
use crate::domain::clubs::{ClubMembership, ClubRole, Sharing};
use crate::domain::ids::{AccountId, AssignmentId, ClubId, ClubMembershipId};
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyCalendar;

/// A club member with their settings as a learner.
#[derive(Debug, Clone)]
pub struct StudyingMember {
    /// The membership.
    pub membership: ClubMembership,
    /// The settings as a learner.
    pub settings: LearnerSettings,
    /// The number of the last change of the member's data.
    pub change_number: ChangeNumber,
}

/// A membership, the member's settings, and the number of the last change of the member's data.
type StudyingRow = (MembershipRow, LearnerRow, i64);

/// All memberships, joined with accounts and learners' settings.
#[auto_type(no_type_alias)]
fn in_clubs() -> _ {
    club_memberships::table
        .inner_join(accounts::table)
        .inner_join(learners::table.on(learners::learner_id.eq(club_memberships::learner_id)))
        .left_join(scheduling_presets::table.on(preset_in_force()))
}

/// Loads the members of a club who do not lead it, by the names that leaders see, in Kazakh alphabetical order.
pub async fn studying_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<StudyingMember>, DbError> {
    let rows: Vec<StudyingRow> = in_clubs()
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Member)))
        .order((shown_name(), club_memberships::id))
        .select((columns::<MembershipRow>(), columns::<LearnerRow>(), learners::change_number))
        .load(connection)
        .await?;
    rows.into_iter().map(studying).collect()
}

/// A membership whose progress is shown, with what the member's progress depends on.
#[derive(Debug, Clone, Copy)]
pub struct ShownMember {
    /// The membership.
    pub id: ClubMembershipId,
    /// The club.
    pub club_id: ClubId,
    /// The member.
    pub learner_id: AccountId,
    /// When the member joined.
    pub joined_at: DateTime<Utc>,
    /// What the member shares with the club's leaders.
    pub sharing: Sharing,
    /// The member's calendar.
    pub calendar: StudyCalendar,
    /// The member's goal for new words per day.
    pub daily_goal: u32,
    /// The number of the last change of the member's data.
    pub change_number: ChangeNumber,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = club_memberships)]
struct ShownMemberRow {
    id: ClubMembershipId,
    club_id: ClubId,
    learner_id: AccountId,
    joined_at: DateTime<Utc>,
    shares_activity: bool,
    shares_results: bool,
    shares_answers: bool,
    #[diesel(select_expression = learners::time_zone)]
    time_zone: String,
    #[diesel(select_expression = learners::rollover_hour)]
    rollover_hour: i16,
    #[diesel(select_expression = learners::daily_goal)]
    daily_goal: i16,
    #[diesel(select_expression = learners::change_number)]
    change_number: i64,
}

/// Loads the memberships with these ids that are the viewer's own or in a club that the viewer leads, including
/// leaders' memberships; in no particular order.
pub async fn members_visible_to(
    connection: &mut AsyncPgConnection,
    viewer: AccountId,
    ids: &[ClubMembershipId],
) -> Result<Vec<ShownMember>, DbError> {
    let own = diesel::alias!(club_memberships as own);
    let leads = own
        .filter(own.field(club_memberships::club_id).eq(club_memberships::club_id))
        .filter(own.field(club_memberships::learner_id).eq(viewer))
        .filter(own.field(club_memberships::role).eq(role_name(ClubRole::Leader)));
    let rows: Vec<ShownMemberRow> = club_memberships::table
        .inner_join(learners::table.on(learners::learner_id.eq(club_memberships::learner_id)))
        .filter(club_memberships::id.eq_any(ids))
        .filter(club_memberships::learner_id.eq(viewer).or(dsl::exists(leads)))
        .select(columns::<ShownMemberRow>())
        .load(connection)
        .await?;
    rows.iter().map(shown_member).collect()
}

fn shown_member(row: &ShownMemberRow) -> Result<ShownMember, DbError> {
    let place = Place::new("learners", &row.learner_id);
    let sharing =
        Sharing { activity: row.shares_activity, results: row.shares_results, answers: row.shares_answers };
    Ok(ShownMember {
        id: row.id,
        club_id: row.club_id,
        learner_id: row.learner_id,
        joined_at: row.joined_at,
        sharing,
        calendar: calendar(place, &row.time_zone, row.rollover_hour)?,
        daily_goal: place.unsigned("daily_goal", row.daily_goal)?,
        change_number: ChangeNumber(row.change_number),
    })
}

/// Returns the condition that the assignment is for the member.
#[auto_type(no_type_alias)]
fn assigned(assignment: AssignmentId) -> _ {
    assignment_members::table
        .filter(assignment_members::assignment_id.eq(assignment))
        .filter(assignment_members::learner_id.eq(club_memberships::learner_id))
}

/// Loads all members whom assignments are for, each with the assignment, in the order of joining. Leaders have no
/// assignments, even if they had them before.
pub async fn all_assigned_members(
    connection: &mut AsyncPgConnection,
    of: &[AssignmentId],
) -> Result<Vec<(AssignmentId, StudyingMember)>, DbError> {
    let of_club = assignments::id
        .eq(assignment_members::assignment_id)
        .and(assignments::club_id.eq(club_memberships::club_id));
    let rows: Vec<(AssignmentId, StudyingRow)> = in_clubs()
        .inner_join(
            assignment_members::table.on(assignment_members::learner_id.eq(club_memberships::learner_id)),
        )
        .inner_join(assignments::table.on(of_club))
        .filter(assignments::id.eq_any(of))
        .filter(club_memberships::role.eq(role_name(ClubRole::Member)))
        .order((club_memberships::joined_at, club_memberships::id))
        .select((
            assignments::id,
            (columns::<MembershipRow>(), columns::<LearnerRow>(), learners::change_number),
        ))
        .load(connection)
        .await?;
    rows.into_iter().map(|(id, member)| Ok((id, studying(member)?))).collect()
}

/// Loads a page of the members of a club whom an assignment is for, by the names that leaders see, in Kazakh alphabetical
/// order.
pub async fn assigned_members_page(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    assignment: AssignmentId,
    page: &PageRequest<NameKey>,
) -> Result<Page<(NameKey, StudyingMember)>, DbError> {
    let query = in_clubs()
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Member)))
        .filter(dsl::exists(assigned(assignment)))
        .select((columns::<MembershipRow>(), columns::<LearnerRow>(), learners::change_number))
        .into_boxed();
    let rows: Vec<StudyingRow> = page
        .paginate(query, (shown_name(), club_memberships::id), Direction::Ascending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let member = studying(row)?;
        Ok(((member.membership.shown_name().to_owned(), member.membership.id.uuid()), member))
    })
}

fn studying((own, settings, change): StudyingRow) -> Result<StudyingMember, DbError> {
    let (membership, settings) = (membership(own)?, learner(settings)?);
    Ok(StudyingMember { membership, settings, change_number: ChangeNumber(change) })
}
