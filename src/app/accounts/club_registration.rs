//! Registering without an e-mail address, by the invite code of a club: the leaders know who the pupil is.

use chrono_tz::Tz;
use secrecy::SecretString;
use uuid::Uuid;

use super::new_account::{NewAccount, Registrant, created_before};
use super::{Device, Login, count_address, open_session};
use crate::app::clubs::join_by_code;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::accounts::{LoginName, Role, Username, suggested_usernames};
use crate::domain::clubs::{InviteCode, Sharing};
use crate::domain::ids::{AccountId, ClubId};
use crate::domain::problem::Problem;
use crate::random;

/// The number of random bytes from which user names are suggested: four for each of ten names.
const SUGGESTION_BYTES: usize = 40;

/// The input of a registration by invite code. [`super::Registration`] documents the fields that both have.
#[derive(Clone)]
pub struct ClubRegistration {
    /// The invite code of the club.
    pub invite_code: String,
    /// The user name to log in with; `None` for a suggested one.
    pub username: Option<String>,
    pub(crate) password: SecretString,
    pub(crate) display_name: String,
    /// What the pupil shares with the club's leaders.
    pub sharing: Sharing,
    pub(crate) time_zone: Tz,
    pub(crate) gloss_language: String,
    pub(crate) device: Option<String>,
    pub(crate) client_mutation_id: Option<Uuid>,
}

/// A new account that is in a club.
pub struct NewMember {
    /// The login.
    pub login: Login,
    /// The club. `None` if it has been deleted since the mutation was first sent.
    pub club: Option<ClubId>,
}

/// Creates an account without an e-mail address, joins the club of the invite code, and logs in. If the mutation is
/// sent again, only logs in.
pub async fn register_with_club_code(
    caller: &Caller,
    registration: ClubRegistration,
) -> Result<NewMember, AppError> {
    count_address(caller).await?;
    let unknown = || AppError::refused_at(Problem::UnknownInviteCode, "inviteCode");
    let code = InviteCode::parse(&registration.invite_code).ok_or_else(unknown)?;
    let id: AccountId = caller.new_id(registration.client_mutation_id);
    let again = registration.client_mutation_id.map(|_| registration.clone());
    let registered = create(caller, id, &code, registration).await;
    // The mutation may have created the account before, or at the same time.
    if registered.is_err()
        && let Some(again) = again
        && let Some(member) = log_in_again(caller, id, &code, again).await?
    {
        return Ok(member);
    }
    registered
}

async fn create(
    caller: &Caller,
    id: AccountId,
    code: &InviteCode,
    registration: ClubRegistration,
) -> Result<NewMember, AppError> {
    let (sharing, label) = (registration.sharing, registration.device.clone());
    let new = check(caller, id, code, registration).await?;
    let newcomer = caller.clone().with_viewer(Some(new.viewer.clone()));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            new.insert(connection).await?;
            let club = join_by_code(&newcomer, connection, code, Some(sharing)).await?;
            let device = Device { label: label.clone(), token: None };
            let login = open_session(caller, connection, new.viewer.clone(), device).await?;
            Ok(NewMember { login, club: Some(club) })
        })
        .await
}

/// Logs in to the account that an earlier request with the same id has created. Fails if it was deleted since.
async fn log_in_again(
    caller: &Caller,
    id: AccountId,
    code: &InviteCode,
    registration: ClubRegistration,
) -> Result<Option<NewMember>, AppError> {
    let mut connection = caller.connection().await?;
    let created = created_before(&mut connection, id).await?;
    let invitation = db::clubs::invitation_by_code(&mut connection, code).await?;
    // Logging in takes a connection of its own.
    drop(connection);
    let Some(created) = created else { return Ok(None) };
    let login = super::log_in_again(caller, &created, registration.password, registration.device).await?;
    Ok(Some(NewMember { login, club: invitation.map(|invitation| invitation.club_id) }))
}

/// Checks the input, and hashes the password. Fails before that if the code admits nobody.
async fn check(
    caller: &Caller,
    id: AccountId,
    code: &InviteCode,
    registration: ClubRegistration,
) -> Result<NewAccount, AppError> {
    let mut new = Registrant::new(caller, registration.time_zone)?;
    new.check_profile(&registration.display_name, &registration.gloss_language);
    let mut connection = caller.connection().await?;
    let invitation = db::clubs::invitation_by_code(&mut connection, code).await?;
    let problem = invitation.map_or(Some(Problem::UnknownInviteCode), |found| found.problem(caller.now));
    if let Some(problem) = problem {
        return Err(AppError::refused_at(problem, "inviteCode"));
    }
    let username = match (&registration.username, &new.display_name) {
        (Some(chosen), _) => new.checks.field("username", Username::new(chosen)),
        (None, Some(name)) => {
            let suggested = suggested_usernames(name, &random::bytes::<SUGGESTION_BYTES>());
            let taken = db::accounts::taken_usernames(&mut connection, &suggested).await?;
            let free = suggested.into_iter().find(|name| !taken.iter().any(|taken| taken == name.as_str()));
            new.checks.field("username", free.ok_or(Problem::UsernameTaken))
        }
        (None, None) => None,
    };
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    new.login_name = username.map(LoginName::Username);
    new.finish(caller, id, Role::Learner, &registration.password).await
}
