//! Registering, logging in and out.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret as _;

use super::Viewer;
use crate::app::accounts::{self as app, Login, Registration};
use crate::domain::text::Language;
use crate::graphql::context::{become_viewer, request};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::LanguageTag;

/// Who wants to register.
#[derive(InputObject)]
pub struct RegisterInput {
    /// The e-mail address to log in with; case doesn't matter.
    pub email: String,
    /// The password, 8 characters to 256 bytes.
    pub password: String,
    /// What others see, 1 to 80 characters.
    pub display_name: String,
    /// The IANA time zone in which study days begin, at 04:00.
    #[graphql(default_with = "\"Asia/Almaty\".to_owned()")]
    pub time_zone: String,
    /// The language to show meanings in; without it, that of the request, and Russian where that is Kazakh.
    pub gloss_language: Option<LanguageTag>,
}

/// Who logs in.
#[derive(InputObject)]
pub struct LogInInput {
    /// The e-mail address; case doesn't matter.
    pub email: String,
    /// The password.
    pub password: String,
}

/// A password to change.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password as it is.
    pub current_password: String,
    /// The password as it is to be, 8 characters to 256 bytes.
    pub new_password: String,
}

/// A login.
#[derive(SimpleObject)]
pub struct Session {
    /// To be sent as `Authorization: Bearer TOKEN`, and as `token` in the payload of a websocket's
    /// `connection_init`. It is shown this once: keep it secret.
    token: String,
    /// Until when it is good.
    expires_at: DateTime<Utc>,
}

/// What came of `register`.
#[derive(SimpleObject)]
pub struct RegisterPayload {
    /// The login of the new account; null: see `errors`.
    session: Option<Session>,
    /// Who is logged in with it; null: see `errors`.
    viewer: Option<Viewer>,
    /// What is wrong with the input; empty: nothing. Codes: `INVALID_EMAIL`, `EMAIL_TAKEN`, `PASSWORD_TOO_SHORT`,
    /// `PASSWORD_UNFIT`, `INVALID_NAME`, `UNKNOWN_TIME_ZONE`, `INVALID_LANGUAGE_TAG`, `TOO_MANY_ATTEMPTS`.
    errors: Vec<UserError>,
}

/// What came of `logIn`.
#[derive(SimpleObject)]
pub struct LogInPayload {
    /// The login; null: see `errors`.
    session: Option<Session>,
    /// Who is logged in with it; null: see `errors`.
    viewer: Option<Viewer>,
    /// What is wrong with the input; empty: nothing. Codes: `INVALID_CREDENTIALS`, `TOO_MANY_ATTEMPTS`.
    errors: Vec<UserError>,
}

/// What came of `logOut`.
#[derive(SimpleObject)]
pub struct LogOutPayload {
    /// Whether somebody was logged in.
    logged_out: bool,
}

/// What came of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether the password is the new one now; if not, see `errors`.
    changed: bool,
    /// What is wrong with the input; empty: nothing. Codes: `INVALID_CREDENTIALS`, `PASSWORD_TOO_SHORT`, `PASSWORD_UNFIT`,
    /// `TOO_MANY_ATTEMPTS`.
    errors: Vec<UserError>,
}

/// Registering, logging in and out.
#[derive(Default)]
pub struct AccountsMutation;

#[Object]
impl AccountsMutation {
    /// Makes an account and logs it in.
    async fn register(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Who registers.")] input: RegisterInput,
    ) -> Result<Option<RegisterPayload>, ApiError> {
        let request = request(context);
        let gloss_language = input.gloss_language.map_or_else(
            || match request.language {
                Language::Kk => Language::Ru.tag().to_owned(),
                language => language.tag().to_owned(),
            },
            |tag| tag.0,
        );
        let registration = Registration {
            email: input.email,
            password: input.password.into(),
            display_name: input.display_name,
            time_zone: input.time_zone,
            gloss_language,
        };
        let registered = app::register(&request.caller, registration).await;
        let (login, errors) = settle(registered, request.language)?;
        let (session, viewer) = enter(context, login);
        Ok(Some(RegisterPayload { session, viewer, errors }))
    }

    /// Logs in. A wrong password and an unknown account are told apart by nothing.
    async fn log_in(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Who logs in.")] input: LogInInput,
    ) -> Result<Option<LogInPayload>, ApiError> {
        let request = request(context);
        let logged_in = app::log_in(&request.caller, &input.email, &input.password.into()).await;
        let (login, errors) = settle(logged_in, request.language)?;
        let (session, viewer) = enter(context, login);
        Ok(Some(LogInPayload { session, viewer, errors }))
    }

    /// Ends the login whose token the request came with; other logins of the account stay.
    async fn log_out(&self, context: &Context<'_>) -> Result<Option<LogOutPayload>, ApiError> {
        let logged_out = app::log_out(&request(context).caller).await?;
        become_viewer(context, None);
        Ok(Some(LogOutPayload { logged_out }))
    }

    /// Changes the viewer's password, and ends all their logins but this one. Somebody has to be logged in.
    async fn change_password(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The passwords.")] input: ChangePasswordInput,
    ) -> Result<Option<ChangePasswordPayload>, ApiError> {
        let request = request(context);
        let (current, new) = (input.current_password.into(), input.new_password.into());
        let changed = app::change_password(&request.caller, &current, &new).await;
        let (changed, errors) = settle(changed, request.language)?;
        Ok(Some(ChangePasswordPayload { changed: changed.is_some(), errors }))
    }
}

/// The rest of the request is asked by whoever has logged in.
fn enter(context: &Context<'_>, login: Option<Login>) -> (Option<Session>, Option<Viewer>) {
    login.map_or((None, None), |Login { token, expires_at, viewer }| {
        become_viewer(context, Some(viewer.clone()));
        let session = Session { token: token.expose_secret().to_owned(), expires_at };
        (Some(session), Some(Viewer(viewer)))
    })
}
