//! Reminders by Web Push: the devices on which learners want them, and sending them.

mod sending;

pub use sending::{Push, send_due_reminders};

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest as _, Sha256};

use crate::app::error::Checks;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::reminders::PushSubscription;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::web_push::{DeviceKeys, encrypt};

/// The maximum number of an account's devices. A further one replaces the one that subscribed first.
const MAX_DEVICES: i64 = 10;

/// Some browsers pad base64url, others do not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A subscription as a browser made it.
#[derive(Debug)]
pub struct NewSubscription {
    /// The address at the push service.
    pub endpoint: String,
    /// The device's public key, in base64url.
    pub p256dh: String,
    /// The secret that the device shares with the service, in base64url.
    pub auth: String,
}

/// Returns the public key with which browsers subscribe. `None` if the service does not send messages.
pub fn push_public_key(services: &Services) -> Option<String> {
    services.push.as_ref().map(Push::public_key)
}

/// Subscribes a device of the viewer to reminders in a language, until the session ends. The same device may subscribe
/// again.
pub async fn subscribe_to_push(
    caller: &Caller,
    new: NewSubscription,
    language: Language,
) -> Result<(), AppError> {
    let learner = caller.viewer()?.account.id;
    let token_hash = caller.token_hash.as_deref().ok_or(AppError::Unauthenticated)?;
    let push = caller.services.push.as_ref().ok_or_else(|| AppError::refused(Problem::PushNotSetUp))?;
    let mut checks = Checks::default();
    let is_reachable = push.accepts(&new.endpoint);
    checks.field("endpoint", is_reachable.then_some(()).ok_or(Problem::InvalidPushSubscription));
    let public = checks.field("p256dh", key(&new.p256dh));
    let auth = checks.field("auth", key(&new.auth));
    let (Some(public), Some(auth)) = (public, auth) else { return Err(checks.into_error()) };
    let keys = DeviceKeys { public, auth };
    if encrypt(b"", &keys).is_err() {
        checks.add(Problem::InvalidPushSubscription, vec!["p256dh"]);
    }
    checks.finish()?;
    let subscription = PushSubscription {
        endpoint_hash: endpoint_hash(&new.endpoint),
        endpoint: new.endpoint,
        p256dh: keys.public.to_vec(),
        auth: keys.auth.to_vec(),
        language,
        delivered_at: None,
        failures: 0,
    };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (now, limit) = (caller.now, MAX_DEVICES);
            let is_logged_in =
                db::reminders::subscribe(connection, learner, token_hash, &subscription, now, limit).await?;
            if is_logged_in { Ok(()) } else { Err(AppError::Unauthenticated) }
        })
        .await
}

/// Ends the reminders on a device of the viewer, if it has subscribed.
pub async fn unsubscribe_from_push(caller: &Caller, endpoint: &str) -> Result<(), AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::reminders::unsubscribe(&mut connection, learner, &endpoint_hash(endpoint)).await?)
}

fn endpoint_hash(endpoint: &str) -> Vec<u8> {
    Sha256::digest(endpoint).to_vec()
}

fn key<const N: usize>(text: &str) -> Result<[u8; N], Problem> {
    let bytes = LENIENT.decode(text).map_err(|_| Problem::InvalidPushSubscription)?;
    bytes.try_into().map_err(|_| Problem::InvalidPushSubscription)
}
