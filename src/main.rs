//! The command line.

use std::process::ExitCode;

use clap::Parser as _;
use dostyq::config::Cli;
use dostyq::{commands, telemetry};

fn main() -> ExitCode {
    // A file `.env` that is there but can't be read is a mistake; none at all is not.
    if let Err(error) = dotenvy::from_path(".env")
        && !error.not_found()
    {
        return fail(&format!(".env: {error}"));
    }
    let cli = Cli::parse();
    if let Err(mistake) = telemetry::init(&cli.log, cli.log_format) {
        return fail(&mistake);
    }
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(ended) => {
            fail(&ended.message);
            ExitCode::from(ended.status)
        }
    }
}

#[expect(clippy::print_stderr, reason = "what a person at the command line reads")]
fn fail(message: &str) -> ExitCode {
    eprintln!("dostyq: {message}");
    ExitCode::FAILURE
}
