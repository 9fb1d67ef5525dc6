//! Reads the content of a folder, or returns all of its errors.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::import::check;
use crate::import::content::{Content, Directory};
use crate::import::error::ContentError;
use crate::import::folder::{Folder, TextFile, stem};
use crate::import::format::{Course, Lesson, Organization};
use crate::import::parsed_files::{CourseFiles, DirectoryFiles, ParsedFile};

/// Reads the content of a folder: `directory/` and `courses/`, either of which may be missing. Returns all errors
/// together, in the order of the files.
pub fn read(dir: &Path) -> Result<Content, Vec<ContentError>> {
    let mut errors = Vec::new();
    let folder = Folder::open(dir, &mut errors);
    let directory = folder.has("directory/").then(|| read_directory(&folder, &mut errors));
    let courses = folder.has("courses/").then(|| read_courses(&folder, &mut errors));
    if let Some(directory) = &directory {
        check::directory(directory, &mut errors);
    }
    for course in courses.iter().flatten() {
        check::course(course, &mut errors);
    }
    if !errors.is_empty() {
        errors.sort();
        errors.dedup();
        return Err(errors);
    }
    Ok(Content {
        directory: directory.map(finish_directory),
        courses: courses.map(|courses| courses.into_iter().filter_map(finish_course).collect()),
        fingerprint: folder.fingerprint(),
    })
}

fn read_directory<'a>(folder: &'a Folder, errors: &mut Vec<ContentError>) -> DirectoryFiles<'a> {
    let mut organizations = Vec::new();
    for file in &folder.files {
        if let Some(slug) = file.path.strip_prefix("directory/organizations/").and_then(stem) {
            organizations.push((slug, parse(file, errors)));
        }
    }
    DirectoryFiles {
        kinds: parse_if_present(folder, "directory/kinds.toml", errors),
        sources: parse_if_present(folder, "directory/sources.toml", errors),
        people: parse_if_present(folder, "directory/people.toml", errors),
        events: parse_if_present(folder, "directory/events.toml", errors),
        figures: parse_if_present(folder, "directory/figures.toml", errors),
        organizations,
    }
}

fn read_courses<'a>(folder: &'a Folder, errors: &mut Vec<ContentError>) -> Vec<CourseFiles<'a>> {
    let mut courses = Vec::new();
    for slug in folder.courses() {
        let within = format!("courses/{slug}/");
        let mut lessons = Vec::new();
        for file in &folder.files {
            match file.path.strip_prefix(&within).and_then(stem) {
                Some("course") | None => {}
                Some(name) => lessons.push((name, parse(file, errors))),
            }
        }
        let course = parse_if_present(folder, &format!("{within}course.toml"), errors);
        courses.push(CourseFiles { slug, course, lessons });
    }
    courses
}

fn parse_if_present<'a, T: DeserializeOwned>(
    folder: &'a Folder,
    path: &str,
    errors: &mut Vec<ContentError>,
) -> Option<ParsedFile<'a, T>> {
    folder.files.iter().find(|file| file.path == path).map(|file| parse(file, errors))
}

fn parse<'a, T: DeserializeOwned>(file: &'a TextFile, errors: &mut Vec<ContentError>) -> ParsedFile<'a, T> {
    let parse = |text| {
        let parsed = toml::from_str(text).map_err(|error| {
            let line = file.line(error.span().map_or(0, |span| span.start));
            errors.push(ContentError { file: file.path.clone(), line, message: error.message().to_owned() });
        });
        parsed.ok()
    };
    ParsedFile { file, data: file.text.as_deref().and_then(parse) }
}

fn data<T: Default>(parsed: Option<ParsedFile<'_, T>>) -> T {
    parsed.and_then(|parsed| parsed.data).unwrap_or_default()
}

fn finish_directory(files: DirectoryFiles<'_>) -> Directory {
    let organization = |(slug, parsed): (&str, ParsedFile<'_, Organization>)| {
        Some(Organization { slug: slug.to_owned(), ..parsed.data? })
    };
    Directory {
        kinds: data(files.kinds).kind,
        sources: data(files.sources).source,
        people: data(files.people).person,
        organizations: files.organizations.into_iter().filter_map(organization).collect(),
        events: data(files.events).event,
        indicators: data(files.figures).indicator,
    }
}

fn finish_course(files: CourseFiles<'_>) -> Option<Course> {
    let lesson = |(name, parsed): (&str, ParsedFile<'_, Lesson>)| {
        let (position, slug) = check::lesson_name(name)?;
        Some(Lesson { position, slug: slug.to_owned(), ..parsed.data? })
    };
    let lessons = files.lessons.into_iter().filter_map(lesson).collect();
    Some(Course { slug: files.slug.to_owned(), lessons, ..files.course?.data? })
}
