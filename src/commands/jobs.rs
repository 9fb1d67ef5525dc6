//! The jobs that `serve` looks for at intervals, besides serving.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::directory::deliver_to_webhooks;
use crate::app::{Services, accounts, learning, reminders};
use crate::http::shutdown::Shutdown;

/// The interval at which the program looks for abandoned jobs, and for learners to remind.
const JOB_POLL_INTERVAL: Duration = Duration::from_mins(1);
/// The interval at which the program looks for messages that it was not notified of: those of other processes, and
/// those to send again.
const OUTBOX_POLL_INTERVAL: Duration = Duration::from_secs(5);
/// The interval at which the program looks for changes to send to webhooks.
const WEBHOOK_POLL_INTERVAL: Duration = Duration::from_secs(30);

/// Starts the jobs. Each has a task of its own, because push services and receivers of webhooks may be slow.
pub(super) fn start(services: &Services) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(run_jobs(services.clone()));
    jobs.spawn(send_reminders(services.clone()));
    jobs.spawn(notify_webhooks(services.clone()));
    let database = services.database.clone();
    jobs.spawn(async move { database.watch_replica().await });
    jobs
}

/// Runs the jobs that are pending at startup, and later those that other processes abandon.
async fn run_jobs(services: Services) {
    let mut poll = interval(JOB_POLL_INTERVAL);
    loop {
        poll.tick().await;
        learning::run_optimization_jobs(&services).await;
        match accounts::delete_due_accounts(&services).await {
            Ok(0) => {}
            Ok(deleted) => tracing::info!(deleted, "accounts were deleted at their owners' request"),
            Err(error) => tracing::warn!(%error, "accounts could not be deleted"),
        }
    }
}

async fn send_reminders(services: Services) {
    let mut poll = interval(JOB_POLL_INTERVAL);
    loop {
        poll.tick().await;
        reminders::send_due_reminders(&services).await;
    }
}

async fn notify_webhooks(services: Services) {
    let mut poll = interval(WEBHOOK_POLL_INTERVAL);
    loop {
        poll.tick().await;
        deliver_to_webhooks(&services).await;
    }
}

/// Sends messages when they are due, one at a time, until the service shuts down. Those that are left are sent later, by
/// this or another process.
pub(super) async fn run_outbox(services: Services, mut shutdown: Shutdown) {
    let Some(mail) = services.mail.clone() else { return };
    let mut poll = interval(OUTBOX_POLL_INTERVAL);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            () = shutdown.requested() => return,
            () = mail.woken() => {}
            _ = poll.tick() => {}
        }
        match accounts::send_next_message(&services).await {
            Ok(true) => mail.wake(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the messages to send could not be read"),
        }
    }
}
