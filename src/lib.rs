//! The service of a House of Friendship: its institution directory, and Kazakh lessons with spaced repetition.

pub mod db;
pub mod domain;
pub mod random;
