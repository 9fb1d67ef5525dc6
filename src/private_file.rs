//! Files that only their owner may read, and that appear only when they are complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Only the owner may read and write the file.
const MODE: u32 = 0o600;

/// A file that is being written, under its name with `.part` at the end. Unless it is finished, it is deleted.
pub struct PrivateFile {
    file: File,
    unfinished: PathBuf,
    path: PathBuf,
}

impl PrivateFile {
    /// Creates an empty file. One that an earlier process has not finished is replaced.
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".part");
        let unfinished = PathBuf::from(unfinished);
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(MODE).open(&unfinished)?;
        Ok(Self { file, unfinished, path: path.to_owned() })
    }

    /// Returns the path of the unfinished file, for a program that writes it.
    pub fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// Gives the file its name, once its content is on the disk.
    pub fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.unfinished, &self.path)
    }
}

impl Write for PrivateFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        // Fails if the file is finished.
        let _ = fs::remove_file(&self.unfinished);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_appears_when_it_is_whole_and_is_for_its_owner_only() {
        let folder = std::env::temp_dir().join(format!("dostyq-private-file-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (path, part) = (folder.join("key"), folder.join("key.part"));
        fs::write(&part, "left behind").unwrap();

        let mut file = PrivateFile::create(&path).unwrap();
        write!(file, "half").unwrap();
        assert!(part.exists() && !path.exists());
        drop(file);
        assert!(!part.exists() && !path.exists());

        let mut file = PrivateFile::create(&path).unwrap();
        write!(file, "whole").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!part.exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
