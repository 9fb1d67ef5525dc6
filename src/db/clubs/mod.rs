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
mod management;
mod members;
mod memberships;
mod merge;
mod notes;
mod studying;

pub use access_log::{ClubAccessKey, access_log_by_ids, access_log_page, insert_accesses};
pub use assignment_members::{
    assign, assign_running_to_new_members, begin_changes, record_cards_made, words_lacking_cards,
};
pub use assignments::{
    AssignmentForMember, AssignmentKey, DeadlineKey, assignment_progress, assignments_by_ids,
    assignments_of_club, assignments_of_leader, assignments_of_learner, count_running, insert_assignment,
    running_assignments_of_learner, update_assignment, words_assigned_to, words_of_assignments,
};
pub use club::{
    ClubChange, archive_club, clubs_of_member, delete_clubs, insert_club, lock_against_changes, lock_club,
    lock_clubs, unarchive_club, update_club,
};
pub use invitations::{
    InvitationKey, count_usable, insert_invitations, invitation_by_code, invitations_by_ids,
    invitations_page, invite_codes_of_led, invited_club, revoke_invitation, use_invitation,
};
pub use join_requests::{
    JoinRequestKey, JoinRequestsOf, club_for_requests, decide, membership_and_open_requests,
    newest_requests_to_leader, open_clubs, open_requests_of_led, put_request, requests_by_ids, requests_page,
};
pub use live::{
    StateDigest, active_members, states_of_assignments, states_of_club_news, states_of_clubs,
    states_of_leaders,
};
pub use management::{ManagedClubKey, ManagedClubsFilter, managed_clubs_by_ids, managed_clubs_page};
pub use members::{MemberKey, MemberPage, MembersOf, count_members, members_page, named_members};
pub use memberships::{
    JoinedKey, Leader, NameKey, delete_membership, delete_memberships, insert_membership, learners_in_club,
    led_clubs, lock_leaders, make_members, membership_of, memberships_by_ids, memberships_of_learner,
    move_memberships, set_alias, set_missing_alias, set_role, set_sharing,
};
pub use merge::{lock_clubs_of, move_club_data};
pub use notes::{NoteKey, NotesOf, insert_note, notes_by_ids, notes_page};
pub use studying::{
    ShownMember, StudyingMember, all_assigned_members, assigned_members_page, members_visible_to,
    studying_members,
};

use memberships::{MembershipRow, membership, role_name, shown_name};
