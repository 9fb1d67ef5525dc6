//! The shares of clients: how many of the open websockets, operations or event streams one client may have.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Semaphore;

/// The number of clients from which the shares of those that have left are removed.
const TIDY_FROM: usize = 1_000;

/// The shares of all clients that hold a place.
#[derive(Debug)]
pub(crate) struct ClientShares {
    /// The number of places of one client.
    limit: usize,
    shares: Mutex<HashMap<IpAddr, Weak<Semaphore>>>,
}

impl ClientShares {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: limit.min(Semaphore::MAX_PERMITS), shares: Mutex::default() }
    }

    /// Returns the share of the client with this address.
    pub(crate) fn of(&self, address: IpAddr) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&address).and_then(Weak::upgrade) {
            return share;
        }
        if shares.len() >= TIDY_FROM {
            shares.retain(|_, share| share.strong_count() > 0);
        }
        let share = Arc::new(Semaphore::new(self.limit));
        shares.insert(address, Arc::downgrade(&share));
        share
    }
}
