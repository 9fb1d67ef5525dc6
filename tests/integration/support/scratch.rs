//! Folders of a test run: in memory if there is room, and deleted after the run, even after a killed one.
//!
//! All names begin with `dostyq-test-<user id>-<process id of the runner>`. The runner is our parent, cargo or nextest,
//! which all test processes of a run share.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use nix::{
    errno::Errno,
    sys::{signal::kill, statvfs::statvfs},
    unistd::{Pid, geteuid, getpid, getppid},
};

/// The bytes that must be free in `/dev/shm`; containers often have only 64 MB there in total.
const ROOM: u128 = 1 << 30;
/// If root runs the tests, PostgreSQL runs as another user, who must be able to traverse the folder.
const PASSABLE: u32 = 0o711;

/// Returns the process that runs the tests.
pub(crate) fn runner() -> Pid {
    match getppid() {
        // The parent is outside our container, so there are no other test processes.
        parent if parent.as_raw() == 0 => getpid(),
        parent => parent,
    }
}

/// Returns the folder that all test processes of this run share. Its user deletes it.
pub(crate) fn run_folder() -> PathBuf {
    make(base().join(name_for(runner())))
}

/// A folder of one test. Dropping it deletes the folder.
pub(crate) struct ScratchFolder(PathBuf);

impl ScratchFolder {
    pub(crate) fn new() -> Self {
        static CREATED: AtomicU32 = AtomicU32::new(0);
        let nth = CREATED.fetch_add(1, Ordering::Relaxed);
        Self(make(base().join(format!("{}-{}-{nth}", name_for(runner()), getpid()))))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn name_for(runner: Pid) -> String {
    format!("{}{runner}", prefix())
}

fn prefix() -> String {
    format!("dostyq-test-{}-", geteuid())
}

fn base() -> PathBuf {
    static SWEEP: Once = Once::new();
    let memory = Path::new("/dev/shm");
    let has_room = statvfs(memory)
        .is_ok_and(|s| u128::from(s.blocks_available()) * u128::from(s.fragment_size()) > ROOM);
    let base = if has_room { memory.to_owned() } else { std::env::temp_dir() };
    SWEEP.call_once(|| sweep(&base));
    base
}

/// Creates the folder, or uses an existing one if it is ours: anyone may create folders next to it.
fn make(folder: PathBuf) -> PathBuf {
    match DirBuilder::new().mode(PASSABLE).create(&folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        result => result.expect("a folder for the tests"),
    }
    let found = fs::symlink_metadata(&folder).expect("the folder for the tests");
    assert!(found.is_dir() && found.uid() == geteuid().as_raw(), "{} is not ours", folder.display());
    folder
}

/// Deletes the folders that killed runs left behind, in case their watchdogs were killed too. A PostgreSQL that still
/// runs in such a folder checks its pid file every minute and ends when the file is gone.
fn sweep(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let runner = name.to_str().and_then(|name| runner_in(name, &prefix()));
        if runner.is_some_and(|runner| is_gone(runner) && !is_locked(&entry.path())) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn runner_in(name: &str, prefix: &str) -> Option<Pid> {
    name.strip_prefix(prefix)?.split('-').next()?.parse().ok().map(Pid::from_raw)
}

fn is_gone(process: Pid) -> bool {
    kill(process, None) == Err(Errno::ESRCH)
}

/// Returns whether a watchdog holds the lock. It holds the lock until it has deleted the folder itself.
fn is_locked(root: &Path) -> bool {
    File::open(root.join("lock")).is_ok_and(|lock| lock.try_lock().is_err())
}
