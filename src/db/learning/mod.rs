//! What learners do: cards, the review log, and how far they have come. Each function is one statement, whatever
//! the number of rows.

mod cards;
mod progress;
mod reviews;

pub use cards::{
    cards_by_ids, cards_of_words, due_cards, insert_cards, lock_cards, new_cards, next_due_at, update_cards,
};
pub use progress::{lesson_starts_of, lesson_word_counts, member_progress, start_lesson, today};
pub use reviews::{insert_reviews, log_of_cards, reviews_by_ids, reviews_page};
