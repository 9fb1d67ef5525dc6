//! The program `dostyq`.

use std::process::ExitCode;

use clap::Parser as _;
use dostyq::config::Cli;
use dostyq::{commands, telemetry};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // A missing file `.env` is fine, but one that cannot be read is an error.
    if let Err(error) = dotenvy::from_path(".env")
        && !error.not_found()
    {
        return fail(&format!(".env: {error}"));
    }
    let cli = Cli::parse();
    let _logging = match telemetry::init(&cli.log, cli.log_format) {
        Ok(logging) => logging,
        Err(message) => return fail(&message),
    };
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            fail(&error.message);
            ExitCode::from(error.status)
        }
    }
}

#[expect(clippy::print_stderr, reason = "the message is for the user of the command line")]
fn fail(message: &str) -> ExitCode {
    eprintln!("dostyq: {message}");
    ExitCode::FAILURE
}
