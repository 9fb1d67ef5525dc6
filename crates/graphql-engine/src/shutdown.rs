//! Notifies websockets and event streams that the service is shutting down.

use tokio::sync::watch;

/// A handle that starts the shutdown, also when it is dropped.
#[derive(Debug)]
pub struct Trigger(watch::Sender<bool>);

/// A listener that waits for the shutdown. Each clone waits by itself.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<bool>);

/// Creates a trigger, and a listener that can be cloned.
pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Trigger(sender), Shutdown(receiver))
}

impl Trigger {
    /// Notifies all listeners, including those that start to wait later.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Shutdown {
    /// Returns when the shutdown starts, or at once if it has already started.
    pub async fn requested(&mut self) {
        // An error means that the trigger was dropped, which counts as a shutdown.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}
