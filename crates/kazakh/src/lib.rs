//! The Kazakh language: its letters, which of them are mistaken for which, and the endings of its words.

pub mod alphabet;
pub mod fold;
pub mod inflection;
pub mod latin;
pub mod latin_draft;
pub mod lexicon;
mod named;
pub mod search_fold;
mod sorting;
pub mod stem;

pub use named::UnknownName;
pub use sorting::sort_key;
