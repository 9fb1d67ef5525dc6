//! Content that has passed all checks.

use crate::import::format::{Course, Event, Indicator, Kind, Organization, Person, Source};

/// The content of a folder. Only [`read`](crate::import::read()) creates it, from files without errors, so its values
/// need no further checks.
#[derive(Debug)]
pub struct Content {
    pub(super) directory: Option<Directory>,
    pub(super) courses: Option<Vec<Course>>,
    pub(super) fingerprint: String,
}

impl Content {
    /// Returns the SHA-256 of the files and their paths, in hexadecimal digits.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// The content of `directory/`.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) kinds: Vec<Kind>,
    pub(super) sources: Vec<Source>,
    pub(super) people: Vec<Person>,
    pub(super) organizations: Vec<Organization>,
    pub(super) events: Vec<Event>,
    pub(super) indicators: Vec<Indicator>,
}
