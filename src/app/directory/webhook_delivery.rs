//! Delivering the directory's public changes to webhooks, in order and signed as Standard Webhooks prescribes. A webhook
//! is claimed with a lease, so one process at a time notifies it.

use std::fmt::Display;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use futures_util::future::join_all;
use ring::hmac::{HMAC_SHA256, Key, sign};
use serde_json::json;

use super::webhooks::SECRET_BYTES;
use crate::app::accounts::read_secret;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::directory::{ClaimedWebhook, NextChange, RecordedChange};
use crate::open_data::record_address;
use crate::outgoing::{Outgoing, retry_pause};

/// The time after which the process that claimed a webhook is considered dead. Longer than a batch takes.
const LEASE: Duration = Duration::minutes(5);
/// The number of changes that are delivered to a webhook before others get their turn.
const BATCH: usize = 20;
/// The number of webhooks that a process notifies at the same time.
const AT_ONCE: usize = 4;
/// When to look for changes again, after there were no more. Together with the interval of the job, a change is sent
/// within a minute.
const POLL: Duration = Duration::seconds(30);
/// A webhook whose receiver has accepted nothing for this time is given up.
const PATIENCE: Duration = Duration::days(5);

/// The reason why a change was not delivered.
struct NotDelivered {
    error: String,
    /// Whether the receiver wants no more changes.
    is_final: bool,
    /// The number of seconds after which the receiver accepts another attempt, if it names a number.
    retry_after_seconds: Option<u32>,
}

impl NotDelivered {
    fn because(error: &impl Display) -> Self {
        Self { error: error.to_string(), is_final: false, retry_after_seconds: None }
    }
}

/// The sender of webhook messages.
#[derive(Clone)]
pub struct WebhookSender {
    outgoing: Outgoing,
    /// The address at which clients reach the service.
    public_url: Arc<str>,
}

impl WebhookSender {
    /// Creates a sender from the client and the service's own address.
    pub fn new(outgoing: Outgoing, public_url: &str) -> Self {
        Self { outgoing, public_url: public_url.into() }
    }

    pub(super) fn accepts(&self, url: &str) -> bool {
        self.outgoing.accepts(url)
    }

    /// Sends a change, signed with the secret.
    async fn send(
        &self,
        url: &str,
        secret: &[u8],
        change: &RecordedChange,
        now: DateTime<Utc>,
    ) -> Result<(), NotDelivered> {
        let body = self.body(change);
        // The same for each attempt, so that the receiver notices what it has received before.
        let id = format!("{}_{}", change.id.simple(), change.version);
        let seconds = now.timestamp();
        let signature = sign(&Key::new(HMAC_SHA256, secret), format!("{id}.{seconds}.{body}").as_bytes());
        let headers = [
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id),
            ("webhook-timestamp", seconds.to_string()),
            ("webhook-signature", format!("v1,{}", STANDARD.encode(signature))),
        ];
        let response = self.outgoing.post(url, &headers, body.into_bytes()).await;
        let response = response.map_err(|error| NotDelivered::because(&error))?;
        match response.status {
            200..=299 => Ok(()),
            status => Err(NotDelivered {
                error: format!("status {status}"),
                is_final: status == 410,
                retry_after_seconds: response.retry_after_seconds,
            }),
        }
    }

    /// Returns the body of a message, without anything about the editor.
    fn body(&self, change: &RecordedChange) -> String {
        let (kind, action) = (change.kind.as_str(), change.action.as_str());
        json!({
            "type": format!("{kind}.{action}"),
            "timestamp": change.at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            "data": {
                "kind": kind,
                "id": change.id.to_string(),
                "slug": change.slug,
                "version": change.version,
                "isPublished": change.is_published,
                "mergedIntoId": change.merged_into.map(|id| id.to_string()),
                "url": record_address(&self.public_url, change.id),
            },
        })
        .to_string()
    }
}

/// Notifies the webhooks that are due. Called periodically. Several processes may call it at once.
pub async fn deliver_to_webhooks(services: &Services) {
    let Some(sender) = &services.webhooks else { return };
    join_all((0..AT_ONCE).map(|_| notify(services, sender))).await;
}

async fn notify(services: &Services, sender: &WebhookSender) {
    loop {
        let caller = Caller::anonymous(services);
        let delivered = match claim(&caller).await {
            Ok(None) => return,
            Ok(Some(claimed)) => deliver(&caller, sender, &claimed).await,
            Err(error) => Err(error),
        };
        if let Err(error) = delivered {
            tracing::warn!(%error, "a webhook could not be notified");
            return;
        }
    }
}

async fn claim(caller: &Caller) -> Result<Option<ClaimedWebhook>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::directory::claim_webhook(&mut connection, caller.now, caller.now + LEASE).await?)
}

/// Delivers changes in order until one is not accepted.
async fn deliver(caller: &Caller, sender: &WebhookSender, claimed: &ClaimedWebhook) -> Result<(), AppError> {
    let now = caller.now;
    let key = caller.services.second_factor_key.as_ref();
    let secret = read_secret::<SECRET_BYTES>(key, claimed.id.uuid(), &claimed.secret).ok();
    let mut until = claimed.delivered_until;
    let (mut failures, mut failing_since) = (claimed.failures, claimed.failing_since);
    for _ in 0..BATCH {
        let mut connection = caller.connection().await?;
        let change = match db::directory::next_public_change(&mut connection, claimed, until).await? {
            NextChange::Change(change) => change,
            NextChange::NoneUntil(last) => {
                return Ok(db::directory::release_webhook(&mut connection, claimed, last, now + POLL).await?);
            }
        };
        // The receiver may take seconds.
        drop(connection);
        let sent = match &secret {
            Some(secret) => sender.send(&claimed.url, secret, &change, now).await,
            None => Err(NotDelivered::because(&"the secret was encrypted with another key")),
        };
        let mut connection = caller.connection().await?;
        if let Err(NotDelivered { error, is_final, retry_after_seconds }) = sent {
            let since = failing_since.map_or(now, |since| since.min(now));
            let is_given_up = is_final || now - since >= PATIENCE;
            tracing::warn!(%error, is_given_up, "a webhook did not accept a change");
            let next = (!is_given_up).then(|| now + retry_pause(failures, retry_after_seconds));
            return Ok(db::directory::webhook_failed(&mut connection, claimed, since, &error, next).await?);
        }
        if !db::directory::webhook_delivered(&mut connection, claimed, change.at).await? {
            return Ok(());
        }
        until = change.at;
        (failures, failing_since) = (0, None);
    }
    let mut connection = caller.connection().await?;
    Ok(db::directory::release_webhook(&mut connection, claimed, until, now).await?)
}
