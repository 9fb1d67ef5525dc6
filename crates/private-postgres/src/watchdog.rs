//! A small process that stops PostgreSQL when this process no longer can: after `kill -9`, a crash or the out-of-memory
//! killer.
//!
//! Linux's parent-death signal does not work here: it is sent when the *thread* that started PostgreSQL ends, which is
//! wrong on a thread pool, and macOS has none. The watchdog is a shell script and not a second copy of this program,
//! because that program would have to be accessible and would use as much memory.

use std::{
    fs::File,
    io::Write,
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
};

use super::{
    error::{Error, IoContext},
    folder::Folder,
    options::{Durability, Lifetime, Options},
};

const SCRIPT: &str = include_str!("watchdog.sh");

/// A running watchdog. It is [dismissed](Self::dismiss) when dropped.
#[derive(Debug)]
pub(super) struct Watchdog {
    process: Child,
    /// The standard input of the watchdog with [`Lifetime::ThisProcess`]. The kernel closes it when this process ends.
    pipe: Option<ChildStdin>,
}

impl Watchdog {
    /// Starts the watchdog. This must happen before PostgreSQL starts, so that a kill in between leaves nothing behind.
    pub(super) fn start(folder: &Folder, lock: &File, options: &Options) -> Result<Self, Error> {
        let (lifetime, delete, input) = match options.lifetime {
            Lifetime::ThisProcess => ("pipe".to_owned(), PathBuf::new(), Stdio::piped()),
            Lifetime::Process(pid) => {
                let is_throwaway = options.durability == Durability::Throwaway;
                let delete = if is_throwaway { folder.root().to_owned() } else { PathBuf::new() };
                (pid.to_string(), delete, lock.try_clone().context("share the lock")?.into())
            }
        };
        let mut process = Command::new("/bin/sh")
            // Passed in the environment, so that a process list shows the arguments and not the whole script.
            .args(["-c", r#"eval "$SCRIPT""#, &format!("{}-watchdog", folder.application().name)])
            .arg(folder.data())
            .arg(lifetime)
            .arg(delete)
            .env_clear()
            .env("SCRIPT", SCRIPT)
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/")
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A signal to this process group must not reach the watchdog.
            .process_group(0)
            .spawn()
            .context("run /bin/sh")?;
        let pipe = process.stdin.take();
        Ok(Self { process, pipe })
    }

    /// Sends the watchdog the id of the process to stop.
    pub(super) fn guard(&mut self, server: &Child) {
        self.send(&server.id().to_string());
    }

    /// Ends the watchdog. The server has ended or never started.
    pub(super) fn dismiss(&mut self) {
        if self.pipe.is_some() {
            self.send("dismissed");
            self.pipe = None;
        } else {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }

    /// Writes a line to the watchdog. Without a pipe this does nothing: that watchdog reads PostgreSQL's pid file.
    fn send(&mut self, line: &str) {
        if let Some(pipe) = &mut self.pipe
            && let Err(error) = writeln!(pipe, "{line}")
        {
            tracing::warn!(%error, "the watchdog has ended: if this process is killed now, PostgreSQL keeps running");
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.dismiss();
    }
}
