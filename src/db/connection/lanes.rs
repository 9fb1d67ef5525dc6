//! Lanes: how many connections one client, and one use case, may have at a time. So a client that sends much, or a use
//! case whose table is locked, leaves connections to the others. Exports have lanes of their own.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::ids::AccountId;

/// The client that connections are counted for: an account that is logged in, the
/// [network](crate::domain::network::network) that a request comes from, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client {
    account: Option<AccountId>,
    network: Option<IpAddr>,
}

impl Client {
    /// Returns the client with an account and a network, as far as they are known. `None` if neither is.
    pub fn of(account: Option<AccountId>, network: Option<IpAddr>) -> Option<Self> {
        (account.is_some() || network.is_some()).then_some(Self { account, network })
    }

    /// Returns how many of a pool's connections the account may have at a time, or else the network.
    pub(super) fn width(self, connections: usize) -> usize {
        lane_width(if self.account.is_some() { connections / 4 } else { connections / 2 })
    }

    /// Whether it is an account.
    pub(super) fn is_account(self) -> bool {
        self.account.is_some()
    }
}

/// The permits that a client takes: those of its account, or else of its network without a login; and those of its network,
/// whoever is logged in. So the accounts of one network, however many, leave connections to the others.
#[derive(Debug, Clone, Default)]
pub(super) struct ClientLanes {
    clients: Arc<Lanes<Client>>,
    networks: Arc<Lanes<IpAddr>>,
}

impl ClientLanes {
    /// Waits for the permits of a client in a pool of `connections` connections.
    pub(super) async fn enter(
        &self,
        client: Client,
        connections: usize,
    ) -> [Option<OwnedSemaphorePermit>; 2] {
        let own = if client.is_account() { Client { network: None, ..client } } else { client };
        let own = self.clients.enter(own, client.width(connections)).await;
        let of_network = match client.network {
            Some(network) => self.networks.enter(network, lane_width(connections * 3 / 4)).await,
            None => None,
        };
        [own, of_network]
    }
}

/// Returns the width of a lane: a part of the pool, but at least two, because a request with two connections would
/// otherwise wait for itself.
pub(super) fn lane_width(part: usize) -> usize {
    part.max(2)
}

/// The lanes of one kind. A lane exists as long as somebody holds or awaits one of its permits.
#[derive(Debug)]
pub struct Lanes<K> {
    lanes: Mutex<Map<K>>,
}

#[derive(Debug)]
struct Map<K> {
    lanes: HashMap<K, Weak<Semaphore>>,
    /// The size from which lanes that have ended are removed.
    tidy_from: usize,
}

/// The number of lanes from which ended ones are removed.
const TIDY_FROM: usize = 256;

impl<K: Hash + Eq> Default for Lanes<K> {
    fn default() -> Self {
        Self { lanes: Mutex::new(Map { lanes: HashMap::new(), tidy_from: TIDY_FROM }) }
    }
}

impl<K: Hash + Eq> Lanes<K> {
    /// Waits for a permit of the key's lane, which has this width. The order of waiting is the order of arrival.
    ///
    /// `None` never happens, because lanes are not closed.
    pub async fn enter(&self, key: K, width: usize) -> Option<OwnedSemaphorePermit> {
        let lane = self.lane(key, width);
        lane.acquire_owned().await.ok()
    }

    fn lane(&self, key: K, width: usize) -> Arc<Semaphore> {
        let mut map = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = map.lanes.get(&key).and_then(Weak::upgrade) {
            return lane;
        }
        let lane = Arc::new(Semaphore::new(width));
        map.lanes.insert(key, Arc::downgrade(&lane));
        if map.lanes.len() >= map.tidy_from {
            map.lanes.retain(|_, lane| lane.strong_count() > 0);
            map.tidy_from = TIDY_FROM.max(map.lanes.len() * 2);
        }
        lane
    }
}

/// The place in the code that takes a connection, which stands for the use case.
pub(super) type UseCase = &'static Location<'static>;

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_lane_has_a_width_and_ends_with_its_last_permit() {
        let lanes = Lanes::default();
        let permits = (lanes.enter(1, 2).await, lanes.enter(1, 2).await);
        let other = lanes.enter(2, 2).await;
        assert_eq!(lanes.lane(1, 2).available_permits(), 0);
        drop((permits, other));
        for key in 10..2_000 {
            lanes.enter(key, 2).await;
        }
        assert!(lanes.lanes.lock().unwrap().lanes.len() < 600);
    }
}
