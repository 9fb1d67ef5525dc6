//! What the command line does.

mod import;
mod serve;
mod storage;
mod user;

use std::fmt::Display;
use std::future::Future;
use std::io::Write as _;

use tokio::runtime::{Builder, Runtime};

use crate::config::{Cli, Command, DatabaseArgs};
use crate::{db, graphql};
use storage::Storage;

/// Why a command failed: what is printed, one line where one is enough.
pub struct Failure(pub String);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Does what the command line says.
pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(args) => serve::serve(&args),
        Command::Migrate(args) => migrate(&args),
        Command::Import(args) => import::import(&args),
        Command::Schema => {
            print(&graphql::sdl());
            Ok(())
        }
        Command::User(args) => user::user(args),
    }
}

fn migrate(args: &DatabaseArgs) -> Result<(), Failure> {
    let storage = Storage::open_or_join(args)?;
    let done = block_on(db::migrations::run(storage.url()))??;
    print(&match done {
        0 => "The schema is up to date.\n".to_owned(),
        done => format!("{done} migrations done.\n"),
    });
    Ok(())
}

/// Writes to standard output; whoever closed it doesn't want to read on.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

fn block_on<F: Future>(future: F) -> std::io::Result<F::Output> {
    Ok(runtime()?.block_on(future))
}
