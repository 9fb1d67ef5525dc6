//! Invitations: codes that let whoever knows them into a club.

use chrono::{DateTime, Duration, Utc};

use crate::domain::accounts::DisplayName;
use crate::domain::clubs::ClubProblem;
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::domain::problem::Problem;

/// How many an invitation lets in at most, where there is a limit.
const MOST_USES: i32 = 1_000;
/// Invitations of one club at most that let somebody in.
pub const MOST_USABLE: usize = 1_000;
/// How long an invitation lasts at most, where there is an end: days.
const LONGEST: i64 = 366;

/// A code that lets whoever knows it into a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: ClubInvitationId,
    /// The club.
    pub club_id: ClubId,
    /// The code.
    pub code: InviteCode,
    /// What leaders know it by.
    pub label: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it lets nobody in.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many it lets in; none: any number.
    pub max_uses: Option<u32>,
    /// How many it has let in.
    pub uses: u32,
    /// Since when it lets nobody in, because a leader said so.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Invitation {
    /// Why it lets nobody in at a moment; none: it does. One that was revoked is as if it had never been.
    pub fn problem(&self, now: DateTime<Utc>) -> Option<Problem> {
        if self.revoked_at.is_some() {
            Some(Problem::UnknownInviteCode)
        } else if self.max_uses.is_some_and(|most| self.uses >= most) {
            Some(Problem::Club(ClubProblem::InvitationUsedUp))
        } else if self.expires_at.is_some_and(|end| end <= now) {
            Some(Problem::Club(ClubProblem::InvitationExpired))
        } else {
            None
        }
    }
}

/// Checks how many are to be let in.
pub fn max_uses(uses: i32) -> Result<u32, Problem> {
    let fits = u32::try_from(uses).ok().filter(|_| (1..=MOST_USES).contains(&uses));
    fits.ok_or(Problem::Club(ClubProblem::InvalidMaxUses))
}

/// Checks until when an invitation is to last.
pub fn lifetime(expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    let fits = expires_at > now && expires_at <= now + Duration::days(LONGEST);
    fits.then_some(expires_at).ok_or(Problem::Club(ClubProblem::InvalidExpiry))
}

/// Checks what an invitation is to be known by.
pub fn label(text: &str) -> Result<String, Problem> {
    DisplayName::new(text).map(|label| label.as_str().to_owned())
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
