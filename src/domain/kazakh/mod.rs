//! The Kazakh language: its letters, and which of them are mistaken for which.

pub mod alphabet;
pub mod fold;
