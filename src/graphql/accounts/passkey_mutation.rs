//! Passkeys: the viewer's list, and the mutations that register and remove them and log in with them.

use async_graphql::{Context, Enum, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use serde_json::Value;

use super::Viewer;
use super::account_mutation::{Session, start_session};
use super::second_factor_mutation::exposed;
use crate::app::accounts::{self as app, PasskeyCredentials};
use crate::domain::accounts as domain;
use crate::domain::ids::PasskeyId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// A passkey of the viewer: a key, kept by a phone, a computer, a security key or a password manager, that logs in
/// without a password (WebAuthn).
#[derive(SimpleObject)]
pub struct Passkey {
    /// Opaque, globally unique id; `node` does not find it.
    id: ID,
    /// The name that the viewer gave the passkey, 1 to 80 characters.
    name: String,
    /// The time at which the passkey was registered.
    created_at: DateTime<Utc>,
    /// The time at which the passkey was last used. Null if it has not been used yet.
    last_used_at: Option<DateTime<Utc>>,
}

impl From<domain::Passkey> for Passkey {
    fn from(passkey: domain::Passkey) -> Self {
        let domain::Passkey { id, name, created_at, last_used_at } = passkey;
        Self { id: global_id(id), name, created_at, last_used_at }
    }
}

/// The viewer's fields about passkeys.
pub struct ViewerPasskeys;

/// The viewer's fields about passkeys.
#[Object]
impl ViewerPasskeys {
    /// The viewer's passkeys, in the order in which they were registered; at most 20.
    #[graphql(complexity = "crate::graphql::pagination::rows_cost(domain::MAX_PASSKEYS, child_complexity)")]
    async fn passkeys(&self, context: &Context<'_>) -> Result<Option<ListOf<Passkey>>, ApiError> {
        let found = app::own_passkeys(&request(context).caller).await?;
        Ok(Some(found.into_iter().map(Passkey::from).collect()))
    }
}

/// The result of `startPasskeyRegistration`.
#[derive(SimpleObject)]
pub struct StartPasskeyRegistrationPayload {
    /// The options for `navigator.credentials.create`: a `PublicKeyCredentialCreationOptionsJSON` of WebAuthn, for
    /// `PublicKeyCredential.parseCreationOptionsFromJSON`. The challenge can be used once, within 5 minutes.
    options: Option<Json<Value>>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `TOO_MANY_PASSKEYS`,
    /// `PASSKEYS_NOT_SET_UP`.
    errors: ListOf<UserError>,
}

/// A passkey that a browser has created.
#[derive(InputObject)]
pub struct RegisterPasskeyInput {
    /// The name of the passkey, which distinguishes it from the viewer's others, 1 to 80 characters.
    pub name: String,
    /// What `navigator.credentials.create` returned: a `RegistrationResponseJSON` of WebAuthn, as
    /// `PublicKeyCredential.toJSON` writes it.
    pub credential: Json<Value>,
}

/// The result of `registerPasskey`.
#[derive(SimpleObject)]
pub struct RegisterPasskeyPayload {
    /// The passkey.
    passkey: Option<Passkey>,
    /// The viewer. The account now has a second factor.
    viewer: Option<Viewer>,
    /// Ten recovery codes, as in `confirmTotp`, if the passkey is the account's first second factor. Otherwise null: the
    /// earlier ones stay valid.
    recovery_codes: Option<ListOf<String>>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `INVALID_NAME`,
    /// `INVALID_PASSKEY`, `TOO_MANY_PASSKEYS`, `PASSKEYS_NOT_SET_UP`.
    errors: ListOf<UserError>,
}

/// The passkey to remove.
#[derive(InputObject)]
pub struct RemovePasskeyInput {
    /// The id of the passkey.
    pub id: ID,
}

/// The result of `removePasskey`.
#[derive(SimpleObject)]
pub struct RemovePasskeyPayload {
    /// The id of the removed passkey.
    deleted_passkey_id: Option<ID>,
    /// The viewer. If the passkey was the account's last second factor, the account no longer has one.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `REAUTHENTICATION_REQUIRED`, `NOT_FOUND` (the viewer has no
    /// such passkey), `LAST_SECOND_FACTOR`.
    errors: ListOf<UserError>,
}

/// The purpose for which a passkey is used.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyPurpose {
    /// To log in with the passkey alone (`logInWithPasskey`).
    LogIn,
    /// To serve as the second factor in a login with a password (`LogInInput.passkey`).
    SecondFactor,
}

impl From<PasskeyPurpose> for domain::PasskeyPurpose {
    fn from(purpose: PasskeyPurpose) -> Self {
        match purpose {
            PasskeyPurpose::LogIn => Self::LogIn,
            PasskeyPurpose::SecondFactor => Self::SecondFactor,
        }
    }
}

/// The purpose for which a passkey will be used.
#[derive(InputObject)]
pub struct StartPasskeyLoginInput {
    /// The purpose. The passkey's response is valid for no other purpose.
    pub purpose: PasskeyPurpose,
}

/// The result of `startPasskeyLogin`.
#[derive(SimpleObject)]
pub struct StartPasskeyLoginPayload {
    /// The options for `navigator.credentials.get`: a `PublicKeyCredentialRequestOptionsJSON` of WebAuthn, for
    /// `PublicKeyCredential.parseRequestOptionsFromJSON`. They list no passkeys: the browser offers those that it
    /// finds. The challenge can be used once, within 5 minutes.
    options: Option<Json<Value>>,
    /// The problems with the input; empty on success. Codes: `TOO_MANY_ATTEMPTS`, `PASSKEYS_NOT_SET_UP`.
    errors: ListOf<UserError>,
}

