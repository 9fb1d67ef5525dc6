//! A replica of the database, which is read as long as it lags little.
//!
//! The lag is measured by positions in the primary's log: what the replica has replayed holds everything that was
//! committed before the primary was at this position. So neither a replica that receives nothing any more nor a primary
//! that has nothing to write is mistaken for the other, and no two clocks are compared.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::{Database, DatabaseError, TimeLimits};
use crate::db::DbError;
use crate::db::statement::statement;

/// The pause between two measurements of the lag.
const PAUSE: Duration = Duration::from_secs(1);
/// The time that a server has to report its position.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);
/// The number of positions of the primary to remember, which the replica has not reached: those of an hour.
const MAX_AHEAD: usize = 3_600;

/// Where the primary is in its log. A commit that is visible on the primary is before this position.
const PRIMARY: &str = "SELECT system_identifier AS cluster,
        (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint AS position
    FROM pg_control_system()";
/// Up to where a standby has replayed the log. A server that is no standby has no position.
const STANDBY: &str = "SELECT system_identifier AS cluster,
        CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint END AS position
    FROM pg_control_system()";

/// A replica, and what is known about its lag.
pub(super) struct Replica {
    database: Database,
    max_lag: Duration,
    progress: Mutex<Progress>,
}

/// Whether a replica is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplicaState {
    /// Whether it is read.
    pub is_read: bool,
    /// How much the replica lags at most; `None` if that is not known.
    pub lag: Option<Duration>,
    /// Why it cannot be read, except for its lag.
    pub problem: Option<ReplicaProblem>,
}

/// Why a replica cannot be read, except for its lag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplicaProblem {
    /// It does not answer.
    #[error("it does not answer")]
    Silent,
    /// The server is no standby, or one of another primary.
    #[error("it is not a standby of the primary")]
    OtherServer,
}

#[derive(QueryableByName)]
struct Place {
    /// The identifier of the database cluster, which a standby shares with its primary.
    #[diesel(sql_type = BigInt)]
    cluster: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    position: Option<i64>,
}

/// How far the replica has followed the primary.
#[derive(Default)]
struct Progress {
    /// The positions of the primary that the replica has not reached, and when the primary was asked for them.
    ahead: VecDeque<(Instant, i64)>,
    /// The last moment at which the replica had everything that had been committed before.
    complete_at: Option<Instant>,
    problem: Option<ReplicaProblem>,
    /// The cluster of the primary.
    cluster: Option<i64>,
}

impl Progress {
    fn primary_was(&mut self, asked_at: Instant, position: i64) {
        if self.ahead.len() >= MAX_AHEAD {
            // The lag then seems longer than it is.
            self.ahead.pop_front();
        }
        self.ahead.push_back((asked_at, position));
    }

    fn replica_replayed(&mut self, position: i64) {
        while let Some((asked_at, _)) = self.ahead.front().filter(|(_, ahead)| *ahead <= position) {
            self.complete_at = Some(*asked_at);
            self.ahead.pop_front();
        }
    }

    fn state(&self, now: Instant, max_lag: Duration) -> ReplicaState {
        let lag = self.complete_at.map(|at| now.saturating_duration_since(at));
        let is_read = self.problem.is_none() && lag.is_some_and(|lag| lag <= max_lag);
        ReplicaState { is_read, lag, problem: self.problem }
    }
}

impl Replica {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> ReplicaState {
        self.progress().state(Instant::now(), self.max_lag)
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    pub(super) fn is_read(&self) -> bool {
        self.state().is_read
    }

    pub(super) fn close(&self) {
        self.database.close();
    }

    /// Measures the lag. If the primary does not answer, the lag is that of the last measurement, and grows.
    async fn measure(&self, primary: &Database) {
        let asked_at = Instant::now();
        if let Ok(Place { cluster, position: Some(position) }) = place(primary, PRIMARY).await {
            let mut progress = self.progress();
            progress.cluster = Some(cluster);
            progress.primary_was(asked_at, position);
        }
        let found = place(&self.database, STANDBY).await;
        let mut progress = self.progress();
        progress.problem = match found {
            Err(error) => {
                tracing::debug!(%error, "the replica does not answer");
                Some(ReplicaProblem::Silent)
            }
            Ok(Place { cluster, position: Some(position) }) if Some(cluster) == progress.cluster => {
                progress.replica_replayed(position);
                None
            }
            // Of an unknown primary: no lag is known yet.
            Ok(Place { position: Some(_), .. }) if progress.cluster.is_none() => None,
            Ok(_) => Some(ReplicaProblem::OtherServer),
        };
    }
}

/// Asks a server for its place within the time that it has.
async fn place(database: &Database, query: &'static str) -> Result<Place, DbError> {
    timeout(ANSWER_LIMIT, ask(database, query)).await?
}

/// Asks a server for its place, over the connection for health checks.
async fn ask(database: &Database, query: &'static str) -> Result<Place, DbError> {
    let mut pooled = database.health.get().await?;
    Ok(statement(query).get_result(&mut pooled.connection).await?)
}

impl Database {
    /// Returns the same database with a replica, which is read as long as it lags no more than `max_lag`. Its pool is as
    /// large as that of the primary. It is read only while [`Self::watch_replica`] runs.
    pub fn with_replica(self, url: &str, max_lag: Duration) -> Result<Self, DatabaseError> {
        let database = Self::with_limits(url, self.connections(), TimeLimits::REQUESTS)?;
        let replica = Replica { database, max_lag, progress: Mutex::default() };
        Ok(Self { replica: Some(Arc::new(replica)), ..self })
    }

