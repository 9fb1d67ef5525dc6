//! Slowing down those who guess: passwords by account and by where the attempts come from,
//! invite codes by who tries them.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::app::AppError;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;

/// Attempts a minute at one e-mail address's password from one client address; as many may come at once.
const AT_ONE_PASSWORD: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Attempts a minute from one client address at any passwords, and registrations: a class behind one router logs in at
/// once.
const FROM_ONE_ADDRESS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Attempts a minute of one account at invite codes.
const AT_INVITE_CODES: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// From how many keys on those are forgotten that could try again anyway.
const CROWD: usize = 10_000;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// Counts attempts, in the memory of this process. What comes from the command line is not counted.
#[derive(Clone)]
pub struct Attempts {
    one_password: Arc<Limiter<(IpAddr, String)>>,
    one_address: Arc<Limiter<IpAddr>>,
    invite_codes: Arc<Limiter<AccountId>>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            one_password: RateLimiter::hashmap(Quota::per_minute(AT_ONE_PASSWORD)).into(),
            one_address: RateLimiter::hashmap(Quota::per_minute(FROM_ONE_ADDRESS)).into(),
            invite_codes: RateLimiter::hashmap(Quota::per_minute(AT_INVITE_CODES)).into(),
        }
    }
}

impl Attempts {
    /// One more attempt at the password of an e-mail address, whether it has an account or not. Counted by client
    /// address too, so that nobody locks another out.
    pub(super) fn at_password(&self, address: Option<IpAddr>, email: &str) -> Result<(), AppError> {
        let Some(address) = address else { return Ok(()) };
        attempt(&self.one_address, &address)?;
        let email: String = email.trim().to_lowercase().chars().take(254).collect();
        attempt(&self.one_password, &(address, email))
    }

    /// One more registration.
    pub(super) fn at_registering(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        address.map_or(Ok(()), |address| attempt(&self.one_address, &address))
    }

    /// One more attempt of an account at an invite code.
    pub(super) fn at_invite_code(&self, account: AccountId) -> Result<(), AppError> {
        attempt(&self.invite_codes, &account)
    }
}

fn attempt<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> Result<(), AppError> {
    if limiter.len() > CROWD {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|_| AppError::refused(Problem::TooManyAttempts))
}
