//! Tests of the service from the outside: one binary, one module for each behaviour.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot continue has failed"
)]

mod support;

mod a_month_of_study;
mod account_life;
mod account_log;
mod accounts;
mod assignment_progress;
mod backups;
mod bad_days;
mod budgets;
mod cards;
mod client_clocks;
mod club_activity;
mod club_files;
mod club_insight;
mod club_news;
mod clubs;
mod command_line;
mod consistency;
mod content_import;
mod contests;
mod database_roles;
mod directory;
mod editing;
mod email_links;
mod email_outbox;
mod event_streams;
mod explanation;
mod export;
mod foreign_parsers;
mod golden_meanings;
mod http_errors;
mod kazakh_command;
mod keyboards;
mod killed_service;
mod layering;
mod learning;
mod learning_checks;
mod learning_exercises;
mod merging_accounts;
mod migrations;
mod notes;
mod open_data;
mod optimization;
mod pages;
mod pages_in_browsers;
mod passkeys;
mod practice;
mod program_sources;
mod public_files;
mod reminders;
mod rights;
mod scheduling;
mod schema_sdl;
mod second_factor;
mod settings;
mod shared_results;
mod statements;
mod statistics;
mod staying_in_step;
mod study_days;
mod submitting_reviews;
mod submitting_reviews_bad_input;
mod submitting_reviews_in_any_order;
mod teaching;
mod test_databases;
mod trusted_documents;
mod undo;
mod web_client;
mod web_dates;
mod web_exercises;
mod web_grading;
mod web_operations;
mod web_texts;
mod webhooks;
mod websocket;
mod word_forms;
mod word_lists;
mod workload;
