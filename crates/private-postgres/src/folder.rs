//! The folder that holds everything, and the names in it.

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

/// Nobody but us (and root) has business in our folder.
const CLOSED: u32 = 0o700;
/// When PostgreSQL runs as another user, that one must pass through our folder to its own; it sees no more of it.
const PASSABLE: u32 = 0o711;
/// Log and lock: the log can hold data, and whoever could open the lock could hold it.
const PRIVATE_FILE: u32 = 0o600;

impl Application {
    /// Returns the default data folder: for root `/var/lib/NAME`, otherwise `NAME` in `$XDG_DATA_HOME`, which is
    /// `~/.local/share` unless it is set.
    pub fn default_root(self) -> PathBuf {
        let home = env::home_dir().unwrap_or_default();
        let xdg_data_home = env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        default_root_of(self.name, geteuid().is_root(), xdg_data_home, &home)
    }

    /// The default data folder of root.
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
        // the XDG specification: a relative path is to be ignored
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
    /// Makes the folder if it is missing. One that is empty is made private; one with something in it is left as
    /// it is, since it may serve others as well.
    pub(super) fn make(root: &Path, application: Application) -> Result<Self, Error> {
        let context = || format!("make the folder {}", root.display());
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

    /// The folder by its one true name: PostgreSQL's processes are found by it, and the socket is named after it.
    pub(super) fn existing(root: &Path, application: Application) -> std::io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)?, application })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn application(&self) -> Application {
        self.application
    }

    /// The cluster.
    pub(super) fn data(&self) -> PathBuf {
        self.root.join("pgdata")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// The log before the present one.
    pub(super) fn old_log(&self) -> PathBuf {
        self.root.join("postgres.log.1")
    }

    /// The major version of PostgreSQL that made the cluster; `None` when there is no cluster yet.
    pub(super) fn data_major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// Opens a file in the folder to append to it, made if it is missing. It belongs to the folder's owner, so
    /// that he can run the service himself after root has run it for him.
    pub(super) fn open_private_file(&self, path: &Path) -> Result<File, Error> {
        let context = || format!("open {}", path.display());
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(PRIVATE_FILE)
            // as root in another user's folder, a link could lead anywhere
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
    fn the_default_folder_follows_the_user() {
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
