//! The limits of one client: the number of its open websockets, and of the operations on all of them together.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::WebSocketLimits;

/// The number of clients from which those that have left are forgotten.
const TIDY_FROM: usize = 1_000;

/// The shares of all clients with open websockets.
#[derive(Debug)]
pub(super) struct ClientShares {
    connections: usize,
    operations: usize,
    shares: Mutex<HashMap<IpAddr, Weak<ClientShare>>>,
}

/// The share of one client.
#[derive(Debug)]
pub(super) struct ClientShare {
    connections: Arc<Semaphore>,
    operations: Arc<Semaphore>,
}

impl ClientShares {
    pub(super) fn new(limits: &WebSocketLimits) -> Self {
        let connections = limits.connections_per_client.min(Semaphore::MAX_PERMITS);
        let operations = limits.operations_per_client.min(Semaphore::MAX_PERMITS);
        Self { connections, operations, shares: Mutex::default() }
    }

    /// Returns the share of the client with this address.
    pub(super) fn of(&self, address: IpAddr) -> Arc<ClientShare> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&address).and_then(Weak::upgrade) {
            return share;
        }
        if shares.len() >= TIDY_FROM {
            shares.retain(|_, share| share.strong_count() > 0);
        }
        let share = Arc::new(ClientShare {
            connections: Arc::new(Semaphore::new(self.connections)),
            operations: Arc::new(Semaphore::new(self.operations)),
        });
        shares.insert(address, Arc::downgrade(&share));
        share
    }
}

impl ClientShare {
    /// Counts another websocket. `None` if the client has as many as it may have.
    pub(super) fn connect(&self) -> Option<OwnedSemaphorePermit> {
        self.connections.clone().try_acquire_owned().ok()
    }

    /// Counts another operation. `None` if the client has as many as it may have.
    pub(super) fn operate(&self) -> Option<OwnedSemaphorePermit> {
        self.operations.clone().try_acquire_owned().ok()
    }
}
