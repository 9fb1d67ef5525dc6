//! References from one thing of the directory to another.

use std::collections::HashSet;

use super::Notes;
use crate::import::format::Field;
use crate::import::read::{DirectoryDraft, Sheet};

/// What can be referred to. None: the file that says so cannot be read, and nobody is blamed for a reference to it.
#[derive(Debug)]
pub(super) struct Known<'a> {
    sources: Option<HashSet<&'a str>>,
    people: Option<HashSet<&'a str>>,
    organizations: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    pub(super) fn of(draft: &'a DirectoryDraft<'_>) -> Self {
        Self {
            sources: slugs(draft.sources.as_ref(), |file| file.source.iter().map(|source| &source.slug)),
            people: slugs(draft.people.as_ref(), |file| file.person.iter().map(|person| &person.slug)),
            // Their slugs are the names of the files, whether these can be read or not.
            organizations: draft.organizations.iter().map(|(slug, _)| *slug).collect(),
        }
    }

    pub(super) fn source(&self, notes: &mut Notes<'_>, slug: &Field) {
        check(notes, self.sources.as_ref(), "source", slug);
    }

    /// A source, and where in it.
    pub(super) fn citation(&self, notes: &mut Notes<'_>, slug: &Field, locator: Option<&Field>) {
        self.source(notes, slug);
        if let Some(locator) = locator {
            notes.line_text(locator);
        }
    }

    pub(super) fn person(&self, notes: &mut Notes<'_>, slug: &Field) {
        check(notes, self.people.as_ref(), "person", slug);
    }

    pub(super) fn organization(&self, notes: &mut Notes<'_>, slug: &Field) {
        check(notes, Some(&self.organizations), "organization", slug);
    }
}

fn slugs<'a, T, I>(sheet: Option<&'a Sheet<'_, T>>, of: impl Fn(&'a T) -> I) -> Option<HashSet<&'a str>>
where
    I: Iterator<Item = &'a Field>,
{
    let Some(sheet) = sheet else { return Some(HashSet::new()) };
    Some(of(sheet.data.as_ref()?).map(|slug| slug.as_ref().as_str()).collect())
}

fn check(notes: &mut Notes<'_>, known: Option<&HashSet<&str>>, what: &str, slug: &Field) {
    let text: &str = slug.as_ref();
    if known.is_some_and(|known| !known.contains(text)) {
        notes.at(slug, format!("there is no {what} «{text}»"));
    }
}
