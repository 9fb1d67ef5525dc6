//! A content folder that a test changes.

use std::fs;
use std::path::{Path, PathBuf};

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

    /// Returns what an import reports about the courses of the content.
    pub(crate) fn courses(&self) -> String {
        let files = walk(&self.path().join("courses"));
        let (courses, lessons): (Vec<_>, Vec<_>) =
            files.iter().partition(|file| file.file_name().is_some_and(|name| name == "course.toml"));
        let count = |what: &str, files: &[&PathBuf]| -> usize {
            files.iter().map(|file| fs::read_to_string(file).unwrap().matches(what).count()).sum()
        };
        let (units, words) = (count("[[unit]]", &courses), count("[[word]]", &lessons));
        format!("{} courses, {units} units, {} lessons, {words} words", courses.len(), lessons.len())
    }

    /// Replaces a text that must occur once in a file.
    pub(crate) fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old} in {file}");
        fs::write(&path, text.replace(old, new)).unwrap();
    }

    /// Writes a file, and creates its folder.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Appends to a file.
    pub(crate) fn append(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        let before = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{before}\n{text}")).unwrap();
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path().join(file)).unwrap();
    }

    /// Removes a word from its lesson, and returns its text.
    pub(crate) fn remove_word(&self, file: &str, slug: &str) -> String {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let begin = text.find(&format!("[[word]]\nslug = \"{slug}\"\n")).unwrap();
        let end = text[begin + 1..].find("[[word]]\n").map_or(text.len(), |next| begin + 1 + next);
        fs::write(&path, format!("{}{}", &text[..begin], &text[end..])).unwrap();
        text[begin..end].to_owned()
    }

    /// Moves a word to the end of another lesson.
    pub(crate) fn move_word(&self, file: &str, slug: &str, to: &str) {
        let word = self.remove_word(file, slug);
        self.append(to, &word);
    }

    /// Restores the project's version of a file.
    pub(crate) fn restore(&self, file: &str) {
        fs::copy(root().join("content").join(file), self.path().join(file)).unwrap();
    }
}
