//! Why a server could not be started.

use super::Application;
use std::{fmt::Display, io, path::PathBuf, process::ExitStatus, time::Duration};

/// Why a server could not be started. The messages are meant for whoever runs the service: they say what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No folder has usable binaries.
    #[error("{}", no_binaries(*.application, *.wanted_major, .looked_in))]
    NoBinaries {
        /// The application that the server was to belong to.
        application: Application,
        /// The major version that made the data, when there is data already: no other can read it.
        wanted_major: Option<u32>,
        /// The folders that were looked at.
        looked_in: Vec<PathBuf>,
    },

    /// Another server runs on the folder.
    #[error(
        "the data folder {} is in use: another {} runs on it. Stop that one, or choose another folder",
        .folder.display(), .application.name
    )]
    FolderInUse {
        /// The application that the server was to belong to.
        application: Application,
        /// The data folder.
        folder: PathBuf,
    },

    /// We are root, PostgreSQL refuses to be, and the user it would run as cannot get at the folder.
    #[error(
        "PostgreSQL does not run as root, and the user «{user}», whom it runs as instead, cannot enter {}. \
         Choose a folder that this user can reach, such as {}, or open the way to it: \
         chmod o+x on it and on the folders above it", .folder.display(), .application.system_root().display()
    )]
    FolderUnreachable {
        /// The application that the server was to belong to.
        application: Application,
        /// The user that PostgreSQL would run as.
        user: String,
        /// The data folder.
        folder: PathBuf,
    },

    /// A folder that must be private to the server belongs to somebody else, or is no folder.
    #[error("{} must be a folder of the user «{user}», and is not: remove it", .folder.display())]
    ForeignFolder {
        /// The user that PostgreSQL would run as.
        user: String,
        /// The folder in the way.
        folder: PathBuf,
    },

    /// We are root and there is no other user to run as.
    #[error(
        "PostgreSQL does not run as root, and there is no user «postgres» or «nobody» to run it as: \
         start {} as an ordinary user, or give the data folder to one (chown)", .application.name
    )]
    NoUser {
        /// The application that the server was to belong to.
        application: Application,
    },

    /// `initdb` or `postgres` ended when it should not have.
    #[error("{program} failed ({status}). The end of its log, {}:\n{log_end}", .log.display())]
    Failed {
        /// `initdb` or `postgres`.
        program: &'static str,
        /// How it ended.
        status: ExitStatus,
        /// The log file.
        log: PathBuf,
        /// The last lines of it.
        log_end: String,
    },

    /// PostgreSQL runs but takes no connections; it has been stopped again.
    #[error("PostgreSQL was not ready after {} s. The end of its log, {}:\n{log_end}", .waited.as_secs(), .log.display())]
    NotReady {
        /// How long it was waited for.
        waited: Duration,
        /// The log file.
        log: PathBuf,
        /// The last lines of it.
        log_end: String,
    },

    /// The operating system refused something.
    #[error("cannot {action}: {cause}")]
    Io {
        /// What was tried, such as "open /var/lib/myapp/lock".
        action: String,
        /// Its answer. Not a `source`: the message has it already, and reporters would print it twice.
        cause: io::Error,
    },
}

fn no_binaries(application: Application, wanted_major: Option<u32>, looked_in: &[PathBuf]) -> String {
    let (what, debian, homebrew) = match wanted_major {
        None => (
            format!("PostgreSQL {} or newer", application.oldest_major),
            "postgresql".to_owned(),
            "postgresql@17".to_owned(),
        ),
        Some(major) => (
            format!("PostgreSQL {major}, which made the data that is there,"),
            format!("postgresql-{major}"),
            format!("postgresql@{major}"),
        ),
    };
    let looked_in = match looked_in {
        [] => "PATH, pg_config and the usual folders".to_owned(),
        folders => folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", "),
    };
    let mut message = format!(
        "{what} was not found (looked in {looked_in}). Do one of these:\n  \
         Debian, Ubuntu:  apt-get install -y {debian}\n  \
         macOS:           brew install {homebrew}"
    );
    if let Some(variable) = application.bin_dir_variable {
        message.push_str("\n  elsewhere:       set ");
        message.push_str(variable);
        message.push_str(" to the folder of initdb and postgres");
    }
    if let Some(variable) = application.url_variable {
        message.push_str("\n  your own server: set ");
        message.push_str(variable);
        message.push_str(" to its address");
    }
    message
}

/// Says what was being done when the operating system refused.
pub(super) trait IoContext<T> {
    /// `action` completes "cannot …".
    fn context(self, action: impl Display) -> Result<T, Error>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, action: impl Display) -> Result<T, Error> {
        self.map_err(|cause| Error::Io { action: action.to_string(), cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MYAPP: Application = Application {
        name: "myapp",
        oldest_major: 15,
        bin_dir_variable: Some("MYAPP_PG_BIN"),
        url_variable: Some("DATABASE_URL"),
    };

    #[test]
    fn missing_binaries_say_every_way_out() {
        let message =
            Error::NoBinaries { application: MYAPP, wanted_major: None, looked_in: vec![] }.to_string();
        for way in [
            "PostgreSQL 15 or newer",
            "apt-get install -y postgresql\n",
            "brew install postgresql@17",
            "DATABASE_URL",
            "MYAPP_PG_BIN",
        ] {
            assert!(message.contains(way), "{way} in {message}");
        }
    }

    #[test]
    fn missing_binaries_name_the_version_of_the_data() {
        let looked_in = vec!["/usr/lib/postgresql/17/bin".into()];
        let message = Error::NoBinaries { application: MYAPP, wanted_major: Some(15), looked_in }.to_string();
        assert!(message.contains("PostgreSQL 15, which made the data"), "{message}");
        assert!(message.contains("apt-get install -y postgresql-15\n"), "{message}");
        assert!(message.contains("(looked in /usr/lib/postgresql/17/bin)"), "{message}");
    }
}
