//! Executing an operation: its resolvers, the batches that they wait for, and the errors of its fields.

mod batch_loader;
mod batch_scheduler;
mod field_errors;

pub use self::batch_loader::{BatchFailed, BatchLoader};
pub(crate) use self::batch_scheduler::BatchScheduler;
pub(crate) use self::field_errors::{ExecutionState, FieldErrors};
