//! Finds the programs `initdb` and `postgres`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{Application, error::Error};

/// Where packages install PostgreSQL: a folder with one entry per version, and the path from that entry to the binaries.
const KNOWN_PLACES: [(&str, &str); 6] = [
    ("/usr/lib/postgresql", "bin"), // Debian, Ubuntu: 15/bin
    ("/usr", "bin"),                // RPMs of the PostgreSQL project: pgsql-17/bin
    ("/usr/libexec", "."),          // Alpine: postgresql17
    ("/opt/homebrew/opt", "bin"),   // Homebrew on Apple silicon: postgresql@17/bin
    ("/usr/local/opt", "bin"),      // Homebrew on Intel
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
];

/// A folder that holds `initdb` and `postgres` of one version.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Binaries {
    /// The major version, such as 17.
    pub(super) major: u32,
    folder: PathBuf,
}

impl Binaries {
    /// Finds the binaries. Looks only in `bin_dir` if it is given. Otherwise looks in `PATH`, asks `pg_config`, and then
    /// looks in the usual folders, newest version first. If there is data already, only the version that created it
    /// (`wanted_major`) is accepted.
    pub(super) fn find(
        application: Application,
        bin_dir: Option<&Path>,
        wanted_major: Option<u32>,
    ) -> Result<Self, Error> {
        let is_suitable = |found: &Self| {
            found.major >= application.oldest_major && wanted_major.is_none_or(|wanted| wanted == found.major)
        };
        let mut searched = Vec::new();
        let mut search = |folder: PathBuf| {
            let found = Self::in_folder(&folder);
            searched.push(folder);
            found.filter(&is_suitable)
        };
        let found = match bin_dir {
            Some(folder) => search(folder.to_owned()),
            None => folders_of_path("postgres")
                .find_map(&mut search)
                .or_else(|| folder_of_pg_config().and_then(&mut search))
                .or_else(|| newest_first(known_binaries()).into_iter().find_map(|b| search(b.folder))),
        };
        found.ok_or(Error::NoBinaries { application, wanted_major, searched })
    }

    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn in_folder(folder: &Path) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        Some(Self { major: major_of_program(&folder.join("postgres"))?, folder: folder.to_owned() })
    }
}

/// Returns the folders that may have a program: only `bin_dir` if it is given.
pub(super) fn candidates(bin_dir: Option<&Path>, program: &str) -> Vec<PathBuf> {
    match bin_dir {
        Some(folder) => vec![folder.to_owned()],
        None => folders_of_path(program).chain(folder_of_pg_config()).chain(known_folders()).collect(),
    }
}

/// Returns the major version of a program of PostgreSQL. `None` if there is no such program.
pub(super) fn major_of_program(program: &Path) -> Option<u32> {
    if !program.is_file() {
        return None;
    }
    let output = Command::new(program).arg("--version").output().ok()?;
    major_of(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the major version from the output of `postgres --version`, such as `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    // Pre-release versions contain letters: 18beta1, 19devel.
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn folders_of_path(program: &str) -> impl Iterator<Item = PathBuf> + use<> {
    let path = env::var_os("PATH").unwrap_or_default();
    let programs: Vec<PathBuf> = env::split_paths(&path).map(|folder| folder.join(program)).collect();
    // /usr/bin/postgres may be a symbolic link in a folder without initdb: follow it.
    programs.into_iter().filter_map(|program| fs::canonicalize(program).ok()?.parent().map(Path::to_owned))
}

fn folder_of_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    // The client library has a pg_config too. It names a folder that may have no server.
    Some(PathBuf::from(folder.trim())).filter(|folder| folder.is_absolute())
}

fn known_folders() -> impl Iterator<Item = PathBuf> {
    KNOWN_PLACES.into_iter().flat_map(|(place, rest)| {
        let entries = fs::read_dir(place).into_iter().flatten().flatten();
        entries.map(move |version| version.path().join(rest))
    })
}

fn known_binaries() -> Vec<Binaries> {
    known_folders().filter_map(|folder| Binaries::in_folder(&folder)).collect()
}

fn newest_first(mut binaries: Vec<Binaries>) -> Vec<Binaries> {
    binaries.sort_by(|one, other| other.cmp(one));
    binaries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_parsed() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("postgres (PostgreSQL) 19devel"), Some(19));
        assert_eq!(major_of("command not found"), None);
        assert_eq!(major_of(""), None);
    }

    #[test]
    fn the_newest_comes_first() {
        let of = |major| Binaries { major, folder: format!("/usr/lib/postgresql/{major}/bin").into() };
        assert_eq!(newest_first(vec![of(9), of(17), of(15)]), [of(17), of(15), of(9)]);
    }

    #[test]
    fn only_a_given_folder_is_searched() {
        let nowhere = Path::new("/nowhere/at/all");
        let application =
            Application { name: "myapp", oldest_major: 15, bin_dir_variable: None, url_variable: None };
        match Binaries::find(application, Some(nowhere), None) {
            Err(Error::NoBinaries { searched, .. }) => assert_eq!(searched, [nowhere]),
            other => panic!("{other:?}"),
        }
    }
}
