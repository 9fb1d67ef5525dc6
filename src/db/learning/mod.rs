//! What learners do: cards, the review log, and how far they have come. Each function is one statement, a few of them two,
//! whatever the number of rows.

mod additions;
mod cards;
mod changes;
mod days;
mod export;
mod forecast;
mod gloss_reports;
mod learner_words;
mod log;
mod mistakes;
mod new_cards;
mod optimization;
mod presets;
mod progress;
mod queue;
mod recount;
mod reviews;
mod sync;
mod tries;

pub use additions::insert_additions;
pub use cards::{cards_by_ids, cards_of_words, insert_cards, reviewed_cards, update_cards};
pub use changes::{ChangeNumber, begin_change, begin_scheduling};
pub use days::{count_anew, day_counts, days_between, studied_days};
pub use export::{
    AnsweredCard, BATCH, cards_after, own_presets, resets_after, resets_of, reviews_after,
    reviews_by_card_after,
};
pub use forecast::forecast;
pub use gloss_reports::{
    gloss_reports_after, gloss_reports_by_ids, gloss_reports_page, insert_gloss_report, open_gloss_reports,
    resolve_gloss_report,
};
pub use learner_words::{cards_with_synonyms, learner_words, learner_words_after, write_learner_word};
pub use log::{insert_resets, insert_voids, log_of_cards, resets_by_ids};
pub use mistakes::{mistakes, slip_counts};
pub use new_cards::{NewCard, insert_missing_cards};
pub use optimization::{TakenJob, finish_job, insert_job, jobs_by_ids, latest_job, past_reviews, take_job};
pub use presets::{insert_preset, last_reviewed_at, presets};
pub use progress::{
    AskedMember, known_words, lesson_starts, lesson_starts_of, lesson_word_counts, member_progress,
    start_lesson,
};
pub use queue::{count_due, due_cards, new_cards, next_due_at};
pub use recount::{learners_after, whole_log};
pub use reviews::{insert_reviews, reviews_by_ids, reviews_page};
pub use sync::{Changed, ChangesFound, changes_after, changes_of_sessions, courses_started, latest_change};
pub(in crate::db) use tries::slip;
pub use tries::word_tries;
