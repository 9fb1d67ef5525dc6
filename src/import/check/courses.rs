//! Checks of `courses/`.

use super::Notes;
use super::unique::Unique;
use super::values::not_a_slug;
use super::words::{WordNames, check_word};
use crate::domain::directory::is_slug;
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
            }
        }
    }
    check_lessons(draft, mistakes);
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
        for word in &lesson.word {
            check_word(&mut notes, &mut words, word);
        }
    }
}
