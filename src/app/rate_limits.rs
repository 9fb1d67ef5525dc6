//! Rate limits by client address, and by account for invite codes. `accounts/attempts.rs` counts attempts at passwords.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::app::AppError;
use crate::domain::ids::AccountId;
use crate::domain::network::network;
use crate::domain::problem::Problem;

/// Attempts per minute from one client address, at all passwords and registrations together. It must allow a school
/// class behind one router to log in at the same time.
const ATTEMPTS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Attempts per minute of one account at invite codes.
const ATTEMPTS_AT_INVITE_CODES: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// The number of tracked keys above which keys that have their full quota again are dropped.
const KEYS_BEFORE_CLEANUP: usize = 10_000;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// Counts attempts, in the memory of this process. The command line is not limited.
#[derive(Clone)]
pub struct RateLimits {
    addresses: Arc<Limiter<IpAddr>>,
    invite_codes: Arc<Limiter<AccountId>>,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            addresses: RateLimiter::hashmap(Quota::per_minute(ATTEMPTS_PER_ADDRESS)).into(),
            invite_codes: RateLimiter::hashmap(Quota::per_minute(ATTEMPTS_AT_INVITE_CODES)).into(),
        }
    }
}

impl RateLimits {
    /// Counts an attempt at a password, or a registration.
    pub(super) fn count_address(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        address.map_or(Ok(()), |address| attempt(&self.addresses, &network(address)))
    }

    /// Counts an account's attempt at an invite code.
    pub(super) fn count_invite_code_attempt(&self, account: AccountId) -> Result<(), AppError> {
        attempt(&self.invite_codes, &account)
    }
}

fn attempt<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> Result<(), AppError> {
    if limiter.len() > KEYS_BEFORE_CLEANUP {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|refused| {
        let wait = refused.wait_time_from(DefaultClock::default().now());
        AppError::refused_for(Problem::TooManyAttempts, wait.as_secs() + 1)
    })
}
