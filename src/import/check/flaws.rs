//! What the domain would refuse in the records that the files make: the net below the checks of single values.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use uuid::Uuid;

use super::Notes;
use crate::domain::directory::{Content, Flaw, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::import::folder::TextFile;
use crate::import::format::Field;
use crate::import::mistake::Mistake;
use crate::import::read::{DirectoryDraft, Sheet};
use crate::import::records::{self, Ids, Listed, Reading, Unfit};

/// Ids of records that need not be there: what they are doesn't matter for a check, but that they differ.
struct StandIns;

impl Ids for StandIns {
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid> {
        let mut hash = DefaultHasher::new();
        (kind, key).hash(&mut hash);
        Some(Uuid::from_u64_pair(0, hash.finish()))
    }
}

/// Notes what is wrong with the records, each at the place where it begins.
pub(super) fn flaws(draft: &DirectoryDraft<'_>, mistakes: &mut Vec<Mistake>) {
    let reading = Reading::new(&StandIns);
    if let Some((file, data)) = read(draft.sources.as_ref()) {
        for source in &data.source {
            note(file, mistakes, &source.slug, records::source(source));
        }
    }
    if let Some((file, data)) = read(draft.people.as_ref()) {
        for person in &data.person {
            note(file, mistakes, &person.slug, records::person(person, reading));
        }
    }
    for (slug, sheet) in &draft.organizations {
        let Some(organization) = &sheet.data else { continue };
        let place = &organization.kind;
        note(sheet.file, mistakes, place, records::organization(slug, organization, reading));
        note_all(sheet.file, mistakes, place, records::posts(slug, organization, reading));
        note_all(sheet.file, mistakes, place, records::memberships(slug, organization, reading));
    }
    if let Some((file, data)) = read(draft.events.as_ref()) {
        for event in &data.event {
            note(file, mistakes, &event.slug, records::event(1, event, reading));
        }
    }
    if let Some((file, data)) = read(draft.figures.as_ref()) {
        for indicator in &data.indicator {
            note(file, mistakes, &indicator.slug, records::indicator(1, indicator, reading));
            note_all(file, mistakes, &indicator.slug, records::observations(indicator, reading));
        }
    }
}

fn read<'a, T>(sheet: Option<&'a Sheet<'a, T>>) -> Option<(&'a TextFile, &'a T)> {
    sheet.and_then(|sheet| Some((sheet.file, sheet.data.as_ref()?)))
}

fn note<C: Content>(
    file: &TextFile,
    mistakes: &mut Vec<Mistake>,
    place: &Field,
    listed: Result<Listed<C>, Unfit>,
) {
    note_all(file, mistakes, place, listed.map(|listed| vec![listed]));
}

fn note_all<C: Content>(
    file: &TextFile,
    mistakes: &mut Vec<Mistake>,
    place: &Field,
    listed: Result<Vec<Listed<C>>, Unfit>,
) {
    let mut notes = Notes::new(file, mistakes);
    match listed {
        Err(unfit) => notes.at(place, unfit.to_string()),
        Ok(listed) => {
            for listed in &listed {
                for flaw in listed.content.flaws() {
                    notes.at(place, told::<C>(&listed.key, flaw));
                }
            }
        }
    }
}

fn told<C: Content>(key: &str, flaw: Flaw) -> String {
    let problem = match flaw.problem {
        // Its sentence is about requests.
        Problem::TooManyItems => "there are too many of them",
        problem => problem.sentence(Language::En),
    };
    format!("the {} «{key}», {}: {problem}", C::KIND.as_str(), flaw.field)
}
