//! The mutations that verify and change the e-mail address of an account, and that reset its password.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::Viewer;
use crate::app::accounts as app;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// The result of `requestEmailVerification`.
#[derive(SimpleObject)]
pub struct RequestEmailVerificationPayload {
    /// The viewer.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `EMAIL_NOT_SET_UP`, `NO_EMAIL`,
    /// `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// A link that verifies an address.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// The part of the link after the `#`.
    pub token: String,
}

/// The result of `verifyEmail`.
#[derive(SimpleObject)]
pub struct VerifyEmailPayload {
    /// The address that is now verified.
    email: Option<String>,
    /// The problems with the input; empty on success. Codes: `INVALID_EMAIL_LINK`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// A change of the viewer's e-mail address.
#[derive(InputObject)]
pub struct RequestEmailChangeInput {
    /// The new e-mail address, as in `register`.
    pub new_email: String,
}

/// The result of `requestEmailChange`.
#[derive(SimpleObject)]
pub struct RequestEmailChangePayload {
    /// The viewer, who still has the old address or user name.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `EMAIL_NOT_SET_UP`, `REAUTHENTICATION_REQUIRED`,
    /// `INVALID_EMAIL`, `NO_CHANGES` (it is the current address), `EMAIL_TAKEN`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// A link that confirms a new address.
#[derive(InputObject)]
pub struct ConfirmEmailChangeInput {
    /// The part of the link after the `#`.
    pub token: String,
}

/// The result of `confirmEmailChange`.
#[derive(SimpleObject)]
pub struct ConfirmEmailChangePayload {
    /// The address to log in with from now on.
    email: Option<String>,
    /// The problems with the input; empty on success. Codes: `INVALID_EMAIL_LINK`, `EMAIL_TAKEN` (another account has taken
    /// the address meanwhile), `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The account with the forgotten password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The e-mail address of the account, in any form that `register` accepts.
    pub email: String,
}

/// The result of `requestPasswordReset`.
#[derive(SimpleObject)]
pub struct RequestPasswordResetPayload {
    /// The problems with the input; empty on success, whether or not the address has an account. Codes:
    /// `EMAIL_NOT_SET_UP`, `INVALID_EMAIL`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// A link that sets a new password, and that password.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The part of the link after the `#`.
    pub token: String,
    /// The new password, as in `register`.
    pub new_password: String,
}

/// The result of `resetPassword`.
#[derive(SimpleObject)]
pub struct ResetPasswordPayload {
    /// The address to log in with, together with the new password.
    email: Option<String>,
    /// The problems with the input; empty on success. Codes: `INVALID_EMAIL_LINK`, `PASSWORD_TOO_SHORT`,
    /// `PASSWORD_TOO_LONG`, `PASSWORD_TOO_COMMON`, `PASSWORD_PERSONAL`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The mutations of e-mail addresses.
#[derive(Default)]
pub struct EmailMutation;

#[Object]
impl EmailMutation {
    /// Sends an e-mail message with a link that verifies the address of the viewer's account, in the language of the
    /// request. The link leads to `/app/email/verify` and works once; it expires 10 minutes after the message is sent.
    /// If the address is already verified, nothing is sent. After three messages, the viewer must wait before each
    /// further one, first 20 minutes and at most 4 hours (`TOO_MANY_ATTEMPTS`). `register` sends the first message.
    /// Requires a login.
    async fn request_email_verification(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<RequestEmailVerificationPayload>, ApiError> {
        let request = request(context);
        let asked = app::request_email_verification(&request.caller, request.language).await;
        let (asked, errors) = settle(asked, context)?;
        let viewer = request.caller.viewer.clone().filter(|_| asked.is_some()).map(Viewer);
        Ok(Some(RequestEmailVerificationPayload { viewer, errors }))
    }

    /// Verifies the address to which the link was sent. Requires no login, so the link may be opened on any device.
    async fn verify_email(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The link.")] input: VerifyEmailInput,
    ) -> Result<Option<VerifyEmailPayload>, ApiError> {
        let request = request(context);
        let verified = app::verify_email(&request.caller, &input.token.into()).await;
        let (email, errors) = settle(verified, context)?;
        Ok(Some(VerifyEmailPayload { email, errors }))
    }

    /// Sends an e-mail message with a link to the new address of the viewer's account, and a notice to the current
    /// address, in the language of the request. An account with a user name gets its first address in this way, without
    /// a notice. The link leads to `/app/email/change` and works once; it expires 10 minutes after the message is sent.
    /// Until it is opened, the account keeps its address or user name. Links from earlier requests stop working. After
    /// three messages, the viewer must wait before each further one, as in `requestEmailVerification`. Requires a
    /// login, or `reauthenticate`, within the last 15 minutes.
    async fn request_email_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The new address.")] input: RequestEmailChangeInput,
    ) -> Result<Option<RequestEmailChangePayload>, ApiError> {
        let request = request(context);
        let asked = app::request_email_change(&request.caller, &input.new_email, request.language).await;
        let (asked, errors) = settle(asked, context)?;
        let viewer = request.caller.viewer.clone().filter(|_| asked.is_some()).map(Viewer);
        Ok(Some(RequestEmailChangePayload { viewer, errors }))
    }

    /// Makes the address that received the link the account's address. From then on, the previous address or the user
    /// name can no longer be used to log in. The new address counts as verified, and the account's other links no
    /// longer work. Sessions continue. Requires no login, so the link may be opened on any device.
    async fn confirm_email_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The link.")] input: ConfirmEmailChangeInput,
    ) -> Result<Option<ConfirmEmailChangePayload>, ApiError> {
        let request = request(context);
        let language = request.language;
        let changed = app::confirm_email_change(&request.caller, &input.token.into(), language).await;
        let (email, errors) = settle(changed, context)?;
        Ok(Some(ConfirmEmailChangePayload { email, errors }))
    }

    /// Sends an e-mail message with a link for setting a new password, in the language of the request, if the address
    /// has an account. The response does not reveal whether it has one. The link leads to `/app/email/reset` and works
    /// once; it expires 10 minutes after the message is sent. After three messages, there is a wait before each further
    /// one, as in `requestEmailVerification`. Pupils without an address can get a code from a leader of their club
    /// instead (`createMemberLoginCode`).
    async fn request_password_reset(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The account.")] input: RequestPasswordResetInput,
    ) -> Result<Option<RequestPasswordResetPayload>, ApiError> {
        let request = request(context);
        let asked = app::request_password_reset(&request.caller, &input.email, request.language).await;
        let (_, errors) = settle(asked, context)?;
        Ok(Some(RequestPasswordResetPayload { errors }))
    }

    /// Sets a new password for the account that received the link, and ends all its sessions. If the address was not
    /// verified before, the second factor and the passkeys are also removed, because someone else may have registered
    /// with that address. The address then counts as verified. Requires no login, and does not log in.
    async fn reset_password(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The link, and the new password.")] input: ResetPasswordInput,
    ) -> Result<Option<ResetPasswordPayload>, ApiError> {
        let request = request(context);
        let (token, password) = (input.token.into(), input.new_password.into());
        let language = request.language;
        let reset = app::reset_password_by_link(&request.caller, &token, &password, language).await;
        let (email, errors) = settle(reset, context)?;
        Ok(Some(ResetPasswordPayload { email, errors }))
    }
}
