//! The reasons why a server could not be started.

use super::Application;
use std::{fmt::Display, io, path::PathBuf, process::ExitStatus, time::Duration};

/// The reason why a server could not be started. The messages are written for the person who runs the application and
/// say what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No folder has suitable binaries.
    #[error("{}", no_binaries(*.application, *.wanted_major, .searched))]
    NoBinaries {
        /// The application that the server would belong to.
        application: Application,
        /// The major version that created the data, if there is data already. No other version can read it.
        wanted_major: Option<u32>,
        /// The folders that were searched.
        searched: Vec<PathBuf>,
    },

    /// A client program is not installed in a version that suits the server.
    #[error(
        "the program {name} of PostgreSQL {wanted_major} or newer was not found: on Debian and Ubuntu, \
         apt-get install -y postgresql-client-{wanted_major}"
    )]
    NoProgram {
        /// The name of the program.
        name: &'static str,
        /// The major version of the server.
        wanted_major: u32,
    },

    /// Another server is running on the folder.
    #[error(
        "the data folder {} is in use: another {} is running on it. Stop that one, or choose another folder",
        .folder.display(), .application.name
    )]
    FolderInUse {
        /// The application that the server would belong to.
        application: Application,
        /// The data folder.
        folder: PathBuf,
    },

    /// The process is root, PostgreSQL refuses to run as root, and the user that it would run as cannot enter the folder.
    #[error(
        "PostgreSQL does not run as root, and the user «{user}», which it runs as instead, cannot enter {}. \
         Choose a folder that this user can enter, such as {}, or give access to it: \
         chmod o+x on it and on the folders above it", .folder.display(), .application.system_root().display()
    )]
    FolderUnreachable {
        /// The application that the server would belong to.
        application: Application,
        /// The user that PostgreSQL would run as.
        user: String,
        /// The data folder.
        folder: PathBuf,
    },

    /// A path that must be a private folder of the server belongs to another user, or is not a folder.
    #[error("{} must be a folder of the user «{user}», but it is not: remove it", .folder.display())]
    ForeignFolder {
        /// The user that PostgreSQL would run as.
        user: String,
        /// The path that must be a folder.
        folder: PathBuf,
    },

    /// The process is root, and there is no other user that PostgreSQL could run as.
    #[error(
        "PostgreSQL does not run as root, and there is no user «postgres» or «nobody» that could run it: \
         start {} as an ordinary user, or give the data folder to one (chown)", .application.name
    )]
    NoUser {
        /// The application that the server would belong to.
        application: Application,
    },

    /// `initdb` or `postgres` ended unexpectedly.
    #[error("{program} failed ({status}). The last lines of its log, {}:\n{log_end}", .log.display())]
    Failed {
        /// `initdb` or `postgres`.
        program: &'static str,
        /// Its exit status.
        status: ExitStatus,
        /// The program's log file.
        log: PathBuf,
        /// The last lines of the log.
        log_end: String,
    },

    /// PostgreSQL is running but accepts no connections. It has been stopped again.
    #[error("PostgreSQL was not ready after {} s. The last lines of its log, {}:\n{log_end}", .waited.as_secs(), .log.display())]
    NotReady {
        /// How long the start waited.
        waited: Duration,
        /// The server's log file.
        log: PathBuf,
        /// The last lines of the log.
        log_end: String,
    },

    /// An operation of the operating system failed.
    #[error("cannot {action}: {cause}")]
    Io {
        /// The attempted operation, such as "open /var/lib/myapp/lock".
        action: String,
        /// The error that was returned. It is not a `source`, because the message contains it already and error
        /// reporters would print it twice.
        cause: io::Error,
    },
}

fn no_binaries(application: Application, wanted_major: Option<u32>, searched: &[PathBuf]) -> String {
    let (program, debian, homebrew) = match wanted_major {
        None => (
            format!("PostgreSQL {} or newer", application.oldest_major),
            "postgresql".to_owned(),
            "postgresql@17".to_owned(),
        ),
        Some(major) => (
            format!("PostgreSQL {major}, which created the existing data,"),
            format!("postgresql-{major}"),
            format!("postgresql@{major}"),
        ),
    };
    let searched = match searched {
        [] => "PATH, pg_config and the usual folders".to_owned(),
        folders => folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", "),
    };
    let mut message = format!(
        "{program} was not found (searched {searched}). Do one of these:\n  \
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

/// Adds the attempted operation to an I/O error.
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
    fn the_message_about_missing_binaries_lists_every_remedy() {
        let message =
            Error::NoBinaries { application: MYAPP, wanted_major: None, searched: vec![] }.to_string();
        for remedy in [
            "PostgreSQL 15 or newer",
            "apt-get install -y postgresql\n",
            "brew install postgresql@17",
            "DATABASE_URL",
            "MYAPP_PG_BIN",
        ] {
            assert!(message.contains(remedy), "{remedy} in {message}");
        }
    }

    #[test]
    fn the_message_about_missing_binaries_names_the_version_of_the_data() {
        let searched = vec!["/usr/lib/postgresql/17/bin".into()];
        let message = Error::NoBinaries { application: MYAPP, wanted_major: Some(15), searched }.to_string();
        assert!(message.contains("PostgreSQL 15, which created the existing data"), "{message}");
        assert!(message.contains("apt-get install -y postgresql-15\n"), "{message}");
        assert!(message.contains("(searched /usr/lib/postgresql/17/bin)"), "{message}");
    }
}
