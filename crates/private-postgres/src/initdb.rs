//! Creates a new cluster.

use std::{
    fs::{self, File},
    path::PathBuf,
};

use super::{
    binaries::Binaries,
    error::{Error, IoContext},
    folder::Folder,
    log,
    options::Durability,
    orphan,
    run_as::{LOCALE, RunAs},
};

/// The first major version whose databases can use ICU collations by default.
const FIRST_MAJOR_WITH_ICU: u32 = 15;
/// The start of the name of an unfinished cluster. The process id follows.
const UNFINISHED_PREFIX: &str = "pgdata.init-";

/// Creates the cluster in a temporary folder and then renames the folder. If the process is killed halfway, nothing
/// remains that looks like a finished cluster.
pub(super) fn create_cluster(
    folder: &Folder,
    binaries: &Binaries,
    run_as: &RunAs,
    durability: Durability,
    log_file: &File,
) -> Result<(), Error> {
    tracing::info!(folder = %folder.root().display(), version = binaries.major, "creating a new PostgreSQL cluster");
    let unfinished = folder.root().join(format!("{UNFINISHED_PREFIX}{}", std::process::id()));
    run_as.create_private_folder(&unfinished)?;

    let mut initdb = run_as.command(binaries.initdb());
    // The next start finds `initdb` by this folder if this process is killed (see `processes`).
    initdb.current_dir(&unfinished);
    initdb.arg("--pgdata").arg(&unfinished).args([
        "--username",
        folder.application().name,
        "--no-instructions",
    ]);
    // Anyone who can reach the socket may log in. The mode of its folder restricts who can.
    initdb.args(["--auth-local=trust", "--auth-host=reject"]);
    initdb.args(["--encoding=UTF8".to_owned(), format!("--locale={LOCALE}")]);
    if binaries.major >= FIRST_MAJOR_WITH_ICU {
        // und: the root collation of Unicode, for all languages.
        initdb.args(["--locale-provider=icu", "--icu-locale=und"]);
    }
    if durability == Durability::Throwaway {
        initdb.arg("--no-sync");
    }
    initdb.stdout(log_file.try_clone().context("share the log")?);
    initdb.stderr(log_file.try_clone().context("share the log")?);
    let status = initdb.status().context(format!("run {}", binaries.initdb().display()))?;
    if !status.success() {
        let _ = fs::remove_dir_all(&unfinished);
        let log = folder.log();
        return Err(Error::Failed { program: "initdb", status, log_end: log::end(&log), log });
    }

    let data = folder.data();
    fs::rename(&unfinished, &data).context(format!("create {}", data.display()))?;
    if durability == Durability::Durable {
        // The new name is on disk only once its parent folder is.
        let root = File::open(folder.root()).and_then(|root| root.sync_all());
        root.context(format!("write {} to disk", folder.root().display()))?;
    }
    Ok(())
}

/// Removes unfinished clusters of killed runs. The caller must hold the folder's lock.
pub(super) fn remove_unfinished(folder: &Folder) {
    for path in unfinished_in(folder) {
        // An initdb keeps running when its parent is killed.
        orphan::kill_all(&path);
        if let Err(error) = fs::remove_dir_all(&path) {
            tracing::warn!(path = %path.display(), %error, "cannot remove an unfinished cluster");
        }
    }
}

fn unfinished_in(folder: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.root()).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED_PREFIX))
        .map(|entry| entry.path())
        .collect()
}
