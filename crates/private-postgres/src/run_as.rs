//! The user that PostgreSQL runs as: ourselves, or, since it refuses to be root, another one.

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
    initdb,
};

/// What PostgreSQL needs from our environment. The rest stays away from it: `PG…` variables would change what
/// it does, and secrets are none of its business.
const PASSED_ON: [&str; 4] = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// Only its owner may enter, list or change a folder.
const OWNER_ONLY: u32 = 0o700;

/// The user that PostgreSQL's processes run as.
#[derive(Debug)]
pub(super) struct RunAs {
    /// `None`: the user we are ourselves.
    other: Option<Account>,
}

#[derive(Debug)]
struct Account {
    uid: u32,
    gid: u32,
    name: String,
}

impl RunAs {
    /// As root: the owner of the cluster, else of its folder, unless that is root too; else `postgres`, else
    /// `nobody`.
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

    /// A command of that user, with an environment of its own.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear();
        command.envs(PASSED_ON.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.env("LC_ALL", initdb::LOCALE).env("TZ", "UTC").current_dir("/").stdin(Stdio::null());
        // Ctrl-C in a terminal goes to a whole process group: PostgreSQL is to end after us, not with us
        command.process_group(0);
        if let Some(account) = &self.other {
            // the standard library drops root's supplementary groups along with this
            command.uid(account.uid).gid(account.gid);
        }
        command
    }

    /// Fails if the user cannot get into the folder; root's home, for one, is closed to others.
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

    /// Makes a folder that is the user's alone, or makes sure that the one there is. It may be in a place where
    /// anyone writes, so a link or a folder of somebody else's is an error and not followed.
    pub(super) fn make_private_folder(&self, folder: &Path) -> Result<(), Error> {
        let context = || format!("make the folder {}", folder.display());
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
    /// `None` for what belongs to root or is not there.
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

/// The user's name, or its number where it has none.
fn name_of(uid: Uid) -> String {
    User::from_uid(uid).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}
