//! The sources of the program, and their fingerprint, which a test computes again.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Result;
use std::path::{Path, PathBuf};

/// Returns the files that determine what the program does, relative to the root: those of its packages and the versions
/// of its dependencies. Tests are left out, so that a change of them causes no new build.
pub(crate) fn of_program(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("Cargo.toml")];
    files.extend(below(root, Path::new("src"))?);
    for package in entries(root, Path::new("crates"))? {
        files.push(package.join("Cargo.toml"));
        for folder in ["src", "data"].map(|folder| package.join(folder)) {
            if root.join(&folder).is_dir() {
                files.extend(below(root, &folder)?);
            }
        }
    }
    Ok(files)
}

/// Returns the files below a path, relative to the root, without tests; a file alone is below itself.
pub(crate) fn below(root: &Path, path: &Path) -> Result<Vec<PathBuf>> {
    if !root.join(path).is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in entries(root, path)? {
        let stem = entry.file_stem().unwrap_or_default().to_string_lossy();
        if stem != "tests" && !stem.ends_with("_tests") {
            files.extend(below(root, &entry)?);
        }
    }
    Ok(files)
}

/// Returns the entries of a folder by name: the file system has no order.
fn entries(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(root.join(folder))?.map(|entry| Ok(folder.join(entry?.file_name())));
    let mut entries = entries.collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// Returns a hash of the paths and contents of files.
pub(crate) fn fingerprint(root: &Path, files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        for part in [file.as_os_str().as_encoded_bytes(), &fs::read(root.join(file))?] {
            hasher.write_usize(part.len());
            hasher.write(part);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}
