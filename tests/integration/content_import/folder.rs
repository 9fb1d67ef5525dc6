//! Content that a test changes.

use std::fs;
use std::path::Path;

use crate::support::scratch::ScratchFolder;
use crate::support::service::{root, walk};

/// A copy of the project's content that a test may change.
pub(crate) struct ContentFolder(ScratchFolder);

impl ContentFolder {
    pub(crate) fn copy() -> Self {
        let folder = ScratchFolder::new();
        let content = root().join("content");
        for file in walk(&content) {
            let copy = folder.path().join(file.strip_prefix(&content).unwrap());
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(&file, &copy).unwrap();
        }
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes something else where a text stands, which must be there once.
    pub(crate) fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old} in {file}");
        fs::write(&path, text.replace(old, new)).unwrap();
    }

    /// Adds to the end of a file.
    pub(crate) fn append(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        let before = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{before}\n{text}")).unwrap();
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path().join(file)).unwrap();
    }

    /// Takes a word out of its lesson.
    pub(crate) fn remove_word(&self, file: &str, slug: &str) {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let (before, after) = text.split_once(&format!("[[word]]\nslug = \"{slug}\"\n")).unwrap();
        let rest = after.find("[[word]]\n").map_or("", |next| &after[next..]);
        fs::write(&path, format!("{before}{rest}")).unwrap();
    }

    /// The file as the project has it.
    pub(crate) fn restore(&self, file: &str) {
        fs::copy(root().join("content").join(file), self.path().join(file)).unwrap();
    }
}
