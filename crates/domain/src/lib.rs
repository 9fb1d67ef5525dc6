//! The domain: records, rules and calculations. Independent of databases, protocols and clocks, so that unit tests can
//! call it directly.

pub mod access;
pub mod accounts;
pub mod clock;
pub mod closed_list;
pub mod clubs;
pub mod contests;
pub mod directory;
pub mod ids;
mod keyboard_layout;
pub mod language_tag;
pub mod learning;
pub mod link;
pub mod network;
pub mod number;
pub mod personal_name;
pub mod problem;
pub mod remark;
pub mod search;
pub mod text;
pub mod typed_code;
