//! Sending reminders. A learner waits in the database until a process claims them with a lease, so one process reminds
//! them. Whether they have cards to review is computed only then.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures_util::future::join_all;

use crate::app::learning::{count_due_of, next_due_of};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::reminders::{ClaimedLearner, PushSubscription};
use crate::domain::learning::reminder::{allowed_from, is_same_day, seconds_left};
use crate::domain::learning::settings::LearnerSettings;
use crate::outgoing::{Outgoing, retry_pause};
use crate::web_push::{self, CannotSign, DeviceKeys, VapidKey};

/// The time after which the process that claimed a learner is considered dead. Longer than messages to all devices of a
/// learner take.
const LEASE: Duration = Duration::minutes(5);
/// The number of learners whom a process reminds at the same time.
const AT_ONCE: usize = 4;
/// How long a learner is left alone after a change, since they may be studying.
const QUIET: Duration = Duration::minutes(30);
/// When to look again at a learner who has nothing to review until then.
const IDLE: Duration = Duration::days(7);
/// Nobody waits for longer, unless the clock was ahead when the time was computed.
const LONGEST_WAIT: Duration = Duration::days(14);
/// The lifetime of the signature of a message. RFC 8292 allows a day.
const SIGNATURE_LIFETIME: Duration = Duration::hours(12);
/// The number of failures in a row after which a subscription is deleted.
const MAX_FAILURES: i16 = 50;

/// The sender of messages to devices.
#[derive(Clone)]
pub struct Push {
    key: Arc<VapidKey>,
    /// The address at which operators of push services reach the operator of this one.
    subject: Arc<str>,
    outgoing: Outgoing,
}

/// The headers and the body of a message to a push service.
type PushRequest = (Vec<(&'static str, String)>, Vec<u8>);

/// The response of the push service to a message.
enum Outcome {
    Accepted,
    /// Nothing can be sent to the device any more: it has unsubscribed, or its keys or address are invalid.
    Gone,
    /// It may be accepted later: after some seconds, if the push service says so.
    Failed(Option<u32>),
}

impl Push {
    /// Creates a sender from the key, the address of the operator (`https://…` or `mailto:…`), and the client.
    pub fn new(key: VapidKey, subject: &str, outgoing: Outgoing) -> Self {
        Self { key: Arc::new(key), subject: subject.into(), outgoing }
    }

    pub(super) fn public_key(&self) -> String {
        self.key.public()
    }

    pub(super) fn accepts(&self, endpoint: &str) -> bool {
        self.outgoing.accepts(endpoint)
    }

    async fn send(
        &self,
        device: &PushSubscription,
        message: &str,
        seconds: u32,
        now: DateTime<Utc>,
    ) -> Outcome {
        let (headers, body) = match self.request(device, message, seconds, now) {
            Ok(Some(request)) => request,
            Ok(None) => return Outcome::Gone,
            Err(error) => {
                tracing::error!(%error, "a message to a push service could not be signed");
                return Outcome::Failed(None);
            }
        };
        match self.outgoing.post(&device.endpoint, &headers, body).await {
            Ok(response) => match response.status {
                200..=299 => Outcome::Accepted,
                404 | 410 => Outcome::Gone,
                status => {
                    tracing::warn!(status, "a push service did not accept a message");
                    Outcome::Failed(response.retry_after_seconds)
                }
            },
            Err(error) => {
                tracing::warn!(%error, "a push service cannot be reached");
                Outcome::Failed(None)
            }
        }
    }

    /// Returns the headers and the body of a message. `None` if the device's keys or address are invalid.
    fn request(
        &self,
        device: &PushSubscription,
        message: &str,
        seconds: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<PushRequest>, CannotSign> {
        let origin = self.outgoing.origin(&device.endpoint);
        let Some((body, origin)) = encrypted(device, message).zip(origin) else { return Ok(None) };
        let authorization = self.key.authorization(&origin, &self.subject, now + SIGNATURE_LIFETIME)?;
        let headers = vec![
            ("authorization", authorization),
            ("content-type", "application/octet-stream".to_owned()),
            ("content-encoding", "aes128gcm".to_owned()),
            ("ttl", seconds.to_string()),
            ("urgency", "normal".to_owned()),
            // A reminder replaces one that the device has not received yet.
            ("topic", "reminder".to_owned()),
        ];
        Ok(Some((headers, body)))
    }
}

/// Returns a message as only the device can read it. `None` if the device's keys are invalid.
fn encrypted(device: &PushSubscription, message: &str) -> Option<Vec<u8>> {
    let keys = DeviceKeys {
        public: device.p256dh.as_slice().try_into().ok()?,
        auth: device.auth.as_slice().try_into().ok()?,
    };
    web_push::encrypt(message.as_bytes(), &keys).ok()
}

/// Reminds the learners who are due to be reminded. Called periodically. Several processes may call it at once.
pub async fn send_due_reminders(services: &Services) {
    let Some(push) = &services.push else { return };
    if let Err(error) = release_those_who_wait_too_long(services).await {
        tracing::warn!(%error, "learners who wait too long for a reminder could not be released");
    }
    join_all((0..AT_ONCE).map(|_| remind_learners(services, push))).await;
}

async fn release_those_who_wait_too_long(services: &Services) -> Result<(), AppError> {
    let caller = Caller::anonymous(services);
    let mut connection = caller.connection().await?;
    Ok(db::reminders::release_after(&mut connection, caller.now + LONGEST_WAIT, caller.now).await?)
}

async fn remind_learners(services: &Services, push: &Push) {
    loop {
        let caller = Caller::anonymous(services);
        let claimed = match claim(&caller).await {
            Ok(Some(claimed)) => claimed,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "no learner could be claimed for a reminder");
                return;
            }
        };
        if let Err(error) = remind(&caller, push, &claimed).await {
            tracing::warn!(%error, "a learner could not be reminded");
        }
    }
}

async fn claim(caller: &Caller) -> Result<Option<ClaimedLearner>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::reminders::claim(&mut connection, caller.now, caller.now + LEASE).await?)
}

