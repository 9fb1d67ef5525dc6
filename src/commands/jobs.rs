//! The jobs that `serve` looks for at intervals, besides serving.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::app::directory::deliver_to_webhooks;
use crate::app::{Services, accounts, learning, reminders};
use crate::http::shutdown::Shutdown;

/// The interval at which the program looks for abandoned jobs, and for learners to remind.
const JOB_POLL_INTERVAL: Duration = Duration::from_mins(1);
/// The interval at which the program looks for messages that it was not notified of: those of other processes, and
/// those to send again.
const OUTBOX_POLL_INTERVAL: Duration = Duration::from_secs(5);
/// The interval at which the program looks for webhooks whose turn has come. Together with the time after which a webhook
/// is looked at again, a change is sent within a minute.
const WEBHOOK_POLL_INTERVAL: Duration = Duration::from_secs(30);
/// The pause before a job that has panicked is started again.
const RESTART_PAUSE: Duration = Duration::from_secs(1);

/// Starts the jobs. Each has a task of its own, because push services and receivers of webhooks may be slow.
pub(super) fn start(services: &Services) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    let running = services.clone();
    jobs.spawn(keep_running("account and optimization jobs", move || run_jobs(running.clone())));
    let running = services.clone();
    jobs.spawn(keep_running("reminders", move || send_reminders(running.clone())));
    let running = services.clone();
    jobs.spawn(keep_running("webhooks", move || notify_webhooks(running.clone())));
    let database = services.database.clone();
    let watch = move || {
        let database = database.clone();
        async move { database.watch_replica().await }
    };
    jobs.spawn(keep_running("the watch on the replica", watch));
    jobs
}

/// Runs a job until it ends. A job that panics is started again: otherwise it would be gone until the service is restarted.
pub(super) async fn keep_running<F: Future<Output = ()>>(job: &'static str, start: impl Fn() -> F) {
    while AssertUnwindSafe(start()).catch_unwind().await.is_err() {
        tracing::error!(job, "a job panicked, and is started again");
        sleep(RESTART_PAUSE).await;
    }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_is_started_again_and_one_that_ends_is_not() {
        let starts = Arc::new(AtomicU32::new(0));
        let counted = starts.clone();
        keep_running("a test", move || {
            let number = counted.fetch_add(1, Ordering::Relaxed);
            async move { assert_ne!(number, 0, "the first one panics") }
        })
        .await;
        assert_eq!(starts.load(Ordering::Relaxed), 2);
    }
}
