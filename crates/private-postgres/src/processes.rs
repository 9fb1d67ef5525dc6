//! Finds the processes of PostgreSQL that work on a cluster, independently of its pid file.

use std::{fs, path::Path, process::Command};

use nix::unistd::Pid;

/// The programs that count. A shell or an editor in the folder does not.
const PROGRAMS: [&str; 2] = ["postgres", "initdb"];

/// Returns the living processes that work on the cluster in `data`. The pid file can be wrong: after a kill it names a
/// process that no longer exists, a zombie, or an unrelated program that got the same process id.
pub(super) fn working_on(data: &Path) -> Vec<Pid> {
    if cfg!(target_os = "linux") { by_current_folder(data) } else { by_command_line(data) }
}

/// The working directory of every PostgreSQL process, and of our `initdb`, is the cluster. A zombie has none.
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

/// For systems without `/proc` (macOS): finds only the first process of the server, by the folder in its arguments. The
/// others end by themselves when it ends.
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
    fn a_server_is_recognized_by_its_folder() {
        let processes = "    1 /sbin/launchd\n\
                         \x20 501 /opt/homebrew/opt/postgresql@17/bin/postgres -D /srv/myapp/pgdata -k /srv/myapp/run\n\
                         \x20 502 postgres: checkpointer\n\
                         \x20 601 /opt/homebrew/opt/postgresql@17/bin/postgres -D /srv/myapp/pgdata2 -k /tmp\n";
        assert_eq!(servers_in(processes, Path::new("/srv/myapp/pgdata")), [501]);
        assert_eq!(servers_in(processes, Path::new("/srv")), [0; 0]);
    }

    #[test]
    fn no_process_works_on_a_missing_folder() {
        assert!(working_on(Path::new("/nowhere/at/all")).is_empty());
    }
}
