//! Everything that can be wrong with content whose files can be read.

mod courses;
mod directory;
mod flaws;
mod organizations;
mod references;
mod schedule;
mod spelling;
mod tree;
mod unique;
mod values;
mod words;

pub(crate) use courses::{course, lesson_name};
pub(crate) use directory::directory;

use crate::import::folder::TextFile;
use crate::import::format::Spanned;
use crate::import::mistake::Mistake;

/// Notes down the mistakes of one file.
pub(crate) struct Notes<'a> {
    file: &'a TextFile,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Notes<'a> {
    fn new(file: &'a TextFile, mistakes: &'a mut Vec<Mistake>) -> Self {
        Self { file, mistakes }
    }

    /// A mistake of a value.
    fn at<T>(&mut self, place: &Spanned<T>, message: impl Into<String>) {
        let line = self.line(place);
        self.mistakes.push(Mistake { file: self.file.path.clone(), line, message: message.into() });
    }

    /// A mistake of the file as a whole.
    fn whole(&mut self, message: impl Into<String>) {
        self.mistakes.push(Mistake { file: self.file.path.clone(), line: 1, message: message.into() });
    }

    fn line<T>(&self, place: &Spanned<T>) -> usize {
        self.file.line(place.span().start)
    }
}
