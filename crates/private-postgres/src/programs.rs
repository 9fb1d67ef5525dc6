//! Finds the client programs of PostgreSQL, such as `pg_dump`, and the versions that are installed.

use std::path::{Path, PathBuf};

use super::{
    Application,
    binaries::{self, Binaries},
    error::Error,
    folder::Folder,
};

/// A version of PostgreSQL that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The major version, such as 17.
    pub major: u32,
    /// The folder of its programs, for [`Options::bin_dir`](super::Options::bin_dir).
    pub bin_dir: PathBuf,
}

impl Application {
    /// Returns the major version of PostgreSQL that created the data in a folder. `None` if there is no data.
    pub fn data_major(self, root: &Path) -> Option<u32> {
        Folder::existing(root, self).ok()?.data_major()
    }

    /// Returns the folder in which the cluster of a data folder is stored.
    pub fn cluster(self, root: &Path) -> Option<PathBuf> {
        Some(Folder::existing(root, self).ok()?.data())
    }

    /// Returns the newest version whose server is installed: in `bin_dir` if that is given. `None` if there is none that
    /// the application works with.
    pub fn newest_installed(self, bin_dir: Option<&Path>) -> Option<Installed> {
        let servers = binaries::candidates(bin_dir, "postgres");
        let newest = servers.iter().filter_map(|folder| Binaries::in_folder(folder)).max()?;
        let (major, bin_dir) = (newest.major, newest.folder().to_owned());
        (major >= self.oldest_major).then_some(Installed { major, bin_dir })
    }

    /// Returns the path of a client program, such as `pg_dump`: that of the same major version as a server, or else of
    /// the next newer one that is installed. Looks in `bin_dir` first.
    ///
    /// # Errors
    /// [`Error::NoProgram`] if no such version is installed.
    pub fn program(self, name: &'static str, bin_dir: Option<&Path>, server: u32) -> Result<PathBuf, Error> {
        let given = bin_dir.map(|folder| binaries::candidates(Some(folder), name)).unwrap_or_default();
        let folders = given.into_iter().chain(binaries::candidates(None, name));
        let programs = folders.map(|folder| folder.join(name));
        let suitable = programs.filter_map(|program| Some((binaries::major_of_program(&program)?, program)));
        let suitable = suitable.filter(|(major, _)| *major >= server);
        let (_, program) = suitable
            .min_by_key(|(major, _)| *major)
            .ok_or(Error::NoProgram { name, wanted_major: server })?;
        Ok(program)
    }
}
