//! The service of a House of Friendship: its institution directory, and Kazakh lessons with spaced repetition.
//!
//! Layers, each of which knows those below it and none above:
//!
//! - [`commands`] and [`config`]: the command line;
//! - [`http`]: routes, the GraphQL endpoint, the websocket;
//! - [`graphql`]: the schema;
//! - [`app`]: use cases; [`import`]: content files;
//! - [`db`]: rows and queries; [`open_data`]: the published directory in formats for everyone; [`club_export`]: what leaders
//!   take out of their clubs;
//! - [`domain`]: what the service knows and decides.
//!
//! The private PostgreSQL is the crate [`private_postgres`]; Kazakh and EDTF are the crates [`kazakh`] and [`edtf`].

pub mod app;
pub mod club_export;
pub mod commands;
pub mod config;
pub mod db;
pub mod domain;
pub mod graphql;
pub mod http;
pub mod import;
pub mod open_data;
pub mod random;
pub mod spreadsheet;
pub mod telemetry;
