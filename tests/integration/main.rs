//! The service from the outside: one binary, one module a behaviour.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

mod accounts;
mod clubs;
mod command_line;
mod content_import;
mod directory;
mod editing;
mod embedded;
mod http_errors;
mod kazakh_command;
mod layering;
mod learning;
mod migrations;
mod open_data;
mod schema_sdl;
mod statements;
mod submitting_reviews;
mod test_databases;
mod websocket;
