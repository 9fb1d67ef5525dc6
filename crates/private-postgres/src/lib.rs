//! Runs a private PostgreSQL server as a child process, so that an application needs no database set up for it.
//!
//! The server listens on a unix socket only: there is no TCP port that could collide or be reached from outside. It
//! needs the programs `initdb` and `postgres`, which every distribution packages, and stops when the process that
//! started it ends, even after `kill -9`.
//!
//! ```
//! use private_postgres::{Application, Durability, Lifetime, Options, Server};
//!
//! const MYAPP: Application = Application {
//!     name: "myapp",
//!     oldest_major: 15,
//!     bin_dir_variable: Some("MYAPP_PG_BIN"),
//!     url_variable: Some("DATABASE_URL"),
//! };
//!
//! # fn main() -> Result<(), private_postgres::Error> {
//! # let root = std::env::temp_dir().join(format!("private-postgres-doc-{}", std::process::id()));
//! # let bin_dir = std::env::var_os("TEST_PG_BIN").map(Into::into);
//! # fn start(root: std::path::PathBuf, bin_dir: Option<std::path::PathBuf>) -> Result<(), private_postgres::Error> {
//! let mut server = Server::start(&Options {
//!     application: MYAPP,
//!     root: root.clone(), // in production, MYAPP.default_root()
//!     bin_dir,
//!     durability: Durability::Throwaway,
//!     lifetime: Lifetime::ThisProcess,
//! })?;
//! assert!(server.url("postgres").starts_with("postgresql:///postgres?host="));
//! assert_eq!(MYAPP.running_url(&root, "postgres"), Some(server.url("postgres")));
//! server.stop();
//! assert_eq!(MYAPP.running_url(&root, "postgres"), None);
//! # Ok(())
//! # }
//! # let started = start(root.clone(), bin_dir);
//! # let _ = std::fs::remove_dir_all(root);
//! # started
//! # }
//! ```
//!
//! # The data folder
//!
//! | name            | content                                                                              |
//! |-----------------|--------------------------------------------------------------------------------------|
//! | `lock`          | locked while a server uses the folder: one server per folder                         |
//! | `pgdata/`       | the cluster; created in `pgdata.init-<pid>/` and then renamed, so never half-made    |
//! | `run/`          | the unix socket, unless its path would be too long (see `socket`)                    |
//! | `postgres.log`  | the output of `initdb` and PostgreSQL; `postgres.log.1` is the previous log          |
//!
//! Only the user that PostgreSQL runs as, and root, can enter `pgdata/` and `run/`. PostgreSQL refuses to run as root.
//! If the application runs as root, PostgreSQL therefore runs as the owner of the folder, as `postgres` or as `nobody`.
//!
//! # The steps of a start
//!
//! 1. Take the lock (`lock`).
//! 2. Find the binaries (`binaries`).
//! 3. Choose the user (`run_as`).
//! 4. Clear what a killed run left behind (`orphan`).
//! 5. Start the watchdog (`watchdog`).
//! 6. Create the cluster if there is none (`initdb`).
//! 7. Run PostgreSQL and wait until it accepts connections (`server`).
//!
//! All of this blocks. In async code, call it from a blocking task such as tokio's `spawn_blocking`.

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
mod programs;
mod run_as;
mod server;
mod socket;
mod url;
mod watchdog;

pub use application::Application;
pub use error::Error;
pub use options::{Durability, Lifetime, Options};
pub use programs::Installed;
pub use server::Server;
