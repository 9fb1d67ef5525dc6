//! Who is whose child.

use std::fs;

use nix::unistd::Pid;

/// The children of a process, by Linux's `/proc`; none elsewhere.
pub(crate) fn children_of(parent: Pid) -> Vec<Pid> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok().map(Pid::from_raw))
        .filter(|process| parent_of(*process) == Some(parent))
        .collect()
}

/// The second field after the name, which is in parentheses and may itself have some: see proc(5).
fn parent_of(process: Pid) -> Option<Pid> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    after_name.split(' ').nth(1)?.parse().ok().map(Pid::from_raw)
}
