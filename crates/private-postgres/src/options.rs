//! What a caller may choose.

use std::path::PathBuf;

use super::Application;

/// How to run a [`Server`](super::Server).
#[derive(Debug, Clone)]
pub struct Options {
    /// The application that the server belongs to.
    pub application: Application,
    /// The folder that holds everything; made if missing. See [`Application::default_root`].
    pub root: PathBuf,
    /// The folder of `initdb` and `postgres`; `None` looks in `PATH`, `pg_config` and the usual places.
    pub bin_dir: Option<PathBuf>,
    /// Whether the data must survive a crash.
    pub durability: Durability,
    /// When the server ends if nobody stops it.
    pub lifetime: Lifetime,
}

/// Whether committed data must survive a crash of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// PostgreSQL's own promises hold.
    Durable,
    /// For tests: quick, and a crash of the machine or a kill of PostgreSQL may lose or spoil everything.
    Throwaway,
}

/// How long the server lives when nobody stops it, however the process in question ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// As long as the process that started it.
    ThisProcess,
    /// As long as the process with this id, which need not be an ancestor; noticed within half a second.
    /// The folder stays locked for that long, and a [`Durability::Throwaway`] one is deleted afterwards.
    /// Call [`Server::detach`](super::Server::detach) so that the server outlives the process that started it.
    Process(u32),
}
