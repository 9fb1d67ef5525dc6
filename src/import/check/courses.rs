//! Checks of `courses/`.

use std::collections::HashSet;

use kazakh::fold::fold_kazakh;
use kazakh::inflection::{Noun, NounForm};

use super::FileChecker;
use super::unique::UniqueNames;
use super::values::invalid_slug_message;
use super::words::{WordNames, check_words};
use crate::domain::directory::is_slug;
use crate::domain::learning::exercise::has_one_ending;
use crate::domain::learning::word::{Level, PartOfSpeech};
use crate::import::error::ContentError;
use crate::import::folder::TextFile;
use crate::import::format::{Field, Lesson, Unit, Word};
use crate::import::parsed_files::CourseFiles;

/// Parses the number and the slug from the name of a lesson's file without its extension.
pub(crate) fn lesson_name(name: &str) -> Option<(i32, &str)> {
    let (number, slug) = name.split_once('-')?;
    let is_number = number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) && number != "00";
    if is_number && is_slug(slug) { Some((number.parse().ok()?, slug)) } else { None }
}

/// Checks the folder of a course.
pub(crate) fn course(files: &CourseFiles<'_>, errors: &mut Vec<ContentError>) {
    let folder = format!("courses/{}", files.slug);
    if !is_slug(files.slug) {
        errors.push(ContentError {
            file: folder.clone(),
            line: 1,
            message: invalid_slug_message(files.slug),
        });
    }
    match &files.course {
        None => {
            errors.push(ContentError {
                file: folder,
                line: 1,
                message: "the folder has no course.toml".to_owned(),
            });
        }
        Some(parsed) => {
            if let Some(course) = &parsed.data {
                let mut checker = FileChecker::new(parsed.file, errors);
                checker.texts([&course.title]);
                checker.texts(&course.description);
                check_units(&mut checker, &course.unit, files);
                check_order(&course.unit, files, errors);
            }
        }
    }
    check_lessons(files, errors);
    check_endings(files, errors);
}

fn check_units(checker: &mut FileChecker<'_>, units: &[Unit], files: &CourseFiles<'_>) {
    let mut slugs = UniqueNames::default();
    // A lesson that could not be parsed may belong to any unit.
    let all_read = files.lessons.iter().all(|(_, parsed)| parsed.data.is_some());
    for unit in units {
        let slug: &str = unit.slug.as_ref();
        checker.slug(&unit.slug);
        slugs.claim(checker, &unit.slug, slug, &format!("the unit «{slug}»"));
        checker.texts([&unit.title]);
        checker.texts(&unit.description);
        let has_lesson =
            lessons(files).any(|(_, lesson)| lesson.unit.as_ref().is_some_and(|u| u.as_ref() == slug));
        if all_read && !has_lesson {
            checker
                .report(&unit.slug, format!("the unit «{slug}» has no lessons: add one or remove the unit"));
        }
    }
}

/// Checks that the lessons of each unit are consecutive, and that the units have the order of `course.toml`.
fn check_order(units: &[Unit], files: &CourseFiles<'_>, errors: &mut Vec<ContentError>) {
    let place = |unit: &Field| units.iter().position(|known| known.slug.as_ref() == unit.as_ref());
    let mut last = 0;
    for (file, lesson) in lessons(files) {
        let mut checker = FileChecker::new(file, errors);
        match &lesson.unit {
            Some(unit) => match place(unit) {
                None => checker.report(unit, format!("there is no unit «{}» in course.toml", unit.as_ref())),
                Some(place) if place < last => checker.report(
                    unit,
                    format!(
                        "the lesson is out of order: its unit «{}» comes before an earlier lesson's unit in course.toml",
                        unit.as_ref()
                    ),
                ),
                Some(place) => last = place,
            },
            None if units.is_empty() => {}
            None => checker.report_file("name the lesson's unit, because the course has units"),
        }
    }
}

/// Returns the lessons that could be parsed, in their order.
fn lessons<'a>(files: &'a CourseFiles<'a>) -> impl Iterator<Item = (&'a TextFile, &'a Lesson)> {
    files.lessons.iter().filter_map(|(_, parsed)| Some((parsed.file, parsed.data.as_ref()?)))
}

