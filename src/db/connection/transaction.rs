//! Transactions, which are repeated if they conflict with others.

use std::future::Future;
use std::time::Duration;

use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use tokio::time::sleep;

use super::Connection;
use crate::db::DbError;

/// How often a transaction is repeated at most.
const REPETITIONS: u32 = 3;
/// The longest pause before the first repetition; it doubles with each further one.
const PAUSE: Duration = Duration::from_millis(20);

/// The error of a transaction, which knows whether the transaction may be repeated.
pub trait TransactionError: From<diesel::result::Error> {
    /// Whether PostgreSQL rolled the transaction back because it conflicted with another one. The same transaction may
    /// succeed if it is repeated.
    fn is_conflict(&self) -> bool;
}

impl TransactionError for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

/// An async closure that can be called again, and whose future may be required to be `Send`.
pub trait Repeatable<A, R>: AsyncFn(A) -> R + Fn(A) -> <Self as Repeatable<A, R>>::Running {
    /// The future of one call.
    type Running: Future<Output = R>;
}

impl<F, A, R, Running> Repeatable<A, R> for F
where
    F: AsyncFn(A) -> R + Fn(A) -> Running,
    Running: Future<Output = R>,
{
    type Running = Running;
}

impl Connection {
    /// Runs a transaction: commits if the closure returns `Ok`, and otherwise rolls back. If PostgreSQL rolls it back
    /// because of a conflict with another transaction (40001, 40P01), it is repeated after a pause, at most three times. So
    /// the closure must have no effects outside the database.
    ///
    /// A transaction whose connection breaks is not repeated, because it may have been committed.
    pub async fn transaction<R, E, F>(&mut self, act: F) -> Result<R, E>
    where
        F: for<'c> AsyncFn(&'c mut AsyncPgConnection) -> Result<R, E>
            + for<'c> Repeatable<&'c mut AsyncPgConnection, Result<R, E>, Running: Send>,
        E: TransactionError,
    {
        let mut repetitions = 0;
        loop {
            match once(self, &act).await {
                Err(error) if error.is_conflict() && repetitions < REPETITIONS => {
                    sleep(self.jitter(PAUSE * 2_u32.pow(repetitions))).await;
                    repetitions += 1;
                }
                result => return result,
            }
        }
    }

    /// Returns a part of a duration that differs between connections and moments: of two transactions that collide, one
    /// should be repeated first.
    fn jitter(&self, longest: Duration) -> Duration {
        longest.mul_f64(f64::from(self.noise() % 1_000 + 1) / 1_000.0)
    }
}

async fn once<R, E, F>(connection: &mut AsyncPgConnection, act: &F) -> Result<R, E>
where
    F: for<'c> Repeatable<&'c mut AsyncPgConnection, Result<R, E>, Running: Send>,
    E: TransactionError,
{
    AnsiTransactionManager::begin_transaction(connection).await?;
    // On the heap, because the states of the callers would otherwise hold it, and a stack is small.
    match Box::pin(act(connection)).await {
        Ok(value) => {
            AnsiTransactionManager::commit_transaction(connection).await?;
            Ok(value)
        }
        Err(error) => {
            // If it fails, the connection is broken, and `error` says more about the cause.
            let _ = AnsiTransactionManager::rollback_transaction(connection).await;
            Err(error)
        }
    }
}
