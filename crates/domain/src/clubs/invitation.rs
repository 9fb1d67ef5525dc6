//! Invitations: codes that admit everyone who knows them to a club.

use chrono::{DateTime, Duration, Utc};

use crate::accounts::DisplayName;
use crate::ids::{ClubId, ClubInvitationId, OrganizationId};
use crate::problem::Problem;
use crate::typed_code::read_code;

/// The maximum number of uses of a limited invitation.
const MAX_USES: i32 = 1_000;
/// The maximum number of usable invitations of one club.
pub const MAX_USABLE_INVITATIONS: usize = 1_000;
/// The maximum lifetime of an invitation that expires, in days.
const MAX_LIFETIME_DAYS: i64 = 366;

/// A code that admits everyone who knows it to a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The id.
    pub id: ClubInvitationId,
    /// The club.
    pub club_id: ClubId,
    /// The code.
    pub code: InviteCode,
    /// The leaders' own label.
    pub label: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it stops admitting people.
    pub expires_at: Option<DateTime<Utc>>,
    /// The number of people that it admits; `None` if unlimited.
    pub max_uses: Option<u32>,
    /// The number of people that it has admitted.
    pub uses: u32,
    /// When a leader revoked it.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Invitation {
    /// Returns the reason why the invitation admits nobody at a moment; `None` if it is usable. A revoked invitation is
    /// treated as an unknown code.
    pub fn problem(&self, now: DateTime<Utc>) -> Option<Problem> {
        if self.revoked_at.is_some() {
            Some(Problem::UnknownInviteCode)
        } else if self.max_uses.is_some_and(|most| self.uses >= most) {
            Some(Problem::InvitationUsedUp)
        } else if self.expires_at.is_some_and(|end| end <= now) {
            Some(Problem::InvitationExpired)
        } else {
            None
        }
    }

    /// Returns the person that a personal invitation was issued for.
    pub fn recipient(&self) -> Option<&str> {
        self.label.as_deref().filter(|_| self.max_uses == Some(1))
    }
}

/// What people may know about a club before they join it by an invite code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedClub {
    /// The name.
    pub name: String,
    /// The directory's organization that the club belongs to.
    pub organization_id: Option<OrganizationId>,
    /// The area where the club meets: an ISO 3166 code.
    pub area: Option<String>,
    /// The display names of the leaders, in the order of joining.
    pub leaders: Vec<String>,
    /// The number of members, without the leaders.
    pub members: u32,
}

/// Checks the maximum number of uses.
pub fn invitation_max_uses(uses: i32) -> Result<u32, Problem> {
    let valid = u32::try_from(uses).ok().filter(|_| (1..=MAX_USES).contains(&uses));
    valid.ok_or(Problem::InvalidMaxUses)
}

/// Checks the time at which an invitation expires.
pub fn invitation_expiry(expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    let is_valid = expires_at > now && expires_at <= now + Duration::days(MAX_LIFETIME_DAYS);
    is_valid.then_some(expires_at).ok_or(Problem::InvalidExpiry)
}

/// Checks the label of an invitation.
pub fn invitation_label(text: &str) -> Result<String, Problem> {
    DisplayName::new(text).map(|label| label.as_str().to_owned())
}

/// An invite code: ten characters of Crockford's base32 (<https://www.crockford.com/base32.html>): 50 bits, easy to
/// read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteCode(String);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

impl InviteCode {
    /// Creates a code from random bytes, using five bits of each.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        Self(
            bytes
                .iter()
                .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
                .map(|&c| char::from(c))
                .collect(),
        )
    }

    /// Parses user input, as [`read_code`] does; O is read as 0, I and L as 1. `None` if it is not a code.
    pub fn parse(text: &str) -> Option<Self> {
        let code = read_code(text, LENGTH, |c| match c {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            c => ALPHABET.iter().any(|&allowed| char::from(allowed) == c).then_some(c),
        });
        code.map(Self)
    }

    /// Returns the code as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the code as it is shown: in two groups of five.
    pub fn grouped(&self) -> String {
        let (head, tail) = self.0.split_at(self.0.len() / 2);
        format!("{head}-{tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_parsed_however_it_is_typed() {
        let code = InviteCode::from_random([0, 31, 1, 18, 255, 7, 8, 9, 10, 64]);
        assert_eq!(code.grouped(), "0Z1JZ-789A0");
        assert_eq!(InviteCode::parse(" oz1jz 789a0"), Some(code.clone()));
        assert_eq!(InviteCode::parse("0ZljZ-789AO"), Some(code.clone()));
        for dash in ["–", "—", "\u{2011}", "−", "‐", " - ", "\u{a0}", "\u{200b}", "\u{ad}"] {
            assert_eq!(InviteCode::parse(&format!("0Z1JZ{dash}789A0")), Some(code.clone()), "{dash:?}");
        }
        assert_eq!(InviteCode::parse("０Ｚ１ＪＺ－７８９Ａ０"), Some(code));
    }

    #[test]
    fn a_code_is_parsed_in_cyrillic_letters() {
        let read = |text: &str| InviteCode::parse(text).map(|code| code.as_str().to_owned());
        assert_eq!(read("АВСЕН-КМРТХ").as_deref(), Some("ABCEHKMPTX"));
        assert_eq!(read("авсен-кмртх").as_deref(), Some("ABCEHKMPTX"));
        assert_eq!(read("ОІУЗ7–АВС12").as_deref(), Some("01Y37ABC12"));
        // The keys G Q W J Z and V 2 4 5 0, with a Kazakh keyboard.
        assert_eq!(read("пйцоя-мәңғқ").as_deref(), Some("GQWJZV2450"));
        assert_eq!(read("ПЙЦОЯ-М2450").as_deref(), Some("GQWJZV2450"));
    }

    #[test]
    fn other_texts_are_not_codes() {
        for text in ["", "0Z1JZ", "0Z1JZ-789A0-1", "0Z1JZ-789AU", "бірбірбірб"] {
            assert_eq!(InviteCode::parse(text), None, "{text}");
        }
    }
}
