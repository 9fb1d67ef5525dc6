//! Makes a new cluster.

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
    run_as::RunAs,
};

/// The operating system's locale. Plain `C` would not do: ILIKE, trigrams and full text would know no Cyrillic.
pub(super) const LOCALE: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };
/// The first version whose databases can sort by ICU.
const FIRST_MAJOR_WITH_ICU: u32 = 15;
/// A cluster that is being made; the process id follows.
const UNFINISHED_PREFIX: &str = "pgdata.init-";

/// Makes the cluster in a folder of its own, then gives it its name: killed halfway, it leaves nothing that looks
/// like a cluster.
pub(super) fn make_cluster(
    folder: &Folder,
    binaries: &Binaries,
    run_as: &RunAs,
    durability: Durability,
    log_file: &File,
) -> Result<(), Error> {
    tracing::info!(folder = %folder.root().display(), version = binaries.major, "making a new PostgreSQL cluster");
    let unfinished = folder.root().join(format!("{UNFINISHED_PREFIX}{}", std::process::id()));
    run_as.make_private_folder(&unfinished)?;

    let mut initdb = run_as.command(binaries.initdb());
    // so that it can be found should we be killed (see `processes`)
    initdb.current_dir(&unfinished);
    initdb.arg("--pgdata").arg(&unfinished).args([
        "--username",
        folder.application().name,
        "--no-instructions",
    ]);
    // who reaches the socket may log in; the folder it is in sees to that
    initdb.args(["--auth-local=trust", "--auth-host=reject"]);
    initdb.args(["--encoding=UTF8".to_owned(), format!("--locale={LOCALE}")]);
    if binaries.major >= FIRST_MAJOR_WITH_ICU {
        // und: the order that Unicode gives to all languages together
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
    fs::rename(&unfinished, &data).context(format!("make {}", data.display()))?;
    if durability == Durability::Durable {
        // a name is on the disk when its folder is
        let root = File::open(folder.root()).and_then(|root| root.sync_all());
        root.context(format!("write {} to the disk", folder.root().display()))?;
    }
    Ok(())
}

/// Removes the clusters that killed runs did not finish. Only to be called under the folder's lock.
pub(super) fn remove_unfinished(folder: &Folder) {
    for path in unfinished_in(folder) {
        // an initdb goes on when we are killed
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
