//! Access rules. Records that a viewer may not see are treated as missing, not as forbidden.

use crate::accounts::{Account, Role};
use crate::clubs::ClubRole;

/// For whom a second factor is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondFactorRule {
    /// For the roles above leaders: without one, they may do what leaders may do.
    #[default]
    Required,
    /// For nobody.
    Optional,
}

impl SecondFactorRule {
    /// Returns the role whose permissions the account has. Without the second factor that its own role requires, it has
    /// those of a leader.
    pub fn role_in_force(self, account: &Account) -> Role {
        if self == Self::Optional || account.has_second_factor {
            account.role
        } else {
            account.role.min(Role::Leader)
        }
    }
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

/// Whether the role in force allows editing the directory, and seeing its drafts and its history.
pub fn may_edit_directory(role: Role) -> bool {
    role >= Role::Editor
}

/// Whether the role in force allows resolving learners' reports about the lessons.
pub fn may_edit_lessons(role: Role) -> bool {
    role >= Role::Editor
}

/// Whether the role in force allows seeing all accounts, and changing their roles.
pub fn may_manage_accounts(role: Role) -> bool {
    role >= Role::Admin
}

/// Whether an account with this role may create clubs, and lead them: its own, and those that others made it a leader
/// of.
pub fn may_lead_clubs(role: Role) -> bool {
    role >= Role::Leader
}

/// Whether a leader of one of the account's clubs may let its owner in with a login code: a pupil without an e-mail
/// address has no other way back. The code also resets the second factor, which may be somebody else's.
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
    /// Returns the audience for a role in force; `None` stands for nobody logged in.
    pub fn of(role: Option<Role>) -> Self {
        if role.is_some_and(may_edit_directory) { Self::Editors } else { Self::Public }
    }

    /// Whether drafts, and contacts that are not public, are shown.
    pub fn sees_drafts(self) -> bool {
        self == Self::Editors
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn account(role: Role, has_second_factor: bool) -> Account {
        Account {
            id: Uuid::nil().into(),
            email: None,
            email_verified_at: None,
            username: Some("aigul7".to_owned()),
            display_name: "Айгүл".to_owned(),
            role,
            created_at: chrono::DateTime::UNIX_EPOCH,
            has_second_factor,
        }
    }

    #[test]
    fn the_roles_above_leaders_take_effect_with_a_second_factor() {
        for role in Role::ALL {
            let (without, with) = (account(role, false), account(role, true));
            assert_eq!(SecondFactorRule::Required.role_in_force(&without), role.min(Role::Leader));
            assert_eq!(SecondFactorRule::Required.role_in_force(&with), role);
            assert_eq!(SecondFactorRule::Optional.role_in_force(&without), role);
        }
    }

    #[test]
    fn only_learners_without_an_address_get_login_codes() {
        let pupil = account(Role::Learner, true);
        assert!(may_get_login_code(&pupil), "whoever added the second factor may not be the owner");
        assert!(!may_get_login_code(&account(Role::Leader, false)));
        assert!(!may_get_login_code(&Account { email: Some("aigul@example.kz".to_owned()), ..pupil }));
    }
}
