//! The mutations for accounts without an e-mail address: to register by the invite code of a club, and to log in with a
//! one-time code of its leader.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::Viewer;
use super::account_mutation::{Session, gloss_language, start_session};
use crate::app::accounts::{self as app, ClubRegistration, CodeCredentials};
use crate::domain::learning::settings::time_zone_of_device;
use crate::graphql::clubs::sharing::{ClubShare, sharing};
use crate::graphql::clubs::{Club, club};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::LanguageTag;

/// A new account without an e-mail address.
#[derive(InputObject)]
pub struct RegisterWithClubCodeInput {
    /// The invite code from the club's leader; case, spaces and hyphens do not matter.
    pub invite_code: String,
    /// The name that others see, 1 to 80 characters.
    pub display_name: String,
    /// The user name to log in with: 4 to 30 Latin letters and digits, beginning with a letter; case does not matter.
    /// If omitted, the service generates one from the display name and four digits.
    pub username: Option<String>,
    /// The password, as in `register`.
    pub password: String,
    /// The parts of the new member's data that the club's leaders may see, as in `joinClub`.
    #[graphql(default)]
    pub shares: Vec<ClubShare>,
    /// The IANA time zone in which study days begin, at 04:00. A name that the service does not know counts as
    /// `Asia/Almaty`, so that a device's settings never prevent a registration; `updateSettings` changes the time zone.
    #[graphql(default_with = "\"Asia/Almaty\".to_owned()")]
    pub time_zone: String,
    /// The language in which to show meanings, as in `register`.
    pub gloss_language: Option<LanguageTag>,
    /// The name of this device in `Viewer.sessions`, as in `register`.
    pub device: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID and the same password. The mutation then logs in to the account that it created.
    pub client_mutation_id: Option<Uuid>,
}

/// The result of `registerWithClubCode`.
#[derive(SimpleObject)]
pub struct RegisterWithClubCodePayload {
    /// The session of the new account.
    session: Option<Session>,
    /// The viewer, who is now logged in to the new account. Show them `account.username`: they need it to log in again.
    viewer: Option<Viewer>,
    /// The club that the viewer has joined. Also null if the mutation is sent again and the club has been deleted
    /// since.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `UNKNOWN_INVITE_CODE`, `INVITATION_EXPIRED`,
    /// `INVITATION_USED_UP`, `CLUB_ARCHIVED`, `INVALID_NAME`, `INVALID_USERNAME`, `USERNAME_TAKEN`,
    /// `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`, `PASSWORD_TOO_COMMON`, `PASSWORD_PERSONAL`, `INVALID_LANGUAGE_TAG`,
    /// `TOO_MANY_ATTEMPTS`; if the mutation is sent again, also `INVALID_CREDENTIALS`, `SECOND_FACTOR_REQUIRED`,
    /// `ACCOUNT_DISABLED`, `ACCOUNT_AWAITS_DELETION` and `DELETED_SINCE`.
    errors: ListOf<UserError>,
}

/// A one-time code, and the password that replaces the forgotten one.
#[derive(InputObject)]
pub struct LogInWithCodeInput {
    /// The user name; case does not matter.
    pub username: String,
    /// The code from the club's leader; case, spaces and hyphens do not matter.
    pub code: String,
    /// The new password, as in `register`.
    pub new_password: String,
    /// The name of this device in `Viewer.sessions`, as in `register`.
    pub device: Option<String>,
}

/// The result of `logInWithCode`.
#[derive(SimpleObject)]
pub struct LogInWithCodePayload {
    /// The session.
    session: Option<Session>,
    /// The viewer who is now logged in.
    viewer: Option<Viewer>,
    /// Whether this login has revoked a requested deletion of the account (`deleteAccount`). Null on an error.
    revoked_deletion: Option<bool>,
    /// The problems with the input; empty on success. Codes: `INVALID_LOGIN_CODE`, `PASSWORD_TOO_SHORT`,
    /// `PASSWORD_TOO_LONG`, `PASSWORD_TOO_COMMON`, `PASSWORD_PERSONAL`, `ACCOUNT_DISABLED` (only with the right code),
    /// `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The mutations for accounts without an e-mail address.
#[derive(Default)]
pub struct UsernameMutation;

#[Object]
impl UsernameMutation {
    /// Creates an account without an e-mail address, joins the club that the invite code belongs to, and logs in. The
    /// account logs in with its user name and password (`logIn`). A leader of the club can help if the password is
    /// forgotten (`createMemberLoginCode`).
    async fn register_with_club_code(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The new account.")] input: RegisterWithClubCodeInput,
    ) -> Result<Option<RegisterWithClubCodePayload>, ApiError> {
        let language = request(context).language;
        let registration = ClubRegistration {
            invite_code: input.invite_code,
            username: input.username,
            password: input.password.into(),
            display_name: input.display_name,
            sharing: sharing(input.shares),
            time_zone: time_zone_of_device(&input.time_zone),
            gloss_language: gloss_language(input.gloss_language, language),
            device: input.device,
            client_mutation_id: input.client_mutation_id,
        };
        let registered = app::register_with_club_code(&request(context).caller, registration).await;
        let (member, errors) = settle(registered, context)?;
        let (login, id) = member.map_or((None, None), |member| (Some(member.login), member.club));
        let (session, viewer) = start_session(context, login);
        Ok(Some(RegisterWithClubCodePayload { session, viewer, club: club(context, id).await?, errors }))
    }

    /// Logs in with a one-time code that a club's leader created for an account without an e-mail address
    /// (`createMemberLoginCode`). Sets a new password, removes the authenticator app, the passkeys and the recovery
    /// codes, and ends all other sessions of the account. If the code is wrong, the response does not reveal whether
    /// the account exists.
    async fn log_in_with_code(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The code and the new password.")] input: LogInWithCodeInput,
    ) -> Result<Option<LogInWithCodePayload>, ApiError> {
        let request = request(context);
        let credentials = CodeCredentials {
            username: input.username,
            code: input.code,
            new_password: input.new_password.into(),
            device: input.device,
        };
        let logged_in = app::log_in_with_code(&request.caller, credentials, request.language).await;
        let (login, errors) = settle(logged_in, context)?;
        let revoked_deletion = login.as_ref().map(|login| login.revoked_deletion);
        let (session, viewer) = start_session(context, login);
        Ok(Some(LogInWithCodePayload { session, viewer, revoked_deletion, errors }))
    }
}
