//! Who may do what. What a viewer may not see is absent for them, not forbidden.

use crate::domain::accounts::{Account, Role};
use crate::domain::clubs::ClubRole;

/// Whether the account may found a club: leaders, editors and admins are trusted with one.
pub fn may_create_club(account: &Account) -> bool {
    account.role >= Role::Leader
}

/// Whether someone with this role in a club (none: not a member) may know that the club exists.
pub fn may_see_club(role: Option<ClubRole>) -> bool {
    role.is_some()
}

/// Whether someone with this role in a club may see its invite code, its members and their progress.
pub fn may_lead_club(role: Option<ClubRole>) -> bool {
    role == Some(ClubRole::Leader)
}

/// Whether someone with this role in a club may see one of its assignments, which is for them or not, and was withdrawn or
/// not.
pub fn may_see_assignment(role: ClubRole, is_for_them: bool, withdrawn: bool) -> bool {
    role == ClubRole::Leader || (is_for_them && !withdrawn)
}

/// Whether the account may change the directory, and see its drafts and its history.
pub fn may_edit_directory(account: &Account) -> bool {
    account.role >= Role::Editor
}

/// Whether the account may answer what learners report of the lessons.
pub fn may_edit_lessons(account: &Account) -> bool {
    account.role >= Role::Editor
}

/// For whom the directory is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: what is published.
    Public,
    /// Those who edit it: drafts too.
    Editors,
}

impl Audience {
    /// Of somebody, or of nobody known.
    pub fn of(account: Option<&Account>) -> Self {
        if account.is_some_and(may_edit_directory) { Self::Editors } else { Self::Public }
    }

    /// Whether drafts, and contacts that are not public, are shown.
    pub fn sees_drafts(self) -> bool {
        self == Self::Editors
    }
}
