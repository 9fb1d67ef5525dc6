//! Checks of `directory/`.

use std::collections::HashSet;

use super::Notes;
use super::flaws::flaws;
use super::organizations::organizations;
use super::references::Known;
use super::unique::Unique;
use crate::domain::directory::{EventFormat, EventKind, Qualifier, Recurrence, SourceKind, is_area};
use crate::import::format::{Event, Field, Indicator, Person, Source};
use crate::import::mistake::Mistake;
use crate::import::read::{DirectoryDraft, Sheet};

/// Checks all that stands in `directory/`.
pub(crate) fn directory(draft: &DirectoryDraft<'_>, mistakes: &mut Vec<Mistake>) {
    let known = Known::of(draft);
    let before = mistakes.len();
    each(
        draft.sources.as_ref(),
        mistakes,
        |file| &file.source,
        |notes, slugs, source| {
            check_source(notes, slugs, source);
        },
    );
    each(
        draft.people.as_ref(),
        mistakes,
        |file| &file.person,
        |notes, slugs, person| {
            check_person(notes, &known, slugs, person);
        },
    );
    each(
        draft.events.as_ref(),
        mistakes,
        |file| &file.event,
        |notes, slugs, event| {
            check_event(notes, &known, slugs, event);
        },
    );
    each(
        draft.figures.as_ref(),
        mistakes,
        |file| &file.indicator,
        |notes, slugs, indicator| {
            check_indicator(notes, &known, slugs, indicator);
        },
    );
    organizations(&draft.organizations, &known, mistakes);
    // What is wrong already needs not be told twice.
    if mistakes.len() == before {
        flaws(draft, mistakes);
    }
}

/// Checks the things of a file that holds all of a kind.
fn each<F, T>(
    sheet: Option<&Sheet<'_, F>>,
    mistakes: &mut Vec<Mistake>,
    things: impl Fn(&F) -> &Vec<T>,
    mut check: impl FnMut(&mut Notes<'_>, &mut Unique, &T),
) {
    let Some((file, data)) = sheet.and_then(|sheet| Some((sheet.file, sheet.data.as_ref()?))) else { return };
    let (mut notes, mut slugs) = (Notes::new(file, mistakes), Unique::default());
    for thing in things(data) {
        check(&mut notes, &mut slugs, thing);
    }
}

fn check_slug(notes: &mut Notes<'_>, slugs: &mut Unique, what: &str, slug: &Field) {
    notes.slug(slug);
    slugs.claim(notes, slug, slug.as_ref(), &format!("the {what} «{}»", slug.as_ref()));
}

fn check_source(notes: &mut Notes<'_>, slugs: &mut Unique, source: &Source) {
    check_slug(notes, slugs, "source", &source.slug);
    notes.parses::<SourceKind>(&source.kind);
    notes.line_texts([&source.title]);
    for text in source.author.iter().chain(&source.publisher) {
        notes.line_text(text);
    }
    if let Some(url) = &source.url {
        notes.link(url);
    }
    notes.dates(&source.issued);
}

fn check_person(notes: &mut Notes<'_>, known: &Known<'_>, slugs: &mut Unique, person: &Person) {
    check_slug(notes, slugs, "person", &person.slug);
    notes.line_texts([&person.name]);
    notes.paragraphs(&person.note);
    known.source(notes, &person.source);
    for former in &person.former_name {
        notes.former_name(former);
        known.source(notes, &former.source);
    }
    for contact in &person.contact {
        notes.contact(contact);
        known.source(notes, &contact.source);
    }
    for identifier in &person.identifier {
        notes.identifier(identifier);
    }
}

fn check_event(notes: &mut Notes<'_>, known: &Known<'_>, slugs: &mut Unique, event: &Event) {
    check_slug(notes, slugs, "event", &event.slug);
    notes.parses::<EventKind>(&event.kind);
    notes.line_texts([&event.title]);
    notes.paragraphs(&event.description);
    notes.line_texts(&event.place);
    if let Some(recurrence) = &event.recurrence {
        notes.parses::<Recurrence>(recurrence);
    }
    if let Some(format) = &event.format {
        notes.parses::<EventFormat>(format);
    }
    for language in &event.languages {
        notes.language(language);
    }
    notes.dates(&event.held);
    if let Some(schedule) = &event.schedule {
        notes.schedule(schedule);
    }
    known.source(notes, &event.source);
    let mut before: HashSet<&str> = HashSet::new();
    for organizer in &event.organizers {
        known.organization(notes, organizer);
        if !before.insert(organizer.as_ref()) {
            notes.at(organizer, format!("the organizer «{}» is there twice", organizer.as_ref()));
        }
    }
}

fn check_indicator(notes: &mut Notes<'_>, known: &Known<'_>, slugs: &mut Unique, indicator: &Indicator) {
    check_slug(notes, slugs, "indicator", &indicator.slug);
    notes.line_texts([&indicator.name]);
    notes.line_texts(&indicator.unit);
    match (&indicator.organization, &indicator.area) {
        (Some(organization), None) => known.organization(notes, organization),
        (None, Some(area)) => check_area(notes, area),
        _ => notes.at(&indicator.slug, "an indicator is of an organization or of an area, one of the two"),
    }
    for observation in &indicator.observation {
        notes.dates([&observation.period]);
        if let Some(qualifier) = &observation.qualifier {
            notes.parses::<Qualifier>(qualifier);
        }
        if !observation.value.as_ref().is_finite() {
            notes.at(&observation.value, "a value is a number");
        }
        known.citation(notes, &observation.source, observation.locator.as_ref());
    }
}

fn check_area(notes: &mut Notes<'_>, area: &Field) {
    if !is_area(area.as_ref()) {
        notes.at(area, format!("«{}» is not a code of ISO 3166, such as KZ or KZ-19", area.as_ref()));
    }
}
