//! Learning words: lessons, exercises and their grading, and the scheduling of reviews.

pub mod additions;
pub mod backlog;
pub mod card;
pub mod catalogue;
pub mod chosen_words;
mod cloze;
pub mod exercise;
pub mod explanation;
mod fuzz;
pub mod gloss_report;
pub mod grading;
pub mod learner_word;
pub mod optimization;
pub mod parameters;
pub mod practice;
pub mod preset;
pub mod progress;
mod rating;
pub mod reminder;
#[cfg(test)]
mod replay_tests;
pub mod review;
mod rivals;
pub mod scheduler;
mod seed;
mod sense;
pub mod settings;
pub mod simulation;
mod steps;
pub mod study_day;
pub mod sync;
pub mod teaching;
pub mod training;
pub mod word;
pub mod word_index;
pub mod word_keys;