/// The response of a passkey.
#[derive(InputObject)]
pub struct LogInWithPasskeyInput {
    /// What `navigator.credentials.get` returned: an `AuthenticationResponseJSON` of WebAuthn, as
    /// `PublicKeyCredential.toJSON` writes it. The challenge must be one for the purpose `LOG_IN`.
    pub credential: Json<Value>,
    /// The name of this device in `Viewer.sessions`, as in `register`.
    pub device: Option<String>,
}

/// The result of `logInWithPasskey`.
#[derive(SimpleObject)]
pub struct LogInWithPasskeyPayload {
    /// The session.
    session: Option<Session>,
    /// The viewer who is now logged in.
    viewer: Option<Viewer>,
    /// Whether this login has revoked a requested deletion of the account (`deleteAccount`). Null on an error.
    revoked_deletion: Option<bool>,
    /// The problems with the input; empty on success. Codes: `INVALID_PASSKEY`, `TOO_MANY_ATTEMPTS`,
    /// `PASSKEYS_NOT_SET_UP`; only with the right passkey also `ACCOUNT_DISABLED`.
    errors: ListOf<UserError>,
}

/// The mutations about passkeys.
#[derive(Default)]
pub struct PasskeyMutation;

#[Object]
impl PasskeyMutation {
    /// Begins to register a passkey: returns the options with which the browser creates one. Nothing else changes until
    /// `registerPasskey`. Requires a login, or `reauthenticate`, within the last 15 minutes.
    async fn start_passkey_registration(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<StartPasskeyRegistrationPayload>, ApiError> {
        let request = request(context);
        let started = app::start_passkey_registration(&request.caller).await;
        let (options, errors) = settle(started, context)?;
        Ok(Some(StartPasskeyRegistrationPayload { options: options.map(Json), errors }))
    }

    /// Registers a passkey, which can log in on its own or serve as the second factor. Once the account has a passkey,
    /// the password alone no longer logs in. Existing sessions continue. The device must verify its user by
    /// fingerprint, face or PIN. Requires a login, or `reauthenticate`, within the last 15 minutes.
    async fn register_passkey(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The passkey.")] input: RegisterPasskeyInput,
    ) -> Result<Option<RegisterPasskeyPayload>, ApiError> {
        let request = request(context);
        let (caller, language) = (&request.caller, request.language);
        let registered = app::register_passkey(caller, &input.name, input.credential.0, language).await;
        let (registered, errors) = settle(registered, context)?;
        let codes = registered.as_ref().and_then(|registered| registered.recovery_codes.as_deref());
        let recovery_codes = codes.map(exposed);
        let (passkey, viewer) = registered
            .map(|registered| (registered.passkey.into(), Viewer::renewed(context, registered.viewer)))
            .unzip();
        Ok(Some(RegisterPasskeyPayload { passkey, viewer, recovery_codes, errors }))
    }

    /// Removes a passkey. If the account has no other second factor, the recovery codes also become invalid, and the
    /// password alone logs in again. If the viewer's role requires a second factor, the last one cannot be removed.
    /// Requires a login, or `reauthenticate`, within the last 15 minutes.
    async fn remove_passkey(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The passkey.")] input: RemovePasskeyInput,
    ) -> Result<Option<RemovePasskeyPayload>, ApiError> {
        let request = request(context);
        let id = PasskeyId::from_global_or_nil(&input.id);
        let removed = app::remove_passkey(&request.caller, id, request.language).await;
        let (viewer, errors) = settle(removed, context)?;
        let viewer = viewer.map(|viewer| Viewer::renewed(context, viewer));
        let deleted_passkey_id = viewer.is_some().then_some(input.id);
        Ok(Some(RemovePasskeyPayload { deleted_passkey_id, viewer, errors }))
    }

    /// Begins a login with a passkey: returns the options with which the browser uses one.
    async fn start_passkey_login(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The purpose.")] input: StartPasskeyLoginInput,
    ) -> Result<Option<StartPasskeyLoginPayload>, ApiError> {
        let request = request(context);
        let started = app::start_passkey_login(&request.caller, input.purpose.into()).await;
        let (options, errors) = settle(started, context)?;
        Ok(Some(StartPasskeyLoginPayload { options: options.map(Json), errors }))
    }

    /// Logs in with a passkey alone, without a password or another second factor. Revokes a deletion that the account's
    /// owner has requested. A response is refused if its signature counter has not increased, because the passkey may
    /// have been copied.
    async fn log_in_with_passkey(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The response.")] input: LogInWithPasskeyInput,
    ) -> Result<Option<LogInWithPasskeyPayload>, ApiError> {
        let request = request(context);
        let credentials = PasskeyCredentials { credential: input.credential.0, device: input.device };
        let logged_in = app::log_in_with_passkey(&request.caller, credentials).await;
        let (login, errors) = settle(logged_in, context)?;
        let revoked_deletion = login.as_ref().map(|login| login.revoked_deletion);
        let (session, viewer) = start_session(context, login);
        Ok(Some(LogInWithPasskeyPayload { session, viewer, revoked_deletion, errors }))
    }
}
