//! The data folder, and the paths in it.

use std::{
    env,
    fs::{self, File, OpenOptions, Permissions},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown},
    path::{Path, PathBuf},
};

use nix::{fcntl::OFlag, unistd::geteuid};

use super::{
    Application,
    error::{Error, IoContext},
};

/// Only the folder's owner (and root) may enter it.
const CLOSED: u32 = 0o700;
/// If PostgreSQL runs as another user, that user must pass through the data folder to its own folder, but cannot list it.
const PASSABLE: u32 = 0o711;
/// The mode of the log and the lock. The log can contain data, and anyone who can open the lock can hold it.
const PRIVATE_FILE: u32 = 0o600;

impl Application {
    /// Returns the default data folder: for root `/var/lib/NAME`, otherwise `NAME` in `$XDG_DATA_HOME`, which is
    /// `~/.local/share` unless it is set.
    pub fn default_root(self) -> PathBuf {
        let home = env::home_dir().unwrap_or_default();
        let xdg_data_home = env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        default_root_of(self.name, geteuid().is_root(), xdg_data_home, &home)
    }

    /// Returns the default data folder of root.
    pub(super) fn system_root(self) -> PathBuf {
        system_root(self.name)
    }
}

fn system_root(name: &str) -> PathBuf {
    Path::new("/var/lib").join(name)
}

fn default_root_of(name: &str, is_root: bool, xdg_data_home: Option<PathBuf>, home: &Path) -> PathBuf {
    if is_root {
        return system_root(name);
    }
    xdg_data_home
        // The XDG specification says to ignore a relative path.
        .filter(|folder| folder.is_absolute())
        .unwrap_or_else(|| home.join(".local/share"))
        .join(name)
}

/// An existing data folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    root: PathBuf,
    application: Application,
}

impl Folder {
    /// Creates the folder if it is missing. Makes an empty folder private. Does not change the mode of a folder that has
    /// content, because it may serve other purposes too.
    pub(super) fn create(root: &Path, application: Application) -> Result<Self, Error> {
        let context = || format!("create the folder {}", root.display());
        fs::create_dir_all(root).context(context())?;
        let folder = Self::existing(root, application).context(context())?;
        let is_ours = fs::metadata(&folder.root).context(context())?.uid() == geteuid().as_raw();
        let is_empty = fs::read_dir(&folder.root).context(context())?.next().is_none();
        if is_ours && is_empty {
            let mode = if geteuid().is_root() { PASSABLE } else { CLOSED };
            fs::set_permissions(&folder.root, Permissions::from_mode(mode)).context(context())?;
        }
        Ok(folder)
    }

    /// Returns the folder under its canonical path. PostgreSQL's processes are found by this path, and the socket is named
    /// after it.
    pub(super) fn existing(root: &Path, application: Application) -> std::io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)?, application })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn application(&self) -> Application {
        self.application
    }

    /// Returns the folder of the cluster.
    pub(super) fn data(&self) -> PathBuf {
        self.root.join("pgdata")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// Returns the path of the previous log.
    pub(super) fn old_log(&self) -> PathBuf {
        self.root.join("postgres.log.1")
    }

    /// Returns the major version of PostgreSQL that created the cluster; `None` if there is no cluster yet.
    pub(super) fn data_major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// Opens a file in the folder for appending, and creates it if it is missing. Root gives it to the folder's owner, so
    /// that the owner can later run the application too.
    pub(super) fn open_private_file(&self, path: &Path) -> Result<File, Error> {
        let context = || format!("open {}", path.display());
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(PRIVATE_FILE)
            // Root must not follow a link that another user placed in the folder.
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(path)
            .context(context())?;
        if geteuid().is_root() {
            let owner = fs::metadata(&self.root).context(context())?;
            fchown(&file, Some(owner.uid()), Some(owner.gid())).context(context())?;
        }
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_folder_depends_on_the_user() {
        let home = Path::new("/home/aru");
        assert_eq!(default_root_of("myapp", true, Some("/data".into()), home), Path::new("/var/lib/myapp"));
        assert_eq!(default_root_of("myapp", false, Some("/data".into()), home), Path::new("/data/myapp"));
        assert_eq!(default_root_of("myapp", false, None, home), Path::new("/home/aru/.local/share/myapp"));
        let relative = Some("data".into());
        assert_eq!(
            default_root_of("myapp", false, relative, home),
            Path::new("/home/aru/.local/share/myapp")
        );
    }
}
