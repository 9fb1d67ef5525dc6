//! Login codes, which leaders give to pupils without an e-mail address who have forgotten their password.

use chrono::{DateTime, Utc};

use super::access_log::log_access;
use super::require_leader;
use crate::app::accounts::forget_attempts;
use crate::app::{AppError, AtField as _, Caller, tokens};
use crate::db;
use crate::domain::access;
use crate::domain::accounts::{LOGIN_CODE_LIFETIME, LoginCode};
use crate::domain::clubs::{ClubAccessSubject, ClubRole};
use crate::domain::ids::ClubMembershipId;
use crate::domain::problem::Problem;
use crate::random;

/// A new login code.
#[derive(Debug)]
pub struct IssuedLoginCode {
    /// The code.
    pub code: LoginCode,
    /// The user name that the code belongs to.
    pub username: String,
    /// When it stops being valid.
    pub expires_at: DateTime<Utc>,
}

/// Creates a login code for a member of a club that the caller leads, and records that in the member's access log.
/// The member's last code is no longer valid, and earlier attempts at the password no longer delay anything. The code
/// counts only while the caller leads a club of the member: who no longer does has no way into their account.
pub async fn create_member_login_code(
    caller: &Caller,
    membership: ClubMembershipId,
) -> Result<IssuedLoginCode, AppError> {
    let leader = caller.viewer()?.account.id;
    let refused = |problem| AppError::refused_at(problem, "membershipId");
    let code = LoginCode::from_random(random::bytes());
    let expires_at = caller.now + LOGIN_CODE_LIFETIME;
    let mut connection = caller.connection().await?;
    let username = connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
            let member = found.into_iter().next().at("membershipId")?;
            let (_, own) = require_leader(caller, connection, member.club_id, "membershipId").await?;
            // Until the code is stored, the account can be neither disabled nor deleted.
            let found = db::accounts::lock_against_changes(connection, member.learner_id)
                .await?
                .at("membershipId")?;
            if found.disabled_at.is_some() {
                return Err(refused(Problem::AccountDisabled));
            }
            let account = found.account;
            if member.role == ClubRole::Leader || !access::may_get_login_code(&account) {
                return Err(refused(Problem::LoginCodeNotAllowed));
            }
            let hash = tokens::login_code_hash(account.id, &code);
            db::accounts::put_login_code(connection, account.id, leader, &hash, expires_at).await?;
            log_access(caller, connection, &own, ClubAccessSubject::LoginCode, &[account.id]).await?;
            let username = account.username.unwrap_or_default();
            // Pupils who have forgotten the password have tried several.
            forget_attempts(connection, &username).await?;
            Ok(username)
        })
        .await?;
    Ok(IssuedLoginCode { code, username, expires_at })
}
