//! The parts of the benchmark.

pub(crate) mod capture;
pub(crate) mod cluster;
pub(crate) mod connection;
pub(crate) mod data;
pub(crate) mod explain;
pub(crate) mod load;
pub(crate) mod operations;
pub(crate) mod pgbench;
pub(crate) mod report;
pub(crate) mod service;
mod words;
