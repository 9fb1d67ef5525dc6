//! Helpers that keep the tests short.

pub(crate) mod client;
pub(crate) mod club;
pub(crate) mod cluster;
pub(crate) mod device;
pub(crate) mod error_codes;
pub(crate) mod eventually;
pub(crate) mod mail;
pub(crate) mod passkey;
pub(crate) mod processes;
pub(crate) mod program;
pub(crate) mod proxy;
pub(crate) mod pupil;
pub(crate) mod receiver;
pub(crate) mod replicated;
pub(crate) mod scratch;
pub(crate) mod second_factor;
pub(crate) mod seeded_random;
pub(crate) mod service;
pub(crate) mod sql;
pub(crate) mod study;
pub(crate) mod websocket;
