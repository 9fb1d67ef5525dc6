//! Access rules. Records that a viewer may not see are treated as missing, not as forbidden.

use crate::accounts::{Account, Role};
use crate::clubs::ClubRole;

/// Whether the account may create a club: leaders, editors and admins may.
pub fn may_create_club(account: &Account) -> bool {
    may_lead_clubs(account.role)
}

/// Whether a viewer with this role in a club (`None` if not a member) may know that the club exists.
pub fn may_see_club(role: Option<ClubRole>) -> bool {
    role.is_some()
}

/// Whether a viewer with this role in a club may see its invite code, its members and their progress.
pub fn may_lead_club(role: Option<ClubRole>) -> bool {
    role == Some(ClubRole::Leader)
}

/// Whether a viewer with this role in a club may see one of its assignments. `is_for_viewer` is whether the viewer has
/// the assignment.
pub fn may_see_assignment(role: ClubRole, is_for_viewer: bool, withdrawn: bool) -> bool {
    role == ClubRole::Leader || (is_for_viewer && !withdrawn)
}

/// Whether the account may edit the directory, and see its drafts and its history.
pub fn may_edit_directory(account: &Account) -> bool {
    account.role >= Role::Editor
}

/// Whether the account may resolve learners' reports about the lessons.
pub fn may_edit_lessons(account: &Account) -> bool {
    account.role >= Role::Editor
}

/// Whether the account may see all accounts, and change their roles.
pub fn may_manage_accounts(account: &Account) -> bool {
    account.role >= Role::Admin
}

/// Whether an account with this role may lead clubs: its own, and those that others made it a leader of.
pub fn may_lead_clubs(role: Role) -> bool {
    role >= Role::Leader
}

/// Whether a leader of one of the account's clubs may let its owner in with a one-time code: a pupil without an e-mail
/// address has no other way back.
pub fn may_get_login_code(account: &Account) -> bool {
    account.email.is_none() && account.role == Role::Learner
}

/// The readers to whom the directory is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: published records.
    Public,
    /// Editors: also drafts.
    Editors,
}

impl Audience {
    /// Returns the audience for an account; `None` stands for nobody logged in.
    pub fn of(account: Option<&Account>) -> Self {
        if account.is_some_and(may_edit_directory) { Self::Editors } else { Self::Public }
    }

    /// Whether drafts, and contacts that are not public, are shown.
    pub fn sees_drafts(self) -> bool {
        self == Self::Editors
    }
}
