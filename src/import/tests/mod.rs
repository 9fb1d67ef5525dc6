//! Tests of the errors that authors of content see.

mod courses;
mod directory;
mod planted;
mod schedules;
mod visiting;

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::import::read;

/// A temporary content folder, deleted on drop.
struct Folder(PathBuf);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("dostyq-content-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn errors(&self) -> Vec<String> {
        let errors = read(&self.0).err().unwrap_or_default();
        errors.iter().map(ToString::to_string).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SOURCES: (&str, &str) = (
    "directory/sources.toml",
    "[[source]]\nslug = 'article'\nkind = 'newspaper-article'\ntitle.kk = 'мақала'\n",
);
const COURSE: (&str, &str) = ("courses/c/course.toml", "title.kk = 'Курс'\n");

/// Returns a lesson with one word. Each line in `changed` replaces the line with the same key.
fn lesson(changed: &[&str]) -> String {
    let valid = [
        "title.kk = 'Үй'",
        "[[word]]",
        "slug = 'ui'",
        "headword = 'үй'",
        "part_of_speech = 'noun'",
        "glosses.ru = ['дом']",
        "glosses.en = ['house']",
        "[[word.example]]",
        "kk = 'Бұл — үй.'",
        "ru = 'Это дом.'",
        "en = 'This is a house.'",
    ];
    let key = |line: &str| line.split(" =").next().map(str::to_owned);
    let line = |valid: &str| {
        let change = changed.iter().find(|changed| key(changed) == key(valid));
        change.map_or(valid, |changed| changed.strip_suffix(" =").map_or(*changed, |_| "")).to_owned() + "\n"
    };
    let text: String = valid.into_iter().map(line).collect();
    let value = |name: &str| {
        let mut lines = changed
            .iter()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(" = '")?.strip_suffix('\''));
        lines.next_back()
    };
    let is_kazakh =
        |text: &&str| !text.is_empty() && text.chars().all(|c| ('\u{400}'..='\u{52f}').contains(&c));
    // Another headword has other glosses and another example. Russian has fewer letters.
    let russian =
        |headword: &str| headword.chars().filter(|letter| ('а'..='я').contains(letter)).collect::<String>();
    match (value("headword").filter(is_kazakh), value("slug")) {
        (Some(headword), Some(slug)) => text
            .replace("'Бұл — үй.'", &format!("'Бұл — {headword}.'"))
            .replace("['дом']", &format!("['{}']", russian(headword)))
            .replace("['house']", &format!("['{slug}']")),
        _ => text,
    }
}

#[test]
fn the_content_of_this_repository_has_no_errors() {
    let content = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    let (directory, courses) = (content.directory.unwrap(), content.courses.unwrap());
    let lessons = &courses[0].lessons;
    let words: usize = lessons.iter().map(|lesson| lesson.word.len()).sum();
    assert_eq!((directory.organizations.len(), directory.people.len(), directory.events.len()), (21, 5, 8));
    assert_eq!((courses.len(), courses[0].unit.len(), lessons.len(), words), (1, 9, 30, 150));
    assert_eq!(
        (courses[0].slug.as_str(), lessons[0].slug.as_str(), lessons[0].position),
        ("kunine-bes-soz", "amandasu", 1)
    );
}

#[test]
fn unknown_files_are_reported_and_hidden_ones_are_ignored() {
    let folder = Folder::with(&[
        COURSE,
        (".git/config", ""),
        ("courses/.DS_Store", ""),
        ("courses/readme.md", ""),
        ("courses/c/checker.txt", ""),
        ("course/x/course.toml", ""),
        ("directory/evnts.toml", ""),
    ]);
    folder.write("directory/people.toml", b"[[person]]\n\xff");
    let expected = [
        "course:1: unknown folder: move it out of the content folder",
        "courses/c/checker.txt:1: unknown file: move it out of the content folder",
        "courses/readme.md:1: unknown file: move it out of the content folder",
        "directory/evnts.toml:1: unknown file: move it out of the content folder",
        "directory/people.toml:2: the file is not UTF-8",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn a_folder_without_content_is_reported() {
    let folder = Folder::with(&[]);
    assert_eq!(
        folder.errors(),
        [format!("{}:1: the folder contains neither directory/ nor courses/", folder.0.display())]
    );
    let missing = folder.0.join("missing");
    let errors = read(&missing).unwrap_err();
    assert!(
        errors[0].to_string().starts_with(&format!("{}:1: the content cannot be read: ", missing.display()))
    );
    assert_eq!(errors.len(), 1);
}

#[test]
fn either_half_of_the_content_may_be_missing() {
    let lessons = Folder::with(&[COURSE, ("courses/c/01-ui.toml", &lesson(&[]))]);
    let content = read(&lessons.0).unwrap();
    assert!(content.directory.is_none() && content.courses.is_some());
    let directory = Folder::with(&[SOURCES]);
    let content = read(&directory.0).unwrap();
    assert!(content.directory.is_some() && content.courses.is_none());
}

#[test]
fn the_fingerprint_changes_exactly_with_the_content() {
    let files = [COURSE, ("courses/c/01-ui.toml", &*lesson(&[]))];
    let folder = Folder::with(&files);
    let first = read(&folder.0).unwrap().fingerprint().to_owned();
    assert_eq!(read(&Folder::with(&files).0).unwrap().fingerprint(), first);
    folder.write(".hidden", b"");
    assert_eq!(read(&folder.0).unwrap().fingerprint(), first);
    folder.write("courses/c/01-ui.toml", lesson(&["glosses.ru = ['изба']"]).as_bytes());
    let changed = read(&folder.0).unwrap().fingerprint().to_owned();
    assert_ne!(changed, first);
    fs::create_dir(folder.0.join("directory")).unwrap();
    assert_ne!(read(&folder.0).unwrap().fingerprint(), changed);
}
