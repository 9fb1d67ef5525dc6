//! Content that has been found to be right.

use crate::import::format::{Course, Event, Indicator, Organization, Person, Source};

/// The content of a folder. Only [`read`](crate::import::read()) makes one, and only of files without a mistake: so
/// what is in it needs no second check.
#[derive(Debug)]
pub struct Content {
    pub(super) directory: Option<Directory>,
    pub(super) courses: Option<Vec<Course>>,
    pub(super) fingerprint: String,
}

impl Content {
    /// SHA-256 of the files and their paths, in hexadecimal digits.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// What `directory/` holds.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) sources: Vec<Source>,
    pub(super) people: Vec<Person>,
    pub(super) organizations: Vec<Organization>,
    pub(super) events: Vec<Event>,
    pub(super) indicators: Vec<Indicator>,
}
