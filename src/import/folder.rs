//! The content folder: finds its files, and reports files that don't belong there.

use std::fs;
use std::io;
use std::path::Path;

use data_encoding::HEXLOWER;
use kazakh::fold;
use sha2::{Digest as _, Sha256};

use crate::import::error::ContentError;

/// A file of the content.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// The path within the content folder, with `/` as the separator on every system.
    pub(crate) path: String,
    /// The text; `None` if the file could not be read, which has been reported.
    pub(crate) text: Option<String>,
    /// The byte positions of the line breaks.
    line_ends: Vec<usize>,
}

impl TextFile {
    fn new(path: String, text: Option<String>) -> Self {
        let bytes = text.as_deref().unwrap_or_default().bytes();
        let line_ends = bytes.enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Self { path, text, line_ends }
    }

    /// Returns the line number of a byte position, starting at 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        1 + self.line_ends.partition_point(|end| *end < byte)
    }
}

/// The files and folders of the content folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// The files in known places.
    pub(crate) files: Vec<TextFile>,
    /// The paths of the folders, each with a trailing `/`.
    folders: Vec<String>,
}

impl Folder {
    /// Reads the folder, except hidden files and `kazakh/`.
    pub(crate) fn open(root: &Path, errors: &mut Vec<ContentError>) -> Self {
        let mut folder = Self::default();
        if let Err(error) = folder.visit(root, &mut Vec::new(), errors) {
            errors.push(about(root.display().to_string(), format!("the content cannot be read: {error}")));
        } else if !folder.has("directory/") && !folder.has("courses/") {
            errors.push(about(
                root.display().to_string(),
                "the folder contains neither directory/ nor courses/",
            ));
        }
        folder.files.sort_by(|a, b| a.path.cmp(&b.path));
        folder.folders.sort();
        folder
    }

    /// Returns whether a folder exists; `path` ends with `/`.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| folder == path)
    }

    /// Returns the slugs of the courses.
    pub(crate) fn courses(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().filter_map(|path| path.strip_prefix("courses/")?.strip_suffix('/'))
    }

    /// Returns the SHA-256 of all paths and files, in hexadecimal digits.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        // Folded texts in the database must be computed again when the folding rules change.
        hash.update(fold::VERSION.to_be_bytes());
        // Folders are part of the fingerprint, too: an empty folder withdraws its former content, but a missing folder
        // leaves that content unchanged.
        let folders = self.folders.iter().map(|path| (path.as_str(), ""));
        let files =
            self.files.iter().map(|file| (file.path.as_str(), file.text.as_deref().unwrap_or_default()));
        for part in folders.chain(files).flat_map(|(path, text)| [path, text]) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        HEXLOWER.encode(&hash.finalize())
    }

    fn visit(
        &mut self,
        folder: &Path,
        above: &mut Vec<String>,
        errors: &mut Vec<ContentError>,
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
                    if let Err(error) = self.visit(&on_disk, above, errors) {
                        errors.push(about(path, format!("the folder cannot be read: {error}")));
                    }
                }
                (false, true) => {
                    let text = read_text(&on_disk).map_err(|(line, message)| {
                        errors.push(ContentError { file: path.clone(), line, message });
                    });
                    self.files.push(TextFile::new(path, text.ok()));
                }
                (true, false) => {
                    errors.push(about(path, "unknown folder: move it out of the content folder"));
                }
                (false, false) => errors.push(about(path, "unknown file: move it out of the content folder")),
            }
            above.pop();
        }
        Ok(())
    }
}

fn is_known(path: &[&str], is_folder: bool) -> bool {
    match path {
        ["directory" | "courses"] | ["directory", "organizations"] | ["courses", _] => is_folder,
        ["directory", "kinds.toml" | "sources.toml" | "people.toml" | "events.toml" | "figures.toml"] => {
            !is_folder
        }
        ["directory", "organizations", name] | ["courses", _, name] => !is_folder && stem(name).is_some(),
        _ => false,
    }
}

/// Returns the name of a content file without its extension.
pub(crate) fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(".toml")
}

fn read_text(path: &Path) -> Result<String, (usize, String)> {
    let bytes = fs::read(path).map_err(|error| (1, format!("the file cannot be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        (1 + good.filter(|b| **b == b'\n').count(), "the file is not UTF-8".to_owned())
    })
}

fn about(file: String, message: impl Into<String>) -> ContentError {
    ContentError { file, line: 1, message: message.into() }
}
