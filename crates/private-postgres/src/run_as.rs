//! The user that PostgreSQL runs as: the current user, or another one if the current user is root.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::{
        fs::{DirBuilderExt, MetadataExt, PermissionsExt, lchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use nix::unistd::{Uid, User, geteuid};

use super::{
    error::{Error, IoContext},
    folder::Folder,
};

/// The environment variables that PostgreSQL inherits. Others are withheld: `PG…` variables would change its behaviour,
/// and it must not see secrets.
const INHERITED: [&str; 4] = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// Only the owner may enter, list or change the folder.
const OWNER_ONLY: u32 = 0o700;

/// The locale of the operating system. With plain `C`, ILIKE, trigrams and full-text search would handle ASCII only.
pub(super) const LOCALE: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };

/// The user that PostgreSQL's processes run as.
#[derive(Debug)]
pub(super) struct RunAs {
    /// `None` if PostgreSQL runs as the current user.
    other: Option<Account>,
}

#[derive(Debug)]
struct Account {
    uid: u32,
    gid: u32,
    name: String,
}

impl RunAs {
    /// Chooses the user. Root chooses the owner of the cluster or else of the data folder, unless that is root too, then
    /// `postgres`, then `nobody`.
    pub(super) fn choose(folder: &Folder) -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self { other: None });
        }
        [folder.data(), folder.root().to_owned()]
            .iter()
            .find_map(|path| Account::owner_of(path))
            .or_else(|| ["postgres", "nobody"].into_iter().find_map(Account::named))
            .map(|account| Self { other: Some(account) })
            .ok_or(Error::NoUser { application: folder.application() })
    }

    /// Returns a command that runs as the user, with a clean environment.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear();
        command.envs(INHERITED.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.env("LC_ALL", LOCALE).env("TZ", "UTC").current_dir("/").stdin(Stdio::null());
        // Ctrl-C in a terminal reaches a whole process group, but PostgreSQL must end after this process, not with it.
        command.process_group(0);
        if let Some(account) = &self.other {
            // The standard library also drops root's supplementary groups.
            command.uid(account.uid).gid(account.gid);
        }
        command
    }

    /// Checks that the user can enter the folder. Other users cannot enter root's home, for example.
    pub(super) fn check_reaches(&self, folder: &Folder) -> Result<(), Error> {
        let Some(account) = &self.other else { return Ok(()) };
        let mut enter = self.command("/bin/sh");
        enter.args(["-c", r#"cd "$0""#]).arg(folder.root()).stderr(Stdio::null());
        if enter.status().context("run /bin/sh")?.success() {
            return Ok(());
        }
        Err(Error::FolderUnreachable {
            application: folder.application(),
            user: account.name.clone(),
            folder: folder.root().to_owned(),
        })
    }

    /// Creates a folder that only the user can enter, or checks an existing one and makes it private. It may be in a place
    /// where anyone can write, so a link or a folder of another user is an error.
    pub(super) fn create_private_folder(&self, folder: &Path) -> Result<(), Error> {
        let context = || format!("create the folder {}", folder.display());
        match DirBuilder::new().mode(OWNER_ONLY).create(folder) {
            Ok(()) => {
                if let Some(account) = &self.other {
                    lchown(folder, Some(account.uid), Some(account.gid)).context(context())?;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).context(context()),
        }
        let found = fs::symlink_metadata(folder).context(context())?;
        if !found.is_dir() || found.uid() != self.uid() {
            return Err(Error::ForeignFolder { user: self.name(), folder: folder.to_owned() });
        }
        fs::set_permissions(folder, Permissions::from_mode(OWNER_ONLY)).context(context())
    }

    fn uid(&self) -> u32 {
        self.other.as_ref().map_or_else(|| geteuid().as_raw(), |account| account.uid)
    }

    fn name(&self) -> String {
        self.other.as_ref().map_or_else(|| name_of(geteuid()), |account| account.name.clone())
    }
}

impl Account {
    /// Returns the owner of a path; `None` if the owner is root or the path does not exist.
    fn owner_of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok().filter(|found| found.uid() != 0)?;
        let uid = Uid::from_raw(found.uid());
        let gid = User::from_uid(uid).ok().flatten().map_or(found.gid(), |user| user.gid.as_raw());
        Some(Self { uid: found.uid(), gid, name: name_of(uid) })
    }

    fn named(name: &str) -> Option<Self> {
        let user = User::from_name(name).ok().flatten()?;
        Some(Self { uid: user.uid.as_raw(), gid: user.gid.as_raw(), name: user.name })
    }
}

/// Returns the name of a user, or the user id if it has no name.
fn name_of(uid: Uid) -> String {
    User::from_uid(uid).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}
