//! The service of a House of Friendship: its institution directory, and Kazakh lessons with spaced repetition.
//!
//! The code has layers. Each layer knows the layers below it and none above:
//!
//! - [`commands`] and [`config`]: the command line;
//! - [`http`]: routes, the GraphQL endpoint, the websocket;
//! - [`graphql`]: the schema; [`pages`]: the public pages as HTML;
//! - [`app`]: use cases; [`import`]: content files;
//! - [`db`]: rows and queries; [`open_data`]: the published directory in open formats; [`club_export`]: the files that
//!   leaders export from their clubs;
//! - [`mail`]: e-mail about accounts;
//! - [`messages`]: the sentences for people, in three languages; [`web_push`]: messages to learners' devices;
//! - [`outgoing`]: requests to other services; [`machine_roots`]: the certificate authorities that these are checked
//!   against;
//! - [`domain`]: the rules of the service, in a crate that compiles and is tested by itself.
//!
//! The private PostgreSQL is the crate [`private_postgres`]; Kazakh and EDTF are the crates [`kazakh`] and [`edtf`].

pub mod app;
pub mod club_export;
pub mod commands;
pub mod config;
pub mod db;
pub mod graphql;
pub mod http;
pub mod import;
pub mod machine_roots;
pub mod mail;
pub mod messages;
pub mod open_data;
pub mod outgoing;
pub mod pages;
pub mod private_file;
pub mod random;
pub mod spreadsheet;
pub mod telemetry;
pub mod web_push;

pub use ::domain;
