//! The permits for exports. There are few, since each holds a database connection, and one client gets only some of
//! them. So a client that reads its files slowly does not keep other clients from theirs.

use std::sync::Arc;
use std::time::Duration;

use poem::Request;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::session;
use crate::app::{Caller, Services};
use crate::db::{Client, Lanes};
use crate::domain::network::network;

/// The maximum number of concurrent exports.
const MAX_EXPORTS: usize = 4;
/// How long a request waits for a permit. A client's earlier export ends a moment after the client has its last byte.
const WAIT_LIMIT: Duration = Duration::from_secs(1);

/// The permits for exports; clones share them.
#[derive(Clone)]
pub(super) struct ExportPermits {
    all: Arc<Semaphore>,
    per_client: usize,
    clients: Arc<Lanes<Client>>,
    client_address_header: Option<Arc<str>>,
}

/// A permit, until it is dropped.
pub(super) struct ExportPermit {
    _of_client: Option<OwnedSemaphorePermit>,
    _of_all: OwnedSemaphorePermit,
}

impl ExportPermits {
    /// Creates the permits. Half of the database connections are left to other requests, and half of the permits to other
    /// clients. The header is the one in which a trusted proxy names the client's address.
    pub(super) fn new(services: &Services, client_address_header: Option<&str>) -> Self {
        let all = (services.database.connections() / 2).clamp(1, MAX_EXPORTS);
        Self { client_address_header: client_address_header.map(Arc::from), ..Self::of(all) }
    }

    fn of(all: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            per_client: (all / 2).max(1),
            clients: Arc::default(),
            client_address_header: None,
        }
    }

    /// Takes a permit for somebody who is logged in. `None` if none becomes free soon.
    pub(super) async fn take_for_viewer(&self, caller: &Caller) -> Option<ExportPermit> {
        self.take(Client::of(caller.viewer.as_ref().map(|viewer| viewer.account.id), None)).await
    }

    /// Takes a permit for the address that sends a request. `None` if none becomes free soon.
    pub(super) async fn take_for_address(&self, request: &Request) -> Option<ExportPermit> {
        let header = self.client_address_header.as_deref();
        let address = session::address(session::remote(request), request.headers(), header);
        self.take(Client::of(None, address.map(network))).await
    }

    async fn take(&self, client: Option<Client>) -> Option<ExportPermit> {
        let taking = async {
            let of_client = match client {
                Some(client) => Some(self.clients.enter(client, self.per_client).await?),
                None => None,
            };
            let of_all = self.all.clone().acquire_owned().await.ok()?;
            Some(ExportPermit { _of_client: of_client, _of_all: of_all })
        };
        timeout(WAIT_LIMIT, taking).await.ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn client(number: u8) -> Option<Client> {
        Client::of(None, Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number))))
    }

    #[tokio::test]
    async fn one_client_takes_half_of_the_permits() {
        let permits = ExportPermits::of(4);
        let mut taken = Vec::new();
        for number in [1, 1, 1, 2, 2, 3] {
            taken.push(permits.take(client(number)).await);
        }
        let is_taken: Vec<bool> = taken.iter().map(Option::is_some).collect();
        assert_eq!(is_taken, [true, true, false, true, true, false]);
        drop(taken);
        assert!(permits.take(client(1)).await.is_some());
    }

    #[tokio::test]
    async fn a_single_permit_is_for_everyone_in_turn() {
        let permits = ExportPermits::of(1);
        let taken = permits.take(client(1)).await;
        let next = permits.take(client(2));
        let release = async {
            tokio::task::yield_now().await;
            drop(taken);
        };
        let (next, ()) = tokio::join!(next, release);
        assert!(next.is_some());
    }
}
