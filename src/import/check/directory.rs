//! Checks of `directory/`.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::FileChecker;
use super::kinds::KnownKinds;
use super::organizations::organizations;
use super::record_problems::check_records;
use super::references::KnownSlugs;
use super::unique::UniqueNames;
use crate::domain::directory::{EventFormat, EventKind, Gender, Qualifier, Recurrence, SourceKind, is_area};
use crate::import::error::ContentError;
use crate::import::format::{Event, Field, Indicator, Person, Source};
use crate::import::parsed_files::{DirectoryFiles, ParsedFile};

/// Checks the files of `directory/`.
pub(crate) fn directory(files: &DirectoryFiles<'_>, errors: &mut Vec<ContentError>) {
    let known = KnownSlugs::of(files);
    let kinds = KnownKinds::of(files.kinds.as_ref());
    let errors_before = errors.len();
    check_each(
        files.kinds.as_ref(),
        errors,
        |file| &file.kind,
        |checker, slugs, kind| {
            check_slug(checker, slugs, "kind", &kind.slug);
            kinds.kind(checker, kind);
        },
    );
    check_each(
        files.sources.as_ref(),
        errors,
        |file| &file.source,
        |checker, slugs, source| {
            check_source(checker, slugs, source);
        },
    );
    check_each(
        files.people.as_ref(),
        errors,
        |file| &file.person,
        |checker, slugs, person| {
            check_person(checker, &known, slugs, person);
        },
    );
    check_each(
        files.events.as_ref(),
        errors,
        |file| &file.event,
        |checker, slugs, event| {
            check_event(checker, &known, slugs, event);
        },
    );
    check_each(
        files.figures.as_ref(),
        errors,
        |file| &file.indicator,
        |checker, slugs, indicator| {
            check_indicator(checker, &known, slugs, indicator);
        },
    );
    organizations(&files.organizations, &known, &kinds, errors);
    // Only if there are no errors so far, so that none is reported twice.
    if errors.len() == errors_before {
        check_records(files, errors);
    }
}

/// Checks each entry of a file that contains all entries of a kind.
fn check_each<F, T>(
    parsed: Option<&ParsedFile<'_, F>>,
    errors: &mut Vec<ContentError>,
    entries: impl Fn(&F) -> &Vec<T>,
    mut check: impl FnMut(&mut FileChecker<'_>, &mut UniqueNames, &T),
) {
    let Some((file, data)) = parsed.and_then(|parsed| Some((parsed.file, parsed.data.as_ref()?))) else {
        return;
    };
    let (mut checker, mut slugs) = (FileChecker::new(file, errors), UniqueNames::default());
    for entry in entries(data) {
        check(&mut checker, &mut slugs, entry);
    }
}

fn check_slug(checker: &mut FileChecker<'_>, slugs: &mut UniqueNames, what: &str, slug: &Field) {
    checker.slug(slug);
    slugs.claim(checker, slug, slug.as_ref(), &format!("the {what} «{}»", slug.as_ref()));
}

fn check_source(checker: &mut FileChecker<'_>, slugs: &mut UniqueNames, source: &Source) {
    check_slug(checker, slugs, "source", &source.slug);
    checker.parses::<SourceKind>(&source.kind);
    checker.line_texts([&source.title]);
    for text in source.author.iter().chain(&source.publisher) {
        checker.line_text(text);
    }
    for url in source.url.iter().chain(&source.archived_url) {
        checker.link(url);
    }
    checker.dates(&source.issued);
    if let Some(day) = &source.accessed
        && day.as_ref().parse::<NaiveDate>().is_err()
    {
        checker.report(day, format!("«{}» is not a day such as 2026-11-23", day.as_ref()));
    }
}

fn check_person(
    checker: &mut FileChecker<'_>,
    known: &KnownSlugs<'_>,
    slugs: &mut UniqueNames,
    person: &Person,
) {
    check_slug(checker, slugs, "person", &person.slug);
    checker.line_texts([&person.name]);
    let parts = [&person.family_name, &person.given_name, &person.patronymic];
    checker.line_texts(parts.into_iter().flatten());
    checker.paragraphs(&person.note);
    if let Some(gender) = &person.gender {
        checker.parses::<Gender>(gender);
    }
    checker.dates(person.born.iter().chain(&person.died));
    if let Some(image) = &person.image {
        checker.link(&image.url);
        checker.link(&image.licence);
        if let Some(creator) = &image.creator {
            checker.line_text(creator);
        }
        known.source(checker, &image.source);
    }
    known.source(checker, &person.source);
    for former in &person.former_name {
        checker.former_name(former);
        known.source(checker, &former.source);
    }
    for contact in &person.contact {
        checker.contact(contact);
        known.source(checker, &contact.source);
    }
    for identifier in &person.identifier {
        checker.identifier(identifier);
    }
}

fn check_event(
    checker: &mut FileChecker<'_>,
    known: &KnownSlugs<'_>,
    slugs: &mut UniqueNames,
    event: &Event,
) {
    check_slug(checker, slugs, "event", &event.slug);
    checker.parses::<EventKind>(&event.kind);
    checker.line_texts([&event.title]);
    checker.paragraphs(&event.description);
    checker.line_texts(&event.place);
    if let Some(address) = &event.address {
        checker.address(address);
    }
    if let Some(recurrence) = &event.recurrence {
        checker.parses::<Recurrence>(recurrence);
    }
    if let Some(format) = &event.format {
        checker.parses::<EventFormat>(format);
    }
    for language in &event.languages {
        checker.language(language);
    }
    checker.dates(&event.held);
    if let Some(schedule) = &event.schedule {
        checker.schedule(schedule);
    }
    for source in [Some(&event.source), event.held_source.as_ref()].into_iter().flatten() {
        known.source(checker, source);
    }
    let mut organizers: HashSet<&str> = HashSet::new();
    for organizer in &event.organizers {
        known.organization(checker, organizer);
        if !organizers.insert(organizer.as_ref()) {
            checker.report(organizer, format!("the organizer «{}» is listed twice", organizer.as_ref()));
        }
    }
}

fn check_indicator(
    checker: &mut FileChecker<'_>,
    known: &KnownSlugs<'_>,
    slugs: &mut UniqueNames,
    indicator: &Indicator,
) {
    check_slug(checker, slugs, "indicator", &indicator.slug);
    checker.line_texts([&indicator.name]);
    checker.line_texts(&indicator.unit);
    match (&indicator.organization, &indicator.area) {
        (Some(organization), None) => known.organization(checker, organization),
        (None, Some(area)) => check_area(checker, area),
        _ => checker.report(&indicator.slug, "give an indicator either an organization or an area"),
    }
    for observation in &indicator.observation {
        checker.dates([&observation.period]);
        if let Some(qualifier) = &observation.qualifier {
            checker.parses::<Qualifier>(qualifier);
        }
        if !observation.value.as_ref().is_finite() {
            checker.report(&observation.value, "the value must be a finite number");
        }
        known.citation(checker, &observation.source, observation.locator.as_ref());
    }
}

fn check_area(checker: &mut FileChecker<'_>, area: &Field) {
    if !is_area(area.as_ref()) {
        checker.report(area, format!("«{}» is not an ISO 3166 code such as KZ or KZ-19", area.as_ref()));
    }
}
