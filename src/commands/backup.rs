//! `dostyq backup`, `dostyq restore` and `dostyq upgrade-postgres`: they run PostgreSQL's programs of the server's
//! version, with the right options.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use percent_encoding::percent_decode_str;

use super::storage::{DATABASE, Private, SERVICE_ROLE, Storage, given_url, owner_url};
use super::{Failure, block_on, print};
use crate::config::{APPLICATION, BackupArgs, DatabaseArgs, RestoreArgs};
use crate::db;
use crate::db::roles::{ServiceRole, grant_use};
use crate::private_file::PrivateFile;

/// The name of a private database while it is restored.
const UNFINISHED: &str = "dostyq_restoring";
/// The backup that an upgrade makes, in the data folder.
const UPGRADE_FILE: &str = "upgrade.dump";

pub(super) fn backup(args: &BackupArgs) -> Result<(), Failure> {
    let storage = Storage::open_as_it_is(&args.database)?;
    dump(&args.database, storage.url(), &args.file)?;
    let size = fs::metadata(&args.file)?.len();
    print(&format!("Wrote {} ({} KiB).\n", args.file.display(), size.div_ceil(1024)));
    Ok(())
}

pub(super) fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    if !args.file.is_file() {
        return Err(Failure(format!("{}: there is no such file", args.file.display())));
    }
    let applied = if let Some(url) = given_url(&args.database) {
        match owner_url(&args.database) {
            Some(owner) => {
                let role = ServiceRole::of(&url, &owner)?;
                let applied = restore_into(&args.database, &owner, &args.file)?;
                block_on(grant_use(&owner, &role))??;
                applied
            }
            None => restore_into(&args.database, &url, &args.file)?,
        }
    } else {
        let private = Private::start(&args.database, None)?;
        let (applied, replaced) = restore_private(&args.database, &private, &args.file)?;
        if let Some(replaced) = replaced {
            print(&format!(
                "The database that was there is kept as {replaced}: once you do not need it any more, delete it with\n  \
                 psql -h {} -U {} postgres -c 'DROP DATABASE {replaced}'\n",
                private.root.join("run").display(),
                APPLICATION.name,
            ));
        }
        applied
    };
    if applied > 0 {
        print(&format!("The backup is older than this program: {applied} migrations applied.\n"));
    }
    print(&format!("Restored {}. Check it with `dostyq check`.\n", args.file.display()));
    Ok(())
}

/// Moves the private PostgreSQL to the newest version that is installed. The old data stays beside the new.
pub(super) fn upgrade_postgres(args: &DatabaseArgs) -> Result<(), Failure> {
    let root = args.root();
    let (Some(old), Some(cluster)) = (APPLICATION.data_major(&root), APPLICATION.cluster(&root)) else {
        return Err(Failure(format!("there is no private PostgreSQL in {}", root.display())));
    };
    let Some(new) = APPLICATION.newest_installed(args.pg_bin.as_deref()).filter(|new| new.major > old) else {
        print(&format!("The data is of PostgreSQL {old}, and no newer version is installed.\n"));
        return Ok(());
    };
    let file = root.join(UPGRADE_FILE);
    let of_new = DatabaseArgs { pg_bin: Some(new.bin_dir.clone()), ..args.clone() };
    {
        // The old server needs the programs of its own version, and `--pg-bin` may name the new ones.
        let of_old = DatabaseArgs { pg_bin: None, ..args.clone() };
        let private = Private::start(&of_old, None).or_else(|_| Private::start(args, None))?;
        dump(&of_new, &private.server.url(DATABASE), &file)?;
    }
    let kept = unused(&root.join(format!("pgdata-{old}")));
    fs::rename(&cluster, &kept)?;
    let upgraded = Private::start(&of_new, Some(new.bin_dir))
        .and_then(|private| restore_private(&of_new, &private, &file));
    let removed = fs::remove_file(&file);
    if let Err(Failure(why)) = upgraded {
        let failed = unused(&root.join(format!("pgdata-{}-failed", new.major)));
        if cluster.exists() {
            fs::rename(&cluster, failed)?;
        }
        fs::rename(&kept, &cluster)?;
        return Err(Failure(format!("PostgreSQL {old} is still in use, because the upgrade failed: {why}")));
    }
    removed?;
    print(&format!(
        "The data is of PostgreSQL {} now. The former data is in {}: delete it once you do not need it any more.\n",
        new.major,
        kept.display(),
    ));
    Ok(())
}

/// Returns the path, or if it is taken, the path with a number.
fn unused(path: &Path) -> PathBuf {
    let (mut unused, mut number) = (path.to_owned(), 1);
    while unused.exists() {
        number += 1;
        unused = PathBuf::from(format!("{}-{number}", path.display()));
    }
    unused
}

