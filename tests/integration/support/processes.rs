//! Parents and children of processes.

use std::fs;

use nix::unistd::Pid;

/// Returns the children of a process as Linux's `/proc` lists them; empty on other systems.
pub(crate) fn children_of(parent: Pid) -> Vec<Pid> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok().map(Pid::from_raw))
        .filter(|process| parent_of(*process) == Some(parent))
        .collect()
}

/// Returns the second field after the name. The name is in parentheses and may contain parentheses itself: see proc(5).
fn parent_of(process: Pid) -> Option<Pid> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    after_name.split(' ').nth(1)?.parse().ok().map(Pid::from_raw)
}
