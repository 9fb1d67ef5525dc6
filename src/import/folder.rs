//! The content's folder: which files are in it, and which should not be.

use std::fs;
use std::io;
use std::path::Path;

use kazakh::fold;
use sha2::{Digest as _, Sha256};

use crate::import::hex;
use crate::import::mistake::Mistake;

/// A file of the content.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// Its path within the content's folder, with `/` on every system.
    pub(crate) path: String,
    /// What it holds. None: it could not be read, which has been told.
    pub(crate) text: Option<String>,
    /// The bytes at which its lines end.
    line_ends: Vec<usize>,
}

impl TextFile {
    fn new(path: String, text: Option<String>) -> Self {
        let bytes = text.as_deref().unwrap_or_default().bytes();
        let line_ends = bytes.enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Self { path, text, line_ends }
    }

    /// The line of a byte, the first 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        1 + self.line_ends.partition_point(|end| *end < byte)
    }
}

/// What was found in the content's folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// The files of known places.
    pub(crate) files: Vec<TextFile>,
    /// The folders, each with a `/` at its end.
    folders: Vec<String>,
}

impl Folder {
    /// Looks through the folder, but for hidden files and `kazakh/`.
    pub(crate) fn open(root: &Path, mistakes: &mut Vec<Mistake>) -> Self {
        let mut folder = Self::default();
        if let Err(error) = folder.visit(root, &mut Vec::new(), mistakes) {
            mistakes.push(about(root.display().to_string(), format!("the content cannot be read: {error}")));
        } else if !folder.has("directory/") && !folder.has("courses/") {
            mistakes.push(about(root.display().to_string(), "holds neither directory/ nor courses/"));
        }
        folder.files.sort_by(|a, b| a.path.cmp(&b.path));
        folder.folders.sort();
        folder
    }

    /// Whether a folder is there; its path ends with `/`.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| folder == path)
    }

    /// The slugs of the courses.
    pub(crate) fn courses(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().filter_map(|path| path.strip_prefix("courses/")?.strip_suffix('/'))
    }

    /// SHA-256 of all paths and files, in hexadecimal digits.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        // What is stored folded must be made anew when the rules change.
        hash.update(fold::VERSION.to_be_bytes());
        // A folder counts, too: an empty one retires what was in it, one that is not there leaves it alone.
        let folders = self.folders.iter().map(|path| (path.as_str(), ""));
        let files =
            self.files.iter().map(|file| (file.path.as_str(), file.text.as_deref().unwrap_or_default()));
        for part in folders.chain(files).flat_map(|(path, text)| [path, text]) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hex(&hash.finalize())
    }

    fn visit(
        &mut self,
        folder: &Path,
        above: &mut Vec<String>,
        mistakes: &mut Vec<Mistake>,
    ) -> Result<(), io::Error> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let (on_disk, is_folder) = (entry.path(), entry.path().is_dir());
            above.push(name);
            let segments: Vec<&str> = above.iter().map(String::as_str).collect();
            let path = segments.join("/");
            match (is_folder, is_known(&segments, is_folder)) {
                (true, true) => {
                    self.folders.push(format!("{path}/"));
                    if let Err(error) = self.visit(&on_disk, above, mistakes) {
                        mistakes.push(about(path, format!("cannot be read: {error}")));
                    }
                }
                (false, true) => {
                    let text = read_text(&on_disk).map_err(|(line, message)| {
                        mistakes.push(Mistake { file: path.clone(), line, message });
                    });
                    self.files.push(TextFile::new(path, text.ok()));
                }
                (true, false) => mistakes.push(about(path, "a folder that the content has no place for")),
                (false, false) => mistakes.push(about(path, "a file that the content has no place for")),
            }
            above.pop();
        }
        Ok(())
    }
}

fn is_known(path: &[&str], is_folder: bool) -> bool {
    match path {
        ["directory" | "courses"] | ["directory", "organizations"] | ["courses", _] => is_folder,
        ["directory", "sources.toml" | "people.toml" | "events.toml" | "figures.toml"] => !is_folder,
        ["directory", "organizations", name] | ["courses", _, name] => !is_folder && stem(name).is_some(),
        _ => false,
    }
}

/// The name of a content file without its ending.
pub(crate) fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(".toml")
}

fn read_text(path: &Path) -> Result<String, (usize, String)> {
    let bytes = fs::read(path).map_err(|error| (1, format!("cannot be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        (1 + good.filter(|b| **b == b'\n').count(), "is not UTF-8".to_owned())
    })
}

fn about(file: String, message: impl Into<String>) -> Mistake {
    Mistake { file, line: 1, message: message.into() }
}
