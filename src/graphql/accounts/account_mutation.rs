//! The mutations to register, log in, log out and change the password.

use async_graphql::{Context, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use uuid::Uuid;

use super::Viewer;
use crate::app::AppError;
use crate::app::accounts::{self as app, Credentials, Login, Registration, SecondFactor};
use crate::domain::learning::settings::time_zone_of_device;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::context::{become_caller, become_viewer, request};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::LanguageTag;

/// A new account.
#[derive(InputObject)]
pub struct RegisterInput {
    /// The e-mail address to log in with. Case does not matter. An internationalized domain may be written in its own
    /// letters or as `xn--…`.
    pub email: String,
    /// The password, 8 to 256 characters. A password is refused if it is easy to guess, or contains little more than
    /// the account's e-mail address or name. Passwords are compared after Unicode normalization (NFKC), so it does not
    /// matter how a keyboard composes letters.
    pub password: String,
    /// The name that others see, 1 to 80 characters.
    pub display_name: String,
    /// The IANA time zone in which study days begin, at 04:00. A name that the service does not know counts as
    /// `Asia/Almaty`, so that a device's settings never prevent a registration; `updateSettings` changes the time zone.
    #[graphql(default_with = "\"Asia/Almaty\".to_owned()")]
    pub time_zone: String,
    /// The language in which to show meanings. Defaults to the language of the request, or to Russian if the request is
    /// in Kazakh.
    pub gloss_language: Option<LanguageTag>,
    /// The name of this device in `Viewer.sessions`, up to 80 characters. Defaults to the browser and operating system
    /// in the `User-Agent` header.
    pub device: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID and the same password. The mutation then logs in to the account that it created.
    pub client_mutation_id: Option<Uuid>,
}

/// The credentials of an account.
#[derive(InputObject)]
pub struct LogInInput {
    /// The e-mail address, in any form that `register` accepts. Give either `email` or `username`.
    pub email: Option<String>,
    /// The user name of an account without an e-mail address; case does not matter.
    pub username: Option<String>,
    /// The password.
    pub password: String,
    /// A code of the authenticator app, or a recovery code. If the account has a second factor, this or `passkey` is
    /// required, even on a known device. Without either, the login fails with `SECOND_FACTOR_REQUIRED`: ask the user for
    /// one, and send the mutation again with it.
    pub second_factor: Option<String>,
    /// The response of one of the account's passkeys, instead of `secondFactor`: an `AuthenticationResponseJSON` of
    /// WebAuthn, to a challenge from `startPasskeyLogin` for the purpose `SECOND_FACTOR`. If both are given, the
    /// passkey takes precedence.
    pub passkey: Option<Json<Value>>,
    /// The name of this device in `Viewer.sessions`, as in `register`.
    pub device: Option<String>,
    /// The `deviceToken` of an earlier login to this account on this device. Wrong passwords that somebody enters
    /// elsewhere do not delay a login with this token. A device is forgotten when the password is changed elsewhere, or
    /// after a year without a login.
    pub device_token: Option<String>,
}

/// A change of password.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The current password.
    pub current_password: String,
    /// The new password, as in `register`.
    pub new_password: String,
    /// The `deviceToken` of the last login on this device. With it, this device stays known, and all others are
    /// forgotten; without it, all devices are forgotten.
    pub device_token: Option<String>,
}

/// A session that has just begun, with its secret tokens. `Viewer.sessions` lists sessions without them.
#[derive(SimpleObject)]
pub struct Session {
    /// The session token. Send it as `Authorization: Bearer TOKEN`, and as `token` in the payload of a websocket's
    /// `connection_init`. It is returned only once. Keep it secret.
    token: String,
    /// The time at which the session expires if it is not used before then. By default, each use extends the session to
    /// 30 days after that use, up to 365 days after the login.
    expires_at: DateTime<Utc>,
    /// A token that identifies the device at later logins to the account. Keep it after a logout, and send it with
    /// `logIn`. The token alone does not allow a login.
    device_token: String,
}

/// The result of `register`.
#[derive(SimpleObject)]
pub struct RegisterPayload {
    /// The session of the new account.
    session: Option<Session>,
    /// The viewer, who is now logged in to the new account.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_EMAIL`, `EMAIL_TAKEN`, `PASSWORD_TOO_SHORT`,
    /// `PASSWORD_TOO_LONG`, `PASSWORD_TOO_COMMON`, `PASSWORD_PERSONAL`, `INVALID_NAME`, `INVALID_LANGUAGE_TAG`,
    /// `TOO_MANY_ATTEMPTS`; if the mutation is sent again, also `INVALID_CREDENTIALS`, `SECOND_FACTOR_REQUIRED`,
    /// `ACCOUNT_DISABLED`, `ACCOUNT_AWAITS_DELETION` and `DELETED_SINCE`.
    errors: ListOf<UserError>,
}

