//! Clubs and their members.

mod access_log;
mod assigning;
mod assignments;
mod club;
pub mod export;
pub mod insight;
mod invitations;
mod live;
mod memberships;
mod requests;
mod studying;

pub use access_log::{ClubAccessKey, access_log_by_ids, access_log_page, insert_accesses};
pub use assigning::{assign, assign_running, awaited_words, note_cards_made};
pub use assignments::{
    AssignmentKey, DeadlineKey, SeenAssignment, assignment_progress, assignments_by_ids, assignments_of_club,
    assignments_of_learner, count_running, insert_assignment, update_assignment, words_assigned_to,
    words_of_assignments,
};
pub use club::{ClubChange, clubs_of_member, hold_assignments, hold_club, insert_club, update_club};
pub use invitations::{
    InvitationKey, count_usable, insert_invitations, invitation_by_code, invitations_by_ids,
    invitations_page, invite_codes_of_led, revoke_invitation, use_invitation,
};
pub use live::{StateDigest, active_members, states_of_assignments, states_of_clubs};
pub use memberships::{
    JoinedKey, MembershipsOf, delete_membership, insert_membership, lock_leaders, memberships_by_ids,
    memberships_page, set_role, set_sharing,
};
pub use requests::{
    RequestKey, RequestsOf, ask, before_asking, decide, name_of_open_club, open_clubs, requests_by_ids,
    requests_page,
};
pub use studying::{StudyingMember, all_assigned, members_assigned, seen_members, studying_members};

use memberships::{MembershipRow, membership, membership_columns, role_name};
