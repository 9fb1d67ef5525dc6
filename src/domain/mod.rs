//! What the service knows and decides, free of databases, protocols and clocks: records, rules and
//! calculations that a unit test can call directly.

pub mod access;
pub mod accounts;
pub mod clock;
pub mod closed_list;
pub mod clubs;
pub mod contests;
pub mod directory;
pub mod ids;
pub mod language_tag;
pub mod learning;
pub mod problem;
pub mod search;
pub mod text;
