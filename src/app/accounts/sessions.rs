//! The sessions of an account: finding, listing and ending them, and entering the password again.

use diesel_async::AsyncPgConnection;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::accounts::attempts::Attempt;
use crate::app::accounts::session_lookups::find_session;
use crate::app::clubs::make_assigned_cards;
use crate::app::{AppError, Caller, Viewer, tokens};
use crate::db;
use crate::domain::accounts::{Session, TOUCH_INTERVAL};
use crate::domain::ids::SessionId;
use crate::domain::problem::Problem;

/// Makes the token's account the caller's viewer. `None` if the token is unknown or has expired. Also makes the cards
/// that were assigned to the account since its last request, and stores about once an hour that the session is used.
pub async fn authenticate(mut caller: Caller, token: &SecretString) -> Result<Option<Caller>, AppError> {
    let hash = tokens::hash(token);
    let Some(session) = find_session(&caller, &hash).await? else { return Ok(None) };
    // A use in the future was stored by a clock that was ahead.
    if (caller.now - session.last_used_at).abs() >= TOUCH_INTERVAL {
        let expires_at = caller.services.account_settings.sessions.expiry(session.created_at, caller.now);
        let mut connection = caller.connection().await?;
        db::accounts::touch_session(&mut connection, &hash, caller.now, expires_at).await?;
    }
    caller.viewer = Some(Viewer { account: session.account, settings: session.settings }.into());
    caller.token_hash = Some(hash);
    caller.authenticated_at = Some(session.authenticated_at);
    caller.content_version = Some(session.content_version);
    if session.lacks_cards {
        make_assigned_cards(&caller).await?;
    }
    Ok(Some(caller))
}

/// Fails unless the caller's session still exists, and locks the viewer's account until the transaction ends. To be
/// called before anything is stored that outlives the session, such as a passkey: otherwise a request that was
/// authenticated just before a new password ended its session could leave somebody else a way in. Everything that sets
/// a password locks the account first.
pub(super) async fn require_session(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
) -> Result<(), AppError> {
    let account = caller.viewer()?.account.id;
    let token_hash = caller.token_hash.as_deref().ok_or(AppError::Unauthenticated)?;
    let is_there = db::accounts::lock_account_of_session(connection, account, token_hash).await?;
    if is_there { Ok(()) } else { Err(AppError::Unauthenticated) }
}

/// A session of the viewer.
#[derive(Debug)]
pub struct OwnSession {
    /// The session.
    pub session: Session,
    /// Whether the request was sent with its token.
    pub is_current: bool,
}

/// Returns the viewer's sessions, the last used ones first.
pub async fn own_sessions(caller: &Caller) -> Result<Vec<OwnSession>, AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let found = db::accounts::sessions_of(&mut connection, account, caller.now).await?;
    let own = |(session, hash): (Session, Vec<u8>)| OwnSession {
        session,
        is_current: caller.token_hash.as_ref() == Some(&hash),
    };
    Ok(found.into_iter().map(own).collect())
}

/// Ends the caller's session, if there is one.
pub async fn log_out(caller: &Caller) -> Result<(), AppError> {
    let Some(hash) = &caller.token_hash else { return Ok(()) };
    let mut connection = caller.connection().await?;
    Ok(db::accounts::delete_session(&mut connection, hash).await?)
}

/// Ends a session of the viewer.
pub async fn end_session(caller: &Caller, id: SessionId) -> Result<(), AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let ended = db::accounts::end_session(&mut connection, account, id).await?;
    if ended { Ok(()) } else { Err(AppError::refused_at(Problem::NotFound, "id")) }
}

/// Ends all sessions of the viewer except the caller's own; returns their number.
pub async fn end_other_sessions(caller: &Caller) -> Result<usize, AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::accounts::end_sessions(&mut connection, account, caller.token_hash.as_deref()).await?)
}

/// Verifies the viewer's password again, for actions that need a recent login. Returns the caller with this login.
pub async fn reauthenticate(caller: &Caller, password: &SecretString) -> Result<Caller, AppError> {
    let account = &caller.viewer()?.account;
    let permit = caller.services.passwords.permit()?;
    let attempt = Attempt::count_own(caller).await?;
    let mut connection = caller.connection().await?;
    let stored = db::accounts::password_hash(&mut connection, account.id).await?;
    // Hashing takes time; meanwhile other requests can use the connection.
    drop(connection);
    if !permit.verify(password.expose_secret(), Some(stored)).await? {
        return Err(AppError::refused_at(Problem::InvalidCredentials, "password"));
    }
    let mut connection = caller.connection().await?;
    attempt.succeed(&mut connection).await?;
    if let Some(hash) = &caller.token_hash {
        db::accounts::password_was_entered(&mut connection, account.id, hash, caller.now).await?;
    }
    Ok(Caller { authenticated_at: Some(caller.now), ..caller.clone() })
}