/// The result of `logIn`.
#[derive(SimpleObject)]
pub struct LogInPayload {
    /// The session.
    session: Option<Session>,
    /// The viewer who is now logged in.
    viewer: Option<Viewer>,
    /// Whether this login has revoked a requested deletion of the account (`deleteAccount`). Null on an error.
    revoked_deletion: Option<bool>,
    /// The problems with the input; empty on success. Codes: `INVALID_CREDENTIALS`, `TOO_MANY_ATTEMPTS`, `REQUIRED`
    /// (neither or both of `email` and `username`); only with the right password also `ACCOUNT_DISABLED`,
    /// `SECOND_FACTOR_REQUIRED`, `INVALID_SECOND_FACTOR`, `INVALID_PASSKEY`, `PASSKEYS_NOT_SET_UP`.
    errors: ListOf<UserError>,
}

/// The result of `logOut`.
#[derive(SimpleObject)]
pub struct LogOutPayload {
    /// Always empty: logging out is never refused. There are no codes.
    errors: ListOf<UserError>,
}

/// The result of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// The viewer.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_CREDENTIALS`, `PASSWORD_TOO_SHORT`,
    /// `PASSWORD_TOO_LONG`, `PASSWORD_TOO_COMMON`, `PASSWORD_PERSONAL`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The mutations to register, log in, log out and change the password.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Creates an account and logs in to it. If the service has been set up to send e-mail, it also sends a message with a
    /// link that verifies the address (`requestEmailVerification`).
    async fn register(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The new account.")] input: RegisterInput,
    ) -> Result<Option<RegisterPayload>, ApiError> {
        let request = request(context);
        let gloss_language = gloss_language(input.gloss_language, request.language);
        let registration = Registration {
            email: input.email,
            password: input.password.into(),
            display_name: input.display_name,
            time_zone: time_zone_of_device(&input.time_zone),
            gloss_language,
            device: input.device,
            client_mutation_id: input.client_mutation_id,
        };
        let registered = app::register(&request.caller, registration, request.language).await;
        let (login, errors) = settle(registered, context)?;
        let (session, viewer) = start_session(context, login);
        Ok(Some(RegisterPayload { session, viewer, errors }))
    }

    /// Logs in, and revokes a deletion that the account's owner has requested. If the credentials are wrong, the
    /// response does not reveal whether the account exists.
    async fn log_in(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The credentials.")] input: LogInInput,
    ) -> Result<Option<LogInPayload>, ApiError> {
        let request = request(context);
        let LogInInput { email, username, password, second_factor, passkey, device, device_token } = input;
        let code = second_factor.map(|code| SecondFactor::Code(code.into()));
        let logged_in = match (email, username) {
            (Some(login_name), None) | (None, Some(login_name)) => {
                let credentials = Credentials {
                    login_name,
                    password: password.into(),
                    second_factor: passkey.map(|answer| SecondFactor::Passkey(answer.0)).or(code),
                    device,
                    device_token: device_token.map(Into::into),
                };
                app::log_in(&request.caller, credentials).await
            }
            _ => Err(AppError::refused_at(Problem::Required, "email")),
        };
        let (login, errors) = settle(logged_in, context)?;
        let revoked_deletion = login.as_ref().map(|login| login.revoked_deletion);
        let (session, viewer) = start_session(context, login);
        Ok(Some(LogInPayload { session, viewer, revoked_deletion, errors }))
    }

    /// Ends the session whose token was sent with the request, if there is one. Other sessions of the account continue.
    async fn log_out(&self, context: &Context<'_>) -> Result<Option<LogOutPayload>, ApiError> {
        app::log_out(&request(context).caller).await?;
        become_viewer(context, None);
        Ok(Some(LogOutPayload { errors: ListOf::default() }))
    }

    /// Changes the viewer's password, ends all their other sessions, and forgets their other devices. Requires a login.
    async fn change_password(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The passwords.")] input: ChangePasswordInput,
    ) -> Result<Option<ChangePasswordPayload>, ApiError> {
        let request = request(context);
        let (current, new) = (input.current_password.into(), input.new_password.into());
        let device: Option<SecretString> = input.device_token.map(Into::into);
        let changed =
            app::change_password(&request.caller, &current, &new, device.as_ref(), request.language).await;
        let (changed, errors) = settle(changed, context)?;
        let viewer = request.caller.viewer.clone().filter(|_| changed.is_some()).map(Viewer);
        Ok(Some(ChangePasswordPayload { viewer, errors }))
    }
}

/// Returns the language in which a new account sees meanings. Without another choice, it is the language of the
/// request, or Russian if the request is in Kazakh.
pub(super) fn gloss_language(given: Option<LanguageTag>, request: Language) -> String {
    let of_request = || match request {
        Language::Kk => Language::Ru.tag().to_owned(),
        language => language.tag().to_owned(),
    };
    given.map_or_else(of_request, |tag| tag.0)
}

/// Makes the new login's session that of the rest of the request.
pub(super) fn start_session(
    context: &Context<'_>,
    login: Option<Login>,
) -> (Option<Session>, Option<Viewer>) {
    login.map_or((None, None), |login| {
        become_caller(context, login.caller(request(context).caller.clone()));
        let session = Session {
            token: login.token.expose_secret().to_owned(),
            expires_at: login.expires_at,
            device_token: login.device_token.expose_secret().to_owned(),
        };
        (Some(session), Some(Viewer(login.viewer)))
    })
}
