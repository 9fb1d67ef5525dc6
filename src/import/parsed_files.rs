//! The parsed files of a folder, before they are checked.

use crate::import::folder::TextFile;
use crate::import::format::{
    Course, EventsFile, FiguresFile, KindsFile, Lesson, Organization, PeopleFile, SourcesFile,
};

/// A parsed file.
#[derive(Debug)]
pub(crate) struct ParsedFile<'a, T> {
    pub(crate) file: &'a TextFile,
    /// The data; `None` if the file could not be parsed, which has been reported.
    pub(crate) data: Option<T>,
}

/// The files of `directory/`; `None` for a missing file.
#[derive(Debug)]
pub(crate) struct DirectoryFiles<'a> {
    pub(crate) kinds: Option<ParsedFile<'a, KindsFile>>,
    pub(crate) sources: Option<ParsedFile<'a, SourcesFile>>,
    pub(crate) people: Option<ParsedFile<'a, PeopleFile>>,
    pub(crate) events: Option<ParsedFile<'a, EventsFile>>,
    pub(crate) figures: Option<ParsedFile<'a, FiguresFile>>,
    /// The organizations, with the slugs from the file names.
    pub(crate) organizations: Vec<(&'a str, ParsedFile<'a, Organization>)>,
}

/// The files of one course.
#[derive(Debug)]
pub(crate) struct CourseFiles<'a> {
    pub(crate) slug: &'a str,
    pub(crate) course: Option<ParsedFile<'a, Course>>,
    /// The lessons, with the file names without extension.
    pub(crate) lessons: Vec<(&'a str, ParsedFile<'a, Lesson>)>,
}
