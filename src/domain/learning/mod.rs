//! How words are learned: lessons, exercises and their grading, and the scheduling of reviews.

pub mod card;
pub mod exercise;
mod fuzz;
pub mod grading;
pub mod progress;
pub mod review;
pub mod scheduler;
mod seed;
pub mod settings;
pub mod study_day;
pub mod word;
