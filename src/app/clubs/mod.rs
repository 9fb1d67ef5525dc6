//! Clubs: founding, joining and leaving them, and what their leaders see.

mod access_log;
mod assigning;
mod assignments;
pub mod export;
mod founding;
mod group;
pub mod insight;
mod invitations;
mod joining;
mod leading;
mod live;
mod requests;
mod seeing;

pub use crate::db::clubs::SeenAssignment;
pub use access_log::{own_access_log, own_access_log_by_ids, progress_of};
pub(in crate::app) use assigning::bring_assigned;
pub use assigning::{
    AssignmentUpdate, NewAssignment, create_assignment, update_assignment, withdraw_assignment,
};
pub use assignments::{
    Standing, assignments_of_club, members_standings, own_assignments, own_standings, visible_assignments,
    words_of_assignments,
};
pub use founding::{ClubUpdate, NewClub, create, update};
pub use group::{GroupRow, import_members};
pub use invitations::{
    NewInvitation, create_invitation, invitations_page, invite_codes, revoke_invitation, visible_invitations,
};
pub use joining::{join, leave, update_sharing};
pub use leading::{remove_member, set_role};
pub use live::{
    ActivityView, Answered, Follower, ProgressNews, ProgressView, Sight, View, follow_assignment, follow_club,
};
pub(in crate::app) use live::{FollowedAssignment, FollowedClub};
pub use requests::{
    decide_request, open_clubs, own_requests, request_to_join, requests_to_club, visible_requests,
    withdraw_request,
};
pub use seeing::{members, own_memberships, visible, visible_memberships};

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::{Club, ClubMembership};
use crate::domain::ids::ClubId;
use crate::domain::problem::Problem;

/// A club that the caller leads, and the caller's membership in it; a club that they don't lead is not there for them. One
/// statement.
async fn led(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<(Club, ClubMembership), AppError> {
    let viewer = caller.viewer()?.account.id;
    let found = db::clubs::clubs_of_member(connection, viewer, &[club]).await?.into_iter().next();
    found
        .filter(|(_, own)| access::may_lead_club(Some(own.role)))
        .ok_or_else(|| AppError::refused_at(Problem::NotFound, "clubId"))
}
