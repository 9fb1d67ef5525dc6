//! Checks of `courses/`.

use super::Notes;
use super::unique::Unique;
use super::values::not_a_slug;
use super::words::{WordNames, check_words};
use crate::domain::directory::is_slug;
use crate::import::folder::TextFile;
use crate::import::format::{Field, Lesson, Unit};
use crate::import::mistake::Mistake;
use crate::import::read::CourseDraft;

/// Number and slug from the name of a lesson's file, without its ending.
pub(crate) fn lesson_name(name: &str) -> Option<(i32, &str)> {
    let (number, slug) = name.split_once('-')?;
    let is_number = number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) && number != "00";
    if is_number && is_slug(slug) { Some((number.parse().ok()?, slug)) } else { None }
}

/// Checks all that stands in the folder of a course.
pub(crate) fn course(draft: &CourseDraft<'_>, mistakes: &mut Vec<Mistake>) {
    let folder = format!("courses/{}", draft.slug);
    if !is_slug(draft.slug) {
        mistakes.push(Mistake { file: folder.clone(), line: 1, message: not_a_slug(draft.slug) });
    }
    match &draft.course {
        None => {
            mistakes.push(Mistake { file: folder, line: 1, message: "there is no course.toml".to_owned() });
        }
        Some(sheet) => {
            if let Some(course) = &sheet.data {
                let mut notes = Notes::new(sheet.file, mistakes);
                notes.texts([&course.title]);
                notes.texts(&course.description);
                check_units(&mut notes, &course.unit, draft);
                check_order(&course.unit, draft, mistakes);
            }
        }
    }
    check_lessons(draft, mistakes);
}

fn check_units(notes: &mut Notes<'_>, units: &[Unit], draft: &CourseDraft<'_>) {
    let mut slugs = Unique::default();
    // What could not be read may be of any unit.
    let all_read = draft.lessons.iter().all(|(_, sheet)| sheet.data.is_some());
    for unit in units {
        let slug: &str = unit.slug.as_ref();
        notes.slug(&unit.slug);
        slugs.claim(notes, &unit.slug, slug, &format!("the unit «{slug}»"));
        notes.texts([&unit.title]);
        notes.texts(&unit.description);
        let has_lesson =
            lessons(draft).any(|(_, lesson)| lesson.unit.as_ref().is_some_and(|u| u.as_ref() == slug));
        if all_read && !has_lesson {
            notes.at(&unit.slug, format!("the unit «{slug}» has no lesson"));
        }
    }
}

/// The lessons of a unit follow one another, and the units have the order of `course.toml`.
fn check_order(units: &[Unit], draft: &CourseDraft<'_>, mistakes: &mut Vec<Mistake>) {
    let place = |unit: &Field| units.iter().position(|known| known.slug.as_ref() == unit.as_ref());
    let mut last = 0;
    for (file, lesson) in lessons(draft) {
        let mut notes = Notes::new(file, mistakes);
        match &lesson.unit {
            Some(unit) => match place(unit) {
                None => notes.at(unit, format!("course.toml has no unit «{}»", unit.as_ref())),
                Some(place) if place < last => notes.at(
                    unit,
                    format!(
                        "the lesson comes after one of a unit that «{}» stands before in course.toml",
                        unit.as_ref()
                    ),
                ),
                Some(place) => last = place,
            },
            None if units.is_empty() => {}
            None => notes.whole("the lesson names no unit, though the course has units"),
        }
    }
}

/// The lessons that could be read, in their order.
fn lessons<'a>(draft: &'a CourseDraft<'a>) -> impl Iterator<Item = (&'a TextFile, &'a Lesson)> {
    draft.lessons.iter().filter_map(|(_, sheet)| Some((sheet.file, sheet.data.as_ref()?)))
}

fn check_lessons(draft: &CourseDraft<'_>, mistakes: &mut Vec<Mistake>) {
    let (mut numbers, mut slugs, mut words) = (Unique::default(), Unique::default(), WordNames::default());
    for (name, sheet) in &draft.lessons {
        let mut notes = Notes::new(sheet.file, mistakes);
        if let Some((number, slug)) = lesson_name(name) {
            numbers.claim_whole(&mut notes, &number.to_string(), &format!("lesson {number:02}"));
            slugs.claim_whole(&mut notes, slug, &format!("the lesson «{slug}»"));
        } else {
            notes.whole("a lesson's file is named NN-slug.toml, with a number from 01 to 99");
        }
        let Some(lesson) = &sheet.data else { continue };
        notes.texts([&lesson.title]);
        notes.texts(&lesson.description);
        if lesson.word.is_empty() {
            notes.whole("the lesson has no word");
        }
        check_words(&mut notes, &mut words, &lesson.word);
    }
}
