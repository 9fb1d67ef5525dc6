//! Which processes of PostgreSQL work on a cluster, whatever its pid file says.

use std::{fs, path::Path, process::Command};

use nix::unistd::Pid;

/// A shell or an editor that somebody has open there is none of ours.
const PROGRAMS: [&str; 2] = ["postgres", "initdb"];

/// The living processes that work on the cluster in `data`. Its pid file can be wrong: after a kill it names a
/// process that is gone, or a zombie, or, since numbers come again, a program that has nothing to do with it.
pub(super) fn working_on(data: &Path) -> Vec<Pid> {
    if cfg!(target_os = "linux") { by_current_folder(data) } else { by_command_line(data) }
}

/// Every process of PostgreSQL has its cluster for a current folder, and so has our `initdb`. A zombie has none.
fn by_current_folder(data: &Path) -> Vec<Pid> {
    let works_on_data = |process: &Path| {
        fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == data)
            && fs::read_to_string(process.join("comm")).is_ok_and(|name| PROGRAMS.contains(&name.trim()))
    };
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .filter(|(_, process)| works_on_data(process))
        .map(|(pid, _)| Pid::from_raw(pid))
        .collect()
}

/// Where there is no `/proc` (macOS): the server's first process alone, by the folder in its arguments. The others
/// end by themselves when it is gone.
fn by_command_line(data: &Path) -> Vec<Pid> {
    let Ok(output) = Command::new("ps").args(["-axww", "-o", "pid=,command="]).output() else {
        return Vec::new();
    };
    let servers = servers_in(&String::from_utf8_lossy(&output.stdout), data);
    servers.into_iter().map(Pid::from_raw).collect()
}

fn servers_in(processes: &str, data: &Path) -> Vec<i32> {
    let argument = format!("postgres -D {} ", data.display());
    processes
        .lines()
        .filter(|line| line.contains(&argument))
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_known_by_its_folder() {
        let processes = "    1 /sbin/launchd\n\
                         \x20 501 /opt/homebrew/opt/postgresql@17/bin/postgres -D /srv/myapp/pgdata -k /srv/myapp/run\n\
                         \x20 502 postgres: checkpointer\n\
                         \x20 601 /opt/homebrew/opt/postgresql@17/bin/postgres -D /srv/myapp/pgdata2 -k /tmp\n";
        assert_eq!(servers_in(processes, Path::new("/srv/myapp/pgdata")), [501]);
        assert_eq!(servers_in(processes, Path::new("/srv")), [0; 0]);
    }

    #[test]
    fn nothing_works_on_a_folder_that_is_none() {
        assert!(working_on(Path::new("/nowhere/at/all")).is_empty());
    }
}
