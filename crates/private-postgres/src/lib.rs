//! A private PostgreSQL, run as a child of this process, so that the service needs no database set up for it.
//!
//! What lies in its folder, `root`:
//!
//! | name            | what                                                                        |
//! |-----------------|-----------------------------------------------------------------------------|
//! | `lock`          | locked while a server uses the folder: one server a folder                  |
//! | `pgdata/`       | the cluster; made in `pgdata.init-<pid>/` and renamed, so never half there  |
//! | `run/`          | the unix socket, unless its path would be too long (see `socket`)           |
//! | `postgres.log`  | what initdb and PostgreSQL print; `postgres.log.1` is the one before        |
//!
//! There is no TCP port: nothing to collide with, nothing to reach from outside. Only the user that PostgreSQL
//! runs as (and root) can enter `pgdata/` and `run/`.
//!
//! A start goes: take the lock (`lock`), find the binaries (`binaries`), choose the user (`run_as`), clear what a
//! killed run left (`orphan`), set the watchdog (`watchdog`), make the cluster if there is none (`initdb`), run
//! PostgreSQL and wait for it (`server`). All of it blocks: in async code, call it by `spawn_blocking`.

mod application;
mod binaries;
mod error;
mod folder;
mod initdb;
mod lock;
mod log;
mod options;
mod orphan;
mod postmaster_file;
mod processes;
mod run_as;
mod server;
mod socket;
mod url;
mod watchdog;

pub use application::Application;
pub use error::Error;
pub use options::{Durability, Lifetime, Options};
pub use server::Server;
