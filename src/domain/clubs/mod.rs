//! Clubs: groups that learn together, led by one or more of their members.

mod look;
mod sharing;

pub use look::{Look, LookSubject};
pub use sharing::{Shared, Sharing};

use chrono::{DateTime, Utc};

use crate::domain::ids::{AccountId, ClubId, ClubMembershipId, OrganizationId};

/// A group that learns together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Club {
    /// Its id.
    pub id: ClubId,
    /// Its name.
    pub name: String,
    /// The directory's organization that it belongs to.
    pub organization_id: Option<OrganizationId>,
    /// Who knows it may join.
    pub invite_code: InviteCode,
    /// When it was founded.
    pub created_at: DateTime<Utc>,
}

/// What a member is in a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClubRole {
    /// Leads it: sees its members' progress.
    Leader,
    /// Learns in it.
    Member,
}

/// An account's membership in a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubMembership {
    /// Its id.
    pub id: ClubMembershipId,
    /// The club.
    pub club_id: ClubId,
    /// The account.
    pub learner_id: AccountId,
    /// What others in the club see of the account.
    pub display_name: String,
    /// What it is in the club.
    pub role: ClubRole,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// What the club's leaders see of it.
    pub sharing: Sharing,
}

/// Ten characters of Crockford's base32 (<https://www.crockford.com/base32.html>): 50 bits, easy to read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteCode(String);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl InviteCode {
    /// Made of random bytes, five bits of each.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        Self(
            bytes
                .iter()
                .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
                .map(|&c| char::from(c))
                .collect(),
        )
    }

    /// Reads what a person typed: case, spaces and hyphens don't matter, O is 0, I and L are 1. None if it is
    /// no code.
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .take(11)
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .collect();
        (code.len() == 10 && code.bytes().all(|b| ALPHABET.contains(&b))).then_some(Self(code))
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is shown: in two groups of five.
    pub fn grouped(&self) -> String {
        let (head, tail) = self.0.split_at(self.0.len() / 2);
        format!("{head}-{tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = InviteCode::from_random([0, 31, 1, 18, 255, 7, 8, 9, 10, 64]);
        assert_eq!(code.grouped(), "0Z1JZ-789A0");
        assert_eq!(InviteCode::parse(" oz1jz 789a0"), Some(code.clone()));
        assert_eq!(InviteCode::parse("0ZljZ-789AO"), Some(code));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "0Z1JZ", "0Z1JZ-789A0-1", "0Z1JZ-789AU", "бірбірбірб"] {
            assert_eq!(InviteCode::parse(text), None, "{text}");
        }
    }
}