/// Reminds a learner, or finds out when to look again.
async fn remind(caller: &Caller, push: &Push, claimed: &ClaimedLearner) -> Result<(), AppError> {
    let now = caller.now;
    let mut connection = caller.connection().await?;
    let devices = db::reminders::subscriptions(&mut connection, claimed.learner, now).await?;
    if devices.is_empty() {
        return Ok(db::reminders::finish(&mut connection, claimed, None, None).await?);
    }
    let Some(settings) = db::reminders::settings(&mut connection, claimed.learner).await? else {
        return Ok(db::reminders::finish(&mut connection, claimed, Some(now + IDLE), None).await?);
    };
    let cards = count_due_of(&connection, &settings, now).await?;
    let due_at = if cards == 0 {
        next_due_of(&mut connection, &settings, now).await?.map_or(now + IDLE, |next| next.min(now + IDLE))
    } else {
        now
    };
    // The next step of a card that was just answered is often due within minutes.
    let earliest = if claimed.has_changed { due_at.max(now + QUIET) } else { due_at };
    // A reminder in the future was sent by a clock that was ahead.
    let reminded_at = claimed.reminded_at.filter(|at| *at <= now);
    let next = allowed_from(earliest, reminded_at, settings.time_zone);
    if next > now {
        return Ok(db::reminders::finish(&mut connection, claimed, Some(next), None).await?);
    }
    // Push services may take seconds.
    drop(connection);
    let retry_at = send_to(caller, push, claimed, &settings, &devices, cards).await?;
    let mut connection = caller.connection().await?;
    let (next, reminded_at) = match retry_at {
        Some(at) => (allowed_from(at, None, settings.time_zone), None),
        None => (allowed_from(now, Some(now), settings.time_zone), Some(now)),
    };
    Ok(db::reminders::finish(&mut connection, claimed, Some(next), reminded_at).await?)
}

/// Sends the reminder to the devices that have not received it today. Returns when to send it again, if some device's
/// push service has not accepted it.
async fn send_to(
    caller: &Caller,
    push: &Push,
    claimed: &ClaimedLearner,
    settings: &LearnerSettings,
    devices: &[PushSubscription],
    cards: u32,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let (now, zone) = (caller.now, settings.time_zone);
    let seconds = seconds_left(now, zone);
    let mut retry_at: Option<DateTime<Utc>> = None;
    for device in devices {
        if device.delivered_at.is_some_and(|at| is_same_day(at, now, zone)) {
            continue;
        }
        let message = web_push::reminder(cards, device.language);
        let outcome = push.send(device, &message, seconds, now).await;
        let mut connection = caller.connection().await?;
        let hash = &device.endpoint_hash;
        match outcome {
            Outcome::Accepted => {
                db::reminders::delivered(&mut connection, claimed.learner, hash, now).await?;
            }
            Outcome::Failed(after) if device.failures < MAX_FAILURES => {
                db::reminders::failed(&mut connection, claimed.learner, hash).await?;
                let again = now + retry_pause(device.failures, after);
                retry_at = Some(retry_at.map_or(again, |at| at.min(again)));
            }
            Outcome::Gone | Outcome::Failed(_) => {
                db::reminders::unsubscribe(&mut connection, claimed.learner, hash).await?;
            }
        }
    }
    Ok(retry_at)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::*;
    use crate::app::reminders::LENIENT;
    use crate::domain::text::Language;

    fn key() -> VapidKey {
        VapidKey::from_pem(VapidKey::generate_pem().unwrap().as_bytes()).unwrap()
    }

    fn device() -> PushSubscription {
        PushSubscription {
            endpoint_hash: Vec::new(),
            endpoint: "https://push.example/device".to_owned(),
            p256dh: LENIENT.decode(key().public()).unwrap(),
            auth: vec![1; 16],
            language: Language::Kk,
            delivered_at: None,
            failures: 0,
        }
    }

    #[test]
    fn nothing_is_sent_to_a_device_with_invalid_keys_or_address() {
        let push = Push::new(key(), "mailto:operator@example.org", Outgoing::new().unwrap());
        let now = DateTime::UNIX_EPOCH;
        let is_sent = |device: &PushSubscription| push.request(device, "{}", 60, now).unwrap().is_some();
        assert!(is_sent(&device()));
        assert!(!is_sent(&PushSubscription { p256dh: vec![4; 65], ..device() }));
        assert!(!is_sent(&PushSubscription { auth: Vec::new(), ..device() }));
        assert!(!is_sent(&PushSubscription { endpoint: "push.example".to_owned(), ..device() }));
    }
}