fn check_lessons(files: &CourseFiles<'_>, errors: &mut Vec<ContentError>) {
    let (mut numbers, mut slugs, mut words) =
        (UniqueNames::default(), UniqueNames::default(), WordNames::default());
    for (place, (name, parsed)) in files.lessons.iter().enumerate() {
        let mut checker = FileChecker::new(parsed.file, errors);
        if let Some((number, slug)) = lesson_name(name) {
            numbers.claim_in_file(&mut checker, &number.to_string(), &format!("lesson {number:02}"));
            slugs.claim_in_file(&mut checker, slug, &format!("the lesson «{slug}»"));
        } else {
            checker.report_file("name a lesson file NN-slug.toml, with a number from 01 to 99");
        }
        let Some(lesson) = &parsed.data else { continue };
        checker.texts([&lesson.title]);
        checker.texts(&lesson.description);
        if lesson.word.is_empty() {
            checker.report_file("the lesson has no words: add at least one");
        }
        check_words(&mut checker, &mut words, &lesson.word);
        let later = files.lessons.iter().skip(place + 1).filter_map(|(_, parsed)| parsed.data.as_ref());
        check_levels(&mut checker, lesson, later);
    }
}

/// Checks the endings that lessons teach: each is taught once, and an example of its lesson has a noun with it.
fn check_endings(files: &CourseFiles<'_>, errors: &mut Vec<ContentError>) {
    let words = lessons(files).flat_map(|(_, lesson)| &lesson.word);
    let nouns: Vec<Noun> = words.filter_map(noun).collect();
    let mut taught = UniqueNames::default();
    for (file, lesson) in lessons(files) {
        let mut checker = FileChecker::new(file, errors);
        for code in &lesson.endings {
            let Some(form) = checker.parses::<NounForm>(code) else { continue };
            let text: &str = code.as_ref();
            if !has_one_ending(form) {
                checker.report(code, format!("«{text}» is not a form with exactly one ending"));
                continue;
            }
            taught.claim(&mut checker, code, text, &format!("the ending «{text}»"));
            if !has_form(lesson, &nouns, form) {
                let message =
                    format!("no example of the lesson has a noun of the course in the form «{text}»");
                checker.report(code, message);
            }
        }
    }
}

fn noun(word: &Word) -> Option<Noun> {
    let headword: &str = word.headword.as_ref();
    let is_noun = word.part_of_speech.as_ref() == PartOfSpeech::Noun.as_str();
    let noun = is_noun.then(|| Noun::look_up(headword))?;
    Some(match &word.inflection {
        Some(flags) => noun.with_flags(*flags.as_ref()),
        None => noun,
    })
}

/// Whether an example of a lesson has one of the nouns in a form.
fn has_form(lesson: &Lesson, nouns: &[Noun], form: NounForm) -> bool {
    let forms: HashSet<String> =
        nouns.iter().map(|noun| noun.form(form)).map(|text| fold_kazakh(&text)).collect();
    let sentences = lesson.word.iter().flat_map(Word::sentences);
    let mut words = sentences
        .flat_map(|text| text.as_ref().split(|letter: char| !(letter.is_alphabetic() || letter == '-')));
    words.any(|word| forms.contains(&fold_kazakh(word)))
}

/// Checks that the levels of words rise with the course: within a lesson they differ by one step at most, and towards a
/// later lesson they fall by two steps at most.
fn check_levels<'a>(checker: &mut FileChecker<'_>, lesson: &Lesson, later: impl Iterator<Item = &'a Lesson>) {
    let ranks = |lesson: &Lesson| lesson.word.iter().filter_map(level_rank).collect::<Vec<usize>>();
    let lowest_here = ranks(lesson).into_iter().min().unwrap_or(usize::MAX);
    let lowest_later = later.flat_map(ranks).min().unwrap_or(usize::MAX);
    for word in &lesson.word {
        let (Some(level), Some(rank)) = (&word.level, level_rank(word)) else { continue };
        if rank > lowest_here.saturating_add(1) || rank > lowest_later.saturating_add(2) {
            checker.report(
                level,
                format!(
                    "the level {} is out of order: words of the lesson or of a later one are far easier",
                    level.as_ref()
                ),
            );
        }
    }
}

/// Returns the position of a word's level among all levels.
fn level_rank(word: &Word) -> Option<usize> {
    let level: Level = word.level.as_ref()?.as_ref().parse().ok()?;
    Level::ALL.iter().position(|other| *other == level)
}
