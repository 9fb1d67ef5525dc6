//! Clears what a killed run left behind: a running server, a running `initdb`, a stale pid file, stale sockets.
//!
//! The caller must hold the folder's lock. None of these leftovers can then belong to another run.

use std::{
    fs,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::{postmaster_file::PostmasterFile, processes, socket};

const POLL: Duration = Duration::from_millis(10);
/// After this time, an orphan gets the signal to quit at once instead of the signal to shut down cleanly. The next
/// start then replays its log.
const QUIT_AFTER: Duration = Duration::from_secs(30);
/// After this time, the orphan is killed.
const KILL_AFTER: Duration = Duration::from_secs(40);
/// After this time, the start goes on, and PostgreSQL's own checks report the problem.
const GIVE_UP_AFTER: Duration = Duration::from_secs(50);
/// How long a killed process may take to disappear.
const KILL_LIMIT: Duration = Duration::from_secs(5);

/// Stops a server that is still running on the cluster in `data`, and removes a pid file that would prevent a new start.
pub(super) fn clear_server(data: &Path) {
    stop_server(data);
    if !processes::working_on(data).is_empty() {
        return;
    }
    // PostgreSQL itself ignores a pid file whose process does not exist. If the process id exists, PostgreSQL takes it
    // for a running server, even if it is a zombie or another program.
    if PostmasterFile::read(data).is_some_and(|file| exists(Pid::from_raw(file.pid))) {
        let _ = fs::remove_file(PostmasterFile::path(data));
    }
}

/// Removes sockets without a server, and the lock files beside them, which name a process as the pid file does.
pub(super) fn remove_stale_sockets(socket_folder: &Path) {
    for entry in fs::read_dir(socket_folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(socket::NAME_PREFIX) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Kills all processes that are still creating the cluster in `data`. Nothing waits for them any more.
pub(super) fn kill_all(data: &Path) {
    let deadline = Instant::now() + KILL_LIMIT;
    loop {
        let processes = processes::working_on(data);
        if processes.is_empty() || Instant::now() > deadline {
            return;
        }
        for process in processes {
            let _ = kill(process, Signal::SIGKILL);
        }
        sleep(POLL);
    }
}

fn stop_server(data: &Path) {
    let started_at = Instant::now();
    let mut sent = None;
    loop {
        let processes = processes::working_on(data);
        let waited = started_at.elapsed();
        if processes.is_empty() || waited > GIVE_UP_AFTER {
            return;
        }
        let signal = match waited {
            waited if waited < QUIT_AFTER => Signal::SIGINT,
            waited if waited < KILL_AFTER => Signal::SIGQUIT,
            _ => Signal::SIGKILL,
        };
        // The first process stops the others. Read the file each time, because the process may be about to write it.
        let first = PostmasterFile::read(data).map(|file| Pid::from_raw(file.pid));
        if let Some(first) = first.filter(|first| processes.contains(first) && sent != Some(signal)) {
            tracing::warn!(pid = first.as_raw(), %signal, "stopping a PostgreSQL that a killed run left behind");
            let _ = kill(first, signal);
            sent = Some(signal);
        }
        sleep(POLL);
    }
}

/// Returns whether a process with this id exists, even if it is a zombie or belongs to another user.
fn exists(pid: Pid) -> bool {
    kill(pid, None) != Err(Errno::ESRCH)
}
