//! What the command line does.

mod check;
mod import;
mod kazakh;
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

/// How a command that failed ends the program.
pub struct Ended {
    /// What is printed.
    pub message: String,
    /// The exit status: 2 if what was read from standard input is at fault, else 1.
    pub status: u8,
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self { message: failure.0, status: 1 }
    }
}

/// Does what the command line says.
pub fn run(cli: Cli) -> Result<(), Ended> {
    match cli.command {
        Command::Serve(args) => serve::serve(&args)?,
        Command::Migrate(args) => migrate(&args)?,
        Command::Import(args) => import::import(&args)?,
        Command::Schema => print(&graphql::sdl()),
        Command::User(args) => user::user(args)?,
        Command::Check(args) => check::check(&args)?,
        Command::Kazakh(args) => {
            kazakh::kazakh(&args).map_err(|mistake| Ended { message: mistake.to_string(), status: 2 })?;
        }
    }
    Ok(())
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
