//! What learners do: cards, the review log, and how far they have come. Each function is one statement, a few of them two,
//! whatever the number of rows.

mod cards;
mod changes;
mod days;
mod log;
mod progress;
mod queue;
mod reviews;

pub use cards::{cards_by_ids, cards_of_words, cards_with_synonyms, insert_cards, update_cards};
pub use changes::{ChangeNumber, begin_change};
pub use days::{count_days, day_counts};
pub use log::{insert_resets, insert_voids, log_of_cards, presets};
pub use progress::{lesson_starts_of, lesson_word_counts, member_progress, start_lesson};
pub use queue::{count_due, due_cards, new_cards, next_due_at};
pub use reviews::{insert_reviews, reviews_by_ids, reviews_page};
