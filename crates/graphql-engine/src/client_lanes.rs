//! The lanes of clients: how many open websockets, operations, event streams or requests in preparation one client may have.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Semaphore;

/// The number of clients from which the lanes of those that have left are removed.
const TIDY_FROM: usize = 1_000;

/// The lanes of all clients that hold a permit.
#[derive(Debug)]
pub(crate) struct ClientLanes {
    /// The number of permits of one client.
    limit: usize,
    lanes: Mutex<HashMap<IpAddr, Weak<Semaphore>>>,
}

impl ClientLanes {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: limit.min(Semaphore::MAX_PERMITS), lanes: Mutex::default() }
    }

    /// Returns the lane of the client with this address.
    pub(crate) fn of(&self, address: IpAddr) -> Arc<Semaphore> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = lanes.get(&address).and_then(Weak::upgrade) {
            return lane;
        }
        if lanes.len() >= TIDY_FROM {
            lanes.retain(|_, lane| lane.strong_count() > 0);
        }
        let lane = Arc::new(Semaphore::new(self.limit));
        lanes.insert(address, Arc::downgrade(&lane));
        lane
    }
}
