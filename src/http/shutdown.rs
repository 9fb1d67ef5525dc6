//! Signals the shutdown of the service to long-lived tasks: websockets and streams.

use tokio::sync::watch;

/// Stops the service, also when it is dropped.
#[derive(Debug)]
pub struct Trigger(watch::Sender<bool>);

/// Listens for the shutdown. Each clone listens independently.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<bool>);

/// Creates a trigger and its listener.
pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Trigger(sender), Shutdown(receiver))
}

impl Trigger {
    /// Signals the shutdown to all present and future listeners.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Shutdown {
    /// Waits for the shutdown; returns at once if it was already signalled.
    pub async fn requested(&mut self) {
        // An error means that the trigger was dropped, which also stops the service.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}
