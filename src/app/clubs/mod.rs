//! Clubs: creating, joining and leaving them, and the data that their leaders see.

mod access_log;
mod archive;
mod assignment_changes;
mod assignment_queries;
mod club_changes;
pub mod export;
pub mod insight;
mod invitations;
mod join_requests;
mod live;
mod login_codes;
mod management;
mod member_cache;
mod member_import;
mod member_progress;
mod member_roles;
mod members;
mod moves;
mod notes;
mod own_membership;
mod visibility;

pub use crate::db::clubs::{AssignmentForMember, ClubChange, ManagedClubsFilter, MemberKey, MemberPage};
pub use access_log::{own_access_log, own_access_log_by_ids};
pub use archive::{delete, set_archived};
pub(in crate::app) use assignment_changes::make_assigned_cards;
pub use assignment_changes::{
    AssignmentUpdate, NewAssignment, create_assignment, update_assignment, withdraw_assignment,
};
pub use assignment_queries::{
    AssignmentCounts, MemberAssignmentProgress, assignment_counts, assignment_progress_page,
    assignments_of_club, own_assignment_progress, own_assignments, visible_assignments, words_of_assignments,
};
pub use club_changes::{NewClub, create, update};
pub(in crate::app) use insight::KnowledgeCache;
pub use invitations::{
    NewInvitation, create_invitation, invitations_page, invite_codes, invited_club, revoke_invitation,
    visible_invitations,
};
pub use join_requests::{
    decide_request, open_clubs, open_requests, own_requests, request_to_join, requests_to_club,
    visible_requests, withdraw_request,
};
pub(in crate::app) use live::ClubPollers;
pub use live::{
    ActiveMembers, ActivityQuery, ClubNews, LiveQuery, LiveSubscription, NewsQuery, ProgressQuery,
    ProgressUpdate, Refresh, subscribe_to_all_assignments, subscribe_to_assignment, subscribe_to_club,
    subscribe_to_club_news,
};
pub use login_codes::{IssuedLoginCode, create_member_login_code};
pub use management::{FormerLeaders, clubs_page, managed_clubs, transfer};
pub use member_import::{MemberImport, MemberImportRow, import_members};
pub(in crate::app) use member_progress::ProgressCache;
pub use member_progress::progress_by_membership;
pub(in crate::app) use member_roles::give_up_leading;
pub use member_roles::{remove_member, set_alias, set_role};
pub use members::{FoundMembers, count_members, members};
pub use moves::move_members;
pub use notes::{NewNote, notes_of_club, own_notes, send_note, visible_notes};
pub(in crate::app) use own_membership::join_by_code;
pub use own_membership::{join, leave, update_sharing};
pub use visibility::{own_memberships, visible, visible_memberships};

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::{Club, ClubMembership};
use crate::domain::ids::ClubId;

/// Returns a club that the caller leads, and the caller's membership of it. Fails with `NotFound` at the input's
/// `field` if the caller does not lead it. One SQL statement.
async fn require_leader(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    field: &'static str,
) -> Result<(Club, ClubMembership), AppError> {
    let viewer = caller.viewer()?.account.id;
    let found = db::clubs::clubs_of_member(connection, viewer, &[club]).await?.into_iter().next();
    found.filter(|(_, own)| access::may_lead_club(Some(own.role))).at(field)
}
