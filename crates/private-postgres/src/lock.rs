//! The lock that allows one server per folder.

use std::{
    fs::{File, TryLockError},
    thread::sleep,
    time::{Duration, Instant},
};

use super::{
    error::{Error, IoContext},
    folder::Folder,
};

/// How long [`take`] waits. [`is_held`] holds the lock for a moment, which must not make a start fail.
const PATIENCE: Duration = Duration::from_millis(200);
const POLL: Duration = Duration::from_millis(10);

/// Takes the folder's lock. The lock is held as long as the file is open, in this process or in one that inherited it.
/// However a process ends, the kernel releases the lock.
pub(super) fn take(folder: &Folder) -> Result<File, Error> {
    let file = folder.open_private_file(&folder.lock())?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(POLL),
            Err(TryLockError::WouldBlock) => return Err(in_use(folder)),
            Err(TryLockError::Error(error)) => {
                return Err(error).context(format!("lock {}", folder.lock().display()));
            }
        }
    }
}

fn in_use(folder: &Folder) -> Error {
    Error::FolderInUse { application: folder.application(), folder: folder.root().to_owned() }
}

/// Returns whether any process holds the folder's lock at this moment.
pub(super) fn is_held(folder: &Folder) -> bool {
    File::open(folder.lock())
        .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}
