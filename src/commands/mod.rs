//! The commands of the command line.

mod backup;
mod check;
mod import;
mod jobs;
mod kazakh;
mod kept_key;
mod push;
mod second_factor_key;
mod serve;
mod storage;
mod user;

use std::fmt::Display;
use std::future::Future;
use std::io::Write as _;

use tokio::runtime::{Builder, Runtime};

use crate::config::{Cli, Command, DatabaseArgs};
use crate::graphql;
use storage::Storage;

/// The failure of a command: a message for the user, one line if possible.
pub struct Failure(pub String);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// How a failed command ends the program.
pub struct CommandError {
    /// The message for the user.
    pub message: String,
    /// The exit status: 2 if the data on standard input is at fault, otherwise 1.
    pub status: u8,
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        Self { message: failure.0, status: 1 }
    }
}

/// Runs the command that the command line names.
pub fn run(cli: Cli) -> Result<(), CommandError> {
    match cli.command {
        Command::Serve(args) => serve::serve(&args)?,
        Command::Migrate(args) => migrate(&args)?,
        Command::Import(args) => import::import(&args)?,
        Command::Schema => print(&graphql::sdl()),
        Command::User(args) => user::user(args)?,
        Command::Check(args) => check::check(&args)?,
        Command::Backup(args) => backup::backup(&args)?,
        Command::Restore(args) => backup::restore(&args)?,
        Command::UpgradePostgres(args) => backup::upgrade_postgres(&args)?,
        Command::Kazakh(args) => {
            kazakh::kazakh(&args).map_err(|error| CommandError { message: error.to_string(), status: 2 })?;
        }
    }
    Ok(())
}

fn migrate(args: &DatabaseArgs) -> Result<(), Failure> {
    let storage = Storage::open_or_join(args)?;
    // The private server's schema is brought up to date whenever it is opened.
    let applied = if storage.is_private() { 0 } else { block_on(storage::migrate(args, storage.url()))?? };
    print(&match applied {
        0 => "The schema is up to date.\n".to_owned(),
        applied => format!("{applied} migrations applied.\n"),
    });
    Ok(())
}

/// Writes to standard output. An error means that the reader has closed it, so it is ignored.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The stack of each thread that runs requests. A debug build, whose frames are large, was seen to need more than tokio's
/// 2 MiB. The memory is taken only when it is used.
const STACK_BYTES: usize = 8 * 1024 * 1024;

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().thread_stack_size(STACK_BYTES).enable_all().build()
}

fn block_on<F: Future>(future: F) -> std::io::Result<F::Output> {
    Ok(runtime()?.block_on(future))
}
