//! The format of content files. Values that can be invalid keep their position in the file, so that errors can be
//! reported with the line.

mod courses;
mod directory;

pub(crate) use courses::{Course, Example, Lesson, Unit, Word};
pub(crate) use directory::{
    Accessibility, Address, Contact, Event, EventsFile, FiguresFile, FormerName, Identifier, Image,
    Indicator, Kind, KindsFile, Location, Moved, OpeningHours, Organization, PeopleFile, Person, Schedule,
    Service, Source, SourcesFile,
};

use serde::{Deserialize, Serialize};
pub(crate) use toml::Spanned;

/// A text with its position in the file.
pub(crate) type Field = Spanned<String>;

/// A text of the directory, in at least one of the three languages of the institution.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    pub(crate) kk: Option<Field>,
    pub(crate) ru: Option<Field>,
    pub(crate) en: Option<Field>,
}

impl Texts {
    /// Returns the texts that are present.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Field> {
        [&self.kk, &self.ru, &self.en].into_iter().flatten()
    }
}

/// A text of a course, which is in Kazakh and may be in the other languages.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CourseTexts {
    pub(crate) kk: Field,
    pub(crate) ru: Option<Field>,
    pub(crate) en: Option<Field>,
}

impl CourseTexts {
    /// Returns the texts that are present.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Field> {
        [Some(&self.kk), self.ru.as_ref(), self.en.as_ref()].into_iter().flatten()
    }
}
