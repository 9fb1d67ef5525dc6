//! Rate limits by client address and by account, in the memory of this process: on the cost of operations, on attempts
//! at all passwords, and on attempts at invite codes. `accounts/attempts.rs` counts attempts for all processes together; the
//! limits here spare the database what this process alone knows to be too much.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::app::AppError;
use crate::domain::ids::AccountId;
use crate::domain::network::network;
use crate::domain::number::saturated;
use crate::domain::problem::Problem;

/// Attempts per minute from one client address, at all passwords and registrations together. It must allow a school
/// class behind one router to log in at the same time. As many are allowed at passkeys and links.
pub(super) const ATTEMPTS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Attempts per minute of one account at invite codes.
pub(super) const ATTEMPTS_AT_INVITE_CODES: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// The number of tracked keys from which keys that have their full budget again are dropped.
const KEYS_BEFORE_CLEANUP: usize = 10_000;

/// The attempts from one client address that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::app) enum Attempted {
    /// Passwords, and registrations.
    Passwords,
    /// Passkeys, and links in messages. Nobody can guess them, so somebody who guesses passwords at the same address must
    /// not keep their owners from using them.
    Secrets,
}

/// The maximum cost of operations per minute. `None` is unlimited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Budgets {
    /// All operations of one account.
    pub account: Option<NonZeroU32>,
    /// All operations from one client address, whoever is logged in.
    pub address: Option<NonZeroU32>,
}

/// Counts attempts and costs. The command line is not limited.
#[derive(Clone)]
pub(super) struct RateLimits {
    addresses: Arc<Limiter<(Attempted, IpAddr)>>,
    invite_codes: Arc<Limiter<AccountId>>,
    account_budgets: Option<Arc<Limiter<AccountId>>>,
    address_budgets: Option<Arc<Limiter<IpAddr>>>,
}

impl RateLimits {
    pub(super) fn new(budgets: Budgets) -> Self {
        Self {
            addresses: Arc::new(Limiter::per_minute(ATTEMPTS_PER_ADDRESS)),
            invite_codes: Arc::new(Limiter::per_minute(ATTEMPTS_AT_INVITE_CODES)),
            account_budgets: budgets.account.map(|budget| Arc::new(Limiter::per_minute(budget))),
            address_budgets: budgets.address.map(|budget| Arc::new(Limiter::per_minute(budget))),
        }
    }

    /// Counts an attempt from a [`network`].
    pub(super) fn count_address(&self, attempted: Attempted, network: IpAddr) -> Result<(), AppError> {
        attempt(&self.addresses, &(attempted, network))
    }

    /// Counts an account's attempt at an invite code.
    pub(super) fn count_invite_code_attempt(&self, account: AccountId) -> Result<(), AppError> {
        attempt(&self.invite_codes, &account)
    }

    /// Takes the cost of an operation from the budgets of an account and of a client address. Returns what remains of
    /// the smaller one, or fails with the number of seconds to wait.
    pub(super) fn spend(
        &self,
        account: Option<AccountId>,
        address: Option<IpAddr>,
        cost: usize,
    ) -> Result<Option<u32>, u64> {
        let cost = NonZeroU32::new(saturated(cost)).unwrap_or(NonZeroU32::MIN);
        // The account comes first: a refused operation must not use up the budget of others at its address.
        let account = self.account_budgets.as_ref().zip(account);
        let of_account = account.map(|(budgets, account)| budgets.take(&account, cost)).transpose()?;
        let address = self.address_budgets.as_ref().zip(address);
        let of_address =
            address.map(|(budgets, address)| budgets.take(&network(address), cost)).transpose()?;
        Ok(of_account.into_iter().chain(of_address).min())
    }
}

fn attempt<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> Result<(), AppError> {
    let taken = limiter.take(key, NonZeroU32::MIN);
    taken.map(|_| ()).map_err(|seconds| AppError::refused_for(Problem::TooManyAttempts, seconds))
}

/// A budget for each key. Each amount that is taken reduces it, and it refills within a minute.
struct Limiter<K: Clone + Eq + Hash> {
    budget: NonZeroU32,
    budgets: RateLimiter<K, HashMapStateStore<K>, DefaultClock, StateInformationMiddleware>,
    /// The number of keys from which the next cleanup takes place.
    cleanup_at: AtomicUsize,
}

impl<K: Clone + Eq + Hash> Limiter<K> {
    fn per_minute(budget: NonZeroU32) -> Self {
        Self {
            budget,
            budgets: RateLimiter::hashmap(Quota::per_minute(budget)).with_middleware(),
            cleanup_at: AtomicUsize::new(KEYS_BEFORE_CLEANUP),
        }
    }

    /// Takes an amount from the budget of a key, and returns what remains. Fails with the number of seconds to wait. An
    /// amount above the whole budget takes the whole budget, because otherwise it would always be refused.
    fn take(&self, key: &K, amount: NonZeroU32) -> Result<u32, u64> {
        self.clean_up();
        match self.budgets.check_key_n(key, amount.min(self.budget)) {
            Ok(Ok(state)) => Ok(state.remaining_burst_capacity()),
            Ok(Err(refused)) => Err(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1),
            // The amount is above the budget, which has been ruled out.
            Err(_) => Err(60),
        }
    }

    /// Drops the keys with a full budget if there are many. The next time is when there are twice as many as remained,
    /// because this takes longer the more there are.
    fn clean_up(&self) {
        if self.budgets.len() < self.cleanup_at.load(Ordering::Relaxed) {
            return;
        }
        self.budgets.retain_recent();
        self.cleanup_at.store(KEYS_BEFORE_CLEANUP.max(2 * self.budgets.len()), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn number(n: u32) -> NonZeroU32 {
        NonZeroU32::new(n).unwrap()
    }

    #[test]
    fn a_budget_is_used_up_and_fills_up_again() {
        let limiter = Limiter::per_minute(number(60));
        assert_eq!(limiter.take(&1, number(40)), Ok(20));
        let wait = limiter.take(&1, number(50)).unwrap_err();
        assert!((25..=31).contains(&wait), "{wait}");
        assert_eq!(limiter.take(&1, number(20)), Ok(0));
        assert_eq!(limiter.take(&2, number(1_000)), Ok(0), "another key, and more than the budget");
        assert!(limiter.take(&2, number(1_000)).is_err());
    }

    #[test]
    fn what_an_account_is_refused_costs_its_address_nothing() {
        let budgets = Budgets { account: Some(number(100)), address: Some(number(1_000)) };
        let limits = RateLimits::new(budgets);
        let (account, address) = (AccountId::from(uuid::Uuid::from_u128(1)), IpAddr::from([192, 0, 2, 7]));
        assert_eq!(limits.spend(Some(account), Some(address), 100), Ok(Some(0)));
        for _ in 0..100 {
            assert!(limits.spend(Some(account), Some(address), 100).is_err());
        }
        let remaining = limits.spend(None, Some(address), 100).unwrap().unwrap();
        assert!((800..=805).contains(&remaining), "{remaining}");
        assert_eq!(RateLimits::new(Budgets::default()).spend(None, Some(address), 1_000_000), Ok(None));
    }

    #[test]
    fn keys_with_a_full_budget_are_forgotten() {
        let limiter = Limiter::per_minute(number(u32::MAX));
        for key in 0..2 * KEYS_BEFORE_CLEANUP {
            limiter.take(&key, NonZeroU32::MIN).unwrap();
        }
        assert!(limiter.budgets.len() <= KEYS_BEFORE_CLEANUP, "{}", limiter.budgets.len());
    }
}
