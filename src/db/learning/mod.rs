//! The data of learners: cards, the review log, and progress. Each function runs one SQL statement, and a few run two,
//! whatever the number of rows.

mod additions;
mod card_log;
mod cards;
mod change_numbers;
mod export;
mod forecast;
mod learner_words;
mod lesson_counts;
mod merge;
mod missing_cards;
mod mistakes;
mod optimization;
mod practice;
mod presets;
mod progress;
mod queue;
mod reviews;
mod study_days;
mod sync;
mod whole_log;
mod word_attempts;
mod word_lists;
mod word_reports;

pub use additions::insert_additions;
pub use card_log::{insert_resets, insert_voids, logs_of_cards, resets_by_ids, voids_by_ids};
pub use cards::{cards_by_ids, cards_of_words, insert_cards, reviewed_cards, update_cards};
pub use change_numbers::{ChangeNumber, begin_change, begin_scheduling_change};
pub use export::{
    BATCH, OptimizerReview, cards_after, resets_after, resets_of, reviews_after, reviews_by_card_after,
    stored_presets,
};
pub use forecast::forecast;
pub use learner_words::{cards_with_synonyms, learner_words, learner_words_after, write_learner_word};
pub use lesson_counts::{
    cards_and_skills, count_all_lessons, count_changed_lessons, lesson_counts, recount_lessons,
};
pub use merge::{move_study_data, recount_all};
pub use missing_cards::{MissingCard, insert_missing_cards, words_with_cards};
pub use mistakes::{mistakes, slip_counts};
pub use optimization::{
    ClaimedJob, claim_job, finish_job, insert_job, jobs_by_ids, latest_job, past_reviews,
};
pub use practice::{cards_ahead, insert_practice_answers, practice_answers_after};
pub use presets::{insert_preset, last_reviewed_at, presets};
pub(in crate::db) use progress::WordCountsRow;
pub use progress::{
    ComputedProgress, MemberProgressQuery, known_words, lesson_starts, lesson_starts_of, lesson_word_counts,
    member_progress, start_lesson,
};
pub use queue::{OwnMeanings, day_and_due, due_cards, new_cards, next_due_at};
pub use reviews::{NewLogEntry, insert_reviews, reviews_by_ids, reviews_page, whereabouts};
pub(in crate::db) use reviews::{calendar, rating};
pub use study_days::{day_counts, days_between, recount_affected, studied_days};
pub use sync::{SyncChange, SyncChanges, changes_after, changes_of_sessions, courses_started, latest_change};
pub use whole_log::{delete_counts, learners_after, whole_log};
pub(in crate::db) use word_attempts::slip;
pub use word_attempts::word_attempts;
pub use word_lists::{
    WordListKey, delete_word_list, delete_word_list_words, insert_word_list, insert_word_list_words,
    record_course_starts, rename_word_list, start_word_list, word_list_counts, word_lists, word_lists_page,
    words_of_word_lists,
};
pub use word_reports::{
    insert_word_report, open_word_reports, resolve_word_report, word_reports_after, word_reports_by_ids,
    word_reports_page,
};
