//! The measurement of operations, round by round.

use std::time::Duration;

use super::operations::Operation;
use crate::support::load::{RoundResult, round};
use crate::support::service::Service;

/// The measurement of an operation on a service.
pub(crate) struct Measurement<'a> {
    name: String,
    operation: &'a Operation,
    service: &'a Service,
    statements: u64,
    rounds: Vec<RoundResult>,
}

/// What was measured: the medians of all rounds.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// The processor time of the service per request, in microseconds.
    pub(crate) cpu_us: f64,
    /// The same as a multiple of what the first operation takes in the same round.
    pub(crate) multiple: f64,
    pub(crate) statements: u64,
}

impl<'a> Measurement<'a> {
    /// Checks the results of the operation, and counts its SQL statements.
    pub(crate) async fn begin(operation: &'a Operation, service: &'a Service, name: String) -> Self {
        let statements = operation.check(service).await;
        Self { name, operation, service, statements, rounds: Vec::new() }
    }

    pub(crate) fn warm_up(&self, length: Duration) {
        self.round(length);
    }

    pub(crate) fn add_round(&mut self, length: Duration) {
        let result = self.round(length);
        self.rounds.push(result);
    }

    fn round(&self, length: Duration) -> RoundResult {
        round(self.service, length, |nth| self.operation.sender(nth))
    }
}

/// Returns what was measured, in the same order.
pub(crate) fn results(measurements: &[Measurement<'_>]) -> Vec<Measured> {
    let base = &measurements[0].rounds;
    let measured = |measurement: &Measurement<'_>| {
        let rounds = &measurement.rounds;
        let of_rounds = |value: fn(&RoundResult) -> f64| median(rounds.iter().map(value).collect());
        let multiples = rounds.iter().zip(base).map(|(round, base)| microseconds(round) / microseconds(base));
        Measured {
            name: measurement.name.clone(),
            per_second: of_rounds(|round| round.per_second),
            p50_ms: of_rounds(|round| round.p50.as_secs_f64() * 1_000.0),
            p99_ms: of_rounds(|round| round.p99.as_secs_f64() * 1_000.0),
            cpu_us: of_rounds(microseconds),
            multiple: median(multiples.collect()),
            statements: measurement.statements,
        }
    };
    measurements.iter().map(measured).collect()
}

fn microseconds(round: &RoundResult) -> f64 {
    round.cpu.expect("/proc has the processor time").as_secs_f64() * 1_000_000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
