//! The options of a server.

use std::path::PathBuf;

use super::Application;

/// How to run a [`Server`](super::Server).
#[derive(Debug, Clone)]
pub struct Options {
    /// The application that the server belongs to.
    pub application: Application,
    /// The data folder. It is created if it is missing. See [`Application::default_root`].
    pub root: PathBuf,
    /// The folder of `initdb` and `postgres`. With `None`, the server looks in `PATH`, asks `pg_config`, and looks in the
    /// places where packages install PostgreSQL.
    pub bin_dir: Option<PathBuf>,
    /// Whether committed data must survive a crash.
    pub durability: Durability,
    /// When the server ends if nobody stops it.
    pub lifetime: Lifetime,
}

/// Whether committed data must survive a crash of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// PostgreSQL's usual guarantees hold.
    Durable,
    /// Fast, for tests. A crash of the machine or a kill of PostgreSQL may lose or corrupt all data.
    Throwaway,
}

/// How long the server runs if nobody stops it. It does not matter how the process in question ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// As long as the process that started the server.
    ThisProcess,
    /// As long as the process with this id, which need not be an ancestor. The server notices its end within half a
    /// second. The folder stays locked until then; a [`Durability::Throwaway`] folder is deleted afterwards.
    /// Call [`Server::detach`](super::Server::detach) so that the server outlives the process that started it.
    Process(u32),
}
