//! Checks of content whose files could be parsed.

mod courses;
mod directory;
mod kinds;
mod languages;
mod lexicon;
mod organizations;
mod record_problems;
mod references;
mod schedule;
mod spelling;
mod tree;
mod unique;
mod values;
mod visiting;
mod words;
mod writing;

pub(crate) use courses::{course, lesson_name};
pub(crate) use directory::directory;

use crate::import::error::ContentError;
use crate::import::folder::TextFile;
use crate::import::format::Spanned;

/// Checks the values of one file and collects the errors.
pub(crate) struct FileChecker<'a> {
    file: &'a TextFile,
    errors: &'a mut Vec<ContentError>,
}

impl<'a> FileChecker<'a> {
    fn new(file: &'a TextFile, errors: &'a mut Vec<ContentError>) -> Self {
        Self { file, errors }
    }

    /// Reports an error at a value.
    fn report<T>(&mut self, place: &Spanned<T>, message: impl Into<String>) {
        let line = self.line(place);
        self.errors.push(ContentError { file: self.file.path.clone(), line, message: message.into() });
    }

    /// Reports an error of the file as a whole.
    fn report_file(&mut self, message: impl Into<String>) {
        self.errors.push(ContentError { file: self.file.path.clone(), line: 1, message: message.into() });
    }

    fn line<T>(&self, place: &Spanned<T>) -> usize {
        self.file.line(place.span().start)
    }
}
