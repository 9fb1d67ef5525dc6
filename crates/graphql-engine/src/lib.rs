#![doc = include_str!("../README.md")]

mod application;
mod cache;
mod client_lanes;
mod document;
mod endpoints;
mod engine;
mod execution;
mod failure;
mod http;
mod limits;
mod list_of;
mod operation_log;
mod outcome;
mod params;
mod shared_data;
pub mod shutdown;
#[cfg(test)]
mod tests;
mod trusted;
mod websocket;

pub use application::{
    Application, Batch, EndedOperation, OperationContext, OperationEnd, OperationSummary, Overspent,
    Rejection, Transport,
};
pub use endpoints::Endpoints;
pub use engine::{Engine, InvalidSchema, Prepared};
pub use execution::{BatchFailed, BatchLoader};
pub use failure::{Code, Failure};
pub use limits::{Limits, WebSocketLimits};
pub use list_of::ListOf;
pub use outcome::Outcome;
pub use params::Params;
pub use shared_data::SharedData;
pub use trusted::TrustedDocuments;
pub use websocket::{Connections, origin_is_allowed};
