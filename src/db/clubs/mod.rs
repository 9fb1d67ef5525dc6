//! Clubs and their members.

mod access_log;
mod assignment_members;
mod assignments;
mod club;
pub mod export;
pub mod insight;
mod invitations;
mod join_requests;
mod live;
mod memberships;
mod studying;

pub use access_log::{ClubAccessKey, access_log_by_ids, access_log_page, insert_accesses};
pub use assignment_members::{assign, assign_running_to_new_member, record_cards_made, words_lacking_cards};
pub use assignments::{
    AssignmentForMember, AssignmentKey, DeadlineKey, assignment_progress, assignments_by_ids,
    assignments_of_club, assignments_of_learner, count_running, insert_assignment, update_assignment,
    words_assigned_to, words_of_assignments,
};
pub use club::{
    ClubChange, clubs_of_member, insert_club, lock_against_new_assignments, lock_club, update_club,
};
pub use invitations::{
    InvitationKey, count_usable, insert_invitations, invitation_by_code, invitations_by_ids,
    invitations_page, invite_codes_of_led, revoke_invitation, use_invitation,
};
pub use join_requests::{
    JoinRequestKey, JoinRequestsOf, decide, membership_and_open_requests, open_club_name, open_clubs,
    put_request, requests_by_ids, requests_page,
};
pub use live::{StateDigest, active_members, states_of_assignments, states_of_clubs};
pub use memberships::{
    JoinedKey, MembershipsOf, delete_membership, insert_membership, led_clubs, lock_leaders,
    memberships_by_ids, memberships_page, set_alias, set_role, set_sharing,
};
pub use studying::{
    StudyingMember, all_assigned_members, assigned_members_page, studying_members,
    studying_members_visible_to,
};

use memberships::{MembershipRow, membership, role_name};
