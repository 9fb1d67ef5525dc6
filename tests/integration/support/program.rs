//! The program, run as a process.

use std::{
    env,
    fs::{self, File},
    io::{Read, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::{self, JoinHandle},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::{client::Client, eventually::eventually};

/// Returns a command that runs the program with these arguments in a working directory. Of our environment, it inherits
/// only the location of PostgreSQL and variables that the program does not read as settings.
pub(crate) fn dostyq(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dostyq"));
    command.args(arguments).current_dir(directory).env_clear();
    for name in ["PATH", "HOME", "DOSTYQ_PG_BIN", "LLVM_PROFILE_FILE"] {
        if let Some(value) = env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// The exit status and the output of a program.
#[derive(Debug)]
pub(crate) struct ProgramOutput {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl ProgramOutput {
    /// Returns the standard output of a program that must succeed.
    pub(crate) fn stdout(self) -> String {
        assert!(self.status.success(), "{self:?}");
        self.stdout
    }

    /// Returns the first line of the standard error of a program that must fail.
    pub(crate) fn error_line(self) -> String {
        assert!(!self.status.success(), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        self.stderr.lines().next().unwrap_or_default().to_owned()
    }
}

/// Runs a program to completion, with this standard input.
pub(crate) fn run(command: &mut Command, input: &str) -> ProgramOutput {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = Process(command.spawn().unwrap());
    // A program that reads no input may have ended already.
    let _ = process.0.stdin.take().unwrap().write_all(input.as_bytes());
    let stdout = read(process.0.stdout.take().unwrap());
    let stderr = read(process.0.stderr.take().unwrap());
    let status = process.status();
    ProgramOutput { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

fn read(mut from: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        from.read_to_string(&mut text).unwrap();
        text
    })
}

/// A process that is killed at the end of its test.
struct Process(Child);

impl Process {
    fn status(&mut self) -> ExitStatus {
        eventually("the program ends", || self.0.try_wait().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running `dostyq serve`.
pub(crate) struct RunningService {
    process: Process,
    log: PathBuf,
    pub(crate) address: SocketAddr,
}

impl RunningService {
    /// Starts the service with `--listen 127.0.0.1:0`, and waits until it listens. Its log goes to a file in the
    /// directory.
    pub(crate) fn start(directory: &Path, arguments: &[&str]) -> Self {
        let log = directory.join("serve.log");
        let mut command = dostyq(directory, &["serve", "--listen", "127.0.0.1:0"]);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap());
        let mut process = Process(command.spawn().unwrap());
        let address = eventually("the service listens", || {
            let log_text = fs::read_to_string(&log).unwrap();
            if let Some(status) = process.0.try_wait().unwrap() {
                panic!("the service ended, {status}: {log_text}");
            }
            address_in(&log_text)
        });
        Self { process, log, address }
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(self.address)
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.process.0.id().cast_signed())
    }

    /// Sends a signal, and waits until the process ends. Returns its status and its log.
    pub(crate) fn end(mut self, signal: Signal) -> (ExitStatus, String) {
        kill(self.pid(), signal).unwrap();
        let status = self.process.status();
        (status, fs::read_to_string(&self.log).unwrap())
    }
}

fn address_in(log: &str) -> Option<SocketAddr> {
    let (_, after) = log.split_once("listening on http://")?;
    let (address, _) = after.split_once("/graphql")?;
    address.parse().ok()
}

/// Returns the process of the private PostgreSQL of a data folder, as its pid file names it.
pub(crate) fn postgresql_of(data: &Path) -> Option<Pid> {
    let text = fs::read_to_string(data.join("pgdata/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok().map(Pid::from_raw)
}

pub(crate) fn is_gone(process: Pid) -> bool {
    kill(process, None) == Err(Errno::ESRCH)
}