    /// Returns whether the replica is read; `None` if there is none.
    pub fn replica_state(&self) -> Option<ReplicaState> {
        Some(self.replica.as_ref()?.state())
    }

    /// Measures the lag of the replica once a second, and logs when reads move to the replica or back. Ends only if there
    /// is no replica.
    pub async fn watch_replica(&self) {
        let Some(replica) = &self.replica else { return };
        let mut poll = interval(PAUSE);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut was_read = None;
        loop {
            poll.tick().await;
            replica.measure(self).await;
            let state = replica.state();
            if was_read.replace(state.is_read) != Some(state.is_read) {
                log_change(state);
            }
        }
    }
}

fn log_change(ReplicaState { is_read, lag, problem }: ReplicaState) {
    let lag_seconds = lag.map(|lag| lag.as_secs_f64());
    if is_read {
        tracing::info!(lag_seconds, "the directory is read from the replica");
    } else {
        let problem = problem.map_or_else(|| "it may lag too much".to_owned(), |problem| problem.to_string());
        tracing::warn!(
            lag_seconds,
            problem,
            "the replica is not used: the directory is read from the primary"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX_LAG: Duration = Duration::from_secs(5);

    fn state(progress: &Progress, start: Instant, seconds: u64) -> (bool, Option<u64>) {
        let state = progress.state(start + Duration::from_secs(seconds), MAX_LAG);
        (state.is_read, state.lag.map(|lag| lag.as_secs()))
    }

    #[test]
    fn the_lag_counts_from_the_last_position_of_the_primary_that_the_replica_has_reached() {
        let (start, mut progress) = (Instant::now(), Progress::default());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(state(&progress, start, 0), (false, None), "nothing is known yet");

        progress.primary_was(at(0), 100);
        progress.replica_replayed(99);
        assert_eq!(state(&progress, start, 0), (false, None), "it has not been complete yet");
        progress.replica_replayed(100);
        assert_eq!(state(&progress, start, 1), (true, Some(1)));

        for seconds in 1..=6 {
            progress.primary_was(at(seconds), 100 + seconds.cast_signed());
            progress.replica_replayed(100);
        }
        assert_eq!(state(&progress, start, 5), (true, Some(5)));
        assert_eq!(state(&progress, start, 6), (false, Some(6)));
        progress.replica_replayed(104);
        assert_eq!(state(&progress, start, 6), (true, Some(2)));
        progress.replica_replayed(1_000);
        assert_eq!(state(&progress, start, 6), (true, Some(0)));
    }

    #[test]
    fn a_primary_that_writes_nothing_makes_no_lag_and_one_that_is_silent_does() {
        let (start, mut progress) = (Instant::now(), Progress::default());
        for minutes in 0..10 {
            progress.primary_was(start + Duration::from_mins(minutes), 100);
            progress.replica_replayed(100);
        }
        assert_eq!(state(&progress, start, 540), (true, Some(0)));
        progress.replica_replayed(100);
        assert_eq!(state(&progress, start, 546), (false, Some(6)));
    }

    #[test]
    fn a_replica_with_a_problem_is_not_read_however_little_it_lags() {
        let (start, mut progress) = (Instant::now(), Progress::default());
        progress.primary_was(start, 100);
        progress.replica_replayed(100);
        progress.problem = Some(ReplicaProblem::Silent);
        assert_eq!(state(&progress, start, 0), (false, Some(0)));
    }

    #[test]
    fn a_replica_that_is_far_behind_takes_no_memory_without_end() {
        let (start, mut progress) = (Instant::now(), Progress::default());
        for position in 0..10_000 {
            progress.primary_was(start, position);
        }
        assert_eq!(progress.ahead.len(), MAX_AHEAD);
    }
}