/// Writes a database to a file, which appears only when it is complete.
fn dump(args: &DatabaseArgs, url: &str, file: &Path) -> Result<(), Failure> {
    let mut command = program("pg_dump", args, url)?;
    // A backup has the password hashes of all accounts.
    let written = PrivateFile::create(file)
        .map_err(|error| Failure(format!("cannot write {}: {error}", file.display())))?;
    let options = ["--format=custom", "--no-owner", "--no-privileges", "--file"];
    command.args(options).arg(written.unfinished());
    run(command)?;
    Ok(written.finish()?)
}

/// Restores a backup into an empty database, and brings its schema up to date. Returns the number of migrations.
fn restore_into(args: &DatabaseArgs, url: &str, file: &Path) -> Result<usize, Failure> {
    if !block_on(db::administration::is_empty(url))?? {
        return Err(Failure(
            "the database is not empty: create a new one (createdb), and restore the backup into that"
                .to_owned(),
        ));
    }
    let mut command = program("pg_restore", args, url)?;
    // All or nothing: a half-restored database looks like a complete one.
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]).arg(file);
    run(command)?;
    block_on(async {
        let applied = db::migrations::run(url).await?;
        db::administration::analyze(url).await?;
        Ok(applied)
    })?
}

/// Restores a backup into the private server. A database that is there already is kept under another name, which is
/// returned after the number of migrations.
fn restore_private(
    args: &DatabaseArgs,
    private: &Private,
    file: &Path,
) -> Result<(usize, Option<String>), Failure> {
    use db::administration::{database_exists, drop_database, is_empty, rename_database};
    let (admin, url) = (private.server.url("postgres"), private.server.url(DATABASE));
    let unfinished = private.server.url(UNFINISHED);
    block_on(async {
        drop_database(&admin, UNFINISHED).await?;
        db::create_database(&admin, UNFINISHED).await
    })??;
    let applied = restore_into(args, &unfinished, file)?;
    let replaced = block_on(async {
        grant_use(&unfinished, &ServiceRole::named(SERVICE_ROLE)).await?;
        let mut replaced = None;
        if database_exists(&admin, DATABASE).await? {
            if is_empty(&url).await? {
                drop_database(&admin, DATABASE).await?;
            } else {
                let mut number = 1;
                while database_exists(&admin, &format!("{DATABASE}_{number}")).await? {
                    number += 1;
                }
                let name = format!("{DATABASE}_{number}");
                rename_database(&admin, DATABASE, &name).await?;
                replaced = Some(name);
            }
        }
        rename_database(&admin, UNFINISHED, DATABASE).await?;
        Ok::<_, Failure>(replaced)
    })??;
    Ok((applied, replaced))
}

/// Returns a program of PostgreSQL, connected to a database.
fn program(name: &'static str, args: &DatabaseArgs, url: &str) -> Result<Command, Failure> {
    let server = block_on(db::administration::server_major(url))??;
    let mut command = Command::new(APPLICATION.program(name, args.pg_bin.as_deref(), server)?);
    // Others could read a password among the arguments.
    let (url, password) = without_password(url);
    command.arg("--dbname").arg(url);
    command.envs(password.map(|password| ("PGPASSWORD", password)));
    Ok(command)
}

fn run(mut command: Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| Failure(format!("cannot run {name}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!("{name} failed ({}): {}", output.status, errors.trim())))
}

/// Splits the password off a database's URL.
fn without_password(url: &str) -> (String, Option<String>) {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let mut password = None;
    let authority = match authority.rsplit_once('@') {
        Some((user, hosts)) => {
            let (user, given) =
                user.split_once(':').map_or((user, None), |(user, given)| (user, Some(given)));
            password = given.map(decoded);
            format!("{user}@{hosts}")
        }
        None => authority.to_owned(),
    };
    let Some((path, parameters)) = rest.split_once('?') else {
        return (format!("{scheme}://{authority}{rest}"), password);
    };
    let mut kept = Vec::new();
    for parameter in parameters.split('&') {
        match parameter.strip_prefix("password=") {
            Some(given) => password = Some(decoded(given)),
            None => kept.push(parameter),
        }
    }
    (format!("{scheme}://{authority}{path}?{}", kept.join("&")), password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_no_argument() {
        for (url, without, password) in [
            ("postgresql://a:b%40c@host:5432/db", "postgresql://a@host:5432/db", Some("b@c")),
            ("postgresql://a@h1,h2/db?sslmode=require", "postgresql://a@h1,h2/db?sslmode=require", None),
            (
                "postgresql:///db?host=/run&password=x%20y&user=a",
                "postgresql:///db?host=/run&user=a",
                Some("x y"),
            ),
            ("postgresql://a:b@h?dbname=c", "postgresql://a@h?dbname=c", Some("b")),
        ] {
            assert_eq!(without_password(url), (without.to_owned(), password.map(ToOwned::to_owned)), "{url}");
        }
    }
}
