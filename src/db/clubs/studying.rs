//! Those who learn in a club.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{MembershipRow, membership, membership_columns, role_name};
use crate::db::DbError;
use crate::db::accounts::{LearnerRow, learner, learner_columns, preset_in_force};
use crate::db::schema::{accounts, club_memberships, learners, scheduling_presets};
use crate::domain::clubs::{ClubMembership, ClubRole};
use crate::domain::ids::ClubId;
use crate::domain::learning::settings::LearnerSettings;

/// Someone who learns in a club.
#[derive(Debug, Clone)]
pub struct StudyingMember {
    /// The membership.
    pub membership: ClubMembership,
    /// How the member learns.
    pub settings: LearnerSettings,
}

/// The members of a club who don't lead it, in the order of joining.
pub async fn studying_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<StudyingMember>, DbError> {
    let rows: Vec<(MembershipRow, LearnerRow)> = club_memberships::table
        .inner_join(accounts::table)
        .inner_join(learners::table.on(learners::learner_id.eq(club_memberships::learner_id)))
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Member)))
        .order((club_memberships::joined_at, club_memberships::id))
        .select((membership_columns(), learner_columns()))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(own, settings)| {
            Ok(StudyingMember { membership: membership(own)?, settings: learner(settings)? })
        })
        .collect()
}
