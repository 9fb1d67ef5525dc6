//! Courses, lessons, words; cards, reviews and progress.

pub mod card;
pub mod course;
pub mod exercise;
pub mod mutation;
pub mod query;
pub mod review;
pub mod word;

pub use card::Card;
pub use course::{Course, Lesson, WordProgress};
pub use exercise::StudyItem;
pub use mutation::LearningMutation;
pub use query::LearningQuery;
pub use review::Review;
pub use word::Word;
