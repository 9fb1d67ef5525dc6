//! The mutations that set up and turn off the second factor.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;
use secrecy::{ExposeSecret as _, SecretString};

use super::Viewer;
use crate::app::accounts as app;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// The result of `startTotp`.
#[derive(SimpleObject)]
pub struct StartTotpPayload {
    /// The secret to type into an authenticator app: 32 characters of Base32. Keep it secret. It is returned only once.
    secret: Option<String>,
    /// The same secret as an `otpauth://totp/…` URI, to show as a QR code that authenticator apps read. Keep it secret.
    otpauth_uri: Option<String>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `TOTP_ENABLED`.
    errors: ListOf<UserError>,
}

/// The first code of the authenticator app.
#[derive(InputObject)]
pub struct ConfirmTotpInput {
    /// The code that the authenticator app shows: 6 digits. Spaces do not matter.
    pub code: String,
}

/// The result of `confirmTotp`.
#[derive(SimpleObject)]
pub struct ConfirmTotpPayload {
    /// The viewer. The account now has a second factor.
    viewer: Option<Viewer>,
    /// Ten recovery codes. Each replaces a code of the app once, in case the app is lost. Ask the viewer to print them
    /// or write them down: they are returned only once.
    recovery_codes: Option<ListOf<String>>,
    /// The problems with the input; empty on success. Codes: `INVALID_SECOND_FACTOR`, `NO_SECOND_FACTOR` (`startTotp`
    /// comes first), `TOTP_ENABLED`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// A code that confirms turning off the authenticator app.
#[derive(InputObject)]
pub struct DisableTotpInput {
    /// A code of the authenticator app, or a recovery code.
    pub code: String,
}

/// The result of `disableTotp`.
#[derive(SimpleObject)]
pub struct DisableTotpPayload {
    /// The viewer. The account no longer has a second factor, unless it has passkeys.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `INVALID_SECOND_FACTOR`,
    /// `NO_SECOND_FACTOR`, `LAST_SECOND_FACTOR`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The result of `createRecoveryCodes`.
#[derive(SimpleObject)]
pub struct CreateRecoveryCodesPayload {
    /// Ten new recovery codes, as in `confirmTotp`.
    recovery_codes: Option<ListOf<String>>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `NO_SECOND_FACTOR`.
    errors: ListOf<UserError>,
}

/// The mutations that set up and turn off the second factor.
#[derive(Default)]
pub struct SecondFactorMutation;

#[Object]
impl SecondFactorMutation {
    /// Begins to set up an authenticator app as a second factor: generates its secret (TOTP, RFC 6238: SHA-1, 6 digits,
    /// steps of 30 seconds). Nothing else changes until `confirmTotp`. Another call replaces the secret. Requires a
    /// login, or `reauthenticate`, within the last 15 minutes.
    async fn start_totp(&self, context: &Context<'_>) -> Result<Option<StartTotpPayload>, ApiError> {
        let request = request(context);
        let (setup, errors) = settle(app::start_totp(&request.caller).await, context)?;
        let secret = setup.as_ref().map(|setup| setup.secret.expose_secret().to_owned());
        let otpauth_uri = setup.as_ref().map(|setup| setup.uri.expose_secret().to_owned());
        Ok(Some(StartTotpPayload { secret, otpauth_uri, errors }))
    }

    /// Turns on the authenticator app: from now on, logging in requires a code in addition to the password, or a
    /// passkey. Earlier recovery codes become invalid. Existing sessions continue. Requires a login.
    async fn confirm_totp(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first code.")] input: ConfirmTotpInput,
    ) -> Result<Option<ConfirmTotpPayload>, ApiError> {
        let request = request(context);
        let confirmed = app::confirm_totp(&request.caller, &input.code.into(), request.language).await;
        let (turned_on, errors) = settle(confirmed, context)?;
        let recovery_codes = turned_on.as_ref().map(|turned_on| exposed(&turned_on.recovery_codes));
        let viewer = turned_on.map(|turned_on| Viewer::renewed(context, turned_on.viewer));
        Ok(Some(ConfirmTotpPayload { viewer, recovery_codes, errors }))
    }

    /// Turns off the authenticator app. If the account has no passkey, it then has no second factor, and the recovery
    /// codes become invalid; a viewer whose role requires a second factor must set up a passkey first. Requires a
    /// login, or `reauthenticate`, within the last 15 minutes.
    async fn disable_totp(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "A code.")] input: DisableTotpInput,
    ) -> Result<Option<DisableTotpPayload>, ApiError> {
        let request = request(context);
        let disabled = app::disable_totp(&request.caller, &input.code.into(), request.language).await;
        let (viewer, errors) = settle(disabled, context)?;
        let viewer = viewer.map(|viewer| Viewer::renewed(context, viewer));
        Ok(Some(DisableTotpPayload { viewer, errors }))
    }

    /// Generates new recovery codes, and makes the earlier ones invalid. Requires a login, or `reauthenticate`, within
    /// the last 15 minutes.
    async fn create_recovery_codes(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<CreateRecoveryCodesPayload>, ApiError> {
        let request = request(context);
        let created = app::create_recovery_codes(&request.caller, request.language).await;
        let (codes, errors) = settle(created, context)?;
        Ok(Some(CreateRecoveryCodesPayload { recovery_codes: codes.map(|codes| exposed(&codes)), errors }))
    }
}

/// Returns recovery codes as texts.
pub(super) fn exposed(codes: &[SecretString]) -> ListOf<String> {
    codes.iter().map(|code| code.expose_secret().to_owned()).collect()
}
