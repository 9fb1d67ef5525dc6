//! How words are learned: lessons, exercises and their grading, and the scheduling of reviews.

pub mod card;
pub mod catalogue;
pub mod exercise;
mod fuzz;
pub mod grading;
pub mod learner_word;
pub mod preset;
pub mod progress;
pub mod review;
pub mod scheduler;
mod seed;
pub mod settings;
mod steps;
pub mod study_day;
pub mod word;
