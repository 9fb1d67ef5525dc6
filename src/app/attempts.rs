//! Slowing down those who guess: passwords by account, invite codes by who tries them.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::app::AppError;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;

/// Attempts a minute; as many may come at once.
const PER_MINUTE: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// From how many keys on those are forgotten that could try again anyway.
const CROWD: usize = 10_000;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// Counts attempts, in the memory of this process.
#[derive(Clone)]
pub struct Attempts {
    passwords: Arc<Limiter<String>>,
    invite_codes: Arc<Limiter<AccountId>>,
}

impl Default for Attempts {
    fn default() -> Self {
        let quota = Quota::per_minute(PER_MINUTE);
        Self {
            passwords: RateLimiter::hashmap(quota).into(),
            invite_codes: RateLimiter::hashmap(quota).into(),
        }
    }
}

impl Attempts {
    /// One more attempt at the password of an e-mail address, whether it has an account or not.
    pub(super) fn at_password(&self, email: &str) -> Result<(), AppError> {
        attempt(&self.passwords, &email.to_owned())
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
