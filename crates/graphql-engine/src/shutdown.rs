//! Tells everything that lives long (websockets, streams) that the service is going to stop.

use tokio::sync::watch;

/// Held by whoever may stop the service. Dropped, it stops it too.
#[derive(Debug)]
pub struct Trigger(watch::Sender<bool>);

/// Listens for the stop. Clones listen each for itself.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<bool>);

/// A trigger and its listener.
pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Trigger(sender), Shutdown(receiver))
}

impl Trigger {
    /// Tells all listeners, present and future ones.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Shutdown {
    /// Returns when the service is to stop; at once if it was told already.
    pub async fn requested(&mut self) {
        // An error means that the trigger is gone, which is the same.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}
