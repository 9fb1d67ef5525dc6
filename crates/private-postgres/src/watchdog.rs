//! A small process that ends PostgreSQL when we cannot: after `kill -9`, a crash, the out-of-memory killer.
//!
//! Not Linux's parent-death signal: that one comes when the *thread* that started PostgreSQL ends, wrong on a
//! thread pool, and macOS has none. A shell script and not a second copy of this program: that one would have to be
//! reachable, and would carry the service's memory.

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

/// A running watchdog. Dropped, it is [dismissed](Self::dismiss).
#[derive(Debug)]
pub(super) struct Watchdog {
    process: Child,
    /// Its standard input, for [`Lifetime::ThisProcess`]: the kernel closes it when we die.
    pipe: Option<ChildStdin>,
}

impl Watchdog {
    /// Starts it, before there is anything to end: a kill must not find a gap.
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
            // by the environment, so that a list of processes shows the arguments and not the whole script
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
            // a signal to our process group must not reach it
            .process_group(0)
            .spawn()
            .context("run /bin/sh")?;
        let pipe = process.stdin.take();
        Ok(Self { process, pipe })
    }

    /// Says which process to end.
    pub(super) fn guard(&mut self, server: &Child) {
        self.tell(&server.id().to_string());
    }

    /// Sends it home: the server has ended, or was never there.
    pub(super) fn dismiss(&mut self) {
        if self.pipe.is_some() {
            self.tell("dismissed");
            self.pipe = None;
        } else {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }

    /// Without a pipe there is no need: that watchdog reads PostgreSQL's pid file.
    fn tell(&mut self, line: &str) {
        if let Some(pipe) = &mut self.pipe
            && let Err(error) = writeln!(pipe, "{line}")
        {
            tracing::warn!(%error, "the watchdog has gone: killed now, this process would leave PostgreSQL behind");
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.dismiss();
    }
}
