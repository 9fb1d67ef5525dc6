//! Clears away what a killed run left: a server that still runs, an `initdb`, a stale pid file, stale sockets.
//!
//! Only to be called under the folder's lock: then none of it can be anybody's.

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
/// From here on an orphan is not asked to end in order, but to end at once; the next start then replays its log.
const QUIT_AFTER: Duration = Duration::from_secs(30);
/// From here on it is killed.
const KILL_AFTER: Duration = Duration::from_secs(40);
/// From here on PostgreSQL's own checks may say what is wrong.
const GIVE_UP_AFTER: Duration = Duration::from_secs(50);
/// How long a process may take to be gone once it is killed.
const KILL_LIMIT: Duration = Duration::from_secs(5);

/// Ends a server that still runs on the cluster in `data`, and removes a pid file that would keep a new one from
/// starting.
pub(super) fn settle(data: &Path) {
    end_server(data);
    if !processes::working_on(data).is_empty() {
        return;
    }
    // PostgreSQL itself sees through a number that nobody has. One that somebody has it takes for a running server,
    // even if it is a zombie or another program.
    if PostmasterFile::read(data).is_some_and(|file| exists(Pid::from_raw(file.pid))) {
        let _ = fs::remove_file(PostmasterFile::path(data));
    }
}

/// Removes sockets that nobody serves. The lock file beside a socket names a process as the pid file does.
pub(super) fn remove_stale_sockets(socket_folder: &Path) {
    for entry in fs::read_dir(socket_folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(socket::NAME_PREFIX) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Ends what still makes the cluster in `data`: nobody waits for that any more.
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

fn end_server(data: &Path) {
    let begin = Instant::now();
    let mut sent = None;
    loop {
        let processes = processes::working_on(data);
        let waited = begin.elapsed();
        if processes.is_empty() || waited > GIVE_UP_AFTER {
            return;
        }
        let signal = match waited {
            waited if waited < QUIT_AFTER => Signal::SIGINT,
            waited if waited < KILL_AFTER => Signal::SIGQUIT,
            _ => Signal::SIGKILL,
        };
        // the first process ends the others. Read again each time: it may just be about to write its file
        let first = PostmasterFile::read(data).map(|file| Pid::from_raw(file.pid));
        if let Some(first) = first.filter(|first| processes.contains(first) && sent != Some(signal)) {
            tracing::warn!(pid = first.as_raw(), %signal, "stopping a PostgreSQL that a killed run left behind");
            let _ = kill(first, signal);
            sent = Some(signal);
        }
        sleep(POLL);
    }
}

/// Whether a process has this number, be it a zombie or another user's.
fn exists(pid: Pid) -> bool {
    kill(pid, None) != Err(Errno::ESRCH)
}
