//! The viewer's sessions, and the mutations that end them or need a recent login.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Viewer;
use crate::app::accounts as app;
use crate::domain::ids::SessionId;
use crate::graphql::context::{become_caller, become_viewer, request};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// A session of the viewer, as listed in `Viewer.sessions`.
#[derive(SimpleObject)]
pub struct AccountSession {
    /// Opaque, globally unique id; `node` does not find it.
    id: ID,
    /// The name that the client gave the device at login; otherwise the browser and operating system from the
    /// `User-Agent` header. Null if neither is known.
    device: Option<String>,
    /// The time of the login.
    created_at: DateTime<Utc>,
    /// The time at which the session was last used, accurate to within an hour.
    last_used_at: DateTime<Utc>,
    /// The time at which the session expires if it is not used before then (`Session.expiresAt`).
    expires_at: DateTime<Utc>,
    /// Whether this is the session of the request: the one whose token was sent, or the one that an earlier field of the
    /// same mutation began.
    is_current: bool,
}

impl From<app::OwnSession> for AccountSession {
    fn from(app::OwnSession { session, is_current }: app::OwnSession) -> Self {
        Self {
            id: global_id(session.id),
            device: session.device,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            is_current,
        }
    }
}

/// The viewer's fields about sessions.
pub struct ViewerSessions;

/// The viewer's fields about sessions.
#[Object]
impl ViewerSessions {
    /// The viewer's sessions that have not expired, the most recently used first; at most 100.
    #[graphql(complexity = "crate::graphql::pagination::rows_cost(100, child_complexity)")]
    async fn sessions(&self, context: &Context<'_>) -> Result<Option<ListOf<AccountSession>>, ApiError> {
        let found = app::own_sessions(&request(context).caller).await?;
        Ok(Some(found.into_iter().map(AccountSession::from).collect()))
    }
}

/// The session to end.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// The id of the session; may be the current one.
    pub id: ID,
}

/// The result of `endSession`.
#[derive(SimpleObject)]
pub struct EndSessionPayload {
    /// The id of the ended session.
    deleted_account_session_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer has no such session).
    errors: ListOf<UserError>,
}

/// The result of `endOtherSessions`.
#[derive(SimpleObject)]
pub struct EndOtherSessionsPayload {
    /// The number of sessions that were ended.
    ended_sessions: Option<u32>,
    /// The problems with the input; empty on success. No codes besides those that every mutation may return.
    errors: ListOf<UserError>,
}

/// The viewer's password.
#[derive(InputObject)]
pub struct ReauthenticateInput {
    /// The viewer's current password.
    pub password: String,
}

/// The result of `reauthenticate`.
#[derive(SimpleObject)]
pub struct ReauthenticatePayload {
    /// The viewer.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_CREDENTIALS`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The result of `deleteAccount`.
#[derive(SimpleObject)]
pub struct DeleteAccountPayload {
    /// The time at which the account will be deleted.
    deletion_due_at: Option<DateTime<Utc>>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`.
    errors: ListOf<UserError>,
}

/// The mutations of sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends one of the viewer's sessions, on any device. Requires a login.
    async fn end_session(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The session.")] input: EndSessionInput,
    ) -> Result<Option<EndSessionPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = SessionId::from_global_or_nil(&input.id);
        let (ended, errors) = settle(app::end_session(&request.caller, id).await, context)?;
        Ok(Some(EndSessionPayload { deleted_account_session_id: ended.map(|()| input.id), errors }))
    }

    /// Ends all of the viewer's sessions except the current one. Requires a login.
    async fn end_other_sessions(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<EndOtherSessionsPayload>, ApiError> {
        let ended = app::end_other_sessions(&request(context).caller).await?;
        Ok(Some(EndOtherSessionsPayload {
            ended_sessions: u32::try_from(ended).ok(),
            errors: ListOf::default(),
        }))
    }

    /// Verifies the viewer's password again. For 15 minutes after this, as after a login of any kind, the session may
    /// delete the account, change its e-mail address and second factors, download the viewer's data, delete clubs and,
    /// for admins, manage accounts, clubs and webhooks. Requires a login.
    async fn reauthenticate(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The password.")] input: ReauthenticateInput,
    ) -> Result<Option<ReauthenticatePayload>, ApiError> {
        let request = request(context);
        let verified = app::reauthenticate(&request.caller, &input.password.into()).await;
        let (caller, errors) = settle(verified, context)?;
        let viewer = caller.as_ref().and_then(|caller| caller.viewer.clone()).map(Viewer);
        if let Some(caller) = caller {
            become_caller(context, caller);
        }
        Ok(Some(ReauthenticatePayload { viewer, errors }))
    }

    /// Requests the deletion of the viewer's account and of all their learning data, and ends all sessions of the
    /// account. By default, the account is deleted after 14 days. A login before then revokes the deletion. Clubs whose
    /// only member is the viewer are deleted, too. Revisions of the directory stay, without the editor's name. Requires
    /// a login, or `reauthenticate`, within the last 15 minutes.
    async fn delete_account(&self, context: &Context<'_>) -> Result<Option<DeleteAccountPayload>, ApiError> {
        let request = request(context);
        let asked = app::request_deletion(&request.caller).await;
        let (deletion_due_at, errors) = settle(asked, context)?;
        if deletion_due_at.is_some() {
            become_viewer(context, None);
        }
        Ok(Some(DeleteAccountPayload { deletion_due_at, errors }))
    }
}
