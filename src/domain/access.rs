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
