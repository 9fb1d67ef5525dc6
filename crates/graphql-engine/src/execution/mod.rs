//! Executing an operation: its resolvers, the batches that they wait for, and the errors of its fields.

mod driver;
mod gathering;
mod hook;

pub(crate) use self::driver::Driver;
pub use self::gathering::{BatchFailed, Gatherer};
pub(crate) use self::hook::{FieldHook, Progress};
