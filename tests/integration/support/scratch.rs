//! Folders of a test run: in memory where there is room, and gone after the run, killed or not.
//!
//! All are named `dostyq-test-<user id>-<process id of the runner>…`. The runner is our parent, cargo or nextest:
//! the same for all test processes of a run.

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

/// Bytes that must be free in `/dev/shm`; containers often have 64 MB there in all.
const ROOM: u128 = 1 << 30;
/// Run by root, PostgreSQL runs as another user, who must pass through.
const PASSABLE: u32 = 0o711;

/// The process that runs the tests.
pub(crate) fn runner() -> Pid {
    match getppid() {
        // it is outside of our container: we are all there is
        parent if parent.as_raw() == 0 => getpid(),
        parent => parent,
    }
}

/// The one folder that all test processes of this run share. Whoever uses it sees to its end.
pub(crate) fn of_this_run() -> PathBuf {
    make(base().join(name_for(runner())))
}

/// A folder of one test. Dropped, it is deleted.
pub(crate) struct ScratchFolder(PathBuf);

impl ScratchFolder {
    pub(crate) fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let nth = MADE.fetch_add(1, Ordering::Relaxed);
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
    static SWEPT: Once = Once::new();
    let memory = Path::new("/dev/shm");
    let has_room = statvfs(memory)
        .is_ok_and(|s| u128::from(s.blocks_available()) * u128::from(s.fragment_size()) > ROOM);
    let base = if has_room { memory.to_owned() } else { std::env::temp_dir() };
    SWEPT.call_once(|| sweep(&base));
    base
}

/// Makes the folder, or takes the one that is there if it is ours: anyone may write beside it.
fn make(folder: PathBuf) -> PathBuf {
    match DirBuilder::new().mode(PASSABLE).create(&folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made.expect("a folder for the tests"),
    }
    let found = fs::symlink_metadata(&folder).expect("the folder for the tests");
    assert!(found.is_dir() && found.uid() == geteuid().as_raw(), "{} is not ours", folder.display());
    folder
}

/// Deletes what killed runs left, should their watchdog have been killed too. A PostgreSQL that still runs in such a
/// folder looks for its pid file every minute and ends when it is gone.
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

/// A watchdog holds the lock until it has deleted the folder itself.
fn is_locked(root: &Path) -> bool {
    File::open(root.join("lock")).is_ok_and(|lock| lock.try_lock().is_err())
}
