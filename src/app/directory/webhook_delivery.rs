//! Delivering the directory's public changes to webhooks, in order and signed as Standard Webhooks prescribes. A webhook
//! is claimed with a lease, so one process at a time notifies it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use futures_util::future::join_all;
use ring::hmac::{HMAC_SHA256, Key, sign};
use serde_json::json;

use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::directory::{ClaimedWebhook, RecordedChange};
use crate::open_data::record_address;
use crate::outgoing::Outgoing;

/// The time after which the process that claimed a webhook is considered dead. Longer than a batch takes.
const LEASE: Duration = Duration::minutes(5);
/// The number of changes that are delivered to a webhook before others get their turn.
const BATCH: usize = 20;
/// The number of webhooks that a process notifies at the same time.
const AT_ONCE: usize = 4;
/// When to look for changes again, after there were no more.
const POLL: Duration = Duration::seconds(30);
/// The longest wait after a failure, in minutes.
const MAX_WAIT_MINUTES: i64 = 6 * 60;
/// A webhook that has accepted nothing for so long is given up.
const PATIENCE: Duration = Duration::days(5);

/// What the service needs to notify webhooks.
#[derive(Clone)]
pub struct WebhookSender {
    outgoing: Outgoing,
    /// The address at which clients reach the service.
    public_url: Arc<str>,
}

impl WebhookSender {
    /// Combines the client and the service's own address.
    pub fn new(outgoing: Outgoing, public_url: &str) -> Self {
        Self { outgoing, public_url: public_url.into() }
    }

    pub(super) fn accepts(&self, url: &str) -> bool {
        self.outgoing.accepts(url)
    }

    /// Sends a change. Returns why it was not accepted, and whether it never will be.
    async fn send(
        &self,
        to: &ClaimedWebhook,
        change: &RecordedChange,
        now: DateTime<Utc>,
    ) -> Result<(), (String, bool)> {
        let body = self.body(change);
        // The same for each attempt, so that the receiver notices what it has received before.
        let id = format!("{}_{}", change.id.simple(), change.version);
        let seconds = now.timestamp();
        let signature = sign(&Key::new(HMAC_SHA256, &to.secret), format!("{id}.{seconds}.{body}").as_bytes());
        let headers = [
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id),
            ("webhook-timestamp", seconds.to_string()),
            ("webhook-signature", format!("v1,{}", STANDARD.encode(signature))),
        ];
        match self.outgoing.post(&to.url, &headers, body.into_bytes()).await {
            Ok(response) if (200..300).contains(&response.status) => Ok(()),
            Ok(response) => Err((format!("status {}", response.status), response.status == 410)),
            Err(error) => Err((error.to_string(), false)),
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

/// Notifies the webhooks for which it is time. Called periodically. Several processes may call it at once.
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
    let mut until = claimed.delivered_until;
    let (mut failures, mut failing_since) = (claimed.failures, claimed.failing_since);
    for _ in 0..BATCH {
        let mut connection = caller.connection().await?;
        let Some(change) = db::directory::next_public_change(&mut connection, claimed, until).await? else {
            return Ok(db::directory::release_webhook(&mut connection, claimed, Some(now + POLL)).await?);
        };
        // The receiver may take seconds.
        drop(connection);
        let sent = sender.send(claimed, &change, now).await;
        let mut connection = caller.connection().await?;
        if let Err((error, is_final)) = sent {
            let since = failing_since.unwrap_or(now);
            let is_given_up = is_final || now - since >= PATIENCE;
            tracing::warn!(%error, is_given_up, "a webhook did not accept a change");
            db::directory::webhook_failed(&mut connection, claimed, since, &error).await?;
            let next = (!is_given_up).then(|| now + wait(failures));
            return Ok(db::directory::release_webhook(&mut connection, claimed, next).await?);
        }
        if !db::directory::webhook_delivered(&mut connection, claimed, change.at).await? {
            return Ok(());
        }
        until = change.at;
        (failures, failing_since) = (0, None);
    }
    let mut connection = caller.connection().await?;
    Ok(db::directory::release_webhook(&mut connection, claimed, Some(now)).await?)
}

/// Returns how long to wait after a number of failures: a minute, and twice as long each time.
fn wait(failures: i16) -> Duration {
    Duration::minutes((1_i64 << failures.clamp(0, 9)).min(MAX_WAIT_MINUTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_are_bounded() {
        assert_eq!(wait(0), Duration::minutes(1));
        assert_eq!(wait(3), Duration::minutes(8));
        assert_eq!(wait(i16::MAX), Duration::hours(6));
    }
}
