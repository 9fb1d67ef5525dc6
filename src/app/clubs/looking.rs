//! A leader looks at members: at those who agreed to it, and each look is written down where the member can read it.

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::StudyingMember;
use crate::domain::access;
use crate::domain::clubs::{ClubMembership, Look, LookSubject, Shared};
use crate::domain::ids::{AccountId, ClubLookId};
use crate::random;

/// Those who learn in a club and share this part with its leaders, in the order of joining; none: the caller does not lead
/// it. `own` is the caller's membership in the club. One statement.
pub(super) async fn sharing_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Option<Vec<StudyingMember>>, AppError> {
    caller.viewer()?;
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut members = db::clubs::studying_members(connection, own.club_id).await?;
    members.retain(|member| member.membership.sharing.includes(part));
    Ok(Some(members))
}

/// Writes down that the caller has looked at members of a club that they lead. One statement, none without members.
pub(super) async fn note_look(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    subject: LookSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    if members.is_empty() {
        return Ok(());
    }
    let look = Look {
        id: ClubLookId::from(random::uuid_v7(caller.now)),
        club_id: own.club_id,
        leader_id: caller.viewer()?.account.id,
        subject,
        looked_at: caller.now,
    };
    Ok(db::clubs::insert_look(connection, &look, members).await?)
}
