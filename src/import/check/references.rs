//! Checks of references between entries of the directory.

use std::collections::HashSet;

use super::FileChecker;
use crate::import::format::Field;
use crate::import::parsed_files::{DirectoryFiles, ParsedFile};

/// The slugs that can be referenced. `None` if the file that defines them could not be parsed; references are then not
/// checked.
#[derive(Debug)]
pub(super) struct KnownSlugs<'a> {
    sources: Option<HashSet<&'a str>>,
    people: Option<HashSet<&'a str>>,
    organizations: HashSet<&'a str>,
}

impl<'a> KnownSlugs<'a> {
    pub(super) fn of(files: &'a DirectoryFiles<'_>) -> Self {
        Self {
            sources: slugs(files.sources.as_ref(), |file| file.source.iter().map(|source| &source.slug)),
            people: slugs(files.people.as_ref(), |file| file.person.iter().map(|person| &person.slug)),
            // The file names are the slugs, even if a file could not be parsed.
            organizations: files.organizations.iter().map(|(slug, _)| *slug).collect(),
        }
    }

    pub(super) fn source(&self, checker: &mut FileChecker<'_>, slug: &Field) {
        check(checker, self.sources.as_ref(), "source", slug);
    }

    /// Checks a cited source and its locator.
    pub(super) fn citation(&self, checker: &mut FileChecker<'_>, slug: &Field, locator: Option<&Field>) {
        self.source(checker, slug);
        if let Some(locator) = locator {
            checker.line_text(locator);
        }
    }

    pub(super) fn person(&self, checker: &mut FileChecker<'_>, slug: &Field) {
        check(checker, self.people.as_ref(), "person", slug);
    }

    pub(super) fn organization(&self, checker: &mut FileChecker<'_>, slug: &Field) {
        check(checker, Some(&self.organizations), "organization", slug);
    }
}

fn slugs<'a, T, I>(parsed: Option<&'a ParsedFile<'_, T>>, of: impl Fn(&'a T) -> I) -> Option<HashSet<&'a str>>
where
    I: Iterator<Item = &'a Field>,
{
    let Some(parsed) = parsed else { return Some(HashSet::new()) };
    Some(of(parsed.data.as_ref()?).map(|slug| slug.as_ref().as_str()).collect())
}

fn check(checker: &mut FileChecker<'_>, known: Option<&HashSet<&str>>, what: &str, slug: &Field) {
    let text: &str = slug.as_ref();
    if known.is_some_and(|known| !known.contains(text)) {
        checker.report(slug, format!("there is no {what} «{text}»"));
    }
}
